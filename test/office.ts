import assert from 'node:assert/strict';
import { recordOf } from '../src/app/act-record.ts';
import type { Disclosed } from '../src/app/audit/rerun.ts';
import { citesFor } from '../src/app/rules.ts';
import type { JsonObject } from '../src/base/json.ts';
import { addDays, orThrowDate } from '../src/base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../src/base/refusal.ts';
import { text } from '../src/base/text.ts';
import { whatNext } from '../src/kernel/next.ts';
import { take, type Standstill } from '../src/kernel/take.ts';
import type { Actor, CaseState, Procedure, RecordedEvent } from '../src/kernel/types.ts';
import { builtInYears, calendarOf } from '../src/law/calendar.ts';
import { deadline } from '../src/law/deadline.ts';
import { packHash } from '../src/law/pack-hash.ts';
import type { RulePack } from '../src/law/types.ts';
import { entryOf, type Body } from '../src/log/entry.ts';
import { account } from '../src/contexts/identity/account.ts';
import { erase } from '../src/contexts/records/erase.ts';
import { evidence } from '../src/contexts/evidence/deposit.ts';
import { service } from '../src/contexts/evidence/service.ts';
import { agency } from '../src/contexts/registration/agency.ts';
import type { FileRef } from '../src/contexts/registration/dossier.ts';
import { cancel } from '../src/contexts/registration/cancel.ts';
import { correct } from '../src/contexts/registration/correct.ts';
import { duty } from '../src/contexts/registration/duty.ts';
import { change } from '../src/contexts/registration/change.ts';
import { first } from '../src/contexts/registration/first.ts';
import type {
  CatalogueItem,
  FirstState,
  Likeness,
  Organisation,
} from '../src/contexts/registration/first-state.ts';
import { objection } from '../src/contexts/registration/objection.ts';
import { renewal } from '../src/contexts/registration/renewal.ts';
import { revocation } from '../src/contexts/registration/revocation.ts';
import { evidenceFacts, evidenceFollows } from './office-evidence.ts';
import { entryFacts, entryFollows } from './office-entry.ts';
import { factsFor } from './office-facts.ts';
import { organisations, system } from './office-people.ts';
import { petitionFacts } from './office-petitions.ts';
import { recordsFacts } from './office-records.ts';
import { officeIn, supervision, supervisionFacts } from './office-supervision.ts';

type Any = Procedure<CaseState, RulePack>;

const procedures = Object.fromEntries(
  [
    ...supervision,
    erase,
    first,
    change,
    objection,
    agency,
    account,
    renewal,
    revocation,
    duty,
    cancel,
    correct,
    evidence,
    service,
  ].map((p) => [p.name, p as unknown as Any]),
);

/** One case on the desk: its procedure, what is folded and what was appended. */
export interface Case {
  readonly id: string;
  readonly procedure: Any;
  still: Standstill<CaseState>;
  readonly events: RecordedEvent[];
  /** What stands on the log and in the sealed bodies. */
  readonly entries: Disclosed[];
}

/** A registrar's office with a calendar on the wall: cases go through `take()` as they do in the
 *  house, and reactions and clocks follow as they do there, without a database. */
export interface Office {
  readonly rules: RulePack;
  today: string;
  readonly cases: Case[];
  readonly files: Record<string, FileRef>;
  likeness: Likeness[];
  /** The identity service that is set. */
  verifier?: string;
  /** Items of the catalogue as they are now, where they are no longer what they were. */
  catalogue?: Readonly<Record<string, CatalogueItem>>;
  /** The number of the last code drawn. */
  serial: number;
  /** Organisations by code; a test may change one. */
  readonly register: Record<string, Organisation>;
}

const calendar = calendarOf(builtInYears);

export function office(rules: RulePack, today: string): Office {
  const register = Object.fromEntries(Object.values(organisations).map((o) => [o.code, o]));
  return { rules, today, cases: [], files: {}, likeness: [], serial: 0, register };
}

let drawn = 0;
/** A fresh id; cases and files of one test never share one. */
export function uuid(): string {
  drawn += 1;
  return `00000000-0000-7000-8000-${drawn.toString(16).padStart(12, '0')}`;
}

/** Uploads a file; whoever uploaded it may refer to it. */
export function upload(at: Office, by: Actor, more: Partial<FileRef> = {}): string {
  const id = uuid();
  const sha256 = id.replaceAll('-', '').repeat(2);
  const org = by.org?.code ?? null;
  const signature = { kind: 'scan' };
  const sound = { name: '材料.pdf', size: 1000, type: 'application/pdf', scan: 'clean' };
  at.files[id] = { id, ...sound, sha256, sm3: sha256, signature, org, ...more };
  return id;
}

