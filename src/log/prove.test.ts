import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toHex } from './bytes.ts';
import { checkConsistency, checkInclusion, checkSubtreeConsistency } from './check-proof.ts';
import { emptyTree, growTree, rootOf, type Tree } from './grow.ts';
import { folder, leavesOf, naiveConsistency, naivePath, naiveRoot } from './naive-tree.fixtures.ts';
import { suites } from './node-suites.ts';
import { tileProver, type FetchTile } from './prove.ts';
import { isSubtree } from './subtree.ts';
import { emptyRoot, leafHash, type Suite } from './suite.ts';
import { tileMemo } from './tile-nodes.ts';
import vectors from './vectors/merkle.json' with { type: 'json' };

const { sha256 } = suites;

/** A log on disk that grew to each of the sizes in turn. */
function logOf(suite: Suite, leaves: readonly Uint8Array[], stops: readonly number[]) {
  const files = folder();
  let tree: Tree = emptyTree;
  for (const stop of stops.toSorted((a, b) => a - b)) {
    const grown = growTree(suite, tree, leaves.slice(tree.size, stop));
    files.write(grown.tiles);
    tree = grown.tree;
  }
  const fetchTile: FetchTile = async (place) => files.read(place);
  return { tree, files, fetchTile };
}

it('草案附录的累计值：一百三十条以内全部子树的散列、包含证明、一致性证明都一致', async () => {
  // Every line of every algorithm, folded into one SHA-256: draft-ietf-plants-merkle-tree-certs,
  // appendix "Subtree Test Vectors".
  const largest = 130;
  const leaves = Array.from({ length: largest }, (_, i) => leafHash(sha256, Uint8Array.of(i)));
  const stops = Array.from({ length: largest }, (_, i) => i + 1);
  const { fetchTile } = logOf(sha256, leaves, stops);
  const provers = [0, ...stops].map((size) => tileProver(sha256, size, fetchTile));
  const whole = provers[largest] ?? assert.fail();
  const folded = {
    hashes: createHash('sha256'),
    inclusionProofs: createHash('sha256'),
    consistencyProofs: createHash('sha256'),
  };
  const line = (name: string, proof: readonly Uint8Array[]): string =>
    `${[name, ...proof.map(toHex)].join(' ')}\n`;
  const roots = new Map<string, Uint8Array>();
  for (let end = 1; end <= largest; end += 1) {
    for (let start = 0; start < end; start += 1) {
      if (!isSubtree(start, end, largest)) continue;
      const root = await whole.subtreeRoot(start, end);
      roots.set(`${start} ${end}`, root);
      folded.hashes.update(`[${start}, ${end}) ${toHex(root)}\n`);
      // A subtree is a tree over its own entries.
      const own = logOf(sha256, leaves.slice(start, end), [end - start]);
      const prover = tileProver(sha256, end - start, own.fetchTile);
      for (let index = start; index < end; index += 1) {
        const proof = await prover.inclusion(index - start);
        folded.inclusionProofs.update(line(`${index} [${start}, ${end})`, proof));
      }
    }
  }
  for (const [size, prover] of provers.entries()) {
    const treeRoot = await prover.root();
    for (let end = 1; end <= size; end += 1) {
      for (let start = 0; start < end; start += 1) {
        if (!isSubtree(start, end, size)) continue;
        const proof = await prover.subtreeConsistency(start, end);
        folded.consistencyProofs.update(line(`[${start}, ${end}) ${size}`, proof));
        const root = roots.get(`${start} ${end}`) ?? assert.fail();
        assert.ok(checkSubtreeConsistency(sha256, start, end, size, root, treeRoot, proof));
      }
    }
  }
  const results = Object.entries(folded).map(([name, sum]) => [name, sum.digest('hex')]);
  assert.deepEqual(Object.fromEntries(results), vectors.subtreesUpTo130);
});

for (const suite of Object.values(suites)) {
  describe(suite.id, () => {
    const leaves = leavesOf(suite, 2000);
    const size = fc.integer({ min: 1, max: 2000 });

    it('任意大小：证明、根、叶都与按定义递归的一致', async () => {
      await fc.assert(
        fc.asyncProperty(size, fc.nat(), fc.nat(), async (n, a, b) => {
          const some = leaves.slice(0, n);
          const prover = tileProver(suite, n, logOf(suite, some, [n]).fetchTile);
          const [index, from] = [a % n, b % (n + 1)];
          const root = naiveRoot(suite, some);
          assert.deepEqual(await prover.root(), root);
          assert.deepEqual(await prover.leaf(index), some[index]);
          const inclusion = await prover.inclusion(index);
          assert.deepEqual(inclusion, naivePath(suite, index, some));
          const consistency = await prover.consistency(from);
          assert.deepEqual(consistency, from === 0 ? [] : naiveConsistency(suite, from, some));
          const oldRoot = naiveRoot(suite, some.slice(0, from));
          assert.ok(checkConsistency(suite, from, n, oldRoot, root, consistency));
        }),
        { numRuns: 60 },
      );
    });

    it('任意子树：一致性证明通过查验，差一条就不通过', async () => {
      await fc.assert(
        fc.asyncProperty(size, fc.nat(10), fc.nat(), fc.nat(), async (n, height, a, b) => {
          const start = 2 ** height * (a % Math.ceil(n / 2 ** height));
          const end = start + 1 + (b % Math.min(2 ** height, n - start));
          const some = leaves.slice(0, n);
          const prover = tileProver(suite, n, logOf(suite, some, [n]).fetchTile);
          const root = await prover.root();
          const subtree = await prover.subtreeRoot(start, end);
          assert.deepEqual(subtree, naiveRoot(suite, some.slice(start, end)));
          const proof = await prover.subtreeConsistency(start, end);
          const check = (from: number, to: number): boolean =>
            checkSubtreeConsistency(suite, from, to, n, subtree, root, proof);
          assert.ok(check(start, end));
          assert.equal(check(start, end - 1), false);
          assert.equal(check(start, end + 1), false);
          assert.equal(check(start + 1, end), false);
        }),
        { numRuns: 60 },
      );
    });
  });
}

