import type { Deadline, Length } from '../base/deadline.ts';
import { isRefusal, refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { DEADLINE_RECALCULATED, foldClocks, startedBy } from './clocks.ts';
import { PARTS_ERASED } from './erasure.ts';
import type { ClockRow } from './types.ts';
import { openIn } from './next.ts';
import type { Actor, ActSpec, CaseState, Context, Procedure, RecordedEvent } from './types.ts';
import { mayTake, type Standing } from './who.ts';

/** A case as the kernel knows it: its folded state, its clocks and how many events it has. */
export interface Standstill<S> {
  readonly state: S;
  readonly clocks: readonly ClockRow[];
  readonly version: number;
}

export interface Taking<S, R> {
  readonly procedure: Procedure<S & CaseState, R>;
  readonly act: string;
  readonly before: Standstill<S> | undefined;
  readonly input: unknown;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly rules: R;
  readonly actor: Actor;
  readonly standing: Standing;
  readonly at: string;
  readonly today: string;
  readonly caseId: string;
  readonly jurisdiction: string;
  /** The articles that apply to this case among those an act cites. */
  cites(law: readonly string[]): readonly string[];
  random(bytes: number): string;
  count(from: string, length: Length): Deadline;
}

export interface Taken<S> extends Standstill<S> {
  readonly events: readonly RecordedEvent[];
}

type Attempt<S, R> = Pick<Taking<S, R>, 'procedure' | 'act' | 'before' | 'actor' | 'standing'>;

/** Whether this actor may take this act here at all, whatever is filled in: asked before anything is
 *  looked up for an input that may come from anyone. */
export function mayAttempt<S extends CaseState, R>(t: Attempt<S, R>) {
  // The name comes from outside: `constructor` is no act.
  const spec = Object.hasOwn(t.procedure.acts, t.act) ? t.procedure.acts[t.act] : undefined;
  if (!spec) return unknownAct(t.act);
  const who = mayTake(spec.by, t.actor, t.standing, spec.law);
  if (isRefusal(who)) return who;
  const closed = t.before
    ? closedIn(t, t.before.state)
    : spec.from === 'new'
      ? undefined
      : unknownAct(t.act);
  return closed ?? { spec, role: who.role };
}

/** The whole of an act, without effects: who, from, decide, fold, clocks. The input has been
 *  parsed by the act's own schema and the facts have been read in the same transaction; whether it
 *  may be attempted may have been asked before. */
export function take<S extends CaseState, R>(
  t: Taking<S, R>,
  attempt = mayAttempt(t),
): Taken<S> | Refusal {
  if (isRefusal(attempt)) return attempt;
  const { spec, role } = attempt;
  const context = {
    ...pick(t),
    // An opening act has no state yet; every other act has one, checked above.
    state: t.before?.state as S,
    random: (bytes: number) => t.random(bytes),
  } satisfies Context<S, unknown, unknown, R>;
  const decision = spec.decide(context);
  if (isRefusal(decision)) return decision;
  return fold(t, spec, role, decision);
}

function closedIn<S extends CaseState, R>(t: Attempt<S, R>, state: S): Refusal | undefined {
  const spec = t.procedure.acts[t.act];
  if (!spec) return unknownAct(t.act);
  if (spec.from === 'new') return unknownAct(t.act);
  return (
    openIn(t.procedure as Procedure<S, never>, t.act, spec, state) ?? spec.ready?.(state, t.actor)
  );
}

function pick<S extends CaseState, R>(t: Taking<S, R>) {
  const { input, facts, rules, actor, at, today, caseId, jurisdiction } = t;
  return { input, facts, rules, actor, at, today, caseId, jurisdiction };
}

function fold<S extends CaseState, R>(
  t: Taking<S, R>,
  spec: Pick<ActSpec<S, R>, 'law' | 'emits' | 'to' | 'hidesActor'>,
  role: string,
  decision: readonly { type: string }[],
): Taken<S> {
  let state = t.before?.state;
  let clocks = t.before?.clocks ?? [];
  let version = t.before?.version ?? 0;
  const events: RecordedEvent[] = [];
  for (const decided of decision) {
    const known = t.procedure.events[decided.type];
    if (!known || !spec.emits.includes(decided.type)) {
      throw new Error(`${t.procedure.name}.${t.act} emits undeclared event ${decided.type}`);
    }
    version += 1;
    const bare: RecordedEvent = {
      data: {},
      ...decided,
      caseId: t.caseId,
      version,
      at: t.at,
      act: t.act,
      actor: spec.hidesActor
        ? { account: '', role: spec.hidesActor === true ? role : spec.hidesActor, org: null }
        : { account: t.actor.accountId, role, org: t.actor.org?.code ?? null },
      law: t.cites([...new Set([...spec.law, ...known.law])]),
      deadlines: [],
    };
    state = t.procedure.evolve(state, bare);
    const deadlines = startedBy(t.procedure, decided.type, state, t.rules).map((started) => ({
      clock: started.clock,
      ...t.count(started.from ?? t.today, started.length),
    }));
    const event = { ...bare, deadlines };
    clocks = foldClocks(t.procedure, clocks, event);
    events.push(event);
  }
  if (!state) throw new Error(`${t.procedure.name}.${t.act} opened a case without an event`);
  if (!t.procedure.states[state.status]) {
    throw new Error(`${t.procedure.name}.${t.act} led to undeclared state ${state.status}`);
  }
  if (events.length > 0 && !spec.to.includes(state.status)) {
    throw new Error(
      `${t.procedure.name}.${t.act} does not declare that it leads to ${state.status}`,
    );
  }
  return { state, clocks, version, events };
}

/** The case after one more recorded event; throws where a case cannot begin with it. */
export function follow<S extends CaseState, R>(
  procedure: Procedure<S, R>,
  before: Standstill<S> | undefined,
  event: RecordedEvent,
): Standstill<S> {
  const beside = event.type === DEADLINE_RECALCULATED || event.type === PARTS_ERASED;
  return {
    state: beside && before ? before.state : procedure.evolve(before?.state, event),
    clocks: foldClocks(procedure, before?.clocks ?? [], event),
    version: event.version,
  };
}

/** Folds recorded events from nothing: what a rebuild does, and what a test starts from. */
export function replay<S extends CaseState, R>(
  procedure: Procedure<S, R>,
  events: readonly RecordedEvent[],
): Standstill<S> | undefined {
  let still: Standstill<S> | undefined;
  for (const event of events) still = follow(procedure, still, event);
  return still;
}

function unknownAct(act: string): Refusal {
  return refuse(
    'ACT_UNKNOWN',
    text('没有这一事项。', 'There is no such act here.'),
    [],
    'unknown',
    { act },
  );
}
