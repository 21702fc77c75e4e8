import { ERASE, partName, partsErasedBy } from '../../kernel/erasure.ts';
import { follow, type Standstill } from '../../kernel/take.ts';
import type { CaseState } from '../../kernel/types.ts';
import { packs } from '../../law/packs.ts';
import type { RulePack } from '../../law/types.ts';
import { ACT_GROUP, type Body } from '../../log/entry.ts';
import { procedureByName } from '../procedures.ts';
import { isOfState, outcomeOf, type Found, type Outcome } from './rerun-found.ts';
import { rerunAct } from './rerun-act.ts';
import { readEntry, type DisclosedEntry } from './rerun-entry.ts';

export interface ActVerdict {
  /** Empty where an entry could not be read as the next of its case. */
  readonly act: string;
  /** Versions of its events. */
  readonly versions: readonly number[];
  readonly outcome: Outcome;
  /** Why it is not `same`. */
  readonly found: readonly Found[];
}

export interface RerunVerdict {
  /** The worst of the acts: `different` before `unknownRules` before `undisclosed` before `erased`
   *  before `same`. */
  readonly outcome: Outcome;
  readonly acts: readonly ActVerdict[];
  /** Parts that the case itself says were lawfully erased, as `3/personal`. */
  readonly erased: readonly string[];
}

/** An entry as it stands on the log, with what is disclosed of its private half. */
export interface Disclosed {
  readonly entry: Uint8Array;
  /** Null where nothing was disclosed or all was erased. */
  readonly body: Body | null;
}

/** The entries of one act. */
type Act = readonly Marked[];

/** What is not disclosed, by whether anybody could disclose it. */
interface Marked extends DisclosedEntry {
  readonly erased: readonly string[];
}

function marked(one: DisclosedEntry, gone: ReadonlySet<string>): Marked {
  const { version } = one.event;
  const isGone = (group: string): boolean => gone.has(partName({ version, group }));
  const withheld = one.withheld.filter((group) => !isGone(group));
  return { ...one, withheld, erased: one.withheld.filter(isGone) };
}

/** Where the case stands between two acts. `part`: something it is folded from was not disclosed, so
 *  what does not fit accuses nobody. `lost`: it cannot be folded any further. */
interface Course {
  readonly known: 'whole' | 'part' | 'lost';
  /** What is missing was erased, all of it. */
  readonly erased?: boolean;
  readonly still: Standstill<CaseState> | undefined;
}

/**
 * Takes every act of a case again, from what was disclosed and the published rules, and holds the
 * outcome against the log byte for byte (自动执行: whoever has the record and the rules must come to
 * the same). `entries` are those of one case, in order; `known` are the rule packs at hand, of any
 * date: an entry names its own by hash. Reads no clock and no database; never throws on what it is
 * given.
 *
 * It shows that the outcome follows from the record. Whether the record is true of the world outside
 * (who the actor was, what another case said that day) it cannot show.
 */
export function rerunCase(
  entries: readonly Disclosed[],
  known: readonly RulePack[] = packs,
): RerunVerdict {
  const { read: found, broken } = readAll(entries);
  const gone = new Set(found.flatMap(({ event }) => partsErasedBy(event).map(partName)));
  const read = found.map((one) => marked(one, gone));
  const acts: ActVerdict[] = [];
  let course: Course = { known: 'whole', still: undefined };
  for (const own of actsIn(read)) {
    const { verdict, after } = step(own, course, known);
    acts.push(verdict);
    course = after;
  }
  if (broken) acts.push({ act: '', ...verdictOf([broken.version], [broken]) });
  return { outcome: outcomeOf(acts.flatMap((act) => act.found)), acts, erased: [...gone] };
}