export const standingIn = (at: Office, c: Case) => ({
  parties: c.procedure.partiesOf(c.still.state).filter((p) => p.id !== ''),
  ...heldIn(at),
});

/** On the record of an act, where the registrar is not the one of the pack. */
const heldElsewhere = (at: Office) => {
  const { registrar } = heldIn(at);
  return registrar === at.rules.profile.registrar.creditCode ? {} : { registrar };
};

/** Whose officers act for the office. */
const heldIn = (at: Office) => {
  const { holder, withdrawn } = officeIn(at);
  return { registrar: holder ?? '', withdrawn };
};

/** Tries an act as the one way in does: parse, then take; what is decided is appended. */
export function attempt(
  at: Office,
  c: Case,
  actor: Actor,
  act: string,
  input: JsonObject = {},
): readonly RecordedEvent[] | Refusal {
  return run(at, c.procedure, c, c.id, actor, act, input);
}

function run(
  at: Office,
  procedure: Any,
  c: Case | undefined,
  caseId: string,
  actor: Actor,
  act: string,
  raw: JsonObject,
): readonly RecordedEvent[] | Refusal {
  const spec = procedure.acts[act];
  const parsed = spec?.input.safeParse(raw);
  const all: Readonly<Record<string, unknown>> = {
    ...factsFor(at, actor, raw),
    ...entryFacts(at, raw, c),
    ...evidenceFacts(at, actor, raw, c),
    ...petitionFacts(at, procedure.name, c, raw),
    ...supervisionFacts(at, raw, procedure.name, c),
    ...recordsFacts(at, actor, raw, c),
  };
  // An act sees the facts it declared, and no other.
  const facts = Object.fromEntries((spec?.needs ?? []).map((need) => [need, all[need] ?? null]));
  const random: string[] = [];
  if (parsed && !parsed.success) {
    return refuse('INPUT_INVALID', text('填写内容不符合要求。', 'Not as asked.'), spec?.law);
  }
  const taken = take({
    procedure,
    act,
    before: c?.still,
    input: parsed?.data,
    facts,
    rules: at.rules,
    actor,
    standing: c ? standingIn(at, c) : { parties: [], ...heldIn(at) },
    at: `${at.today}T09:00:00+08:00`,
    today: at.today,
    caseId,
    jurisdiction: at.rules.jurisdiction,
    cites: (law) => citesFor(at.rules, law),
    random(bytes) {
      random.push(String(random.length % 10).repeat(bytes * 2));
      return random.at(-1) ?? '';
    },
    count: (from, length) => deadline(orThrowDate(from), length, calendar),
  });
  if (isRefusal(taken)) return taken;
  const { events, ...still } = taken;
  // What is stored is JSON; so is what is folded from here on.
  const kept = JSON.parse(JSON.stringify({ still, events })) as {
    still: Standstill<CaseState>;
    events: RecordedEvent[];
  };
  const row = c ?? { id: caseId, procedure, still: kept.still, events: [], entries: [] };
  row.still = kept.still;
  row.events.push(...kept.events);
  const record = recordOf({
    act,
    input: parsed?.data as JsonObject,
    facts: facts as JsonObject,
    actor,
    ...heldElsewhere(at),
    random,
    years: [],
  });
  row.entries.push(
    ...kept.events.map((e, i) => entered(at, procedure, e, i === 0 ? record : undefined)),
  );
  if (!c) at.cases.push(row);
  for (const event of kept.events) react(at, event);
  return kept.events;
}

/** An event as it would go to the log, with its body open. */
function entered(
  at: Office,
  { name }: Any,
  event: RecordedEvent,
  record: JsonObject | undefined,
): Disclosed {
  const { jurisdiction, id: pack } = at.rules;
  const stamp = { procedure: name, jurisdiction, pack, rules: packHash(at.rules) };
  const { entry, body } = entryOf(event, stamp, () => uuid().replaceAll('-', '').repeat(2), record);
  return { entry: entry.bytes, body: JSON.parse(body) as Body };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  'obj.Dismissed': 'dismissed',
  'obj.Withdrawn': 'withdrawn',
};

