import { checkCreditCode } from '../../base/credit-code.ts';
import { isUuid } from '../../base/id.ts';
import type { Json } from '../../base/json.ts';
import type { DutyState } from '../../contexts/registration/duty-state.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import type { Asking } from './facts.ts';
import { procedureOf } from '../procedures.ts';

/** The case that an input field names, of this procedure and under the same rules; null otherwise. */
async function named(a: Asking, field: string, procedure: string): Promise<StoredCase | null> {
  const id = a.input[field];
  if (!isUuid(id)) return null;
  const stored = await loadCase(a.tx, a.house.keys, id, false);
  const fits = stored?.procedure === procedure && stored.jurisdiction === a.jurisdiction;
  return fits ? stored : null;
}

/** The duty an application says it answers. */
export async function dutyCase(a: Asking): Promise<Json> {
  const stored = await named(a, 'duty', 'reg.duty');
  if (!stored) return null;
  const { status, holder, objectKind, inScope, suppliedOn } = stored.state as DutyState;
  return { caseId: stored.caseId, status, holder: holder.code, objectKind, inScope, suppliedOn };
}

/** The registration that a new application says it follows. */
export async function earlierCase(a: Asking): Promise<Json> {
  const stored = await named(a, 'after', 'reg.first');
  if (!stored) return null;
  const parties = procedureOf(stored.procedure).partiesOf(stored.state);
  const registrant = parties.find((p) => p.key === 'registrant')?.id ?? '';
  return { caseId: stored.caseId, status: stored.state.status, registrant };
}

/** The credit code of the holder that is named, as it is written once read; else the actor's own. */
export function holderIn({ input, actor }: Asking): string | undefined {
  const named = input['holder'];
  if (typeof named !== 'string') return actor.org?.code;
  const checked = checkCreditCode(named);
  return checked.ok ? checked.code : undefined;
}
