import type { ActView, ProcedureView } from '../queries.ts';

/** Acts by which a party hands a case in: out of the states that belong to it alone, and after gaps were
 *  named to the same place again. Told by the declaration. */
export function filingActs({ acts, states }: ProcedureView): readonly ActView[] {
  const unfiled = new Set(states.filter((s) => s.unfiled).map(({ name }) => name));
  const first = acts.filter(
    (act) =>
      act.from !== 'new' &&
      act.by.some(({ party }) => party !== null) &&
      act.from.every((s) => unfiled.has(s)) &&
      act.to.every((s) => !unfiled.has(s)) &&
      act.to.some((to) => states.some((s) => s.name === to && !s.terminal)),
  );
  const to = new Set(first.flatMap((act) => act.to));
  const again = acts.filter(
    (act) =>
      act.from !== 'new' &&
      !first.includes(act) &&
      act.by.every(({ party }) => party !== null) &&
      act.to.every((s) => to.has(s)) &&
      !act.from.some((s) => unfiled.has(s) || to.has(s)),
  );
  return [...first, ...again];
}

/** The acts by which a case came to its office, the opening one where it is handed in as it is opened; for
 *  the other side of it, which did not open it, what it handed in to answer. */
export function handedInBy(
  procedure: ProcedureView,
  audience: readonly string[],
): readonly string[] {
  const { acts, states, parties } = procedure;
  const [opener = ''] = Object.keys(parties);
  const answers = acts.filter(
    ({ from, by }) =>
      from !== 'new' &&
      by.every(({ party }) => party !== null && party !== opener && audience.includes(party)),
  );
  if (!audience.includes(opener) && answers.length > 0) return answers.map(({ name }) => name);
  const unfiled = new Set(states.filter((s) => s.unfiled).map(({ name }) => name));
  const opening = acts.filter(
    (act) =>
      act.from === 'new' &&
      act.by.some(({ office }) => !office) &&
      act.to.every((to) => !unfiled.has(to)) &&
      acts.some(
        ({ from, by }) =>
          from !== 'new' && from.some((s) => act.to.includes(s)) && by.some((who) => who.office),
      ),
  );
  return [...filingActs(procedure), ...opening].map(({ name }) => name);
}

/** The act by which somebody else of the same house looks at it before it goes out. */
export const reviewAct = ({ acts, states }: ProcedureView): ActView | undefined =>
  acts.find(
    (act) =>
      act.from !== 'new' &&
      act.by.every(({ role }) => role === 'registrant_reviewer') &&
      act.from.every((from) => states.some((s) => s.name === from && s.unfiled)),
  );
