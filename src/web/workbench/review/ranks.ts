import type { Schema } from '../form/schema.ts';
import { shapeOf } from '../model/shapes.ts';
import type { ActView, CaseView, ProcedureView } from '../queries.ts';

type Case = Pick<CaseView, 'status'>;

/** Whether an act brings the case forward, rather than working on it where it stands or ending it. */
export function leadsOn(act: ActView | undefined, view: Case, procedure: ProcedureView): boolean {
  if (!act || act.to.some((to) => to === view.status || act.from.includes(to))) return false;
  return act.to.some((to) => procedure.states.some((s) => s.name === to && !s.terminal));
}

/** Whether an act of the office gives the case back to be mended: it names gaps, or a party's act leads
 *  here again from there. */
export const sendsBack = (
  act: ActView | undefined,
  view: Case,
  procedure: ProcedureView,
): boolean =>
  act !== undefined &&
  (shapeOf(act.input as Schema) === 'gaps' ||
    (leadsOn(act, view, procedure) &&
      procedure.acts.some(
        ({ from, to, by }) =>
          from !== 'new' &&
          act.to.some((state) => from.includes(state)) &&
          to.includes(view.status) &&
          by.every(({ office, role }) => !office && role !== 'system'),
      )));

/** Whether an act brings the case to its end. */
export const endsIt = (act: ActView | undefined, procedure: ProcedureView): boolean =>
  act?.to.some((to) => procedure.states.some((s) => s.name === to && s.terminal)) === true;

/** Acts of the office that would end the case where it stands and are not open to this officer: others
 *  take them, and a second person where the rules want one. */
export const closing = (
  view: Pick<CaseView, 'status' | 'actions'>,
  procedure: ProcedureView,
): readonly ActView[] =>
  procedure.acts.filter(
    (act) =>
      act.from !== 'new' &&
      act.from.includes(view.status) &&
      endsIt(act, procedure) &&
      act.by.some(({ office }) => office) &&
      !view.actions.some((one) => one.act === act.name),
  );

/** More buttons than this nobody reads. */
export const MOST = 3;

/** The acts of the office, what moves the case first: forward, back to be mended, to its end; what
 *  leaves it where it stands is beside. The order recommends nothing, it only stays the same. */
export function ranked<T extends { readonly act: string }>(
  actions: readonly T[],
  view: Case,
  procedure: ProcedureView,
): { readonly main: readonly T[]; readonly beside: readonly T[] } {
  const of = (action: T): ActView | undefined =>
    procedure.acts.find(({ name }) => name === action.act);
  const rank = (action: T): number => {
    const act = of(action);
    if (sendsBack(act, view, procedure)) return 1;
    if (leadsOn(act, view, procedure)) return 0;
    return endsIt(act, procedure) ? 2 : 3;
  };
  const sorted = actions.toSorted((a, b) => rank(a) - rank(b));
  if (sorted.length <= MOST) {
    // What ends the case comes after what still works on it.
    const ends = (one: T): boolean => rank(one) === 2;
    return {
      main: [...sorted.filter((one) => !ends(one)), ...sorted.filter(ends)],
      beside: [],
    };
  }
  const main = sorted.filter((one) => rank(one) < 3).slice(0, MOST);
  const kept = main.length === 0 ? sorted.slice(0, MOST) : main;
  return { main: kept, beside: sorted.filter((one) => !kept.includes(one)) };
}