/** What follows in another case (E41). */
function react(at: Office, event: RecordedEvent): void {
  const parent = at.cases.find((c) => c.id === event.data['about']);
  const said = { objection: event.caseId };
  if (parent && event.type === 'obj.Lodged') does(at, parent, system, 'noteObjection', said);
  if (parent && event.type === 'obj.Upheld') does(at, parent, system, 'terminate', said);
  const outcome = OUTCOMES[event.type];
  if (parent && outcome) does(at, parent, system, 'settleObjection', { ...said, outcome });
  linked(at, event);
  entryFollows(at, event, does);
  evidenceFollows(at, event, does);
  if (event.type === 'agency.MandateRevoked' || event.type === 'agency.MandateExpired') {
    for (const c of at.cases) {
      const terminal = c.procedure.states[c.still.state.status]?.terminal === true;
      if (c.procedure.acts['endAgency'] && !terminal) {
        does(at, c, system, 'endAgency', { mandate: event.caseId });
      }
    }
  }
}

/** The mandate an agent files under, and the duty an application answers. */
function linked(at: Office, event: RecordedEvent): void {
  const state = at.cases.find((c) => c.id === event.caseId)?.still.state as FirstState | undefined;
  const follow = (id: string | null | undefined, act: string): void => {
    const c = at.cases.find((one) => one.id === id);
    if (c) does(at, c, system, act, { application: event.caseId });
  };
  if (['reg.DraftOpened', 'reg.ChangeOpened', 'reg.RenewalFiled'].includes(event.type))
    follow(state?.agent?.mandate, 'useMandate');
  if (event.type === 'reg.ApplicationSubmitted') follow(state?.dutyCase, 'fulfil');
}

/** The act is taken; fails the test with the refusal otherwise. */
export function does(at: Office, c: Case, actor: Actor, act: string, input: JsonObject = {}): Case {
  const events = attempt(at, c, actor, act, input);
  if (isRefusal(events)) assert.fail(`${actor.name} ${act}: ${events.code} ${events.sentence.zh}`);
  return c;
}

/** The act is refused: nothing is appended, nothing moves. Returns the refusal. */
export function refuses(
  at: Office,
  c: Case,
  actor: Actor,
  act: string,
  input: JsonObject = {},
): Refusal {
  const [before, count] = [c.still, c.events.length];
  const refusal = attempt(at, c, actor, act, input);
  assert.ok(isRefusal(refusal), `${actor.name} ${act} 应被拒绝`);
  assert.equal(c.still, before);
  assert.equal(c.events.length, count);
  return refusal;
}

/** Opens a case, or says why not. */
export function tryOpen(
  at: Office,
  procedure: string,
  actor: Actor,
  input: JsonObject,
): Case | Refusal {
  const p = procedures[procedure];
  const act = Object.entries(p?.acts ?? {}).find(([, spec]) => spec.from === 'new')?.[0];
  assert.ok(p && act !== undefined, procedure);
  const id = uuid();
  const opened = run(at, p, undefined, id, actor, act, input);
  if (isRefusal(opened)) return opened;
  const found = at.cases.find((c) => c.id === id);
  assert.ok(found);
  return found;
}

export function opens(at: Office, procedure: string, actor: Actor, input: JsonObject): Case {
  const opened = tryOpen(at, procedure, actor, input);
  if (isRefusal(opened))
    assert.fail(`${actor.name} ${procedure}: ${opened.code} ${opened.sentence.zh}`);
  return opened;
}

/** Exactly the acts this actor may take now, in the order of the procedure. */
export const mayNext = (at: Office, c: Case, actor: Actor): string[] =>
  whatNext(c.procedure, c.still.state, actor, standingIn(at, c), at.today).actions;

/** Lets time pass to a day; every clock whose last day is over fires on the next day, in order. */
export function passTo(at: Office, day: string): void {
  for (;;) {
    const due = at.cases
      .flatMap((c) =>
        c.still.clocks.map((clock) => ({
          c,
          clock,
          act: c.procedure.clocks[clock.name]?.onExpiry,
        })),
      )
      .filter(
        ({ clock, act }) => clock.state === 'running' && !clock.provisional && act !== undefined,
      )
      .map((x) => ({ ...x, fires: addDays(orThrowDate(x.clock.due), 1) }))
      .filter(({ fires }) => fires <= day)
      .toSorted((a, b) => (a.fires < b.fires ? -1 : 1));
    const [next] = due;
    if (!next) break;
    if (next.fires > at.today) at.today = next.fires;
    does(at, next.c, system, next.act ?? '');
  }
  if (day > at.today) at.today = day;
}

export const statusOf = (c: Case): string => c.still.state.status;

export const dueOf = (c: Case, clock: string): string | undefined =>
  c.still.clocks.find((row) => row.name === clock && row.state === 'running')?.due;

/** The case as this audience sees it. */
export const viewOf = (at: Office, c: Case, ...audience: string[]): JsonObject =>
  c.procedure.view(c.still.state, at.rules, at.today, audience);
