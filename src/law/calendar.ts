import type { PlainDate } from '../base/plain-date.ts';
import { addYears, dateOfDayNumber, dayNumber, isPlainDate, weekday } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import { calendar2025 } from './calendar-2025.ts';
import { calendar2026 } from './calendar-2026.ts';
import { fixedDays } from './calendar-fixed.ts';
import type { YearCalendar } from './calendar-year.ts';

export type DayKind = 'working' | 'makeUp' | 'weekend' | 'holiday';

/** Codes of the day table; everything up to MAKE_UP is worked. */
export const WORKING = 0;
export const MAKE_UP = 1;
export const WEEKEND = 2;
export const HOLIDAY = 3;
const kindOf: readonly DayKind[] = ['working', 'makeUp', 'weekend', 'holiday'];

/** One year by day, made once: counting a deadline reads bytes, not dates. */
export interface YearTable {
  readonly year: number;
  /** Day number of 1 January, and of the next one. */
  readonly first: number;
  readonly end: number;
  readonly kinds: Uint8Array;
  readonly names: readonly (Text | undefined)[];
  readonly published: boolean;
  readonly version: string;
}

export interface Calendar {
  /** The versions of all published years, for example "cn-2025.1 cn-2026.1". */
  readonly version: string;
  /** The notices behind it, one for each published year. */
  readonly years: readonly YearCalendar[];
  published(year: number): boolean;
  dayKind(date: PlainDate): DayKind;
  isWorkingDay(date: PlainDate): boolean;
  /** The table of the year a day number falls in. */
  tableAt(day: number): YearTable;
}

/** The years whose notices are built in; an operator's imports are given after them and win. */
export const builtInYears: readonly YearCalendar[] = [calendar2025, calendar2026];

function dayOfYear(year: number, monthAndDay: string): number {
  const date = `2000-${monthAndDay}`;
  if (!isPlainDate(date)) throw new RangeError(`${monthAndDay} is not a month and a day`);
  return dayNumber(addYears(date, year - 2000));
}

function tableOf(year: number, notice: YearCalendar | undefined): YearTable {
  const first = dayOfYear(year, '01-01');
  const end = dayOfYear(year, '12-31') + 1;
  const kinds = new Uint8Array(end - first);
  const names = Array.from<Text | undefined>({ length: end - first });
  const monday = weekday(dateOfDayNumber(first)) - 1;
  for (let day = 0; day < kinds.length; day += 1) {
    kinds[day] = (monday + day) % 7 >= 5 ? WEEKEND : WORKING;
  }
  const holidays = notice
    ? notice.holidays.map((one) => ({ ...one, from: dayNumber(one.from), to: dayNumber(one.to) }))
    : fixedDays(year).map((one) => ({
        ...one,
        from: dayOfYear(year, one.from),
        to: dayOfYear(year, one.to),
      }));
  for (const { from, to, name } of holidays) {
    kinds.fill(HOLIDAY, from - first, to - first + 1);
    names.fill(name, from - first, to - first + 1);
  }
  for (const day of notice?.workdays ?? []) kinds[dayNumber(day) - first] = MAKE_UP;
  const version = notice?.version ?? `cn-${year}.unpublished`;
  return { year, first, end, kinds, names, published: notice !== undefined, version };
}

/** A calendar of these years; of two versions of one year the later in the list counts. A year that is
 *  not among them has its weekends and fixed statutory days only, and says that it is not published. */
export function calendarOf(years: readonly YearCalendar[]): Calendar {
  const notices = new Map(years.map((one) => [one.year, one]));
  const tables = new Map<number, YearTable>();
  let last: YearTable | undefined;

  function tableAt(day: number): YearTable {
    if (last && day >= last.first && day < last.end) return last;
    const year = Number(dateOfDayNumber(day).slice(0, 4));
    const table = tables.get(year) ?? tableOf(year, notices.get(year));
    tables.set(year, table);
    last = table;
    return table;
  }

  function code(date: PlainDate): number {
    const day = dayNumber(date);
    const table = tableAt(day);
    return table.kinds[day - table.first] ?? WORKING;
  }

  const published = [...notices.values()].toSorted((a, b) => a.year - b.year);
  return {
    version: published.map(({ version }) => version).join(' '),
    years: published,
    published: (year) => notices.has(year),
    dayKind: (date) => kindOf[code(date)] ?? 'working',
    isWorkingDay: (date) => code(date) <= MAKE_UP,
    tableAt,
  };
}
