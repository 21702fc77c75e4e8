export type SuiteId = 'sha256' | 'sm3';

/** A hash function of the tree: SHA-256 for the world, SM3 (GB/T 32905) for Chinese assessment. Both
 *  give 32 bytes. The caller brings it, so that the same tree runs on a server and in a browser. */
export interface Suite {
  readonly id: SuiteId;
  /** Does not keep `bytes`, which are overwritten afterwards; the digest is the caller's. */
  hash(bytes: Uint8Array): Uint8Array;
}

export const HASH_BYTES = 32;

/** What is about to be hashed is laid out here, because hashing costs little more than allocating. An
 *  entry of more than this gets bytes of its own. */
const LEAF_SCRATCH = new Uint8Array(4096);
const NODE_SCRATCH = new Uint8Array(1 + 2 * HASH_BYTES);

/** Leaf hash of RFC 6962 §2.1: H(0x00 ‖ entry). */
export function leafHash(suite: Suite, entry: Uint8Array): Uint8Array {
  const length = 1 + entry.length;
  const fits = length <= LEAF_SCRATCH.length;
  const bytes = fits ? LEAF_SCRATCH.subarray(0, length) : new Uint8Array(length);
  bytes[0] = 0x00;
  bytes.set(entry, 1);
  return suite.hash(bytes);
}

/** Interior node of RFC 6962 §2.1: H(0x01 ‖ left ‖ right). */
export function nodeHash(suite: Suite, left: Uint8Array, right: Uint8Array): Uint8Array {
  NODE_SCRATCH[0] = 0x01;
  NODE_SCRATCH.set(left, 1);
  NODE_SCRATCH.set(right, 1 + HASH_BYTES);
  return suite.hash(NODE_SCRATCH);
}

/** The root of a tree without entries: the hash of nothing. */
export const emptyRoot = (suite: Suite): Uint8Array => suite.hash(new Uint8Array(0));
