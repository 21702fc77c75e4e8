import type { Hashing } from '../../base/deposit-digest.ts';
import { toHex } from '../../log/bytes.ts';
import { digestOf, messageBlocks } from './message-blocks.ts';
import { sha256Blocks, sha256Start } from './sha256.ts';
import { sm3Blocks, sm3Start } from './sm3.ts';

const BLOCK = 64;

const CORES = {
  sha256: { start: sha256Start, take: sha256Blocks },
  sm3: { start: sm3Start, take: sm3Blocks },
} as const;

/** Hashes what comes piece by piece: WebCrypto only takes a whole message, and a file may be larger
 *  than the memory. */
export const runningHash: Hashing = (algorithm) => {
  const { start, take } = CORES[algorithm];
  const state = start();
  const rest = new Uint8Array(BLOCK);
  let waiting = 0;
  let taken = 0;
  const takeBytes = (bytes: Uint8Array): void => {
    take(state, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    taken += bytes.byteLength;
  };
  return {
    update(bytes) {
      let left = bytes;
      if (waiting > 0) {
        const part = left.subarray(0, BLOCK - waiting);
        rest.set(part, waiting);
        waiting += part.length;
        left = left.subarray(part.length);
        if (waiting < BLOCK) return;
        takeBytes(rest);
        waiting = 0;
      }
      const whole = left.length - (left.length % BLOCK);
      if (whole > 0) takeBytes(left.subarray(0, whole));
      rest.set(left.subarray(whole));
      waiting = left.length - whole;
    },
    hex() {
      take(state, messageBlocks(rest.subarray(0, waiting), BLOCK, taken));
      return toHex(digestOf(state));
    },
  };
};
