import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { HistoryEvent, Pack, ProcedureView } from '../queries.ts';

export interface Step {
  readonly state: string;
  readonly title: Text;
  /** `beside`: the case stands next to its way, as when gaps are to be mended. */
  readonly as: 'done' | 'now' | 'beside' | 'coming' | 'end';
  /** When it came to this state, RFC 3339; null: not yet, or it passed it by. */
  readonly at: string | null;
  /** The statutory time in this state, by the clock of that name; null: no text says one. */
  readonly length: { readonly n: number; readonly unit: string; readonly clock: string } | null;
}

/** The usual way where the declaration does not say it by itself: its first end is not the one that is
 *  asked for, or the system takes the steps. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'reg.change': [
    'draft',
    'reviewed',
    'submitted',
    'in_review',
    'passed',
    'in_notice',
    'clear',
    'REGISTERED',
  ],
  'reg.duty': ['arisen', 'running', 'FULFILLED'],
  agency: ['drafted', 'active'],
  account: ['requested', 'VERIFIED'],
  evid: ['open', 'deposited', 'proven', 'LINKED'],
  third: ['applied', 'registered'],
  stats: ['asked', 'permitted'],
  eval: ['open', 'draft', 'PUBLISHED'],
  'eval.misconduct': ['reported', 'investigating', 'MEASURE_TAKEN'],
};

type Act = ProcedureView['acts'][number];

/** Acts that carry a case from one state to another, and never leave it where it stands. */
const moves = ({ from, to }: Act): boolean => from !== 'new' && !to.some((s) => from.includes(s));

/** The states from the beginning to the end one asks for, by the fewest acts. */
export function mainLine(procedure: ProcedureView): readonly string[] {
  const known = LINES[procedure.name];
  if (known) return known;
  const [start = ''] = procedure.acts.find(({ from }) => from === 'new')?.to ?? [];
  const before = new Map<string, string>([[start, '']]);
  for (const state of before.keys()) {
    for (const act of procedure.acts) {
      if (!moves(act) || !act.from.includes(state)) continue;
      for (const next of act.to) if (!before.has(next)) before.set(next, state);
    }
  }
  const line: string[] = [];
  const goal = procedure.states.find(({ terminal }) => terminal)?.name;
  for (let at = goal; at; at = before.get(at)) line.unshift(at);
  return line[0] === start ? line : [];
}

const DECISION = text('作出决定', 'Decision');

/** Where several ends lie open at the last step, none is put before another. */
function titleOf(procedure: ProcedureView, line: readonly string[], state: string, now: string) {
  const found = procedure.states.find(({ name }) => name === state);
  const last = line.at(-2) ?? '';
  const ends = new Set(
    procedure.acts
      .filter((a) => a.from !== 'new' && a.from.includes(last) && a.by.some((w) => w.office))
      .flatMap(({ to }) => to)
      .filter((to) => procedure.states.some(({ name, terminal }) => name === to && terminal)),
  );
  const open = found?.terminal === true && state !== now && ends.size > 1;
  return open ? DECISION : (found?.title ?? text(state, state));
}

/** The way of a case as a line: what is done, where it stands, what is coming and how long the texts
 *  allow for it. Drawn from the declaration, the history and the clocks of the pack. */
export function stepsOf(
  procedure: ProcedureView,
  pack: Pick<Pack, 'profile'>,
  status: string,
  history: readonly HistoryEvent[],
): readonly Step[] {
  const line = mainLine(procedure);
  if (line.length < 2) return [];
  const reached = (state: string): string | null => {
    if (state === line[0]) return history[0]?.at ?? null;
    const into = procedure.acts.filter((act) => act.from !== 'new' && act.to[0] === state);
    return history.findLast(({ act }) => into.some((a) => moves(a) && a.name === act))?.at ?? null;
  };
  const step = (state: string, as: Step['as']): Step => ({
    state,
    title: titleOf(procedure, line, state, status),
    as,
    at: as === 'coming' ? null : reached(state),
    length: lengthIn(procedure, pack, state),
  });
  const at = line.indexOf(status);
  if (at >= 0) {
    const ended = procedure.states.some(({ name, terminal }) => name === status && terminal);
    return line.map((state, i) =>
      step(state, i < at ? 'done' : i > at ? 'coming' : ended ? 'done' : 'now'),
    );
  }
  // Beside the line: behind the last of its states that it has been in.
  const been = line.findLastIndex((state) => reached(state) !== null);
  const ended = procedure.states.some(({ name, terminal }) => name === status && terminal);
  const here = { ...step(status, ended ? 'end' : 'beside'), at: history.at(-1)?.at ?? null };
  const done = line.slice(0, been + 1).map((state) => step(state, 'done'));
  if (ended) return [...done, here];
  const back = comesBackTo(procedure, line, status);
  return [...done.slice(0, back), here, ...line.slice(back).map((s) => step(s, 'coming'))];
}

/** From beside the line back to it: the place in the line. Acts that are open nearly everywhere, as a
 *  withdrawal is, say nothing about the way. */
function comesBackTo(procedure: ProcedureView, line: readonly string[], status: string): number {
  const next = procedure.acts
    .filter(({ from }) => from !== 'new' && from.includes(status) && from.length <= 2)
    .flatMap(({ to }) => to)
    .map((to) => line.indexOf(to))
    .filter((i) => i >= 0);
  return next.length > 0 ? Math.max(...next) : line.length;
}

/** The clock that starts when a case comes to a state, and its length in the pack. */
function lengthIn(
  procedure: ProcedureView,
  { profile }: Pick<Pack, 'profile'>,
  state: string,
): Step['length'] {
  if (procedure.states.some(({ name, terminal }) => name === state && terminal)) return null;
  const emitted = procedure.acts
    .filter((act) => act.to.includes(state) && (act.from === 'new' || moves(act)))
    .flatMap(({ emits }) => emits);
  for (const clock of procedure.clocks) {
    if (!clock.startsOn.some((event) => emitted.includes(event))) continue;
    const length = profile.clocks[clock.name as keyof typeof profile.clocks]?.length;
    if (length) return { n: length.n, unit: length.unit, clock: clock.name };
  }
  return null;
}
