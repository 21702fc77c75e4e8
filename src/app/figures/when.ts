import { addDays, addMonths, daysBetween, orThrowDate, weekday } from '../../base/plain-date.ts';
import type { PlainDate } from '../../base/plain-date.ts';

/** Days counted together, both included. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** How many weeks stand on a page that nobody asked for another period. */
export const WEEKS = 26;
/** A longer period is counted by month, so that a chart stays one. */
const WEEKLY_DAYS = 400;

export const mondayOf = (day: PlainDate): PlainDate => addDays(day, 1 - weekday(day));

/** The last weeks up to today, the running one included. */
export function lastWeeks(today: string, weeks = WEEKS): Stretch {
  const to = orThrowDate(today);
  return { from: addDays(mondayOf(to), -7 * (weeks - 1)), to };
}

/** The weeks (Monday to Sunday) that a period touches, cut to it. */
export function weeksOf({ from, to }: Stretch): Stretch[] {
  const last = orThrowDate(to);
  const found: Stretch[] = [];
  for (let at = mondayOf(orThrowDate(from)); at <= last; at = addDays(at, 7)) {
    const end = addDays(at, 6);
    found.push({ from: at < from ? from : at, to: end > to ? to : end });
  }
  return found;
}

/** The calendar months that a period touches, cut to it. */
export function monthsOf({ from, to }: Stretch): Stretch[] {
  const found: Stretch[] = [];
  for (let at = orThrowDate(`${from.slice(0, 7)}-01`); at <= to; at = addMonths(at, 1)) {
    const end = addDays(addMonths(at, 1), -1);
    found.push({ from: at < from ? from : at, to: end > to ? to : end });
  }
  return found;
}

/** What a trend over a period is drawn in. */
export function trendOf(period: Stretch): { unit: 'week' | 'month'; stretches: Stretch[] } {
  const days = daysBetween(orThrowDate(period.from), orThrowDate(period.to));
  return days <= WEEKLY_DAYS
    ? { unit: 'week', stretches: weeksOf(period) }
    : { unit: 'month', stretches: monthsOf(period) };
}
