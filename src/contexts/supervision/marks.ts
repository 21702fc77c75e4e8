import type { RecordedEvent } from '../../kernel/types.ts';
import { stepsEnded, type Running } from './steps.ts';

/** One thing that is counted. Days are YYYY-MM-DD; `said` is a code of the event, or empty. */
export interface Mark {
  readonly version: number;
  /** Its place among what one event says. */
  readonly n: number;
  readonly mark: string;
  readonly said: string;
  readonly day: string;
  readonly startedOn: string | null;
  readonly due: string | null;
}

/** Events that are counted as they stand. */
const PLAIN: Readonly<Record<string, readonly [mark: string, said: string]>> = {
  'reg.ApplicationSubmitted': ['filed', ''],
  'reg.NoticePublished': ['noticed', ''],
  'reg.CodeAssigned': ['coded', ''],
  'reg.AcceptanceOverdue': ['overdue', 'acceptance'],
  'reg.ReviewOverdue': ['overdue', 'formalReview'],
  'obj.Lodged': ['objected', ''],
  'obj.Upheld': ['objectionEnded', 'upheld'],
  'obj.UpheldAfterIssue': ['objectionEnded', 'upheld'],
  'obj.Dismissed': ['objectionEnded', 'dismissed'],
  'obj.Withdrawn': ['objectionEnded', 'withdrawn'],
};

const RETURNS = ['reg.IntakeDeficiencyNotified', 'reg.ReviewDeficiencyNotified'];
const REFUSALS = ['reg.AcceptanceRefused', 'reg.FormalReviewFailed'];

/** What an event of a case adds to the counts, from its public half alone, so that whoever is looked at
 *  can draw it again from the log. `running`: the deadlines that run before it; moved on by it. */
export function marksOf(
  event: Pick<RecordedEvent, 'type' | 'version' | 'at' | 'data' | 'deadlines'>,
  running: Map<string, Running>,
): Mark[] {
  const { type, version, data, deadlines } = event;
  const day = event.at.slice(0, 10);
  const marks: Mark[] = [];
  const add = (mark: string, said: string, within?: Running): void => {
    const { startedOn = null, due = null } = within ?? {};
    marks.push({ version, n: marks.length + 1, mark, said, day, startedOn, due });
  };
  for (const { step, decided, ...within } of stepsEnded(type, running)) add(step, decided, within);
  const plain = Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined;
  if (plain) add(...plain);
  if (RETURNS.includes(type)) {
    // A notice that names two fields of one group returns that group once.
    const groups = words(data['items']).map((item) => item.split('.')[0] ?? '');
    for (const group of new Set(groups)) add('returnedFor', group);
    for (const ground of new Set(words(data['grounds']))) add('returnedOn', ground);
  }
  if (REFUSALS.includes(type)) add('refusedOn', words([data['ground']])[0] ?? '');
  for (const { clock, startedOn, due } of deadlines) running.set(clock, { startedOn, due });
  return marks;
}

const words = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string').map((one) => one.slice(0, 60))
    : [];

/** A mark among all those of its case. */
export interface PlacedMark extends Mark {
  /** The first of its kind. */
  readonly first: boolean;
}

/** What a code looks back to: the whole way is from the first of these. */
export const [BEGINNING, END] = ['filed', 'coded'];

/** The same for all events of a case, from its beginning. */
export function allMarks(events: readonly Parameters<typeof marksOf>[0][]): PlacedMark[] {
  const running = new Map<string, Running>();
  const firsts = new Map<string, Mark>();
  return events.flatMap((event) =>
    marksOf(event, running).map((one) => {
      const before = firsts.get(one.mark);
      if (!before) firsts.set(one.mark, one);
      // What one event says together is first together.
      const first = !before || before.version === one.version;
      const startedOn = one.mark === END ? (firsts.get(BEGINNING)?.day ?? null) : one.startedOn;
      return { ...one, startedOn, first };
    }),
  );
}
