import { sameBytes } from './bytes.ts';
import { isSubtree } from './subtree.ts';
import { emptyRoot, HASH_BYTES, nodeHash, type Suite } from './suite.ts';

/** Proofs from strangers. Whatever is not exactly a valid proof answers false: numbers that are no safe
 *  integers, hashes that are not 32 bytes, too few or too many of them. Nothing here throws. */

/** A tree of 2^53 entries needs 54. */
const PROOF_MAX = 64;

const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/** Where a walk from the subtree to the root stands: the nodes over its first and last entry and over
 *  the tree's last entry, as indices at the present height. */
interface Way {
  first: number;
  last: number;
  end: number;
}

function climb(way: Way): void {
  way.first = half(way.first);
  way.last = half(way.last);
  way.end = half(way.end);
}

/** Up to the node where the proof begins: the subtree itself if it is a node of the tree, else the
 *  largest full subtree at its right edge. */
function beginning(start: number, end: number, size: number): Way {
  const way = { first: start, last: end - 1, end: size - 1 };
  const atEdge = way.last === way.end;
  while (way.first !== way.last && (atEdge || isOdd(way.last))) climb(way);
  return way;
}

/** Whether entries `start` to `end` of the tree of `size` with this root are those of the subtree with
 *  this hash: "Verifying a Subtree Consistency Proof" of draft-ietf-plants-merkle-tree-certs. From 0 it
 *  is the consistency proof of RFC 9162 §2.1.4.2, over one entry the inclusion proof of §2.1.3.2. An
 *  empty subtree is refused. */
export function checkSubtreeConsistency(
  suite: Suite,
  start: number,
  end: number,
  size: number,
  subtreeRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSubtree(start, end, size) || proof.length > PROOF_MAX) return false;
  if (![subtreeRoot, root, ...proof].every(isHash)) return false;
  const way = beginning(start, end, size);
  const known = way.first === way.last;
  const seed = known ? subtreeRoot : proof[0];
  if (seed === undefined) return false;
  let [subtreeSide, treeSide] = [seed, seed];
  for (const sibling of known ? proof : proof.slice(1)) {
    if (way.end === 0) return false;
    if (isOdd(way.last) || way.last === way.end) {
      if (way.first < way.last) subtreeSide = nodeHash(suite, sibling, subtreeSide);
      treeSide = nodeHash(suite, sibling, treeSide);
      while (!isOdd(way.last)) climb(way);
    } else {
      treeSide = nodeHash(suite, treeSide, sibling);
    }
    climb(way);
  }
  return way.end === 0 && sameBytes(subtreeSide, subtreeRoot) && sameBytes(treeSide, root);
}

/** Whether `leaf` (a leaf hash) is entry `index`, counted from 0, of the tree of `size` entries. */
export const checkInclusion = (
  suite: Suite,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean => checkSubtreeConsistency(suite, index, index + 1, size, leaf, root, proof);

/** Whether the tree of `to` entries begins with the whole tree of `from` entries. From 0 the proof is
 *  empty (C2SP tlog-witness) and `fromRoot` must be the hash of nothing, as must every root of size 0;
 *  between equal sizes the proof is empty and the roots are equal. */
export function checkConsistency(
  suite: Suite,
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (from !== 0) return checkSubtreeConsistency(suite, 0, from, to, fromRoot, toRoot, proof);
  if (!Number.isSafeInteger(to) || to < 0 || proof.length > 0) return false;
  const nothing = emptyRoot(suite);
  if (!sameBytes(fromRoot, nothing) || !isHash(toRoot)) return false;
  return to > 0 || sameBytes(toRoot, nothing);
}
