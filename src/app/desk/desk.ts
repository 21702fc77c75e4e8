import { Refused, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import type { StoredCase } from '../../store/cases.ts';
import { inTransaction, runnerOf, type Runner } from '../../store/transaction.ts';
import { actorFrom, couldAct, isEnded, officeCase, officersOf } from './officers.ts';
import {
  cannotAct,
  caseEnded,
  colleagueCannotAct,
  held as heldByOther,
  listedTwice,
  notColleague,
  notHeld,
} from './refusals.ts';
import { passMarks } from './pass-marks.ts';
import { drop, heldBy, openedNote, put, sealedNote, tell, type Held } from './rows.ts';
import type { House } from '../house.ts';
import { recordWithin, type Operations } from '../accounts/operations.ts';
import { procedureOf } from '../procedures.ts';

/** So many cases in one go. */
export const DESK_MAX = 100;

export interface DeskOutcome {
  readonly id: string;
  readonly title: string | null;
  readonly done: boolean;
  readonly refusal: Refusal | null;
}

type Work = (tx: Runner, stored: StoredCase, held: Held | undefined) => Promise<Moved>;
/** What changed hands, for the operations log; undefined: it was so already. */
type Moved = { readonly from: string | null; readonly to: string | null } | undefined;

interface Clerk {
  readonly house: House;
  readonly operations: Operations;
}

/** Takes cases in hand. Two at the same moment: one has it, the other is told who. What a colleague who
 *  is away, or whose account was closed, has in hand may be taken over. */
export const take = (
  clerk: Clerk,
  actor: Actor,
  cases: readonly string[],
): Promise<DeskOutcome[]> =>
  each(clerk, actor, 'desk.take', cases, async (tx, stored, held) => {
    const { house } = clerk;
    if (held?.account === actor.accountId) return undefined;
    if (!couldAct(house, stored, actor)) throw new Refused(cannotAct());
    if (held && !isFree(held)) throw new Refused(heldByOther(held.name));
    const to = { caseId: stored.caseId, account: actor.accountId, at: house.time.now() };
    if (!(await put(tx, held, { ...to, givenBy: null, note: null }))) {
      const now = await heldBy(tx, stored.caseId, house.time.today());
      throw new Refused(heldByOther(now?.name ?? ''));
    }
    if (held) await passMarks(tx, house.keys, { ...to, from: held, to: to.account });
    if (held && !held.disabled)
      await tell(house, tx, held.account, { stored, by: actor, what: 'takenOver' });
    return { from: held?.account ?? null, to: actor.accountId };
  });

/** Gives cases to a colleague who could act in them, with a note. Whoever sees a case that nobody has may
 *  give it too. */
export async function handOver(
  clerk: Clerk,
  actor: Actor,
  cases: readonly string[],
  { to, note }: { readonly to: string; readonly note: string },
): Promise<DeskOutcome[]> {
  const { house } = clerk;
  const officers = await officersOf(house, runnerOf(house.pool), actor);
  const colleague = officers.find(({ account }) => account === to);
  if (!colleague || to === actor.accountId) throw new Refused(notColleague());
  const other = actorFrom(actor, colleague);
  return each(clerk, actor, 'desk.handOver', cases, async (tx, stored, held) => {
    if (held?.account === to) {
      if (held.givenBy === actor.accountId) return undefined;
      throw new Refused(heldByOther(held.name));
    }
    if (held && held.account !== actor.accountId && !isFree(held)) {
      throw new Refused(heldByOther(held.name));
    }
    if (!couldAct(house, stored, other)) throw new Refused(colleagueCannotAct(colleague.name));
    const { caseId } = stored;
    const given = await put(tx, held, {
      caseId,
      account: to,
      at: house.time.now(),
      givenBy: actor.accountId,
      note: sealedNote(house.keys, caseId, to, note),
    });
    if (!given) {
      const now = await heldBy(tx, caseId, house.time.today());
      throw new Refused(heldByOther(now?.name ?? ''));
    }
    const from = held ?? { account: actor.accountId, name: actor.name };
    await passMarks(tx, house.keys, { caseId, from, to, at: house.time.now() });
    await tell(house, tx, to, { stored, by: actor, what: 'given' });
    return { from: held?.account ?? null, to };
  });
}

/** Puts cases back into the pool. */
export const putBack = (
  clerk: Clerk,
  actor: Actor,
  cases: readonly string[],
): Promise<DeskOutcome[]> =>
  each(clerk, actor, 'desk.return', cases, async (tx, stored, held) => {
    if (!held) return undefined;
    const mine = held.account === actor.accountId || held.away?.substituteId === actor.accountId;
    if (!mine) throw new Refused(notHeld());
    await drop(tx, stored.caseId);
    return { from: held.account, to: null };
  });

const isFree = (held: Held): boolean => held.disabled || held.away !== null;

/** Each case in a transaction of its own, on the record in it; what is refused on one leaves the others
 *  alone. */
async function each(
  { house, operations }: Clerk,
  actor: Actor,
  kind: string,
  cases: readonly string[],
  work: Work,
): Promise<DeskOutcome[]> {
  if (new Set(cases).size !== cases.length) throw new Refused(listedTwice());
  const outcomes: DeskOutcome[] = [];
  for (const id of cases) {
    let title: string | null = null;
    const line = { kind, account: actor.accountId, subject: `case/${id.slice(0, 60)}` };
    try {
      await inTransaction(house.pool, async (tx) => {
        const stored = await officeCase(house, tx, actor, id);
        title = procedureOf(stored.procedure).headline(stored.state).title;
        const held = await heldBy(tx, id, house.time.today(), true);
        if (isEnded(stored)) throw new Refused(caseEnded());
        const moved = await work(tx, stored, held);
        if (moved) await recordWithin(tx, house, { ...line, ok: true, detail: { ...moved } });
      });
      outcomes.push({ id, title, done: true, refusal: null });
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
      const { refusal } = error;
      await operations.record({ ...line, ok: false, detail: { code: refusal.code } });
      outcomes.push({ id, title, done: false, refusal });
    }
  }
  return outcomes;
}

/** Who has a case in hand, and what this officer may do about it. */
export async function deskOfCase(house: House, actor: Actor, caseId: string) {
  const runner = runnerOf(house.pool);
  const stored = await officeCase(house, runner, actor, caseId);
  const held = await heldBy(runner, caseId, house.time.today());
  const has = held && !held.disabled ? held : undefined;
  const mine = has?.account === actor.accountId;
  const standsIn = has?.away?.substituteId === actor.accountId;
  const open = !isEnded(stored);
  const could = open && couldAct(house, stored, actor);
  return {
    holder: has
      ? {
          account: has.account,
          name: has.name,
          since: has.since.toISOString(),
          giver: has.giver,
          note: openedNote(house.keys, caseId, has),
          away: has.away,
        }
      : null,
    mine,
    mayTake: could && !mine && (!has || isFree(has)),
    mayHandOver: open && (!has || mine || isFree(has)),
    mayReturn: open && (mine || standsIn),
  };
}

/** Colleagues who could act in every one of these cases, by name. */
export async function colleaguesFor(house: House, actor: Actor, cases: readonly string[]) {
  const runner = runnerOf(house.pool);
  const officers = await officersOf(house, runner, actor);
  const stored: StoredCase[] = [];
  for (const id of cases) stored.push(await officeCase(house, runner, actor, id));
  return officers
    .filter(({ account }) => account !== actor.accountId)
    .filter((one) => stored.every((s) => !isEnded(s) && couldAct(house, s, actorFrom(actor, one))))
    .map(({ account, name, roles, away }) => ({ account, name, roles, away }));
}
