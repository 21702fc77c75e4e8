import type { Figure, IndicatorRow } from './indicators.ts';
import { indicators } from './indicators.ts';
import { stepsEnded, tenthOf, type Running } from './steps.ts';

/** The days of a year, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Working days from the day after `from` up to `to`. */
export type Elapsed = (from: string, to: string) => number;

export interface Tally {
  /** All rows of one case up to the last day, by version; those before the first day tell when something
   *  began. */
  add(rows: readonly IndicatorRow[]): void;
  figures(): Figure[];
}

const RECOUNTED = 'clock.DeadlineRecalculated';

const NOTICES = ['reg.IntakeDeficiencyNotified', 'reg.ReviewDeficiencyNotified'];

/** Draws the figures of a year from its rows, case by case, in memory that does not grow with them. */
export function tallyOf({ from, to }: Days, elapsed: Elapsed): Tally {
  const counts = new Map<string, number>();
  const spans = new Map<string, Map<number, number>>();
  const more = (name: string, n = 1): void => void counts.set(name, count(name) + n);
  const count = (name: string): number => counts.get(name) ?? 0;

  function add(rows: readonly IndicatorRow[]): void {
    const running = new Map<string, Running>();
    const own = new Map<string, number>();
    const had = (name: string): number => own.get(name) ?? 0;
    for (const row of rows) {
      const day = row.at.slice(0, 10);
      const inside = from <= day && day <= to;
      for (const { step, startedOn, due } of stepsEnded(row.type, running)) {
        if (inside) decided(step, elapsed(startedOn, day), day <= due);
      }
      if (inside) {
        more(row.type);
        if (NOTICES.includes(row.type) && had(row.type) > 0) more('repeated');
      }
      // A new review has nothing to do with how late the one before it was.
      if (row.type === 'reg.ApplicationAccepted') settle(own);
      if (row.type === 'reg.ReviewDelayExplained') own.set('explained', 1);
      if (inside && row.type === 'reg.ReviewOverdue') own.set('late', 1);
      if (inside && row.type === 'sec.SelfCheckOverdue') own.set('missed', 1);
      if (row.type === 'sec.SelfCheckRecorded') own.delete('missed');
      if (inside && row.type === 'sec.IncidentReported') own.set('incident', 1);
      if (row.type === 'sec.IncidentClosed') more('closed', had('incident'));
      own.set(row.type, had(row.type) + 1);
      for (const { clock, startedOn, due } of row.deadlines) {
        if (inside && row.type !== RECOUNTED) more(`started ${clock}`);
        running.set(clock, { startedOn, due });
      }
    }
    settle(own);
    more('missed', had('missed'));
  }

  function settle(own: Map<string, number>): void {
    if (own.has('late') && !own.has('explained')) more('unexplained');
    own.delete('late');
    own.delete('explained');
  }

  function decided(clock: string, days: number, inTime: boolean): void {
    const seen = spans.get(clock) ?? new Map<number, number>();
    spans.set(clock, seen.set(days, (seen.get(days) ?? 0) + 1));
    more(`decided ${clock}`);
    if (inTime) more(`in time ${clock}`);
  }

  const tenths = (clock: string, n: number): number | null =>
    tenthOf(spans.get(clock) ?? new Map<number, number>(), n);

  const sum = (...names: readonly string[]): number =>
    names.reduce((n, name) => n + count(name), 0);

  function figures(): Figure[] {
    const drawn: Readonly<Record<string, readonly [value: number | null, of: number]>> = {
      acceptanceMedian: [tenths('acceptance', 5), count('decided acceptance')],
      acceptanceNinth: [tenths('acceptance', 9), count('decided acceptance')],
      acceptanceInTime: [count('in time acceptance'), count('decided acceptance')],
      reviewMedian: [tenths('formalReview', 5), count('decided formalReview')],
      reviewNinth: [tenths('formalReview', 9), count('decided formalReview')],
      reviewInTime: [count('in time formalReview'), count('decided formalReview')],
      acceptanceOverdue: [count('reg.AcceptanceOverdue'), count('started acceptance')],
      reviewOverdue: [count('reg.ReviewOverdue'), count('started formalReview')],
      delaysUnexplained: [count('unexplained'), count('reg.ReviewOverdue')],
      noticesRepeated: [count('repeated'), sum(...NOTICES)],
      objectionsUpheld: [count('obj.Upheld'), sum('obj.Upheld', 'obj.Dismissed')],
      corrections: [count('reg.CorrectionGranted'), count('reg.CodeAssigned')],
      revocations: [count('reg.EntryRevoked'), count('reg.CodeAssigned')],
      measures: [count('eval.RegistrarMeasureTaken'), count('eval.MisconductReported')],
      selfChecksInTime: [count('in time selfCheck'), sum('sec.SelfCheckRecorded', 'missed')],
      incidentsClosed: [count('closed'), count('sec.IncidentReported')],
    };
    return Object.keys(indicators).map((id) => {
      const [value, of] = drawn[id] ?? [null, 0];
      return { id, value, of };
    });
  }

  return { add, figures };
}

/** The same over rows that are all at hand, in any order. */
export function figuresFrom(rows: readonly IndicatorRow[], days: Days, elapsed: Elapsed): Figure[] {
  const tally = tallyOf(days, elapsed);
  for (const own of Map.groupBy(rows, (row) => row.caseId).values())
    tally.add(own.toSorted((a, b) => a.version - b.version));
  return tally.figures();
}
