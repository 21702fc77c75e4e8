import { isRefusal, refuse, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor, ActSpec, CaseState, Procedure } from './types.ts';
import { mayTake, type Standing } from './who.ts';

export interface ClosedAct {
  readonly act: string;
  readonly why: Refusal;
}

/** Whether an act is open in a state, whoever asks; the refusal says in which states it is. */
export function openIn<S extends CaseState>(
  procedure: Procedure<S, never>,
  name: string,
  spec: Pick<ActSpec<S, never>, 'from' | 'law'>,
  state: S,
): Refusal | undefined {
  if (spec.from !== 'new' && spec.from.includes(state.status)) return undefined;
  const known = closed.get(spec)?.get(state.status);
  if (known) return known;
  const drawn = drawClosed(procedure, name, spec, state);
  closed.set(spec, (closed.get(spec) ?? new Map<string, Refusal>()).set(state.status, drawn));
  return drawn;
}

/** The sentences are functions of the declaration, and every read of a case shows a dozen. */
const closed = new WeakMap<object, Map<string, Refusal>>();

function drawClosed<S extends CaseState>(
  procedure: Procedure<S, never>,
  name: string,
  spec: Pick<ActSpec<S, never>, 'from' | 'law'>,
  state: S,
): Refusal {
  const titles = spec.from === 'new' ? [] : spec.from.map((s) => procedure.states[s]?.title);
  const now = procedure.states[state.status]?.title;
  const zh = titles.map((t) => `“${t?.zh ?? ''}”`).join('、');
  const en = titles.map((t) => t?.en ?? '').join(', ');
  return refuse(
    'ACT_WRONG_STATE',
    text(
      `当前状态为“${now?.zh ?? state.status}”，该事项只能在${zh}时办理。`,
      `The case is "${now?.en ?? state.status}"; this act is open only when it is: ${en}.`,
    ),
    spec.law,
    'conflict',
    { act: name },
  );
}

/** Exactly which acts this actor may take now, and why each of the others is closed. Acts that
 *  only the system takes, or that open a case, are not offered to anybody. */
export function whatNext<S extends CaseState, R>(
  procedure: Procedure<S, R>,
  state: S,
  actor: Actor,
  standing: Standing,
  today?: string,
): { actions: string[]; closed: ClosedAct[] } {
  const actions: string[] = [];
  const closed: ClosedAct[] = [];
  for (const [name, spec] of Object.entries(procedure.acts)) {
    if (spec.from === 'new') continue;
    if (actor.kind === 'person' && spec.by.every((w) => w.role === 'system')) continue;
    const who = mayTake(spec.by, actor, standing, spec.law);
    const why = isRefusal(who)
      ? who
      : (openIn(procedure as Procedure<S, never>, name, spec, state) ??
        spec.ready?.(state, actor, today));
    if (why) closed.push({ act: name, why });
    else actions.push(name);
  }
  return { actions, closed };
}
