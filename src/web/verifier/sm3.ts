import { digestOf, messageBlocks } from './message-blocks.ts';

/** GB/T 32905-2016 §4.1. */
const H = Int32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
);

const rotl = (x: number, n: number): number => (x << (n & 31)) | (x >>> (-n & 31));

/** The hash of GB/T 32905-2016 §5, which no browser has of its own. */
export function sm3(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = H.slice();
  sm3Blocks(state, messageBlocks(message, 64));
  return digestOf(state);
}

const of = (words: Int32Array, i: number): number => words[i] ?? 0;

export const sm3Start = (): Int32Array => H.slice();

/** Takes whole blocks into the state. */
export function sm3Blocks(state: Int32Array, blocks: DataView): void {
  const w = new Int32Array(68);
  const at = (i: number): number => w[i] ?? 0;
  for (let from = 0; from < blocks.byteLength; from += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = blocks.getInt32(from + i * 4);
    for (let i = 16; i < 68; i += 1) {
      const x = at(i - 16) ^ at(i - 9) ^ rotl(at(i - 3), 15);
      w[i] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(at(i - 13), 7) ^ at(i - 6);
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
      const early = i < 16;
      const a12 = rotl(a, 12);
      const s1 = rotl((a12 + e + rotl(early ? 0x79cc4519 : 0x7a879d8a, i)) | 0, 7);
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const t1 = (ff + d + (s1 ^ a12) + (at(i) ^ at(i + 4))) | 0;
      const t2 = (gg + h + s1 + at(i)) | 0;
      // One by one, and not as a list: this is the inside of the loop over every byte.
      d = c;
      c = rotl(b, 9);
      b = a;
      a = t1;
      h = g;
      g = rotl(f, 19);
      f = e;
      e = t2 ^ rotl(t2, 9) ^ rotl(t2, 17);
    }
    state[0] = of(state, 0) ^ a;
    state[1] = of(state, 1) ^ b;
    state[2] = of(state, 2) ^ c;
    state[3] = of(state, 3) ^ d;
    state[4] = of(state, 4) ^ e;
    state[5] = of(state, 5) ^ f;
    state[6] = of(state, 6) ^ g;
    state[7] = of(state, 7) ^ h;
  }
}
