import { agency } from '../contexts/registration/agency.ts';
import { first } from '../contexts/registration/first.ts';
import { objection } from '../contexts/registration/objection.ts';
import { account } from '../contexts/identity/account.ts';
import type { CaseState, Procedure } from '../kernel/types.ts';
import type { RulePack } from '../law/types.ts';

export type AnyProcedure = Procedure<CaseState, RulePack>;

/** Erases the state type: a case is only ever folded by the procedure it was opened under. */
const erased = <S extends CaseState>(procedure: Procedure<S, RulePack>): AnyProcedure =>
  procedure as unknown as AnyProcedure;

/** The one table of procedures. What stands here has a route, a form, a queue and a diagram. */
export const procedures: readonly AnyProcedure[] = [
  erased(first),
  erased(objection),
  erased(agency),
  erased(account),
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
