import type { Deadline, DeadlineStep, ExplainedDeadline, Length } from '../base/deadline.ts';
import type { PlainDate } from '../base/plain-date.ts';
import { dayNumber, isPlainDate } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import type { Calendar } from './calendar.ts';
import type { Count } from './count.ts';
import { count } from './count.ts';
import { agreed, sentence } from './explain-words.ts';

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

/** A record counted with another calendar keeps its day; the sentence says what the count gives now. */
function recounted(explanation: Text, recorded: Deadline, now: Count): Text {
  if (now.due === recorded.due) return explanation;
  return {
    zh: `记录在案的最后一日为${recorded.due}（依据${recorded.calendar}）；按现有放假安排重算：${explanation.zh}`,
    en: `On record the last day is ${recorded.due} (by ${recorded.calendar}); counted by today's calendar: ${explanation.en}`,
  };
}

/** How a deadline came about, day by day and in one sentence. Throws RangeError if the record does not
 *  hold dates; never changes what is on record, even when the calendar has changed since. */
export function explain(deadline: Deadline, calendar: Calendar): ExplainedDeadline {
  const { startedOn, unit, length, due } = deadline;
  if (!isPlainDate(startedOn) || !isPlainDate(due))
    throw new RangeError('not a deadline on record');
  if (unit === 'until') return agreed(deadline, startedOn, due);
  // A period counted without looking at a calendar was one that does not move to a working day.
  const roll = deadline.calendar !== '';
  const steps: DeadlineStep[] = [];
  const now = count(startedOn, length, unit, calendar, roll, steps);
  const said = sentence(dayNumber(startedOn), length, unit, now.due, steps);
  return {
    startedOn,
    length,
    unit,
    due,
    provisional: deadline.provisional,
    calendar: deadline.calendar,
    explanation: recounted(said, deadline, now),
    steps,
  };
}
