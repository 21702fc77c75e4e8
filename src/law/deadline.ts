import type { Deadline, Length } from '../base/deadline.ts';
import type { PlainDate } from '../base/plain-date.ts';
import { isPlainDate } from '../base/plain-date.ts';
import type { Calendar } from './calendar.ts';
import { count } from './count.ts';

/**
 * The deadline of a period. N working days end on the Nth; a period in calendar days that ends on a day
 * of rest moves to the next working day unless `roll` is false; years end on the corresponding day, or
 * the end of the month, and move only when `roll` is true. An agreed last day stands as it is. It is
 * provisional when the count had to look at a day of a year whose holidays are not published.
 */
export function deadline(
  from: PlainDate,
  length: Length,
  calendar: Calendar,
  roll?: boolean,
): Deadline {
  if ('until' in length) {
    if (!isPlainDate(length.until)) throw new RangeError('until is not a date');
    return {
      startedOn: from,
      length: 0,
      unit: 'until',
      due: length.until,
      provisional: false,
      calendar: '',
    };
  }
  const { n, unit } = length;
  const counted = count(from, n, unit, calendar, roll ?? unit === 'day');
  return { startedOn: from, length: n, unit, ...counted };
}
