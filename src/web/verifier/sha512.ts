import { messageBlocks } from './message-blocks.ts';
import { ROUNDS, START } from './sha2-constants.ts';

const rotr = (x: bigint, n: bigint): bigint => (x >> n) | (x << (64n - n));
const word = (x: bigint): bigint => BigInt.asUintN(64, x);

/** FIPS 180-4 §6.4, for Ed25519 where the browser has none. Slow, and meant for a few kilobytes. */
export function sha512(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = messageBlocks(message, 128);
  let state = [...START];
  for (let from = 0; from < blocks.byteLength; from += 128) {
    const w: bigint[] = [];
    const at = (i: number): bigint => w[i] ?? 0n;
    for (let i = 0; i < 16; i += 1) w.push(blocks.getBigUint64(from + i * 8));
    for (let i = 16; i < 80; i += 1) {
      const [x, y] = [at(i - 15), at(i - 2)];
      const s0 = word(rotr(x, 1n)) ^ word(rotr(x, 8n)) ^ (x >> 7n);
      const s1 = word(rotr(y, 19n)) ^ word(rotr(y, 61n)) ^ (y >> 6n);
      w.push(word(at(i - 16) + s0 + at(i - 7) + s1));
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i += 1) {
      const s1 = word(rotr(e, 14n) ^ rotr(e, 18n) ^ rotr(e, 41n));
      const t1 = h + s1 + ((e & f) ^ (word(~e) & g)) + (ROUNDS[i] ?? 0n) + at(i);
      const s0 = word(rotr(a, 28n) ^ rotr(a, 34n) ^ rotr(a, 39n));
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, word(d + t1), c, b, a, word(t1 + t2)];
    }
    const added = [a, b, c, d, e, f, g, h];
    state = state.map((one, i) => word(one + (added[i] ?? 0n)));
  }
  const digest = new Uint8Array(64);
  const view = new DataView(digest.buffer);
  state.forEach((one, i) => view.setBigUint64(i * 8, one));
  return digest;
}
