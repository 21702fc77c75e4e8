import { isUuid } from '../../base/id.ts';
import type { Json } from '../../base/json.ts';
import type { CaseState } from '../../kernel/types.ts';
import { UNREGISTERED } from '../../contexts/registration/first-state.ts';
import { loadCase } from '../../store/cases.ts';
import type { Asking } from './facts.ts';
import { procedureOf, type AnyProcedure } from '../procedures.ts';

/** Ends that change nothing: refused, left, or closed with the entry. */
const IN_VAIN = [...UNREGISTERED, 'REFUSED', 'CLOSED'];

/** A case named as the change that puts an entry right: what it is, what it hangs on, and whether it
 *  was filed and did not end in vain. */
export function changeFact(caseId: string, procedure: AnyProcedure, state: CaseState) {
  const { status } = state;
  return {
    caseId,
    procedure: procedure.name,
    status,
    about: procedure.parentOf?.(state) ?? null,
    counts: procedure.states[status]?.unfiled !== true && !IN_VAIN.includes(status),
  };
}

export async function changeCase(a: Asking): Promise<Json> {
  const id = a.input['changeCase'];
  const stored = isUuid(id) ? await loadCase(a.tx, a.house.keys, id, false) : undefined;
  if (!stored || stored.jurisdiction !== a.jurisdiction) return null;
  return changeFact(stored.caseId, procedureOf(stored.procedure), stored.state);
}
