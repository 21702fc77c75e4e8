import { addMonths, orThrowDate } from '../../../base/plain-date.ts';

export interface Month {
  /** YYYY-MM. */
  readonly month: string;
  readonly n: number;
}

/** The first day of the month of `today`, and that of the month a year on. Days are YYYY-MM-DD. */
export function yearFrom(today: string): { readonly from: string; readonly before: string } {
  const from = orThrowDate(`${today.slice(0, 7)}-01`);
  return { from, before: addMonths(from, 12) };
}

/** Twelve months from that of `today`, each with its count; what ended before stands in the first. */
export function twelveMonths(today: string, counted: readonly Month[]): Month[] {
  const { from } = yearFrom(today);
  return Array.from({ length: 12 }, (_, at) => {
    const month = addMonths(orThrowDate(from), at).slice(0, 7);
    const within = counted.filter((one) => (at === 0 ? one.month <= month : one.month === month));
    return { month, n: within.reduce((sum, { n }) => sum + n, 0) };
  });
}

/** The days that a chosen month asks for; the first month takes with it what ended before. */
export function daysOf(
  month: string | undefined,
  today: string,
): { readonly expiringFrom?: string; readonly expiringBefore: string } {
  const { from, before } = yearFrom(today);
  if (month === undefined) return { expiringBefore: before };
  const first = orThrowDate(`${month}-01`);
  const expiringBefore = addMonths(first, 1);
  return first === from ? { expiringBefore } : { expiringFrom: first, expiringBefore };
}
