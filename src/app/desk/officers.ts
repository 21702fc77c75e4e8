import { isUuid } from '../../base/id.ts';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { readerOf } from '../../contexts/supervision/registrar-office.ts';
import { whatNext } from '../../kernel/next.ts';
import type { Actor } from '../../kernel/types.ts';
import { mayTake } from '../../kernel/who.ts';
import { packs } from '../../law/packs.ts';
import { loadCase, type StoredCase } from '../../store/cases.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { unknownCase } from '../act.ts';
import { notOfficer } from './refusals.ts';
import type { House } from '../house.ts';
import { procedureOf } from '../procedures.ts';
import { officersFor } from './queue-awaited.ts';
import { pinnedPack } from '../rules.ts';
import { audienceOf, isOffice } from '../see.ts';
import { seenOf } from '../view.ts';

export interface Officer {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Away today, until when, and who stands in. */
  readonly away: Away | null;
}

export interface Away {
  readonly to: string;
  readonly substitute: string | null;
  readonly substituteId: string | null;
}

const OFFICERS = statement(
  'desk_officers',
  `SELECT a.account_id AS account, a.name, a.roles, a.real_name AS "realName",
     (SELECT json_build_object('to', b.ends, 'substitute', s.name, 'substituteId', s.account_id)
      FROM absence b LEFT JOIN account s ON s.account_id = b.substitute AND NOT s.disabled
      WHERE b.account_id = a.account_id AND b.starts <= $2 AND b.ends >= $2 LIMIT 1) AS away
   FROM account a WHERE a.org = $1 AND NOT a.disabled
     AND EXISTS (SELECT FROM unnest(a.roles) r WHERE r LIKE 'registrar.%')
   ORDER BY a.name, a.account_id LIMIT 500`,
);

/** A place whose registrar this person is an officer of, if any. */
export const officeOf = ({ offices }: Pick<House, 'offices'>, actor: Actor): string | undefined =>
  packs.find((pack) => pack.refines !== null && isOffice(actor, readerOf(offices.of(pack))))
    ?.jurisdiction;

type OfficerRow = Officer & { readonly realName: boolean };

/** Everybody of the actor's office who may act there at all, by name; the actor among them. */
export async function officersOf(
  house: House,
  runner: Runner,
  actor: Actor,
): Promise<readonly OfficerRow[]> {
  if (officeOf(house, actor) === undefined || !actor.org) throw new Refused(notOfficer());
  return runner.run<OfficerRow>(OFFICERS, [actor.org.code, house.time.today()]);
}

/** An officer as whoever would act. */
export const actorFrom = (by: Actor, { account, name, roles, realName }: OfficerRow): Actor => ({
  kind: 'person',
  accountId: account,
  name,
  realName,
  org: by.org,
  roles,
});

/** A case that this officer reads as the office; nobody else learns of it here. */
export async function officeCase(
  house: House,
  runner: Runner,
  actor: Actor,
  caseId: string,
): Promise<StoredCase> {
  const stored = isUuid(caseId) ? await loadCase(runner, house.keys, caseId, false) : undefined;
  const audience = stored ? audienceOf(actor, seenOf(house, stored, pinnedPack(stored.pack))) : [];
  if (!stored || audience.length === 0) throw new Refused(unknownCase());
  if (!audience.includes('office')) throw new Refused(notOfficer());
  return stored;
}

export const isEnded = ({ procedure, state }: StoredCase): boolean =>
  procedureOf(procedure).states[state.status]?.terminal === true;

/** Whether this officer could take the step that the case waits for; where it waits for nobody of the
 *  office, whether they could take any later one. The act itself is decided anew when it is taken. */
export function couldAct(house: House, stored: StoredCase, officer: Actor): boolean {
  const procedure = procedureOf(stored.procedure);
  const rules = pinnedPack(stored.pack);
  const { holder, withdrawn } = house.offices.of(rules);
  const parties = procedure.partiesOf(stored.state);
  const standing = { parties, registrar: holder ?? '', withdrawn };
  const ofOffice = (act: string) =>
    (procedure.acts[act]?.by ?? []).filter((who) => 'office' in who);
  const awaited = officersFor(procedure, stored.state.status);
  if (awaited.length > 0) {
    const { actions } = whatNext(procedure, stored.state, officer, standing);
    return actions.some(
      (act) =>
        ofOffice(act).some(({ role }) => awaited.includes(role)) &&
        !isRefusal(
          mayTake(
            ofOffice(act).filter(({ role }) => awaited.includes(role)),
            officer,
            standing,
            [],
          ),
        ),
    );
  }
  return Object.keys(procedure.acts).some(
    (act) => ofOffice(act).length > 0 && !isRefusal(mayTake(ofOffice(act), officer, standing, [])),
  );
}
