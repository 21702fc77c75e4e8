import './no-jit.ts';
import { addDays, isPlainDate } from '../../../base/plain-date.ts';
import { builtInYears, calendarOf } from '../../../law/calendar.ts';

const calendar = calendarOf(builtInYears);

const MOST = 400;

/** Working days left after today up to and with the due day; negative: days overdue. For the eye
 *  only: the server counts what counts. */
export function workingDaysLeft(today: string, due: string): number | undefined {
  if (!isPlainDate(today) || !isPlainDate(due)) return undefined;
  const forward = due >= today;
  let left = 0;
  let day = forward ? today : due;
  const end = forward ? due : today;
  for (let walked = 0; day < end; walked += 1) {
    if (walked > MOST) return undefined;
    day = addDays(day, 1);
    if (calendar.isWorkingDay(day)) left += 1;
  }
  return forward ? left : -left;
}
