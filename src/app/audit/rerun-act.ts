import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { orThrowDate } from '../../base/plain-date.ts';
import { isRefusal } from '../../base/refusal.ts';
import { take, type Standstill } from '../../kernel/take.ts';
import type { CaseState, RecordedEvent } from '../../kernel/types.ts';
import type { Calendar } from '../../law/calendar.ts';
import { parseYearCalendar, type YearCalendar } from '../../law/calendar-year.ts';
import { deadline } from '../../law/deadline.ts';
import { packHash } from '../../law/pack-hash.ts';
import type { RulePack } from '../../law/types.ts';
import { ACT_GROUP, entryOf, type CaseStamp } from '../../log/entry.ts';
import { calendarNamed, readRecord, versionsOn, type ActRecord } from '../act-record.ts';
import { procedureByName, specOf, type AnyProcedure } from '../procedures.ts';
import { ERASE, erasedEvents, mayErase } from '../../kernel/erasure.ts';
import { ERASURE_LAW } from '../erasure/law.ts';
import { mayRecount, RECOUNT, recounted } from '../figures/recount.ts';
import type { DisclosedEntry } from './rerun-entry.ts';
import type { Found } from './rerun-found.ts';
import { citesFor } from '../rules.ts';

type Before = Standstill<CaseState> | undefined;
type Stop = Pick<Found, 'what' | 'names'>;

interface Taking {
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly record: ActRecord;
  readonly before: Before;
  readonly events: readonly RecordedEvent[];
  readonly first: RecordedEvent;
}

/** Takes one act again and says what came out otherwise; nothing found: the same. */
export function rerunAct(
  own: readonly DisclosedEntry[],
  before: Before,
  known: readonly RulePack[],
): Found[] {
  const [opening] = own;
  if (!opening) return [];
  const { stamp, event: first } = opening;
  const stop = ({ what, names }: Stop): Found[] => [
    { version: first.version, what, ...(names ? { names } : {}) },
  ];
  if (!Object.hasOwn(opening.commitments, ACT_GROUP)) return stop({ what: 'boundary' });
  const procedure = procedureByName(stamp.procedure);
  if (!procedure) return stop({ what: 'procedure', names: [stamp.procedure] });
  const rules = rulesOf(own, known);
  if (!rules) return stop({ what: 'rules', names: [stamp.pack, stamp.rules] });
  const given = opening.body[ACT_GROUP]?.value;
  // That it was withheld, or does not answer, is said of the entry.
  if (!given) return [];
  const record = readRecord(given);
  if (record?.act !== first.act) return stop({ what: 'record' });
  const events = own.map((one) => one.event);
  const produced = produce({ procedure, rules, record, before, events, first });
  if (!Array.isArray(produced)) return stop(produced as Stop);
  const again = produced as readonly RecordedEvent[];
  if (again.length !== own.length) return stop({ what: 'events', names: again.map((e) => e.type) });
  const { id: pack, jurisdiction } = rules;
  const now = { procedure: procedure.name, jurisdiction, pack, rules: packHash(rules) };
  return own.flatMap((entry, i) => compare(entry, again[i], now, i === 0 ? given : undefined));
}

/** The pack all entries of the act name, by id and hash. */
function rulesOf(own: readonly DisclosedEntry[], known: readonly RulePack[]): RulePack | undefined {
  return known.find((pack) =>
    own.every(({ stamp }) => stamp.pack === pack.id && stamp.rules === packHash(pack)),
  );
}

/** What the rules decide on the record; or why they cannot. */
function produce(t: Taking): readonly RecordedEvent[] | Stop {
  const calendar = calendarFor(t);
  if ('what' in calendar) return calendar;
  try {
    if (t.record.act === ERASE) return erase(t);
    return t.record.act === RECOUNT ? recount(t, calendar) : decide(t, calendar);
  } catch (error) {
    // A record can be anything; rules are written for what the house would have given them.
    return { what: 'failed', names: [String(error).slice(0, 200)] };
  }
}

/** The calendar by which the deadlines on these entries say they were counted. */
function calendarFor({ record, events, first }: Taking): Calendar | Stop {
  const years = (record.years ?? []).map(parseYearCalendar);
  const sound = years.filter((year): year is YearCalendar => !isRefusal(year));
  if (sound.length !== years.length) return { what: 'record' };
  const all = String(first.data['calendar'] ?? '').split(' ');
  const versions = record.act === RECOUNT ? all.filter((v) => v !== '') : versionsOn(events);
  const calendar = calendarNamed(versions, sound);
  return 'missing' in calendar ? { what: 'calendar', names: [calendar.missing] } : calendar;
}

