/** Subtrees of a log's tree, as draft-ietf-plants-merkle-tree-certs-02 names them and C2SP tlog-mirror
 *  and tlog-cosignature use them: the entries from `start` up to, but without, `end`. */

/** A stretch of entries whose hash is a node of some tree that begins with them. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** Whether the stretch lies in a tree of `size` entries and starts at a multiple of the smallest power
 *  of two that holds it. An empty stretch is none: nothing can be said of it. */
export function isSubtree(start: number, end: number, size: number): boolean {
  if (!isCount(start) || !isCount(end) || !isCount(size)) return false;
  if (start >= end || end > size) return false;
  let room = 1;
  while (room < end - start) room *= 2;
  return start % room === 0;
}

/** The largest power of two smaller than `length`, where RFC 6962 §2.1 divides a tree; for 2 or more. */
export function splitOf(length: number): number {
  let left = 1;
  while (left * 2 < length) left *= 2;
  return left;
}
