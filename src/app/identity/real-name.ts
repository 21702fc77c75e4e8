import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { change, notOneself, only, type Desk } from '../accounts/account-desk.ts';

const SET_REAL_NAME = statement(
  'account_set_real_name',
  'UPDATE account SET real_name = $2 WHERE login = $1 RETURNING account_id',
);
const ORGANISATION_REAL_NAME = statement(
  'organisation_real_name',
  'UPDATE organisation SET real_name = $2 WHERE code = $1 RETURNING 1',
);

/** States whether a person proved who they are; an intake officer, by login, never for oneself
 *  (BJ-REG-14, CQ-REG-11). */
export async function setRealName(
  desk: Desk,
  by: Actor,
  login: string,
  verified: boolean,
): Promise<{ readonly verified: boolean } | Refusal> {
  const what = { kind: 'account.setRealName', by, subject: 'account', detail: { login, verified } };
  let accountId = '';
  const done = await change(desk, what, async (tx) => {
    const barred = only(by, 'registrar.intake');
    if (barred) return barred;
    const [row] = await tx.run<{ account_id: string }>(SET_REAL_NAME, [
      login.slice(0, 40),
      verified,
    ]);
    if (!row) return unknownLogin();
    accountId = row.account_id;
    return notOneself(by, accountId) ?? { verified };
  });
  desk.sessions.forget(accountId);
  return done;
}

/** What the events of the real-name procedure make of the organisation. */
const REAL_NAME_AFTER: Readonly<Record<string, 'none' | 'verified'>> = {
  'account.Requested': 'none',
  'account.Verified': 'verified',
  'account.Rejected': 'none',
  'account.Updated': 'none',
  'account.Disabled': 'none',
};

/** Keeps an organisation's real-name state in step with its procedure, in the act's transaction;
 *  false when the event says nothing about it or the organisation is unknown. */
export async function projectRealName(tx: Runner, type: string, org: string): Promise<boolean> {
  const state = REAL_NAME_AFTER[type];
  return state !== undefined && (await tx.run(ORGANISATION_REAL_NAME, [org, state])).length === 1;
}

const unknownLogin = (): Refusal =>
  refuse('ACCOUNT_UNKNOWN', text('没有这个登录名。', 'No such login.'), [], 'unknown');
