import type { Unit } from '../base/deadline.ts';
import { addYears, dateOfDayNumber, dayNumber, type PlainDate } from '../base/plain-date.ts';
import type { Calendar } from './calendar.ts';
import { deadline } from './deadline.ts';

/** The latest day of an event from which a period still ends on `due` or before: the question of who
 *  has to be done by a day. A later event never makes a period end earlier, so the day is found by
 *  halving. Throws RangeError on a length that cannot be counted. */
export function latestStart(
  due: PlainDate,
  length: { readonly n: number; readonly unit: Unit },
  calendar: Calendar,
): PlainDate {
  const fits = (day: number): boolean =>
    deadline(dateOfDayNumber(day), length, calendar).due <= due;
  let late = dayNumber(due);
  let early = dayNumber(earliest(due, length));
  while (late - early > 1) {
    const middle = (early + late) >> 1;
    if (fits(middle)) early = middle;
    else late = middle;
  }
  return dateOfDayNumber(early);
}

/** Early enough for any period of this length: of three days at least one is worked, even around the
 *  longest holidays, and a month more than covers a day of rest at the end. */
function earliest(due: PlainDate, { n, unit }: { n: number; unit: Unit }): PlainDate {
  if (unit === 'year') return dateOfDayNumber(dayNumber(addYears(due, -n)) - 40);
  return dateOfDayNumber(dayNumber(due) - (unit === 'workingDay' ? n * 3 : n) - 40);
}
