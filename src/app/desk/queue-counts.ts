import type { Actor } from '../../kernel/types.ts';
import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { narrow, rowsFor, type QueueQuery } from './queue-rows.ts';

/** The views a desk is looked at in, as filters of the list. */
export const VIEWS = {
  forMe: { forMe: true },
  desk: { desk: 'mine' },
  pool: { desk: 'none', forMe: true },
  overdue: { overdue: true },
  notice: { status: 'in_notice' },
  coding: { status: 'clear' },
} as const satisfies Readonly<Record<string, Partial<QueueQuery>>>;

export type ViewName = keyof typeof VIEWS;

/** Beyond this a number says no more than "many". */
export const COUNTED_MOST = 1000;

/** How many cases stand in each view, up to a thousand. */
export async function countViews(
  house: House,
  actor: Actor,
  jurisdiction: string | undefined,
): Promise<Record<ViewName, number>> {
  const counted: Partial<Record<ViewName, number>> = {};
  for (const name of Object.keys(VIEWS) as ViewName[]) {
    counted[name] = await countOf(house, actor, { ...VIEWS[name], jurisdiction });
  }
  return counted as Record<ViewName, number>;
}

async function countOf(house: House, actor: Actor, query: QueueQuery): Promise<number> {
  const rows = rowsFor(house, actor, query);
  if (!rows || !narrow(house, actor, rows, query)) return 0;
  const [row] = await runnerOf(house.pool).run<{ n: number }>(
    {
      name: '',
      text: `SELECT count(*)::int AS n FROM (SELECT FROM ${rows.from}
        WHERE ${rows.where.join(' AND ')} LIMIT ${COUNTED_MOST}) x`,
    },
    rows.values,
  );
  return row?.n ?? 0;
}