const many = leavesOf(sha256, 70_000);
const large = logOf(sha256, many, [65_536, 70_000]);

it('七万条、三层块：首尾各处的证明都通过', async () => {
  const prover = tileProver(sha256, 70_000, large.fetchTile);
  const root = rootOf(sha256, large.tree);
  assert.deepEqual(await prover.root(), root);
  for (const index of [0, 255, 256, 65_535, 65_536, 69_631, 69_632, 69_887, 69_888, 69_999]) {
    const leaf = many[index] ?? assert.fail();
    const proof = await prover.inclusion(index);
    assert.ok(checkInclusion(sha256, leaf, index, 70_000, proof, root), `${index}`);
  }
  for (const from of [1, 255, 256, 65_535, 65_536, 65_537, 69_632, 69_999, 70_000]) {
    const oldRoot = rootOf(sha256, growTree(sha256, emptyTree, many.slice(0, from)).tree);
    const proof = await prover.consistency(from);
    assert.ok(checkConsistency(sha256, from, 70_000, oldRoot, root, proof), `${from}`);
  }
});

it('每块一次取齐：同时去取，不重复，只要本大小的宽度', async () => {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const fetchTile: FetchTile = async (place) => {
    asked.push(`${place.level}/${place.index}/${place.width}`);
    await new Promise<void>((go) => waiting.push(go));
    return large.files.read(place);
  };
  const proof = tileProver(sha256, 70_000, fetchTile).inclusion(1000);
  // Nothing has been answered yet, and all of it has been asked.
  assert.deepEqual(asked.toSorted(), ['0/273/112', '0/3/256', '1/0/256', '1/1/17']);
  for (const go of waiting) go();
  assert.equal((await proof).length, 17);
});

it('取过的块不再取，大小不同的证明共用；记住的块有上限，最久不用的先忘', async () => {
  const memo = tileMemo(2);
  const asked = async (size: number, index: number): Promise<string[]> => {
    const before = large.files.asked.length;
    await tileProver(sha256, size, large.fetchTile, memo).leaf(index);
    return large.files.asked.slice(before);
  };
  assert.deepEqual(await asked(65_536, 5), ['tile/0/000']);
  assert.deepEqual(await asked(70_000, 256), ['tile/0/001']);
  assert.deepEqual(await asked(70_000, 200), []);
  assert.deepEqual(await asked(70_000, 512), ['tile/0/002']);
  assert.deepEqual(await asked(70_000, 5), []);
  assert.deepEqual(await asked(70_000, 256), ['tile/0/001']);
});

it('算过的节点不再算：同一处的第二个证明只合并右缘', async () => {
  let count = 0;
  const hash = (bytes: Uint8Array): Uint8Array => {
    count += 1;
    return sha256.hash(bytes);
  };
  const prover = tileProver({ ...sha256, hash }, 70_000, large.fetchTile);
  const costOf = async (index: number): Promise<number> => {
    const before = count;
    await prover.inclusion(index);
    return count - before;
  };
  const first = await costOf(1000);
  assert.ok(first > 400, `${first}`);
  // The 4,464 entries from 65,536 on are five full subtrees, which four hashes join.
  assert.equal(await costOf(1000), 4);
});

it('改动交出去的证明，不影响以后的证明', async () => {
  const prover = tileProver(sha256, 70_000, large.fetchTile);
  const first = await prover.inclusion(77);
  const kept = first.map((hash) => new Uint8Array(hash));
  for (const hash of first) hash.fill(0);
  assert.deepEqual(await prover.inclusion(77), kept);
});

it('空树：根是空的散列，从零的证明为空，其余没有', async () => {
  const prover = tileProver(sha256, 0, large.fetchTile);
  assert.deepEqual(await prover.root(), emptyRoot(sha256));
  assert.deepEqual(await prover.consistency(0), []);
  await assert.rejects(prover.inclusion(0), RangeError);
});

it('越界、块长不符、取不到：如实报错', async () => {
  const prover = tileProver(sha256, 70_000, large.fetchTile);
  for (const n of [-1, 0.5, 70_000, 2 ** 53, Number.NaN]) {
    await assert.rejects(prover.inclusion(n), RangeError);
    await assert.rejects(prover.leaf(n), RangeError);
  }
  for (const n of [-1, 0.5, 70_001, Number.NaN]) await assert.rejects(prover.consistency(n));
  await assert.rejects(prover.subtreeRoot(2, 5), RangeError);
  await assert.rejects(prover.subtreeConsistency(3, 3), RangeError);
  const short: FetchTile = async (place) => large.files.read(place).subarray(1);
  await assert.rejects(tileProver(sha256, 70_000, short).inclusion(1), /bytes, not/);
  const absent: FetchTile = () => Promise.reject(new Error('离线'));
  await assert.rejects(tileProver(sha256, 70_000, absent).inclusion(1), /离线/);
});
