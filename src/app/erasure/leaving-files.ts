import { areFilesLeaving, takeLeaving } from '../../store/erase.ts';
import { inTransaction, runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** Removes from the store the contents that an erasure left without a file. Noted in the transaction of
 *  the erasure and done after it: a process that dies in between leaves the note to the next. */
export async function removeLeaving({
  pool,
  files,
}: Pick<House, 'pool' | 'files'>): Promise<number> {
  if (!(await areFilesLeaving(runnerOf(pool)))) return 0;
  return inTransaction(pool, async (tx) => {
    const keys = await takeLeaving(tx);
    for (const key of keys) await files.remove(key);
    return keys.length;
  });
}
