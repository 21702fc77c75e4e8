import { isUuid } from '../../base/id.ts';
import type { Json } from '../../base/json.ts';
import { ERASE, partName, type Part } from '../../kernel/erasure.ts';
import { replay, type Standstill } from '../../kernel/take.ts';
import type { CaseState, RecordedEvent } from '../../kernel/types.ts';
import { classOfGroup } from '../../contexts/records/classes.ts';
import { CASES_MAX } from '../../contexts/records/erasable.ts';
import { ACT_GROUP, OWN, type Body } from '../../log/entry.ts';
import { openBody, openEvent, storedEvents, type StoredEventRow } from '../../store/bodies.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import { childrenOf, filesOfCase } from '../../store/erase.ts';
import type { SealKeys } from '../../store/seal.ts';
import type { Runner } from '../../store/transaction.ts';
import { procedureOf } from '../procedures.ts';
import { pinnedPack } from '../rules.ts';
import { unfiledStates } from '../see.ts';

/** What an order asks for: kinds of parts in the case and in those that hang on it, and parts of the case
 *  itself one by one, as `3/personal`. */
export interface Wish {
  readonly classes: readonly string[];
  readonly parts: readonly string[];
}

/** What is to be erased from one case. */
export interface CasePlan {
  readonly stored: StoredCase;
  readonly rows: readonly StoredEventRow[];
  readonly parts: readonly Part[];
  /** The case as it will stand without them. */
  readonly after: Standstill<CaseState> | undefined;
  /** Files that nothing left in the case names. */
  readonly files: readonly string[];
  readonly breaksPublic: boolean;
}

export interface ErasurePlan {
  readonly settled: boolean;
  readonly unknown: readonly string[];
  readonly kept: readonly string[];
  /** The case itself, then others. */
  readonly cases: readonly CasePlan[];
  readonly reached: number;
}

/** Sides whose accounts are personal information only; who acted for an authority stays on record
 *  (BJ-REG-5). */
const SIDES = new Set([
  'registrant',
  'registrant_reviewer',
  'agent',
  'objector',
  'third_party_service',
]);
const EVENTS_MAX = 10_000;
/** An entry whose renewal is being decided is in force, too (G10). */
const IN_FORCE = ['active', 'renewalPending'];
const WHO = `${OWN}who`;

interface Opened {
  readonly row: StoredEventRow;
  readonly body: Body;
  readonly event: RecordedEvent;
}

async function openedOf(tx: Runner, keys: SealKeys, caseId: string): Promise<Opened[]> {
  const rows = await storedEvents(tx, caseId, 0, EVENTS_MAX);
  if (rows.length === EVENTS_MAX) throw new Error(`case ${caseId} is too long to be erased from`);
  return rows.map((row) => ({ row, body: openBody(keys, row), event: openEvent(keys, row) }));
}

/** Works out what an order takes away, from the stored bodies; writes nothing. */
export async function planErasure(
  tx: Runner,
  keys: SealKeys,
  stored: StoredCase,
  wish: Wish,
): Promise<ErasurePlan> {
  const events = await openedOf(tx, keys, stored.caseId);
  const present = new Map(
    events.flatMap(({ row, body, event }) =>
      Object.keys(body).map((group) => [
        partName({ version: row.version, group }),
        { version: row.version, group, event },
      ]),
    ),
  );
  const named = wish.parts.map((name) => present.get(name));
  const asked = [...named.filter((one) => one !== undefined), ...ofClasses(events, wish.classes)];
  const own = await planOf(tx, stored, events, asked);
  const children = await childrenOf(tx, stored.caseId, CASES_MAX + 1);
  const others: CasePlan[] = [];
  const said = exclusive(events, own.parts);
  for (const id of [...children, ...parentOf(stored)].slice(0, CASES_MAX + 2)) {
    const plan = await planBeside(tx, keys, id, wish, said);
    if (plan) others.push(plan);
  }
  const cases = [own, ...others].filter(({ parts }) => parts.length > 0);
  return {
    settled: isSettled(stored),
    unknown: wish.parts.filter((name) => !present.has(name)),
    kept: wish.parts.filter((name) => {
      const one = present.get(name);
      return one?.group === WHO && !SIDES.has(one.event.actor.role);
    }),
    cases,
    reached: 1 + children.length,
  };
}

const parentOf = (stored: StoredCase): string[] => {
  const id = procedureOf(stored.procedure).parentOf?.(stored.state);
  return id === undefined ? [] : [id];
};

/** It is over, never began, or is an entry of the register. */
export function isSettled({ procedure: name, state, pack, clocks }: StoredCase): boolean {
  const procedure = procedureOf(name);
  return (
    procedure.states[state.status]?.terminal === true ||
    unfiledStates(procedure).includes(state.status) ||
    procedure.publish?.(state, pinnedPack(pack), clocks).entry !== undefined
  );
}

