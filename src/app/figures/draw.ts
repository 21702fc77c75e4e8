import { text, type Text } from '../../base/text.ts';
import { tenthOf } from '../../contexts/supervision/steps.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { RulePack, StatutoryLength } from '../../law/types.ts';
import type { Counted } from './count.ts';
import type { Stretch } from './when.ts';
import { elapsedBy } from './indicators.ts';
import { citesFor } from '../rules.ts';

/** How long one step took, in working days. */
export interface StepDays {
  readonly step: 'acceptance' | 'formalReview' | 'publicNotice' | 'whole';
  readonly title: Text;
  /** What the law allows; null for the whole way, which has no limit of its own. */
  readonly limit: StatutoryLength['length'] | null;
  readonly law: readonly string[];
  /** How many ended in the period. */
  readonly of: number;
  /** One tenth, half and nine tenths were done within so many days; the longest took. Null: none. */
  readonly low: number | null;
  readonly median: number | null;
  readonly high: number | null;
  readonly longest: number | null;
  /** After the deadline. */
  readonly late: number;
}

const STEPS = {
  acceptance: text('受理', 'Acceptance'),
  formalReview: text('形式审核', 'Formal review'),
  publicNotice: text('公示', 'Public notice'),
  whole: text('从提交到赋码', 'From filing to the code'),
} as const;

export type Step = keyof typeof STEPS;
export const stepTitle = (step: Step): Text => STEPS[step];
const TIMED = ['acceptance', 'formalReview', 'publicNotice'] as const;

interface Span {
  readonly from: string;
  readonly to: string;
  readonly n: number;
}

/** Days per step against the limit, from what was counted. A notice is over on its last day, whenever
 *  that is written down. */
export function stepDays(
  counts: readonly Counted[],
  calendar: Calendar,
  rules: RulePack,
): StepDays[] {
  const elapsed = remembered(elapsedBy(calendar));
  const timed = TIMED.map((step): StepDays => {
    const ended = counts.filter(
      ({ mark, said }) => mark === step && !(step === 'publicNotice' && said === 'terminated'),
    );
    const spans = ended.map(({ startedOn, day, due, n }): Span => {
      const to = step === 'publicNotice' && due !== null && due < day ? due : day;
      return { from: startedOn ?? day, to, n };
    });
    const late =
      step === 'publicNotice' ? [] : ended.filter(({ day, due }) => due !== null && day > due);
    const clock = rules.profile.clocks[step];
    const limit = clock?.length ?? null;
    const law = citesFor(rules, clock?.law ?? NO_LAW);
    return { step, title: STEPS[step], limit, law, ...shape(spans, elapsed), late: sum(late) };
  });
  const wholes = counts
    .filter(({ mark }) => mark === 'coded')
    .map(({ startedOn, day, n }): Span => ({ from: startedOn ?? day, to: day, n }));
  const whole = { step: 'whole', title: STEPS.whole, limit: null, law: [], late: 0 } as const;
  return [...timed, { ...whole, ...shape(wholes, elapsed) }];
}

const NO_LAW: readonly string[] = [];

type Elapsed = ReturnType<typeof elapsedBy>;

/** The same few days are asked for again and again. */
function remembered(elapsed: Elapsed): Elapsed {
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from} ${to}`;
    const days = known.get(key) ?? elapsed(from, to);
    known.set(key, days);
    return days;
  };
}

function shape(spans: readonly Span[], elapsed: Elapsed) {
  const byDays = new Map<number, number>();
  for (const { from, to, n } of spans) {
    const days = elapsed(from, to);
    byDays.set(days, (byDays.get(days) ?? 0) + n);
  }
  return {
    of: sum(spans),
    low: tenthOf(byDays, 1),
    median: tenthOf(byDays, 5),
    high: tenthOf(byDays, 9),
    longest: byDays.size === 0 ? null : [...byDays.keys()].reduce((a, b) => Math.max(a, b)),
  };
}

export const sum = (rows: readonly { readonly n: number }[]): number =>
  rows.reduce((all, { n }) => all + n, 0);

/** Of the first decisions at a step, how many let the application through as it was filed. */
export interface FirstPass {
  readonly step: 'acceptance' | 'formalReview';
  readonly passed: number;
  readonly returned: number;
  readonly refused: number;
}

const PASSED: Readonly<Record<FirstPass['step'], readonly [passed: string, refused: string]>> = {
  acceptance: ['accepted', 'refused'],
  formalReview: ['passed', 'failed'],
};

export const firstDecision = (
  step: FirstPass['step'],
  outcome: 'passed' | 'returned' | 'refused',
) => (outcome === 'returned' ? 'returned' : PASSED[step][outcome === 'passed' ? 0 : 1]);

export const firstPass = (counts: readonly Counted[]): FirstPass[] =>
  (['acceptance', 'formalReview'] as const).map((step) => {
    const first = counts.filter((one) => one.mark === step && one.first);
    const n = (outcome: 'passed' | 'returned' | 'refused'): number =>
      sum(first.filter(({ said }) => said === firstDecision(step, outcome)));
    return { step, passed: n('passed'), returned: n('returned'), refused: n('refused') };
  });

/** How many marks of a kind fall into each stretch, in its order. */
export function along(
  counts: readonly Counted[],
  mark: string,
  stretches: readonly Stretch[],
): { readonly from: string; readonly to: string; readonly n: number }[] {
  const days = new Map<string, number>();
  for (const one of counts)
    if (one.mark === mark) days.set(one.day, (days.get(one.day) ?? 0) + one.n);
  return stretches.map(({ from, to }) => {
    let n = 0;
    for (const [day, more] of days) if (from <= day && day <= to) n += more;
    return { from, to, n };
  });
}

/** What was said with marks of a kind, most often first. */
export function saidWith(
  counts: readonly Counted[],
  mark: string,
): { readonly said: string; readonly n: number }[] {
  const found = Map.groupBy(
    counts.filter((one) => one.mark === mark),
    ({ said }) => said,
  );
  return [...found]
    .map(([said, rows]) => ({ said, n: sum(rows) }))
    .toSorted((a, b) => b.n - a.n || (a.said < b.said ? -1 : 1));
}
