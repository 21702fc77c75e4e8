import { addDays, addYears, isPlainDate, orThrowDate } from '../../base/plain-date.ts';
import { Refused } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { inTransaction, runnerOf, statement } from '../../store/transaction.ts';
import { officeOf, officersOf } from './officers.ts';
import {
  absenceUnknown,
  daysWrong,
  notColleague,
  notOfficer,
  overlaps,
  substituteAway,
  tooMany,
} from './refusals.ts';
import type { House } from '../house.ts';
import { recordWithin } from '../accounts/operations.ts';

const MOST = 20;

const MINE = statement(
  'absence_mine',
  `SELECT b.starts AS "from", b.ends AS "to", b.substitute, s.name FROM absence b
   LEFT JOIN account s ON s.account_id = b.substitute
   WHERE b.account_id = $1 AND b.ends >= $2 ORDER BY b.starts LIMIT ${MOST}`,
);
const FOR_OTHERS = statement(
  'absence_for_others',
  `SELECT b.account_id AS account, a.name, b.starts AS "from", b.ends AS "to" FROM absence b
   JOIN account a ON a.account_id = b.account_id
   WHERE b.substitute = $1 AND b.ends >= $2 ORDER BY b.starts, a.name LIMIT 50`,
);
const LOCK = statement('absence_lock', 'SELECT 1 FROM account WHERE account_id = $1 FOR UPDATE');
const WITHIN = statement(
  'absence_within',
  'SELECT 1 FROM absence WHERE account_id = $1 AND starts <= $3 AND ends >= $2 LIMIT 1',
);
const ADD = statement(
  'absence_add',
  'INSERT INTO absence (account_id, starts, ends, substitute) VALUES ($1, $2, $3, $4)',
);
const DROP = statement(
  'absence_drop',
  'DELETE FROM absence WHERE account_id = $1 AND starts = $2 AND starts >= $3 RETURNING 1',
);
const SHORTEN = statement(
  'absence_shorten',
  `UPDATE absence SET ends = $4 WHERE account_id = $1 AND starts = $2 AND starts < $3 AND ends >= $3
   RETURNING 1`,
);

/** The desk of whoever asks: their absences from today on, and whom they stand in for. Empty for who is
 *  no officer. Days are YYYY-MM-DD, the last one included. */
export async function myDesk(house: House, actor: Actor) {
  const office = officeOf(house, actor) ?? null;
  if (office === null) return { office, absences: [], standsIn: [], colleagues: [] };
  const runner = runnerOf(house.pool);
  const asked = [actor.accountId, house.time.today()];
  const absences = await runner.run<{
    from: string;
    to: string;
    substitute: string | null;
    name: string | null;
  }>(MINE, asked);
  const officers = await officersOf(house, runner, actor);
  return {
    office,
    absences: absences.map(({ from, to, substitute, name }) => ({
      from,
      to,
      substitute: substitute === null ? null : { account: substitute, name: name ?? '' },
    })),
    standsIn: await runner.run<{ account: string; name: string; from: string; to: string }>(
      FOR_OTHERS,
      asked,
    ),
    colleagues: officers
      .filter(({ account, roles }) => account !== actor.accountId && shares(actor, roles))
      .map(({ account, name, roles, away }) => ({ account, name, roles, away })),
  };
}

/** Who stands in could take at least some of the same steps. */
const shares = (actor: Actor, roles: readonly string[]): boolean =>
  roles.some((role) => role.startsWith('registrar.') && actor.roles.includes(role));

export interface AbsenceInput {
  readonly from: string;
  readonly to: string;
  readonly substitute: string | null;
}

/** Enters an absence of the officer who asks. Codes: DESK_NOT_YOURS, ABSENCE_…, DESK_NOT_COLLEAGUE. */
export async function addAbsence(house: House, actor: Actor, input: AbsenceInput): Promise<void> {
  const { from, to, substitute } = input;
  if (officeOf(house, actor) === undefined) throw new Refused(notOfficer());
  const today = orThrowDate(house.time.today());
  const sound = isPlainDate(from) && isPlainDate(to) && from <= to && to >= today;
  if (!sound || to > addYears(today, 1)) throw new Refused(daysWrong());
  await inTransaction(house.pool, async (tx) => {
    await tx.run(LOCK, [actor.accountId]);
    if ((await tx.run(MINE, [actor.accountId, today])).length >= MOST) throw new Refused(tooMany());
    if ((await tx.run(WITHIN, [actor.accountId, from, to])).length > 0) {
      throw new Refused(overlaps());
    }
    if (substitute !== null) {
      const officers = await officersOf(house, tx, actor);
      const one = officers.find(({ account }) => account === substitute);
      if (!one || substitute === actor.accountId || !shares(actor, one.roles)) {
        throw new Refused(notColleague());
      }
      if ((await tx.run(WITHIN, [substitute, from, to])).length > 0) {
        throw new Refused(substituteAway(one.name));
      }
    }
    await tx.run(ADD, [actor.accountId, from, to, substitute]);
    const line = { kind: 'desk.absence', account: actor.accountId, subject: 'desk', ok: true };
    await recordWithin(tx, house, { ...line, detail: { from, to, substitute } });
  });
}

/** Takes an absence back; of one that has begun, the days from today on. */
export async function endAbsence(house: House, actor: Actor, from: string): Promise<void> {
  if (officeOf(house, actor) === undefined) throw new Refused(notOfficer());
  if (!isPlainDate(from)) throw new Refused(absenceUnknown());
  const today = orThrowDate(house.time.today());
  await inTransaction(house.pool, async (tx) => {
    const asked = [actor.accountId, from, today];
    const gone = await tx.run(DROP, asked);
    const cut = gone.length > 0 ? gone : await tx.run(SHORTEN, [...asked, addDays(today, -1)]);
    if (cut.length === 0) throw new Refused(absenceUnknown());
    const line = { kind: 'desk.absenceEnded', account: actor.accountId, subject: 'desk', ok: true };
    await recordWithin(tx, house, { ...line, detail: { from } });
  });
}