function recount(t: Taking, calendar: Calendar): readonly RecordedEvent[] | Stop {
  const { actor } = t.record;
  if (!t.before || !mayRecount(actor)) return { what: 'refused', names: ['ACT_NOT_YOURS'] };
  const { version, clocks } = t.before;
  const { caseId, at } = t.first;
  const event = recounted({ caseId, version, clocks, actor, at, calendar });
  return event ? [event] : [];
}

function erase(t: Taking): readonly RecordedEvent[] | Stop {
  const { actor, input } = t.record;
  if (!t.before || !mayErase(actor)) return { what: 'refused', names: ['ACT_NOT_YOURS'] };
  const { order, ground, parts } = input;
  const { version } = t.before;
  const { caseId, at } = t.first;
  return erasedEvents({
    caseId,
    version,
    at,
    law: citesFor(t.rules, ERASURE_LAW),
    actor,
    order: String(order),
    ground: String(ground),
    parts: Array.isArray(parts) ? parts.map(String) : [],
  });
}

function decide(t: Taking, calendar: Calendar): readonly RecordedEvent[] | Stop {
  const { procedure, rules, record, before, first } = t;
  const { act, actor } = record;
  const input = specOf(procedure, act)?.input.safeParse(record.input);
  if (!input) return { what: 'refused', names: ['ACT_UNKNOWN'] };
  const read = input.success && canonical(input.data as Json) === canonical(record.input);
  if (!read) return { what: 'input' };
  const today = first.at.slice(0, 10);
  const left = [...(record.random ?? [])];
  const taken = take({
    procedure,
    act,
    before,
    input: input.data,
    facts: factsAgain(record.facts),
    rules,
    actor,
    standing: {
      parties: before ? procedure.partiesOf(before.state) : [],
      registrar: record.registrar ?? rules.profile.registrar.creditCode,
    },
    at: first.at,
    today,
    caseId: first.caseId,
    jurisdiction: rules.jurisdiction,
    cites: (law) => citesFor(rules, law),
    random(bytes) {
      const drawn = left.shift();
      if (drawn?.length !== bytes * 2) throw new Error(`no ${bytes} random bytes are recorded`);
      return drawn;
    },
    count: (from, length) => deadline(orThrowDate(from), length, calendar),
  });
  if (isRefusal(taken)) return { what: 'refused', names: [taken.code] };
  if (left.length > 0) return { what: 'record' };
  return isEarly(t, today) ? { what: 'early' } : taken.events;
}

/** Lookups by what people typed go into facts: without a prototype, as the house gives them. */
const factsAgain = (facts: JsonObject): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      const table = typeof fact === 'object' && fact !== null && !Array.isArray(fact);
      return [name, table ? Object.assign(Object.create(null) as object, fact) : fact];
    }),
  );

/** The kernel lets the machine take what a clock asks for; that the clock was over is the part of the
 *  edge, and nobody may take the machine's word for it. A provisional day never fires (promise 4). */
function isEarly({ procedure, record, before }: Taking, today: string): boolean {
  if (record.actor.kind !== 'system') return false;
  const asks = (name: string): boolean => procedure.clocks[name]?.onExpiry === record.act;
  if (!Object.keys(procedure.clocks).some(asks)) return false;
  const over = before?.clocks.some(
    (c) => asks(c.name) && c.state === 'running' && !c.provisional && c.due < today,
  );
  return over !== true;
}

const NO_SALT = '0'.repeat(64);

/** Holds what came out now against the entry: every public field, and every group whose salt is
 *  disclosed. Both sides are canonical, so equal fields are equal bytes. */
function compare(
  { open, body, event: { version } }: DisclosedEntry,
  again: RecordedEvent | undefined,
  stamp: CaseStamp,
  record: JsonObject | undefined,
): Found[] {
  if (!again) return [{ version, what: 'events' }];
  const built = entryOf(again, stamp, (group) => body[group]?.salt ?? NO_SALT, record);
  const now = JSON.parse(built.entry.bytes.toString('utf8')) as JsonObject;
  const groups = differing(object(open['commitments']), object(now['commitments']), (group) =>
    Object.hasOwn(body, group),
  );
  const fields = differing(open, now, (field) => field !== 'commitments');
  return [
    ...(fields.length > 0 ? [{ version, what: 'public', names: fields } as const] : []),
    ...(groups.length > 0 ? [{ version, what: 'private', names: groups } as const] : []),
  ];
}

const object = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;

/** Names that stand on one side only, or on both with other values where values are `compared`. */
function differing(a: JsonObject, b: JsonObject, compared: (name: string) => boolean): string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return names.filter((name) => {
    const [left, right] = [a[name], b[name]];
    if (left === undefined || right === undefined) return true;
    return compared(name) && canonical(left) !== canonical(right);
  });
}
