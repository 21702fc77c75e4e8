import { digestOf, messageBlocks } from './message-blocks.ts';
import { ROUNDS, START, upperHalf } from './sha2-constants.ts';

/** WebCrypto has SHA-256 too, but only asynchronously and only under https: a tree is thousands of small
 *  hashes, and offices run sites without TLS inside their networks. */

const K = Int32Array.from(ROUNDS.slice(0, 64), upperHalf);
const H = Int32Array.from(START, upperHalf);

const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** FIPS 180-4 §6.2. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = messageBlocks(message, 64);
  const state = H.slice();
  const w = new Int32Array(64);
  const at = (i: number): number => w[i] ?? 0;
  for (let from = 0; from < blocks.byteLength; from += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = blocks.getInt32(from + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [at(i - 15), at(i - 2)];
      const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
      const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
      w[i] = at(i - 16) + s0 + at(i - 7) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + at(i)) | 0;
      const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = (state[i] ?? 0) + word;
    });
  }
  return digestOf(state);
}
