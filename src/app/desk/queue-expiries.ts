import { orThrow } from '../../base/refusal.ts';
import { plainDate } from '../../base/plain-date.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { IN_FORCE, rowsFor, type QueueQuery } from './queue-rows.ts';

/** How many entries in force end in each month before `before` (YYYY-MM-DD), earliest first; null
 *  where the reader is neither the office nor a party: counts of a place are not for others without
 *  its leave (CQ-REG-19). */
export async function expiringByMonth(
  house: House,
  actor: Actor,
  query: Pick<QueueQuery, 'jurisdiction' | 'mine'> & { readonly before: string },
): Promise<{ month: string; n: number }[] | null> {
  const rows = rowsFor(house, actor, query);
  if (!rows || (rows.scope.kind !== 'office' && rows.scope.kind !== 'party')) return null;
  const { values, bind, where, from } = rows;
  const day = bind(orThrow(plainDate(query.before)));
  return runnerOf(house.pool).run<{ month: string; n: number }>(
    {
      name: '',
      text: `SELECT to_char(e.valid_to, 'YYYY-MM') AS month, count(*)::int AS n FROM ${from}
        JOIN public_entry e ON e.case_id = c.case_id AND ${IN_FORCE} AND e.valid_to < ${day}
        WHERE ${where.join(' AND ')} GROUP BY 1 ORDER BY 1 LIMIT 1000`,
    },
    values,
  );
}
