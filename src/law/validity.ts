import type { PlainDate } from '../base/plain-date.ts';
import { addDays, addYears, compare } from '../base/plain-date.ts';

/** `correspondingDay` follows Civil Code arts. 201 and 202; `dayBefore` is the stricter printed habit. */
export type EndRule = 'correspondingDay' | 'dayBefore';

/** The last valid day of a term of `years` from the code or issue day (BJ-REG-18a, CQ-REG-17), and no
 *  later than the agreed last day of operation where one is given. Never rolled to a working day. */
export function endOfValidity(
  from: PlainDate,
  years: number,
  rule: EndRule,
  agreedEnd?: PlainDate,
): PlainDate {
  const full = addYears(from, years);
  const end = rule === 'dayBefore' ? addDays(full, -1) : full;
  return agreedEnd !== undefined && compare(agreedEnd, end) < 0 ? agreedEnd : end;
}

/** The last valid day of a renewed term, which begins the day after `validTo` (BJ-REG-18b): under both
 *  end rules the corresponding day of the previous end, so terms follow each other without gap. */
export function endOfRenewal(validTo: PlainDate, years: number, agreedEnd?: PlainDate): PlainDate {
  return endOfValidity(validTo, years, 'correspondingDay', agreedEnd);
}

/** The first of the last `days` calendar days of a validity, the last valid day being one of them. */
export function renewalWindowStart(validTo: PlainDate, days: number): PlainDate {
  return addDays(validTo, 1 - days);
}
