import type { Deadline, DeadlineStep, ExplainedDeadline } from '../base/deadline.ts';
import { dayNumber, isPlainDate } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import type { Calendar } from './calendar.ts';
import type { Count } from './count.ts';
import { count } from './count.ts';
import { agreed, sentence } from './explain-words.ts';

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
