import { digestOf, messageBlocks } from './message-blocks.ts';
import { ROUNDS, START, upperHalf } from './sha2-constants.ts';

/** WebCrypto has SHA-256 too, but only asynchronously and only under https: a tree is thousands of small
 *  hashes, and offices run sites without TLS inside their networks. */

const K = Int32Array.from(ROUNDS.slice(0, 64), upperHalf);
const H = Int32Array.from(START, upperHalf);

const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** FIPS 180-4 §6.2. */
export function sha256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = H.slice();
  sha256Blocks(state, messageBlocks(message, 64));
  return digestOf(state);
}

const of = (words: Int32Array, i: number): number => words[i] ?? 0;

export const sha256Start = (): Int32Array => H.slice();

/** Takes whole blocks into the state. */
export function sha256Blocks(state: Int32Array, blocks: DataView): void {
  const w = new Int32Array(64);
  const at = (i: number): number => w[i] ?? 0;
  for (let from = 0; from < blocks.byteLength; from += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = blocks.getInt32(from + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const x = at(i - 15);
      const y = at(i - 2);
      const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
      const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
      w[i] = at(i - 16) + s0 + at(i - 7) + s1;
    }
    let a = of(state, 0);
    let b = of(state, 1);
    let c = of(state, 2);
    let d = of(state, 3);
    let e = of(state, 4);
    let f = of(state, 5);
    let g = of(state, 6);
    let h = of(state, 7);
    for (let i = 0; i < 64; i += 1) {
      const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] ?? 0) + at(i)) | 0;
      const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      // One by one, and not as a list: this is the inside of the loop over every byte.
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = of(state, 0) + a;
    state[1] = of(state, 1) + b;
    state[2] = of(state, 2) + c;
    state[3] = of(state, 3) + d;
    state[4] = of(state, 4) + e;
    state[5] = of(state, 5) + f;
    state[6] = of(state, 6) + g;
    state[7] = of(state, 7) + h;
  }
}
