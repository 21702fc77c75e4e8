export type Outcome = 'same' | 'different' | 'undisclosed' | 'unknownRules' | 'erased';

const MEANS = {
  /** The entry is not the canonical form of one, its version is not the next, or it is of another
   *  case. */
  form: 'different',
  order: 'different',
  case: 'different',
  /** Disclosed groups are not what was committed to. */
  commitment: 'different',
  /** An event belongs to no act, or the record is not one of this act. */
  boundary: 'different',
  record: 'different',
  /** The act's own schema does not read the input as it is recorded. */
  input: 'different',
  /** The rules refuse the act; they cannot be run on the record; they decide more or fewer events. */
  refused: 'different',
  failed: 'different',
  events: 'different',
  /** Fields of the public half, or private groups, come out otherwise. */
  public: 'different',
  private: 'different',
  /** The machine took an outcome whose deadline was not over. */
  early: 'different',
  /** The rule pack, the procedure or a calendar named here is not at hand. */
  rules: 'unknownRules',
  procedure: 'unknownRules',
  calendar: 'unknownRules',
  /** Groups were not disclosed, now or in an earlier event that this act builds on. */
  withheld: 'undisclosed',
  state: 'undisclosed',
  /** Groups were lawfully erased, as a later event of the case says; or those of an earlier event that
   *  this act builds on. */
  erased: 'erased',
  erasedBefore: 'erased',
} as const satisfies Readonly<Record<string, Outcome>>;

/** What stands between an act and `same`: at which version, and which groups, fields or codes. */
export interface Found {
  readonly version: number;
  readonly what: keyof typeof MEANS;
  readonly names?: readonly string[];
}

const ORDER: readonly Outcome[] = ['different', 'unknownRules', 'undisclosed', 'erased'];

/** The worst of what was found. */
export function outcomeOf(found: readonly Found[]): Outcome {
  const said = found.map(({ what }) => MEANS[what] as Outcome);
  return ORDER.find((outcome) => said.includes(outcome)) ?? 'same';
}

const OF_STATE: readonly Found['what'][] = [
  'refused',
  'failed',
  'events',
  'public',
  'private',
  'early',
];

/** Whether it may come from a state that is not known in full. */
export const isOfState = ({ what }: Found): boolean => OF_STATE.includes(what);
