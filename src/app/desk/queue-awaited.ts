import type { Who } from '../../kernel/types.ts';
import { procedures, type AnyProcedure } from '../procedures.ts';

/** Acts that may be taken in a state without the case waiting for them: leaving, correcting, an aid to
 *  another act. By name, or where one name means different things, by procedure and name. */
export const NOT_WAITED_FOR: ReadonlySet<string> = new Set([
  'withdraw',
  'withdrawConsent',
  'withdrawDeposit',
  'withdrawErasure',
  'withdrawPermit',
  'declare',
  'confirmSeal',
  'explainDelay',
  'agency.revoke',
  'account.disable',
  'account.updateInfo',
  'evid.checkDeposit',
  'evid.invalidate',
  'reg.duty.correctSupply',
  'reg.duty.release',
  'reg.renew.refuse',
  'rules.doc.repealRules',
  'rules.doc.reviseRules',
  'sec.plan.updatePlan',
  'sec.selfcheck.reschedule',
  'third.recordViolation',
  'third.updateService',
]);

/** Whom a case waits for until they file another: none of its own acts is theirs. */
export const MET_BY_FILING: Readonly<Record<string, Extract<Who, { party: string }>>> = {
  'reg.duty': { role: 'registrant', party: 'registrant' },
};

const waitedFor = (procedure: AnyProcedure, act: string): boolean =>
  !NOT_WAITED_FOR.has(act) && !NOT_WAITED_FOR.has(`${procedure.name}.${act}`);

/** Clocks that an act stops and leaves the case where it is: it is waited for while one of them runs. */
function clocksOf({ acts, clocks }: AnyProcedure, act: string, status: string): readonly string[] {
  const { to = [], emits = [] } = acts[act] ?? {};
  if (to.some((next) => next !== status)) return [];
  return Object.keys(clocks).filter((clock) =>
    clocks[clock]?.stopsOn.some((type) => emits.includes(type)),
  );
}

/** Who is waited for in a state of a case. */
function awaited(procedure: AnyProcedure, status: string): readonly Who[] {
  if (procedure.states[status]?.terminal) return [];
  const elsewhere = MET_BY_FILING[procedure.name];
  const here = Object.entries(procedure.acts)
    .filter(
      ([act, spec]) =>
        spec.from !== 'new' && spec.from.includes(status) && waitedFor(procedure, act),
    )
    .flatMap(([, spec]) => spec.by)
    .filter(({ role }) => role !== 'system');
  return elsewhere ? [...here, elsewhere] : here;
}

const PLACES = procedures.flatMap((procedure) =>
  Object.keys(procedure.states).map((status) => ({
    procedure: procedure.name,
    status,
    who: awaited(procedure, status),
  })),
);

const officers = new Map(
  PLACES.map(({ procedure, status, who }) => [
    `${procedure} ${status}`,
    [...new Set(who.flatMap((one) => ('office' in one ? [one.role] : [])))],
  ]),
);

/** Roles of the office that a state waits for; empty: for nobody there. */
export const officersFor = (procedure: AnyProcedure, status: string): readonly string[] =>
  officers.get(`${procedure.name} ${status}`) ?? [];

const partiesAwaited = new Map(
  PLACES.map(({ procedure, status, who }) => [
    `${procedure} ${status}`,
    [...new Set(who.flatMap((one) => ('party' in one ? [one.party] : [])))],
  ]),
);

/** Parties of a case that a state waits for, by key. */
export const partiesFor = (procedure: AnyProcedure, status: string): readonly string[] =>
  partiesAwaited.get(`${procedure.name} ${status}`) ?? [];

/** Where a party is waited for only while one of these clocks runs, as `procedure status party clock`. */
export const TIMED: readonly string[] = procedures.flatMap((procedure) =>
  Object.keys(procedure.states).flatMap((status) =>
    partiesFor(procedure, status).flatMap((party) => {
      const theirs = Object.entries(procedure.acts).filter(
        ([act, spec]) =>
          spec.from !== 'new' &&
          spec.from.includes(status) &&
          waitedFor(procedure, act) &&
          spec.by.some((who) => 'party' in who && who.party === party),
      );
      const clocks = theirs.map(([act]) => clocksOf(procedure, act, status));
      return theirs.length > 0 && clocks.every((some) => some.length > 0)
        ? clocks.flat().map((clock) => `${procedure.name} ${status} ${party} ${clock}`)
        : [];
    }),
  ),
);

/** Where somebody with these roles is waited for, as `procedure status`, or for a party as
 *  `procedure status party`. */
export function awaiting(
  roles: readonly string[],
  as: 'office' | 'party' | 'reader',
): readonly string[] {
  const here = (who: Who): readonly string[] => {
    if (!roles.includes(who.role)) return [];
    if ('office' in who) return as === 'office' ? [''] : [];
    if ('party' in who) return as === 'party' ? [` ${who.party}`] : [];
    return as === 'reader' ? [''] : [];
  };
  const found = PLACES.flatMap(({ procedure, status, who }) =>
    who.flatMap(here).map((place) => `${procedure} ${status}${place}`),
  );
  return [...new Set(found)];
}
