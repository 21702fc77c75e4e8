import { evidence } from '../contexts/evidence/deposit.ts';
import { service } from '../contexts/evidence/service.ts';
import { agency } from '../contexts/registration/agency.ts';
import { cancel } from '../contexts/registration/cancel.ts';
import { correct } from '../contexts/registration/correct.ts';
import { duty } from '../contexts/registration/duty.ts';
import { change } from '../contexts/registration/change.ts';
import { first } from '../contexts/registration/first.ts';
import { objection } from '../contexts/registration/objection.ts';
import { renewal } from '../contexts/registration/renewal.ts';
import { revocation } from '../contexts/registration/revocation.ts';
import { account } from '../contexts/identity/account.ts';
import { erase } from '../contexts/records/erase.ts';
import { emergencyPlan } from '../contexts/supervision/emergency-plan.ts';
import { evaluation } from '../contexts/supervision/evaluation.ts';
import { incident } from '../contexts/supervision/incident.ts';
import { misconduct } from '../contexts/supervision/misconduct.ts';
import { release } from '../contexts/supervision/release.ts';
import { ruleDocument } from '../contexts/supervision/rule-document.ts';
import { selfCheck } from '../contexts/supervision/self-check.ts';
import type { CaseState, Procedure } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';

export type AnyProcedure = Procedure<CaseState, RulePack>;

/** Erases the state type: a case is only ever folded by the procedure it was opened under. */
const erased = <S extends CaseState>(procedure: Procedure<S, RulePack>): AnyProcedure =>
  procedure as unknown as AnyProcedure;

/** The one table of procedures. What stands here has a route, a form, a queue and a diagram. */
export const procedures: readonly AnyProcedure[] = [
  erased(first),
  erased(change),
  erased(objection),
  erased(agency),
  erased(cancel),
  erased(correct),
  erased(renewal),
  erased(revocation),
  erased(duty),
  erased(account),
  erased(erase),
  erased(evidence),
  erased(service),
  erased(evaluation),
  erased(misconduct),
  erased(release),
  erased(selfCheck),
  erased(emergencyPlan),
  erased(incident),
  erased(ruleDocument),
];

const byName = new Map(procedures.map((p) => [p.name, p]));

export const procedureByName = (name: string): AnyProcedure | undefined => byName.get(name);

export function procedureOf(name: string): AnyProcedure {
  const procedure = byName.get(name);
  if (!procedure) throw new Error(`a stored case has the unknown procedure ${name}`);
  return procedure;
}

/** What a procedure declares under a name from outside; `constructor` is no act. */
export const specOf = (
  procedure: AnyProcedure,
  act: string,
): AnyProcedure['acts'][string] | undefined =>
  Object.hasOwn(procedure.acts, act) ? procedure.acts[act] : undefined;

/** The name of the act that opens a case of this procedure. */
export function openingAct(procedure: AnyProcedure): string {
  const found = Object.entries(procedure.acts).find(([, spec]) => spec.from === 'new');
  if (!found) throw new Error(`${procedure.name} has no opening act`);
  return found[0];
}
