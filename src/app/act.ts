import { isUuid, uuidV7 } from '../base/id.ts';
import type { JsonObject } from '../base/json.ts';
import { orThrow, refuse, Refused, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { loadCase, type StoredCase } from '../store/cases.ts';
import { loadWithKey, seenKey } from '../store/idempotency.ts';
import { deferringRunner, inTransaction, isRace, type Runner } from '../store/transaction.ts';
import { decideAndWrite, type WayIn } from './decide.ts';
import type { House } from './house.ts';
import { openingAct, procedureByName, procedureOf, specOf } from './procedures.ts';
import { reactions } from './reactions/reactions.ts';
import { noticeOffice } from './registrar-office.ts';
import { again, idempotencyOf } from './repeat.ts';
import { packOrRefuse, pinnedPack } from './rules.ts';
import { audienceOf } from './see.ts';
import { seenOf } from './view.ts';

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
 *  Throws `Refused`; the same key with the same input answers with the case and acts once.
 *  People go first. `known`: the case as the caller has just read it, so that it need not be read again.
 */
export async function act(
  house: House,
  request: ActRequest,
  known?: StoredCase,
): Promise<StoredCase> {
  if (request.actor.kind === 'person') return house.way.person(() => taken(house, request, known));
  return taken(house, request, known);
}

async function taken(
  house: House,
  request: ActRequest,
  known: StoredCase | undefined,
): Promise<StoredCase> {
  const stored =
    (known && (await unlocked(house, request, () => justRead(known)))) ??
    (await fromMemory(house, request)) ??
    (await unlocked(house, request, (runner) => found(house, runner, request, false))) ??
    (await inTransaction(house.pool, (tx) => actIn(house, tx, request)));
  // What the system does to thousands of cases must not push out those that people work on.
  if (request.actor.kind === 'person' || house.cases.get(stored.caseId)) house.cases.put(stored);
  await noticeOffice(house, stored);
  return stored;
}

/** Opens a case by its procedure's opening act. */
export async function open(house: House, request: OpenRequest): Promise<StoredCase> {
  const opening = () => inTransaction(house.pool, (tx) => openIn(house, tx, request));
  const stored = await (request.actor.kind === 'person' ? house.way.person(opening) : opening());
  house.cases.put(stored);
  await noticeOffice(house, stored);
  return stored;
}

/** Facts that hang on no other case that must be held meanwhile. */
const OWN_FACTS: ReadonlySet<string> = new Set(['files', 'registrar']);

const justRead = (stored: StoredCase): Promise<Known> =>
  Promise.resolve({ stored, fingerprint: null });

/** Decides on the case as this process last left it. A refusal is not believed, because somebody
 *  else may have moved the case since: undefined, and the store is asked. */
async function fromMemory(house: House, request: ActRequest): Promise<StoredCase | undefined> {
  const stored = house.cases.get(request.caseId);
  if (!stored) return undefined;
  try {
    return await unlocked(house, request, () => justRead(stored));
  } catch (error) {
    house.cases.drop(request.caseId);
    if (error instanceof Refused && error.refusal.kind !== 'busy') return undefined;
    throw error;
  }
}

/** Decides without a lock an act that reads nothing but its own case and turns out to move no other,
 *  and writes it only if nobody was faster; undefined for the rest, and for the slower of two. */
async function unlocked(
  house: House,
  request: ActRequest,
  know: (runner: Runner) => Promise<Known>,
): Promise<StoredCase | undefined> {
  const { runner, apply } = deferringRunner(house.pool);
  const known = await know(runner);
  const spec = specOf(procedureOf(known.stored.procedure), request.act);
  const alone =
    (spec?.needs ?? []).every((need) => OWN_FACTS.has(need)) &&
    !spec?.emits.some((type) => reactions.some((r) => r.on === type && !r.seldom));
  if (!alone) return undefined;
  try {
    // Whether another case moves is looked at when this one is written and held, before it is final.
    const done = await proceed(house, runner, request, known, movesAnother);
    await apply();
    return done;
  } catch (error) {
    if (error instanceof MovesAnother || isRace(error)) return undefined;
    throw error;
  }
}

/** Two cases are moved together or not at all, which takes a transaction. */
class MovesAnother extends Error {}

const movesAnother = (): Promise<never> => Promise.reject(new MovesAnother());

/** The same inside a transaction that is already open: how reactions between cases are taken. */
export async function actIn(house: House, tx: Runner, request: ActRequest): Promise<StoredCase> {
  return proceed(house, tx, request, await found(house, tx, request, true));
}

/** An act on a case that this transaction itself has just written, and so holds already. */
export const actOn = (
  house: House,
  tx: Runner,
  stored: StoredCase,
  request: Omit<ActRequest, 'caseId' | 'key'>,
): Promise<StoredCase> =>
  proceed(house, tx, { ...request, caseId: stored.caseId }, { stored, fingerprint: null });

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
  wayIn: WayIn = (asked) => actIn(house, tx, asked),
): Promise<StoredCase> {
  const { actor } = request;
  const { stored } = known;
  const rules = pinnedPack(stored.pack);
  if (audienceOf(actor, seenOf(house, stored, rules)).length === 0)
    throw new Refused(unknownCase());
  const idempotency = idempotencyOf(request, [request.caseId, request.act, request.input]);
  if (known.fingerprint && idempotency) return again(known.fingerprint, idempotency, stored);
  if (request.expectedVersion !== undefined && request.expectedVersion !== stored.version) {
    throw new Refused(stale(stored.version));
  }
  const procedure = procedureOf(stored.procedure);
  const deciding = { ...request, procedure, rules, before: stored, idempotency };
  return decideAndWrite(house, tx, deciding, wayIn);
}

export async function openIn(house: House, tx: Runner, request: OpenRequest): Promise<StoredCase> {
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
  const deciding = { ...request, act, caseId, procedure, rules, before: undefined, idempotency };
  return decideAndWrite(house, tx, deciding, (asked) => actIn(house, tx, asked));
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
