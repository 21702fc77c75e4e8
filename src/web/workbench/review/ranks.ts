import { shapeOf } from '../model/shapes.ts';
import type { Schema } from '../form/schema.ts';
import type { ActView, CaseView, ProcedureView } from '../queries.ts';

type Case = Pick<CaseView, 'status'>;

/** Whether an act brings the case forward, rather than working on it where it stands or ending it. */
export function leadsOn(act: ActView | undefined, view: Case, procedure: ProcedureView): boolean {
  if (!act || act.to.some((to) => to === view.status || act.from.includes(to))) return false;
  return act.to.some((to) => procedure.states.some((s) => s.name === to && !s.terminal));
}

/** Whether an act brings the case to its end. */
export const endsIt = (act: ActView | undefined, procedure: ProcedureView): boolean =>
  act?.to.some((to) => procedure.states.some((s) => s.name === to && s.terminal)) === true;

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
    if (act && shapeOf(act.input as Schema) === 'gaps') return 1;
    if (leadsOn(act, view, procedure)) return 0;
    return endsIt(act, procedure) ? 2 : 3;
  };
  const sorted = actions.toSorted((a, b) => rank(a) - rank(b));
  if (sorted.length <= MOST) return { main: sorted, beside: [] };
  const main = sorted.filter((one) => rank(one) < 3).slice(0, MOST);
  const kept = main.length === 0 ? sorted.slice(0, MOST) : main;
  return { main: kept, beside: sorted.filter((one) => !kept.includes(one)) };
}
