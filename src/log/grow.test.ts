import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toBase64, fromHex, toHex, utf8 } from './bytes.ts';
import { emptyTree, growTree, resumeTree, rootOf, type Tree } from './grow.ts';
import { flipped, folder, leavesOf, naiveRoot, naiveTiles } from './naive-tree.fixtures.ts';
import { suites } from './node-suites.ts';
import { leafHash, type Suite } from './suite.ts';
import { tilePath, tilesOf, type TilePlace } from './tile.ts';
import merkle from './vectors/merkle.json' with { type: 'json' };
import tessera from './vectors/tessera.json' with { type: 'json' };

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? assert.fail(hex);
const treeOf = (suite: Suite, leaves: readonly Uint8Array[]): Tree =>
  growTree(suite, emptyTree, leaves).tree;
const pathsOf = (tiles: readonly TilePlace[]): string[] => tiles.map(tilePath);

/** Grows in the given steps, over and over until the leaves are used up. */
function growBy(suite: Suite, from: Tree, leaves: readonly Uint8Array[], steps: readonly number[]) {
  const files = folder();
  let tree = from;
  for (let at = from.size, turn = 0; at < leaves.length; turn += 1) {
    const step = steps[turn % steps.length] ?? 1;
    const grown = growTree(suite, tree, leaves.slice(at, at + step));
    files.write(grown.tiles);
    tree = grown.tree;
    at += step;
  }
  return { tree, files };
}

const sizes = fc.oneof(
  fc.nat(2000),
  fc.constantFrom(0, 1, 2, 255, 256, 257, 511, 512, 513, 1024, 1279, 1280, 2000),
);
const steps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });

it('RFC 6962八条目例树：叶、每个大小的根都与公布值一致', () => {
  const leaves = merkle.entries.map((hex) => leafHash(suites.sha256, bytesOf(hex)));
  assert.deepEqual(leaves.map(toHex), merkle.nodes[0]);
  merkle.roots.forEach((root, size) => {
    const tree = treeOf(suites.sha256, leaves.slice(0, size));
    assert.equal(toHex(rootOf(suites.sha256, tree)), root);
  });
});

it('Tessera测试日志：一条一条地长，十六个检查点的根都一致', () => {
  let tree = emptyTree;
  assert.equal(toBase64(rootOf(suites.sha256, tree)), tessera.roots[0]);
  tessera.entries.forEach((word, i) => {
    tree = growTree(suites.sha256, tree, [leafHash(suites.sha256, utf8(word))]).tree;
    assert.equal(toBase64(rootOf(suites.sha256, tree)), tessera.roots[i + 1]);
  });
});

for (const suite of Object.values(suites)) {
  describe(suite.id, () => {
    const leaves = leavesOf(suite, 2000);

    it('零到六百的每个大小：根等于按定义递归算出的根', () => {
      let tree = emptyTree;
      for (let size = 0; size <= 600; size += 1) {
        assert.deepEqual(rootOf(suite, tree), naiveRoot(suite, leaves.slice(0, size)), `${size}`);
        tree = growTree(suite, tree, leaves.slice(size, size + 1)).tree;
      }
    });

    it('分批怎样切都一样：根、树和每个块与一次长成、与定义相同', () => {
      fc.assert(
        fc.property(sizes, steps, (size, by) => {
          const some = leaves.slice(0, size);
          const { tree, files } = growBy(suite, emptyTree, some, by);
          const once = growTree(suite, emptyTree, some);
          assert.deepEqual(tree, once.tree);
          assert.deepEqual(rootOf(suite, tree), naiveRoot(suite, some));
          const defined = naiveTiles(suite, some);
          assert.deepEqual(new Map(once.tiles.map((t) => [tilePath(t), t.bytes])), defined);
          for (const [path, bytes] of defined) assert.deepEqual(files.files.get(path), bytes, path);
        }),
        { numRuns: 60 },
      );
    });

    it('中途停下，从不满的块接着长，结果与不停一样', () => {
      fc.assert(
        fc.property(sizes, sizes, steps, (a, b, by) => {
          const [first, last] = [Math.min(a, b), Math.max(a, b)];
          const before = growBy(suite, emptyTree, leaves.slice(0, first), by);
          const resumed = resumeTree(suite, first, before.files.read);
          assert.deepEqual(resumed, before.tree);
          assert.deepEqual(rootOf(suite, resumed), naiveRoot(suite, leaves.slice(0, first)));
          const after = growBy(suite, resumed, leaves.slice(0, last), by);
          assert.deepEqual(after.tree, treeOf(suite, leaves.slice(0, last)));
        }),
        { numRuns: 40 },
      );
    });

    it('块里错了任何一位，恢复出的根就不是原来的根', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.nat(), (size, which, bit) => {
          const { tree, files } = growBy(suite, emptyTree, leaves.slice(0, size), [size]);
          const partial = tilesOf(size).filter((place) => place.width < 256);
          const spoilt = partial[which % partial.length];
          const resumed = resumeTree(suite, size, (place) => {
            const bytes = files.read(place);
            return place.level === spoilt?.level ? flipped(bytes, bit) : bytes;
          });
          assert.notDeepEqual(rootOf(suite, resumed), rootOf(suite, tree));
        }),
        { numRuns: 40 },
      );
    });
  });
}

