import { addDays, daysBetween, type PlainDate } from '../base/plain-date.ts';
import type { Calendar } from './calendar.ts';

/** Beyond this the date says more than a count. */
const MOST_DAYS = 366;

/** Days after today up to and with the due day; negative: days overdue. Null: more than a year away. */
export interface Left {
  readonly days: number | null;
  readonly unit: 'workingDay' | 'day';
}

/** How much time is left, counted as the clock counts: in working days, or in days of the calendar. What
 *  is over, but by days of rest only, is over by those: it is not due today. */
export function daysLeft(
  calendar: Calendar,
  today: PlainDate,
  due: PlainDate,
  unit: Left['unit'],
): Left {
  const days = daysBetween(today, due);
  if (Math.abs(days) > MOST_DAYS) return { days: null, unit };
  if (unit === 'day') return { days, unit };
  const [from, to] = days < 0 ? [due, today] : [today, due];
  let counted = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (calendar.isWorkingDay(day)) counted += 1;
  }
  if (days < 0 && counted === 0) return { days, unit: 'day' };
  return { days: days < 0 ? -counted : counted, unit };
}

/** The `n`th working day after this one. */
export function workingDayAfter(calendar: Calendar, today: PlainDate, n: number): PlainDate {
  let day = today;
  for (let counted = 0; counted < n;) {
    day = addDays(day, 1);
    if (calendar.isWorkingDay(day)) counted += 1;
  }
  return day;
}
