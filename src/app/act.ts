import { createHash } from 'node:crypto';
import { canonical } from '../base/canonical-json.ts';
import { isUuid, uuidV7 } from '../base/id.ts';
import type { JsonObject } from '../base/json.ts';
import { orThrowDate } from '../base/plain-date.ts';
import { isRefusal, orThrow, refuse, Refused, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { take } from '../kernel/take.ts';
import type { Actor } from '../kernel/types.ts';
import { deadline } from '../law/deadline.ts';
import type { RulePack } from '../law/types.ts';
import { loadCase, type Idempotency, type StoredCase } from '../store/cases.ts';
import { linkFiles } from '../store/case-files.ts';
import { loadWithKey, seenKey } from '../store/idempotency.ts';
import { deferringRunner, inTransaction, isRace, type Runner } from '../store/transaction.ts';
import { factsFor } from './facts.ts';
import { fileFactsIn } from './file-facts-in.ts';
import type { House } from './house.ts';
import { parseInput } from './input.ts';
import {
  openingAct,
  procedureByName,
  procedureOf,
  specOf,
  type AnyProcedure,
} from './procedures.ts';
import { react } from './react.ts';
import { reactions } from './reactions.ts';
import { citesFor, packOrRefuse, pinnedPack, refusalFor } from './rules.ts';
import { audienceOf } from './see.ts';
import { seenOf } from './view.ts';
import { write } from './write.ts';

export interface ActRequest {
  readonly actor: Actor;
  readonly caseId: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly key?: string | undefined;
  readonly expectedVersion?: number | undefined;
}

export interface OpenRequest {
  readonly actor: Actor;
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly input: JsonObject;
  readonly key?: string | undefined;
}

/** The one way in for an act on a case: load, decide, append, in one transaction, or nothing.
 *  People, other systems and expired clocks all come through here (promises 2 and 3).
 *  Throws `Refused`; the same key with the same input answers with the case and acts once. */
export async function act(house: House, request: ActRequest): Promise<StoredCase> {
  // First without a lock: what was decided is written only if nobody was faster.
  const { runner, apply } = deferringRunner(house.pool);
  const found = await quickly(house, runner, request);
  if (found) {
    try {
      await apply();
      return found;
    } catch (error) {
      if (!isRace(error)) throw error;
    }
  }
  return inTransaction(house.pool, (tx) => actIn(house, tx, request));
}

/** Decides an act that reads nothing but its own case and moves no other; undefined for the rest. */
async function quickly(
  house: House,
  runner: Runner,
  request: ActRequest,
): Promise<StoredCase | undefined> {
  const known = await found(house, runner, request, false);
  const procedure = procedureOf(known.stored.procedure);
  const spec = specOf(procedure, request.act);
  const alone =
    (spec?.needs ?? []).every((need) => need === 'files') &&
    !spec?.emits.some((type) => reactions.some((r) => r.on === type));
  return alone ? proceed(house, runner, request, known) : undefined;
}

/** Opens a case by its procedure's opening act. */
export function open(house: House, request: OpenRequest): Promise<StoredCase> {
  return inTransaction(house.pool, (tx) => openIn(house, tx, request));
}

/** The same inside a transaction that is already open: how reactions between cases are taken. */
export async function actIn(house: House, tx: Runner, request: ActRequest): Promise<StoredCase> {
  return proceed(house, tx, request, await found(house, tx, request, true));
}

type Known = NonNullable<Awaited<ReturnType<typeof loadWithKey>>>;

async function found(house: House, tx: Runner, request: ActRequest, lock: boolean): Promise<Known> {
  if (!isUuid(request.caseId)) throw new Refused(unknownCase());
  const { caseId, actor, key } = request;
  const known = await loadWithKey(tx, house.keys, { caseId, actor: actor.accountId, key, lock });
  if (!known) throw new Refused(unknownCase());
  return known;
}

async function proceed(
  house: House,
  tx: Runner,
  request: ActRequest,
  known: Known,
): Promise<StoredCase> {
  const { actor } = request;
  const { stored } = known;
  const rules = pinnedPack(stored.pack);
  if (audienceOf(actor, seenOf(stored, rules)).length === 0) throw new Refused(unknownCase());
  const idempotency = idempotencyOf(request, [request.caseId, request.act, request.input]);
  if (known.fingerprint && idempotency) return again(known.fingerprint, idempotency, stored);
  if (request.expectedVersion !== undefined && request.expectedVersion !== stored.version) {
    throw new Refused(stale(stored.version));
  }
  const procedure = procedureOf(stored.procedure);
  return decideAndWrite(house, tx, { ...request, procedure, rules, before: stored, idempotency });
}

async function openIn(house: House, tx: Runner, request: OpenRequest): Promise<StoredCase> {
  const procedure = procedureByName(request.procedure);
  if (!procedure) throw new Refused(unknownProcedure());
  const rules = orThrow(packOrRefuse(request.jurisdiction));
  const idempotency = idempotencyOf(request, [
    request.procedure,
    request.jurisdiction,
    request.input,
  ]);
  const seen = idempotency && (await seenKey(tx, idempotency.actor, idempotency.key));
  if (seen && idempotency) {
    const stored = await loadCase(tx, house.keys, seen.caseId, false);
    if (!stored) throw new Error(`an idempotency key names the missing case ${seen.caseId}`);
    return again(seen.fingerprint, idempotency, stored);
  }
  const caseId = uuidV7(house.time.nowMs(), house.random(10));
  const act = openingAct(procedure);
  return decideAndWrite(house, tx, {
    ...request,
    act,
    caseId,
    procedure,
    rules,
    before: undefined,
    idempotency,
  });
}

interface Deciding {
  readonly actor: Actor;
  readonly caseId: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly before: StoredCase | undefined;
  readonly idempotency: Idempotency | undefined;
}

async function decideAndWrite(house: House, tx: Runner, d: Deciding): Promise<StoredCase> {
  const { actor, act: name, before, procedure, rules, caseId } = d;
  const jurisdiction = before?.jurisdiction ?? rules.jurisdiction;
  const at = house.time.now();
  const today = orThrowDate(at.slice(0, 10));
  const spec = specOf(procedure, name);
  const input = spec ? parseInput(spec.input, d.input, citesFor(rules, spec.law)) : { value: {} };
  if (isRefusal(input)) throw new Refused(input);
  const facts = await factsFor(spec?.needs ?? [], {
    tx,
    house: {
      ...house,
      files: { ...house.files, facts: (ids: readonly string[]) => fileFactsIn(tx, ids) },
    },
    actor,
    procedure: procedure.name,
    caseId,
    state: before?.state,
    rules,
    jurisdiction,
    today,
    input: input.value as JsonObject,
  });
  const taken = take({
    procedure,
    act: name,
    before,
    input: input.value,
    facts,
    rules,
    actor,
    standing: {
      parties: before ? procedure.partiesOf(before.state) : [],
      registrar: rules.profile.registrar.creditCode,
    },
    at,
    today,
    caseId,
    jurisdiction,
    cites: (law) => citesFor(rules, law),
    random: (bytes) => house.random(bytes).toString('hex'),
    count: (from, length) => deadline(orThrowDate(from), length, house.calendar()),
  });
  if (isRefusal(taken)) throw new Refused(refusalFor(rules, taken));
  const stored = await write(house, tx, { ...d, jurisdiction, at, taken });
  await linkFiles(tx, caseId, Object.keys((facts['files'] as object | undefined) ?? {}));
  await react(tx, stored, taken.events, (asked) => actIn(house, tx, asked));
  return stored;
}

/** A key is an actor's own; the fingerprint tells the same request from another under that key. */
function idempotencyOf(
  request: { readonly actor: Actor; readonly key?: string | undefined },
  content: readonly (string | JsonObject)[],
): Idempotency | undefined {
  if (request.key === undefined) return undefined;
  const fingerprint = createHash('sha256').update(canonical(content)).digest();
  return { actor: request.actor.accountId, key: request.key, fingerprint };
}

function again(seen: Buffer, asked: Idempotency, stored: StoredCase): StoredCase {
  if (seen.equals(asked.fingerprint)) return stored;
  throw new Refused(
    refuse(
      'IDEMPOTENCY_KEY_REUSED',
      text(
        '该幂等键已用于另一内容的请求，本次没有办理。',
        'This idempotency key was used for another request; nothing was done.',
      ),
      [],
      'conflict',
    ),
  );
}

export const unknownCase = (): Refusal =>
  refuse('CASE_UNKNOWN', text('没有这一事项。', 'There is no such case.'), [], 'unknown');

const unknownProcedure = (): Refusal =>
  refuse('PROCEDURE_UNKNOWN', text('没有这一程序。', 'There is no such procedure.'), [], 'unknown');

const stale = (version: number): Refusal =>
  refuse(
    'VERSION_CONFLICT',
    text(
      '该事项已被他人更新，请刷新后再办理。',
      'The case has changed since you read it; read it again.',
    ),
    [],
    'conflict',
    { version },
  );
