/** Decisions that end a step with a deadline of the registrar's, and what each decided. */
const ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acceptance: {
    'reg.ApplicationAccepted': 'accepted',
    'reg.AcceptanceRefused': 'refused',
    'reg.IntakeDeficiencyNotified': 'returned',
  },
  formalReview: {
    'reg.FormalReviewPassed': 'passed',
    'reg.FormalReviewFailed': 'failed',
    'reg.ReviewDeficiencyNotified': 'returned',
  },
  publicNotice: {
    'reg.NoticeClosed': 'closed',
    'reg.RegistrationTerminated': 'terminated',
  },
  selfCheck: { 'sec.SelfCheckRecorded': 'recorded' },
};

/** A deadline as it ran when something ended it; days are YYYY-MM-DD. */
export interface Running {
  readonly startedOn: string;
  readonly due: string;
}

export interface StepEnd extends Running {
  readonly step: string;
  readonly decided: string;
}

/** The steps that an event of this type ends, of those that run; what ended runs no more. */
export function stepsEnded(type: string, running: Map<string, Running>): StepEnd[] {
  return Object.entries(ENDS).flatMap(([step, ends]) => {
    const decided = ends[type];
    const began = running.get(step);
    if (decided === undefined || !began) return [];
    running.delete(step);
    return [{ step, decided, startedOn: began.startedOn, due: began.due }];
  });
}

/** The smallest number of days within which so many tenths of all were done; null where there were none.
 *  `spans`: how many took how many days. */
export function tenthOf(spans: ReadonlyMap<number, number>, tenths: number): number | null {
  const all = [...spans.values()].reduce((sum, n) => sum + n, 0);
  let reached = 0;
  for (const [days, times] of [...spans].toSorted(([a], [b]) => a - b)) {
    reached += times;
    if (reached * 10 >= all * tenths) return days;
  }
  return null;
}