function ofClasses(events: readonly Opened[], classes: readonly string[]): Part[] {
  return events.flatMap(({ row: { version }, body, event }) =>
    Object.keys(body)
      .filter((group) => group !== ACT_GROUP && classes.includes(classOfGroup(group)))
      .filter((group) => group !== WHO || SIDES.has(event.actor.role))
      .map((group) => ({ version, group })),
  );
}

/** With the first part the records of all acts go: each may repeat what stood in any part. */
async function planOf(
  tx: Runner,
  stored: StoredCase,
  events: readonly Opened[],
  asked: readonly Part[],
): Promise<CasePlan> {
  const records = asked.length === 0 ? [] : recordsOf(events, () => true);
  const parts = inOrder([...asked, ...records]);
  const rows = events.map(({ row }) => row);
  const none = { stored, rows, parts, after: undefined, files: [], breaksPublic: false };
  if (parts.length === 0) return none;
  const gone = goneOf(parts);
  const left = events.map(({ event }) => without(event, gone));
  const procedure = procedureOf(stored.procedure);
  const after = replay(procedure, left);
  const rules = pinnedPack(stored.pack);
  const shown = ({ state, clocks }: Pick<StoredCase, 'state' | 'clocks'>) =>
    procedure.publish?.(state, rules, clocks).entry;
  const entry = shown(stored);
  const remaining = new Set(left.flatMap((e) => leavesOf(e.private)));
  const files = await filesOfCase(tx, stored.caseId);
  return {
    ...none,
    after,
    files: files.filter((id) => !remaining.has(id)),
    breaksPublic:
      IN_FORCE.includes(entry?.status ?? '') &&
      JSON.stringify(entry) !== JSON.stringify(after && shown(after)),
  };
}

/** Another case: the same kinds of parts, where it is over, and of its acts the records that repeat what
 *  is erased here. */
async function planBeside(
  tx: Runner,
  keys: SealKeys,
  caseId: string,
  wish: Wish,
  said: ReadonlySet<string>,
): Promise<CasePlan | undefined> {
  const stored = await loadCase(tx, keys, caseId, false);
  if (!stored || stored.procedure === 'records.erase') return undefined;
  const events = await openedOf(tx, keys, caseId);
  // What the entry itself holds is asked of the entry.
  const isParent = procedureOf(stored.procedure).publish !== undefined;
  const asked = isSettled(stored) && !isParent ? ofClasses(events, wish.classes) : [];
  if (asked.length > 0) return planOf(tx, stored, events, asked);
  const parts = recordsOf(events, (value) => leavesOf(value).some((word) => said.has(word)));
  const rows = events.map(({ row }) => row);
  const after = { state: stored.state, clocks: stored.clocks, version: stored.version };
  return { stored, rows, parts, after, files: [], breaksPublic: false };
}

/** The records of acts that hold this; what an erasure itself is recorded from holds no content. */
const recordsOf = (events: readonly Opened[], holds: (value: Json) => boolean): Part[] =>
  events.flatMap(({ row: { version }, body, event }) => {
    const record = body[ACT_GROUP];
    return record && event.act !== ERASE && holds(record.value)
      ? [{ version, group: ACT_GROUP }]
      : [];
  });

export const goneOf = (parts: readonly Part[]): ReadonlySet<string> => new Set(parts.map(partName));

export function without(event: RecordedEvent, gone: ReadonlySet<string>): RecordedEvent {
  const { private: groups, ...open } = event;
  const has = (group: string): boolean => gone.has(partName({ version: event.version, group }));
  const left = Object.entries(groups ?? {}).filter(([group]) => !has(group));
  const actor = has(WHO) ? { ...event.actor, account: '' } : event.actor;
  return { ...open, actor, ...(left.length > 0 ? { private: Object.fromEntries(left) } : {}) };
}

function inOrder(parts: readonly Part[]): Part[] {
  const byName = new Map(
    parts.map(({ version, group }) => [`${version}/${group}`, { version, group }]),
  );
  return [...byName.values()].toSorted(
    (a, b) => a.version - b.version || (a.group < b.group ? -1 : 1),
  );
}

/** What is telling among the strings: names, numbers, sentences; not the words of a form. */
const isTelling = (word: string): boolean =>
  /\p{Script=Han}{2}/u.test(word) || (word.length >= 6 && !/^[a-z]+$/i.test(word)) || isUuid(word);

/** Strings that stand in the parts that go, and in nothing that stays. */
function exclusive(events: readonly Opened[], parts: readonly Part[]): ReadonlySet<string> {
  const gone = goneOf(parts);
  const going = new Set<string>();
  const staying = new Set<string>();
  for (const { row, body, event } of events) {
    for (const word of leavesOf(event.data)) staying.add(word);
    for (const [group, { value }] of Object.entries(body)) {
      if (group === ACT_GROUP) continue;
      const into = gone.has(partName({ version: row.version, group })) ? going : staying;
      for (const word of leavesOf(value)) into.add(word);
    }
  }
  return new Set([...going].filter((word) => !staying.has(word) && isTelling(word)));
}

/** Every string in a value. */
export function leavesOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one: Json | undefined) => leavesOf(one));
}
