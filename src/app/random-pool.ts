import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8192;

/** Random bytes, each given out once, drawn from the system a pool at a time: an act needs a dozen
 *  short draws, and the call costs more than the bytes. */
export function randomPool(): (bytes: number) => Buffer {
  let pool = Buffer.alloc(0);
  return (bytes) => {
    if (bytes > POOL_BYTES) return randomFillSync(Buffer.alloc(bytes));
    if (pool.length < bytes) pool = randomFillSync(Buffer.alloc(POOL_BYTES));
    // A copy: what is handed out must not share memory with what is not yet.
    const drawn = Buffer.from(pool.subarray(0, bytes));
    pool = pool.subarray(bytes);
    return drawn;
  };
}
