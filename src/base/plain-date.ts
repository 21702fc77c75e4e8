import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import { text } from './text.ts';

declare const brand: unique symbol;

/**
 * A legal date, `YYYY-MM-DD`, as it is read in Asia/Shanghai. Text rather than an instant: a
 * deadline is a day, and a day turned into an instant and back is off by one as soon as two
 * machines disagree on zones. Dates of this shape compare as text.
 */
export type PlainDate = string & { readonly [brand]: 'PlainDate' };

const SHAPE = /^\d{4}-\d\d-\d\d$/;
const ZONE = 'Asia/Shanghai';
const OFFSET = '+08:00';
const OFFSET_MS = 8 * 3_600_000;
const FIRST_YEAR = 1949;
const LAST_YEAR = 2200;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FIRST_DAY = -7670; // 1949-01-01
/** A deadline names each day it counts: the dates in use are spelt once (1949 to 2200). */
const spelt = Array.from<PlainDate | undefined>({ length: 92_041 });
const TWO = Array.from({ length: 32 }, (_, n) => String(n).padStart(2, '0'));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

const yearOf = (date: string): number => digits(date, 0) * 100 + digits(date, 2);
const monthOf = (date: string): number => digits(date, 5);
const dayOfMonth = (date: string): number => digits(date, 8);

function digits(date: string, at: number): number {
  return (date.charCodeAt(at) - 48) * 10 + date.charCodeAt(at + 1) - 48;
}

/** The only place where text becomes a date: shape, month and day were checked or computed. */
function compose(year: number, month: number, day: number): PlainDate {
  return `${year}-${TWO[month]}-${TWO[day]}` as PlainDate;
}

/** Whether this is a real date of the years 1949 to 2200 in the one accepted form. */
export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || !SHAPE.test(value)) return false;
  const year = yearOf(value);
  const day = dayOfMonth(value);
  return (
    year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= monthLength(year, monthOf(value))
  );
}

/**
 * Reads `YYYY-MM-DD`; refuses another form, a day that does not exist and years outside 1949 to
 * 2200.
 */
export function plainDate(input: string): PlainDate | Refusal {
  if (isPlainDate(input)) return input;
  return refuse(
    'DATE_INVALID',
    text(
      '日期应为真实存在的日期，格式如2026-03-02，年份在1949至2200之间。',
      'Give a real date such as 2026-03-02, in the years 1949 to 2200.',
    ),
  );
}

/**
 * The number of days since 1970-01-01. Plain integers instead of Temporal, because a deadline walks
 * over every day it counts: years are taken to begin in March, so that the leap day comes last.
 */
export function dayNumber(date: PlainDate): number {
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const century = (year / 100) | 0;
  const leapDays = ((year / 4) | 0) - century + ((century / 4) | 0);
  const dayOfYear = ((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0;
  return year * 365 + leapDays + dayOfYear + dayOfMonth(date) - 719_469;
}

/** The date of a day number; throws RangeError outside the years 1600 to 9999. */
export function dateOfDayNumber(number: number): PlainDate {
  const known = spelt[number - FIRST_DAY];
  if (known !== undefined) return known;
  const date = spell(number);
  const place = number - FIRST_DAY;
  if (place >= 0 && place < spelt.length) spelt[place] = date;
  return date;
}

function spell(number: number): PlainDate {
  const shifted = number + 719_468;
  if (!Number.isInteger(number) || shifted < 584_388 || number > 2_932_896) {
    throw new RangeError(`Day ${number} is outside the years 1600 to 9999`);
  }
  const era = (shifted / 146_097) | 0;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) /
      365) |
    0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const marchMonth = ((5 * dayOfYear + 2) / 153) | 0;
  const day = dayOfYear - (((153 * marchMonth + 2) / 5) | 0) + 1;
  const month = marchMonth + (marchMonth < 10 ? 3 : -9);
  return compose(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** `days` later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/**
 * The corresponding day `years` later, or the end of the month where there is none (Civil Code
 * 202).
 */
export function addYears(date: PlainDate, years: number): PlainDate {
  const year = yearOf(date) + years;
  if (!Number.isInteger(years) || year < 1600 || year > 9999) {
    throw new RangeError(`Year ${year} is outside 1600 to 9999`);
  }
  const month = monthOf(date);
  return compose(year, month, Math.min(dayOfMonth(date), monthLength(year, month)));
}

/**
 * The corresponding day `months` later, or the end of the month where there is none (Civil Code
 * 202).
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const total = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(total / 12);
  if (!Number.isInteger(months) || year < 1600 || year > 9999) {
    throw new RangeError(`Year ${year} is outside 1600 to 9999`);
  }
  const month = total - year * 12 + 1;
  return compose(year, month, Math.min(dayOfMonth(date), monthLength(year, month)));
}

export function compare(a: PlainDate, b: PlainDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How many days `to` lies after `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 Monday to 7 Sunday. */
export function weekday(date: PlainDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The day in Asia/Shanghai on which an RFC 3339 instant falls; throws RangeError on any other text.
 */
export function dayOf(instant: string): PlainDate {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate();
  return compose(day.year, day.month, day.day);
}

/**
 * Midnight at which a day begins, RFC 3339 with +08:00 (legal time since 1992 has no summer time).
 */
export function startOfDay(date: PlainDate): string {
  return `${date}T00:00:00${OFFSET}`;
}

/** Milliseconds since 1970 as RFC 3339 with milliseconds and +08:00. */
export function moment(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().replace('Z', OFFSET);
}

/** A day that was let in as one before; anything else is a broken invariant. */
export function orThrowDate(day: string): PlainDate {
  if (!isPlainDate(day)) throw new Error(`not a calendar day: ${day.slice(0, 20)}`);
  return day;
}
