import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement, type Runner } from '../../store/transaction.ts';
import { changeOf, held, lastAdministrator, notOneself, only, type Desk } from './account-desk.ts';
import type { PasswordChange } from './account-inputs.ts';
import { countFailure, locked } from './lock-out.ts';
import { hashPassword, passwordFlaw, verifyPassword } from './password.ts';
import { machineMs } from './session-store.ts';
import { endKeys, endSessions } from './sessions.ts';

const SET_PASSWORD = statement(
  'account_set_password',
  'UPDATE account SET password = $2, disabled = disabled OR $3 WHERE account_id = $1',
);
const READ = statement(
  'account_password',
  'SELECT account_id, login, roles, password, locked_until FROM account WHERE account_id = $1',
);

/** Changes one's own password and ends the other sessions, and the keys for programs unless they are to
 *  stay. The old one counts towards the lock-out like a sign-in: a stolen session must not serve to guess it. Codes: SIGN_IN_FAILED,
 *  SIGN_IN_LOCKED, PASSWORD_WEAK, PASSWORD_SAME. */
export async function changePassword(
  desk: Desk,
  by: Actor,
  sessionId: string,
  { old, next, keepKeys = false }: PasswordChange,
): Promise<{ readonly changed: true } | Refusal> {
  const { house } = desk;
  const runner = runnerOf(house.pool);
  const [row] = await runner.run<Held>(READ, [by.accountId]);
  const refused = row ? await oldWrong(house, runner, row, old) : passwordWrong();
  const flaw = row && passwordFlaw(next, row);
  const barred = refused ?? flaw ?? (old === next ? passwordSame() : undefined);
  const hash = barred ? '' : await hashPassword(next, house.random(16), desk.cost);
  return changeOf(desk, by, by.accountId, 'account.changePassword', {}, async (tx) => {
    if (barred) return barred;
    const now = await held(tx, by.accountId);
    if (isRefusal(now)) return now;
    // Changed meanwhile: what was proven is no longer the password.
    if (now.password !== row?.password) return passwordWrong();
    await tx.run(SET_PASSWORD, [by.accountId, hash, false]);
    await endSessions(tx, by.accountId, sessionId);
    if (!keepKeys) await endKeys(tx, by.accountId);
    return { changed: true };
  });
}

/** Whether somebody signed in still knows their password: a session left open must not make what outlives
 *  it. Counts towards the lock-out like a sign-in. Codes: SIGN_IN_FAILED, SIGN_IN_LOCKED. */
export async function passwordRefused(
  house: Pick<Desk['house'], 'pool' | 'time'>,
  by: Actor,
  password: string,
): Promise<Refusal | undefined> {
  const runner = runnerOf(house.pool);
  const [row] = await runner.run<Held>(READ, [by.accountId]);
  return row ? oldWrong(house, runner, row, password) : passwordWrong();
}

interface Held {
  readonly account_id: string;
  readonly login: string;
  readonly roles: string[];
  readonly password: string;
  readonly locked_until: Date | null;
}

async function oldWrong(
  house: Pick<Desk['house'], 'time'>,
  runner: Runner,
  row: Held,
  old: string,
): Promise<Refusal | undefined> {
  const now = machineMs(house.time);
  const until = row.locked_until?.getTime() ?? 0;
  if (until > now) return locked(until, now);
  if (await verifyPassword(old, row.password)) return undefined;
  const then = await countFailure(runner, row.account_id, now);
  return then === undefined ? passwordWrong() : locked(then, now);
}

/** Sets a new password for somebody who forgot theirs; system administrator. The account is closed
 *  until the security administrator enables it: neither of the two can take it over alone. */
export async function resetPassword(
  desk: Desk,
  by: Actor,
  accountId: string,
  password: string,
): Promise<{ readonly disabled: true } | Refusal> {
  const barred = only(by, 'admin.system') ?? notOneself(by, accountId);
  const hash = barred
    ? ''
    : await hashPassword(password.slice(0, 200), desk.house.random(16), desk.cost);
  return changeOf(desk, by, accountId, 'account.resetPassword', {}, async (tx) => {
    const last = barred ?? (await lastAdministrator(tx, accountId));
    if (last) return last;
    const row = await held(tx, accountId);
    if (isRefusal(row)) return row;
    const flaw = passwordFlaw(password, row);
    if (flaw) return flaw;
    await tx.run(SET_PASSWORD, [accountId, hash, true]);
    await endSessions(tx, accountId);
    return { disabled: true };
  });
}

const passwordWrong = (): Refusal =>
  refuse(
    'SIGN_IN_FAILED',
    text(
      '密码不正确，请核对您现在用的密码。',
      'The password is not right: give the one you use now.',
    ),
    [],
    'unprocessable',
  );

const passwordSame = (): Refusal =>
  refuse('PASSWORD_SAME', text('新密码与原密码相同。', 'The new password is the old one.'));
