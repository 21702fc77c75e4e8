import { availableParallelism } from 'node:os';
import { fsckLog } from '../app/fsck/fsck.ts';
import { checkSpans } from '../app/fsck/spans.ts';
import type { SourceAddress } from '../app/log/source.ts';
import { round } from './bench-load.ts';

/** The audit of a whole log: all of it, and the entries and tiles of one tree alone. */
export async function benchFsck(folder: string, entries: number) {
  const address: SourceAddress = { kind: 'folder', folder };
  const threads = Math.min(availableParallelism(), 8);
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return round((performance.now() - began) / 1000);
  };
  const both = await seconds(async () => {
    const found = await fsckLog(address, { policies: undefined, threads });
    if (found?.faulty !== 0) throw new Error('the log that was just written is not sound');
  });
  const one = (suite: 'sha256' | 'sm3', of: number): Promise<number> =>
    seconds(() =>
      checkSpans({
        address,
        trees: [{ suite, size: entries }],
        threads: of,
        done: () => undefined,
      }),
    );
  return {
    entries,
    threads,
    bothTreesSeconds: both,
    sha256Seconds: await one('sha256', threads),
    sha256OneThreadSeconds: await one('sha256', 1),
    sm3Seconds: await one('sm3', threads),
    aimSeconds: 5,
  };
}
