import type { Schema } from '../form/schema.ts';
import { shapeOf } from '../model/shapes.ts';
import { readState } from '../model/state.ts';
import type { CaseView, ProcedureView } from '../queries.ts';
import { filingActs, reviewAct } from './filing-acts.ts';

/** Whether this reader fills in the dossier now: then the page begins with it. */
export const isAtWork = (view: CaseView, procedure: ProcedureView): boolean =>
  !view.audience.includes('office') &&
  Array.isArray(view.state['form']) &&
  procedure.acts.some(
    (a) =>
      shapeOf(a.input as Schema) === 'material' && view.actions.some(({ act }) => act === a.name),
  );

/** Whether the case belongs to its parties alone still, and is drawn up on the four pages. */
export const isDrawnUp = (view: CaseView, procedure: ProcedureView): boolean =>
  Array.isArray(view.state['form']) &&
  procedure.states.some((s) => s.unfiled && s.name === view.status);

/** Whether a notice named items and only those are open: they have a place of their own. */
export function isAsked(view: CaseView, procedure: ProcedureView): boolean {
  const { openItems, notices } = readState(view.state);
  return (
    openItems !== 'all' && openItems.length > 0 && notices.length > 0 && isAtWork(view, procedure)
  );
}

/** Acts that are taken where the dossier is worked on, which keeps what was typed before it takes them. */
export function takenAtWork(view: CaseView, procedure: ProcedureView): ReadonlySet<string> {
  const drawn = isDrawnUp(view, procedure);
  if (!isAtWork(view, procedure) || (!drawn && !isAsked(view, procedure))) return new Set();
  const filling = procedure.acts.filter((a) =>
    ['material', 'import'].includes(shapeOf(a.input as Schema)),
  );
  return new Set([
    ...[...filling, ...filingActs(procedure), reviewAct(procedure)].map((a) => a?.name ?? ''),
    ...(drawn ? LINKING : []),
  ]);
}

/** Asked for at the part of the dossier they are about. */
const LINKING = ['linkCatalogue', 'linkEvidence'];