function step(own: Act, course: Course, known: readonly RulePack[]) {
  const before = course.erased ? 'erasedBefore' : 'state';
  const found = course.known === 'lost' ? [said(own, before)] : rerunAct(own, course.still, known);
  const folded = course.known === 'lost' ? 'unknown' : folding(own, course.still);
  if (folded === 'failed') found.push(said(own, 'failed'));
  // What an erasure says of itself follows from no state.
  const ofState = own[0]?.event.act !== ERASE;
  const judged = course.known === 'part' && ofState ? blameless(own, found, before) : found;
  const versions = own.map(({ event }) => event.version);
  const verdict: ActVerdict = {
    act: own[0]?.event.act ?? '',
    ...verdictOf(versions, [...own.flatMap(disclosure), ...judged]),
  };
  const whole = course.known === 'whole' && own.every(isWhole);
  const lawful = course.known === 'whole' || course.erased === true;
  const erased = lawful && own.every(isWholeBut);
  const after: Course =
    typeof folded === 'string'
      ? { known: 'lost', still: undefined, erased }
      : { known: whole ? 'whole' : 'part', still: folded, erased };
  return { verdict, after };
}

/** Reads entries up to the first that is not the next of the same case. */
function readAll(entries: readonly Disclosed[]): { read: DisclosedEntry[]; broken?: Found } {
  const read: DisclosedEntry[] = [];
  const stop = (what: Found['what']) => ({ read, broken: { version: read.length + 1, what } });
  for (const { entry, body } of entries) {
    const one = readEntry(entry, body);
    if (!one) return stop('form');
    if (one.event.version !== read.length + 1) return stop('order');
    if (!sameCase(read[0] ?? one, one)) return stop('case');
    read.push(one);
  }
  // Nothing at all is no case: nothing was shown to be the same.
  return read.length > 0 ? { read } : stop('order');
}

const sameCase = (a: DisclosedEntry, b: DisclosedEntry): boolean =>
  a.event.caseId === b.event.caseId &&
  a.stamp.procedure === b.stamp.procedure &&
  a.stamp.jurisdiction === b.stamp.jurisdiction &&
  a.stamp.pack === b.stamp.pack;

/** Entries by act: the first of an act bears its record, the others follow it in the same moment. */
function actsIn(read: readonly Marked[]): Act[] {
  const acts: Marked[][] = [];
  for (const one of read) {
    const current = acts.at(-1);
    const last = current?.at(-1)?.event;
    const begins = Object.hasOwn(one.commitments, ACT_GROUP);
    const follows = last?.act === one.event.act && last.at === one.event.at;
    if (current && !begins && follows) current.push(one);
    else acts.push([one]);
  }
  return acts;
}

/** The case after these events; or the procedure is not known here, or cannot fold them. */
function folding(
  own: Act,
  before: Course['still'],
): Standstill<CaseState> | undefined | 'unknown' | 'failed' {
  const procedure = procedureByName(own[0]?.stamp.procedure ?? '');
  if (!procedure) return 'unknown';
  try {
    return own.reduce((still, { event }) => follow(procedure, still, event), before);
  } catch {
    return 'failed';
  }
}

/** Whether all is there that a fold may look at: every group of the event, and who acted. */
const isWhole = ({ withheld, erased, unanswered }: Marked): boolean =>
  [...withheld, ...erased, ...unanswered].every((group) => group === ACT_GROUP);

/** The same, but for what was erased. */
const isWholeBut = (one: Marked): boolean => isWhole({ ...one, erased: [] });

/** What may come from the missing part of the state is not held against anybody. */
function blameless(own: Act, found: readonly Found[], before: 'state' | 'erasedBefore'): Found[] {
  const rest = found.filter((f) => !isOfState(f));
  return rest.length < found.length ? [...rest, said(own, before)] : rest;
}

const said = (own: Act, what: Found['what']): Found => ({
  version: own[0]?.event.version ?? 0,
  what,
});

function disclosure({ event: { version }, withheld, erased, unanswered }: Marked): Found[] {
  const found: Found[] = [];
  if (unanswered.length > 0) found.push({ version, what: 'commitment', names: unanswered });
  if (withheld.length > 0) found.push({ version, what: 'withheld', names: withheld });
  if (erased.length > 0) found.push({ version, what: 'erased', names: erased });
  return found;
}

const verdictOf = (versions: readonly number[], found: readonly Found[]) => ({
  versions,
  outcome: outcomeOf(found),
  found,
});
