import type { Text } from './text.ts';

export type Unit = 'workingDay' | 'day' | 'year';

/** How long a statutory period is. `until` is a period that ends on a named day (an agreed term). */
export type Length = { readonly n: number; readonly unit: Unit } | { readonly until: string };

/** One calendar day on the way to a deadline, and what the count did with it. */
export interface DeadlineStep {
  readonly date: string;
  readonly kind: 'start' | 'counted' | 'makeUp' | 'weekend' | 'holiday' | 'rolled' | 'due';
  /** The running number of a counted day. */
  readonly n?: number;
  readonly name?: Text;
  /** The calendar of this day's year is not published yet. */
  readonly provisional?: true;
}

/** A deadline as it stands on record. `startedOn` is the day of the event and is not counted. */
export interface Deadline {
  readonly startedOn: string;
  readonly length: number;
  readonly unit: Unit | 'until';
  readonly due: string;
  readonly provisional: boolean;
  /** The calendar versions it was counted with, for example "cn-2025.1 cn-2026.1". */
  readonly calendar: string;
}

export interface ExplainedDeadline extends Deadline {
  readonly explanation: Text;
  readonly steps: readonly DeadlineStep[];
}