const { sha256 } = suites;
const many = leavesOf(sha256, 70_000);

it('只写变了的块：写满的，加上各层有变化的末块；空块从不写', () => {
  const at = (size: number): Tree => treeOf(sha256, many.slice(0, size));
  const written = (from: number, to: number): string[] =>
    pathsOf(growTree(sha256, at(from), many.slice(from, to)).tiles).toSorted();
  assert.deepEqual(written(0, 1), ['tile/0/000.p/1']);
  assert.deepEqual(written(255, 256), ['tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual(written(256, 257), ['tile/0/001.p/1']);
  assert.deepEqual(written(300, 310), ['tile/0/001.p/54']);
  assert.deepEqual(written(300, 800), [
    'tile/0/001',
    'tile/0/002',
    'tile/0/003.p/32',
    'tile/1/000.p/3',
  ]);
  assert.deepEqual(written(65_535, 65_537), [
    'tile/0/255',
    'tile/0/256.p/1',
    'tile/1/000',
    'tile/2/000.p/1',
  ]);
  const unchanged = growTree(sha256, at(300), []);
  assert.deepEqual(unchanged, { tree: at(300), tiles: [] });
});

it('七万条：三层的块齐全，末块与规范的例子一致，恢复时只读不满的块', () => {
  const { tree, files } = growBy(sha256, emptyTree, many, [4096, 1, 999]);
  for (const place of tilesOf(70_000)) assert.ok(files.files.has(tilePath(place)));
  assert.deepEqual(resumeTree(sha256, 70_000, files.read), tree);
  assert.deepEqual(files.asked, ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
});

it('每个节点只算一次：散列次数恰为条数减去大小的二进制中一的个数', () => {
  let count = 0;
  const counting: Suite = {
    ...sha256,
    hash: (bytes) => {
      count += 1;
      return sha256.hash(bytes);
    },
  };
  growBy(counting, emptyTree, many.slice(0, 5000), [1, 256, 300, 7]);
  assert.equal(count, 5000 - [...(5000).toString(2)].filter((digit) => digit === '1').length);
});

it('从同一棵树长出两个分叉，互不影响，原来的树也不变', () => {
  const base = treeOf(sha256, many.slice(0, 300));
  const before = structuredClone(base);
  const left = growTree(sha256, base, many.slice(300, 900)).tree;
  const right = growTree(sha256, base, many.slice(1300, 1900)).tree;
  assert.deepEqual(base, before);
  assert.deepEqual(left, treeOf(sha256, many.slice(0, 900)));
  assert.notDeepEqual(rootOf(sha256, left), rootOf(sha256, right));
});

it('叶散列不是三十二字节、块长不符、大小不是整数：报错', () => {
  for (const length of [0, 31, 33]) {
    assert.throws(() => growTree(sha256, emptyTree, [new Uint8Array(length)]), RangeError);
  }
  const short = (): Uint8Array => new Uint8Array(31);
  assert.throws(() => resumeTree(sha256, 1, short), /Tile 0\/0 of width 1 has 31 bytes, not 32/);
  for (const size of [-1, 1.5, Number.NaN, 2 ** 53]) {
    assert.throws(() => resumeTree(sha256, size, short), RangeError);
  }
  const full: Tree = { size: Number.MAX_SAFE_INTEGER, tails: [], peaks: [] };
  assert.throws(() => growTree(sha256, full, many.slice(0, 1)), RangeError);
});
