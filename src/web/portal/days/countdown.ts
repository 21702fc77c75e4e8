import { addDays, orThrowDate } from '../../../base/plain-date.ts';
import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { Calendar } from '../../../law/calendar.ts';

/** Bounds the walk; no notice is anywhere near as long. */
const MOST_DAYS = 400;

/** Working days left of a period, today included; the day it began on is not counted. 0 when over. */
export function workingDaysLeft(
  period: { readonly from: string; readonly to: string },
  today: string,
  calendar: Calendar,
): number {
  const firstCounted = addDays(orThrowDate(period.from), 1);
  let day = orThrowDate(today);
  if (day < firstCounted) day = firstCounted;
  let left = 0;
  for (let walked = 0; day <= period.to && walked < MOST_DAYS; walked += 1) {
    if (calendar.isWorkingDay(day)) left += 1;
    day = addDays(day, 1);
  }
  return left;
}

/** How a number of working days left is told. */
export function leftWords(left: number, over: boolean): Text {
  if (over) return text('公示已结束', 'Notice is over');
  if (left === 1) return text('最后1个工作日', 'Last working day');
  return text(`还剩${left}个工作日（含今天）`, `${left} working days left, today included`);
}
