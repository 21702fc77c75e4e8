import { hash } from 'node:crypto';
import { HASH_BYTES, leafHash, type Suite, type SuiteId } from './suite.ts';

/** A digest read from a string of 32 characters costs about half of one handed over as a Buffer, and
 *  the tree is made of nothing but digests. */
const suite = (id: SuiteId): Suite => ({
  id,
  hash: (bytes) => {
    const characters = hash(id, bytes, 'binary');
    const digest = new Uint8Array(HASH_BYTES);
    for (let at = 0; at < HASH_BYTES; at += 1) digest[at] = characters.charCodeAt(at);
    return digest;
  },
});

/** The suites of a server. A browser brings its own. */
export const suites: Readonly<Record<SuiteId, Suite>> = {
  sha256: suite('sha256'),
  sm3: suite('sm3'),
};

/** The leaf hashes of an entry in both trees. */
export const leavesOf = (entry: Uint8Array): Readonly<Record<SuiteId, Uint8Array>> => ({
  sha256: leafHash(suites.sha256, entry),
  sm3: leafHash(suites.sm3, entry),
});
