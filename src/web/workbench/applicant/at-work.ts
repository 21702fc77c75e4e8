import type { Schema } from '../form/schema.ts';
import { shapeOf } from '../model/shapes.ts';
import type { CaseView, ProcedureView } from '../queries.ts';

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
