import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fromHex } from './bytes.ts';
import { checkConsistency, checkInclusion, checkSubtreeConsistency } from './check-proof.ts';
import {
  flipped,
  leavesOf,
  naiveConsistency,
  naivePath,
  naiveRoot,
  shapeOf,
} from './naive-tree.fixtures.ts';
import { suites } from './node-suites.ts';
import { emptyRoot } from './suite.ts';
import vectors from './vectors/merkle.json' with { type: 'json' };

const { sha256 } = suites;
const hashes = vectors.hashes.map((hex) => fromHex(hex) ?? assert.fail(hex));
const hashAt = (place: number): Uint8Array => hashes[place] ?? assert.fail(`${place}`);

type Probe = [string, boolean, ...number[], number[]];

/** The probes answered otherwise than published, by name. */
function differing(
  probes: readonly unknown[],
  check: (n: number[], proof: Uint8Array[]) => boolean,
) {
  return (probes as Probe[])
    .filter(([, valid, ...rest]) => {
      const proof = rest.at(-1) as number[];
      return check(rest.slice(0, -1) as number[], proof.map(hashAt)) !== valid;
    })
    .map(([name]) => name);
}

it('公布的包含证明九十八例：全部一致', () => {
  const check = ([index, size, leaf, root]: number[], proof: Uint8Array[]): boolean =>
    checkInclusion(sha256, hashAt(leaf ?? -1), index ?? -1, size ?? -1, proof, hashAt(root ?? -1));
  assert.equal(vectors.inclusion.length, 98);
  assert.deepEqual(differing(vectors.inclusion, check), []);
});

it('公布的一致性证明九十八例：只有一例不同——根只有十二字节，我们不认', () => {
  const check = ([from, to, a, b]: number[], proof: Uint8Array[]): boolean =>
    checkConsistency(sha256, from ?? -1, to ?? -1, hashAt(a ?? -1), hashAt(b ?? -1), proof);
  assert.equal(vectors.consistency.length, 98);
  assert.deepEqual(differing(vectors.consistency, check), [
    'additional/sizes are equal (one) and proof is empty',
  ]);
});

it('公布的子树证明二百七十六例：只有空子树不同——较新的草案认，我们不认', () => {
  const check = ([start, end, size, a, b]: number[], proof: Uint8Array[]): boolean => {
    const [subtree, root] = [hashAt(a ?? -1), hashAt(b ?? -1)];
    return checkSubtreeConsistency(
      sha256,
      start ?? -1,
      end ?? -1,
      size ?? -1,
      subtree,
      root,
      proof,
    );
  };
  assert.equal(vectors.subtreeConsistency.length, 276);
  assert.deepEqual(differing(vectors.subtreeConsistency, check), [
    'additional/subtree is empty sizes are equal (zero) subtree root valid tree root random proof is empty',
    'additional/subtree is empty sizes are equal (zero) subtree root valid proof is empty',
    'additional/subtree is empty subtree root valid proof is empty',
    'additional/subtree is empty subtree root valid tree root random proof is empty',
    'additional/subtree is empty sizes are equal (one) subtree root valid proof is empty',
    'additional/subtree is empty sizes are equal (one) subtree root valid tree root random proof is empty',
  ]);
});

it('从空树长起：证明必须为空，空树的根只能是空的散列', () => {
  const nothing = emptyRoot(sha256);
  const root = hashAt(0);
  assert.ok(checkConsistency(sha256, 0, 0, nothing, nothing, []));
  assert.ok(checkConsistency(sha256, 0, 9, nothing, root, []));
  assert.equal(checkConsistency(sha256, 0, 9, nothing, root, [root]), false);
  assert.equal(checkConsistency(sha256, 0, 9, root, root, []), false);
  assert.equal(checkConsistency(sha256, 0, 0, nothing, root, []), false);
  assert.equal(checkConsistency(sha256, 0, 9, nothing, root.subarray(1), []), false);
  for (const to of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
    assert.equal(checkConsistency(sha256, 0, to, nothing, root, []), false, `${to}`);
  }
});

it('大小相同：根相同且证明为空才算', () => {
  const [one, other] = [hashAt(0), hashAt(1)];
  assert.ok(checkConsistency(sha256, 7, 7, one, one, []));
  assert.equal(checkConsistency(sha256, 7, 7, one, other, []), false);
  assert.equal(checkConsistency(sha256, 7, 7, one, one, [one]), false);
});

