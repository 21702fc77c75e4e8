import type { JsonObject } from '../src/base/json.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { Case, Office } from './office.ts';

/** Cases of the same procedure about the same entry, as the house would find them. */
export function petitionFacts(
  at: Office,
  procedure: string,
  c: Case | undefined,
  input: JsonObject,
): Record<string, unknown> {
  const about = (one: Case): string | undefined => one.procedure.parentOf?.(one.still.state);
  const named = input['entry'];
  const codeOf = (one: Case): unknown => (one.still.state as FirstState).result?.code;
  const entry =
    named === undefined
      ? c && about(c)
      : at.cases.find((one) => one.id === named || codeOf(one) === named)?.id;
  const beside = at.cases.filter(
    (one) => one !== c && one.procedure.name === procedure && about(one) === entry,
  );
  return {
    petitions: beside.map((one) => {
      const { status } = one.still.state;
      return { caseId: one.id, status, open: one.procedure.states[status]?.terminal !== true };
    }),
  };
}
