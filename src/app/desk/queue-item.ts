import { orThrowDate } from '../../base/plain-date.ts';
import { daysLeft } from '../../law/days-left.ts';
import { renewalWindowStart } from '../../law/validity.ts';
import { NEVER } from '../../store/cases.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { pinnedPack } from '../rules.ts';

/** A case as a list reads it. */
export interface ItemRow {
  case_id: string;
  procedure: string;
  jurisdiction: string;
  pack: string;
  status: string;
  terminal: boolean;
  version: number;
  title: string;
  registrant: string | null;
  district: string | null;
  opened_at: Date;
  updated_at: Date;
  next_due: string;
  next_provisional: boolean;
  next_clock: string | null;
  started_on: string | null;
  calendar: string | null;
  /** Of entries whose validity was asked for. */
  expires: string | null;
  code: string | null;
  carried: boolean;
  renewing: boolean;
  renewal: string | null;
  /** Of the office's own lists. */
  desk_account: string | null;
  desk_name: string | null;
  desk_since: Date | null;
  away: { to: string; substitute: string | null; substituteId: string | null } | null;
}

/** One line of a list. Days are counted here, by the calendar in force, so that what an operator loaded
 *  counts on every screen. */
export function itemOf(house: House, row: ItemRow) {
  const procedure = procedureOf(row.procedure);
  const clock = row.next_clock === null ? undefined : procedure.clocks[row.next_clock];
  const due = row.next_due === NEVER ? null : row.next_due;
  return {
    id: row.case_id,
    procedure: row.procedure,
    procedureTitle: procedure.title,
    jurisdiction: row.jurisdiction,
    pack: row.pack,
    status: row.status,
    statusTitle: procedure.states[row.status]?.title ?? null,
    terminal: row.terminal,
    version: row.version,
    title: row.title,
    registrant: row.registrant,
    district: row.district,
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    due,
    left: due === null ? null : leftUntil(house, due, row.calendar),
    expires: row.expires,
    provisional: row.next_provisional,
    clock: clock
      ? { name: row.next_clock, title: clock.title, startedOn: row.started_on ?? null }
      : null,
    entry: row.expires === null ? null : entryOf(house, row, row.expires),
    desk:
      row.desk_account === null || row.desk_since === null
        ? null
        : {
            account: row.desk_account,
            name: row.desk_name ?? '',
            since: row.desk_since.toISOString(),
            away: row.away,
          },
  };
}

/** What was counted without a calendar ends on a day named, and is counted in days of the calendar on
 *  the wall. */
function leftUntil(house: House, due: string, calendar: string | null) {
  const unit = calendar === '' ? ('day' as const) : ('workingDay' as const);
  const today = orThrowDate(house.time.today());
  return daysLeft(house.calendar(), today, orThrowDate(due), unit);
}

/** How an entry about to end stands, and whether its renewal may be filed. */
function entryOf(house: House, row: ItemRow, expires: string) {
  const window = pinnedPack(row.pack).profile.clocks.renewalWindow?.length;
  const today = house.time.today();
  const opens =
    window?.unit === 'day' ? renewalWindowStart(orThrowDate(expires), window.n) : undefined;
  return {
    code: row.code ?? '',
    carriedOver: row.carried,
    renewing: row.renewing,
    renewal: row.renewal,
    windowFrom: opens ?? null,
    windowOpen: opens !== undefined && opens <= today && today <= expires,
    left: daysLeft(house.calendar(), orThrowDate(today), orThrowDate(expires), 'day'),
  };
}