it('数目不是安全整数、散列长度不对、证明极长：答否，不报错', () => {
  const hash = hashAt(0);
  const odd = [-1, -0.5, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 53, 2 ** 64];
  for (const n of odd) {
    for (const m of [...odd, 0, 1, 8]) {
      assert.equal(checkInclusion(sha256, hash, n, m, [hash], hash), false);
      assert.equal(checkConsistency(sha256, n, m, hash, hash, [hash]), false);
      assert.equal(checkSubtreeConsistency(sha256, 0, n, m, hash, hash, [hash]), false);
      assert.equal(checkSubtreeConsistency(sha256, n, m, 8, hash, hash, [hash]), false);
    }
    assert.equal(checkInclusion(sha256, hash, 0, n, [hash], hash), false);
  }
  const long = Array<Uint8Array>(1_000_000).fill(hash);
  const large = Number.MAX_SAFE_INTEGER;
  for (const proof of [[], [hash], [new Uint8Array(0)], [flipped(hash, 3).subarray(1)], long]) {
    assert.equal(checkInclusion(sha256, hash, large - 1, large, proof, hash), false);
    assert.equal(checkConsistency(sha256, large - 1, large, hash, hash, proof), false);
  }
  const longer = new Uint8Array(33);
  assert.equal(checkInclusion(sha256, longer, 0, 1, [], longer), false);
  assert.equal(checkConsistency(sha256, 1, 1, longer, longer, []), false);
});

const size = fc.integer({ min: 1, max: 2000 });

for (const suite of Object.values(suites)) {
  describe(suite.id, () => {
    const all = leavesOf(suite, 2000);
    const twoSizes = fc
      .tuple(size, size)
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

    it('真的包含证明都通过；动任何一位、换、减、添一个散列都不通过', () => {
      fc.assert(
        fc.property(size, fc.nat(), fc.nat(), fc.nat(), (n, i, which, bit) => {
          const [index, leaves] = [i % n, all.slice(0, n)];
          const leaf = leaves[index] ?? assert.fail();
          const root = naiveRoot(suite, leaves);
          const proof = naivePath(suite, index, leaves);
          const check = (p: readonly Uint8Array[], l = leaf, r = root): boolean =>
            checkInclusion(suite, l, index, n, p, r);
          assert.ok(check(proof));
          assert.equal(check(proof, flipped(leaf, bit)), false);
          assert.equal(check(proof, leaf, flipped(root, bit)), false);
          assert.equal(check([...proof, root]), false);
          assert.equal(check([root, ...proof]), false);
          if (proof.length === 0) return;
          const at = which % proof.length;
          const spoilt = flipped(proof[at] ?? assert.fail(), bit);
          assert.equal(check(proof.with(at, spoilt)), false);
          assert.equal(check(proof.toSpliced(at, 1)), false);
          if (proof.length > 1) assert.equal(check(proof.toReversed()), false);
        }),
        { numRuns: 60 },
      );
    });

    it('换个序号不通过；换个大小，只有证明形状相同才可能通过', () => {
      fc.assert(
        fc.property(size, fc.nat(), fc.nat(), size, (n, i, j, m) => {
          const [index, other, leaves] = [i % n, j % n, all.slice(0, n)];
          const leaf = leaves[index] ?? assert.fail();
          const root = naiveRoot(suite, leaves);
          const proof = naivePath(suite, index, leaves);
          if (other !== index) {
            assert.equal(checkInclusion(suite, leaf, other, n, proof, root), false);
          }
          const same = index < m && shapeOf(index, m) === shapeOf(index, n);
          assert.equal(checkInclusion(suite, leaf, index, m, proof, root), same);
        }),
        { numRuns: 60 },
      );
    });

    it('真的一致性证明都通过；动任何一位、换序、减、添、换根、换旧大小都不通过', () => {
      fc.assert(
        fc.property(twoSizes, size, fc.nat(), fc.nat(), ([m, n], wrong, which, bit) => {
          const oldRoot = naiveRoot(suite, all.slice(0, m));
          const root = naiveRoot(suite, all.slice(0, n));
          const proof = naiveConsistency(suite, m, all.slice(0, n));
          const check = (p: readonly Uint8Array[], a = oldRoot, b = root, from = m): boolean =>
            checkConsistency(suite, from, n, a, b, p);
          assert.ok(check(proof));
          assert.equal(check(proof, flipped(oldRoot, bit)), false);
          assert.equal(check(proof, oldRoot, flipped(root, bit)), false);
          assert.equal(check([...proof, root]), false);
          assert.equal(check([oldRoot, ...proof]), false);
          if (m !== wrong) assert.equal(check(proof, oldRoot, root, wrong), false);
          if (m === n) return;
          assert.equal(check(proof, root, oldRoot), false);
          const at = which % proof.length;
          const spoilt = flipped(proof[at] ?? assert.fail(), bit);
          assert.equal(check(proof.with(at, spoilt)), false);
          assert.equal(check(proof.toSpliced(at, 1)), false);
          if (proof.length > 1) assert.equal(check(proof.toReversed()), false);
        }),
        { numRuns: 60 },
      );
    });
  });
}
