import { orThrowDate } from '../../base/plain-date.ts';
import { DEADLINE_RECALCULATED } from '../../kernel/clocks.ts';
import type { Actor, ClockRow, RecordedEvent } from '../../kernel/types.ts';
import type { Calendar } from '../../law/calendar.ts';
import { deadline } from '../../law/deadline.ts';

/** What the loading of a calendar is called on the record of a case; no procedure declares it. */
export const RECOUNT = 'recalculateDeadlines';

export interface Recounting {
  readonly caseId: string;
  /** The case as it stands. */
  readonly version: number;
  readonly clocks: readonly ClockRow[];
  readonly actor: Actor;
  readonly at: string;
  readonly calendar: Calendar;
}

/** Whose loading of a calendar may move deadlines. */
export const mayRecount = (actor: Actor): boolean =>
  actor.kind === 'system' || actor.roles.includes('admin.system');

/** Counts the running deadlines of a case again and says what changed (promise 4); undefined where
 *  nothing did. */
export function recounted(r: Recounting): RecordedEvent | undefined {
  const deadlines = r.clocks.flatMap((row) => again(row, r.calendar));
  if (deadlines.length === 0) return undefined;
  return {
    type: DEADLINE_RECALCULATED,
    data: { calendar: r.calendar.version },
    caseId: r.caseId,
    version: r.version + 1,
    at: r.at,
    act: RECOUNT,
    actor: {
      account: r.actor.accountId,
      role: r.actor.kind === 'system' ? 'system' : 'admin.system',
      org: r.actor.org?.code ?? null,
    },
    law: [],
    deadlines,
  };
}

function again(row: ClockRow, calendar: Calendar): RecordedEvent['deadlines'] {
  if (row.state !== 'running' || row.unit === 'until') return [];
  const length = { n: row.length, unit: row.unit };
  const now = deadline(orThrowDate(row.startedOn), length, calendar);
  if (now.due === row.due && now.provisional === row.provisional) return [];
  return [{ clock: row.name, ...now }];
}
