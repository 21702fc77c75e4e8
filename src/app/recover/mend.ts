import { addLostCases, readLostCases } from '../../store/lost-cases.ts';
import { inTransaction, runnerOf } from '../../store/transaction.ts';
import type { Recovering } from './recover.ts';
import { eraseAgain } from '../erasure/erasures-again.ts';
import { rebuild } from '../backup/rebuild.ts';

/** What became of the cases. */
export interface Mended {
  readonly cases: number;
  /** Rows that were written anew. */
  readonly differing: number;
  /** Cases that cannot be read from what is left of them; their rows are as they were. */
  readonly unreadable: readonly string[];
  /** Cases on which no act is taken any more, since this or an earlier recovery. */
  readonly closed: readonly string[];
}

/** Rebuilds everything that is read from the events, and shuts the cases that cannot go on without
 *  what they lost; all others go on. */
export async function mend(r: Recovering): Promise<Mended> {
  // The old backup brought back what was erased since.
  await eraseAgain({ pool: r.pool, keys: r.sealKeys });
  const unreadable = new Set<string>();
  const done = await rebuild(
    { pool: r.pool, keys: r.sealKeys },
    { check: false, unreadable: (caseId) => unreadable.add(caseId) },
  );
  await inTransaction(r.pool, (tx) => addLostCases(tx, unreadable));
  const closed = await readLostCases(runnerOf(r.pool));
  const { cases, differing } = done;
  return { cases, differing, unreadable: [...unreadable], closed };
}
