import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { MINUTE_MS } from './session-store.ts';

/** Five wrong passwords lock an account for half an hour (GB/T 22239 8.1.4.1). */
export const FAILURES_MAX = 5;
export const LOCK_MS = 30 * MINUTE_MS;

const FAIL = statement(
  'account_fail',
  `UPDATE account SET
     failures = CASE WHEN locked_until IS NULL THEN failures + 1 ELSE 1 END,
     locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= ${FAILURES_MAX} THEN $3::timestamptz END
   WHERE account_id = $1 AND (locked_until IS NULL OR locked_until <= $2)
   RETURNING locked_until`,
);
const CLEAR = statement(
  'account_clear',
  'UPDATE account SET failures = 0, locked_until = NULL WHERE account_id = $1 AND failures > 0',
);

/** Counts a failure; the end of the lock-out, if this one was the last allowed. */
export async function countFailure(
  runner: Runner,
  accountId: string,
  now: number,
): Promise<number | undefined> {
  const [row] = await runner.run<{ locked_until: Date | null }>(FAIL, [
    accountId,
    new Date(now),
    new Date(now + LOCK_MS),
  ]);
  return row?.locked_until?.getTime();
}

export async function clearFailures(runner: Runner, accountId: string): Promise<void> {
  await runner.run(CLEAR, [accountId]);
}

interface Ghost {
  failures: number;
  lockedUntil: number;
}

const GHOSTS_MAX = 10_000;

/** Lock-outs of logins that do not exist, so that a lock-out does not tell which ones do. */
export function ghostLocks() {
  const ghosts = new Map<string, Ghost>();
  return {
    lockedUntil: (login: string): number => ghosts.get(login)?.lockedUntil ?? 0,
    fail(login: string, now: number): number | undefined {
      const old = ghosts.get(login);
      const failures =
        !old || (old.lockedUntil > 0 && old.lockedUntil <= now) ? 1 : old.failures + 1;
      const lockedUntil = failures >= FAILURES_MAX ? now + LOCK_MS : 0;
      ghosts.delete(login);
      ghosts.set(login, { failures, lockedUntil });
      const [oldest] = ghosts.keys();
      if (ghosts.size > GHOSTS_MAX && oldest !== undefined) ghosts.delete(oldest);
      return lockedUntil > 0 ? lockedUntil : undefined;
    },
  };
}

export function locked(until: number, now: number): Refusal {
  const minutes = Math.max(1, Math.ceil((until - now) / MINUTE_MS));
  return refuse(
    'SIGN_IN_LOCKED',
    text(
      `连续${FAILURES_MAX}次登录失败，账户已锁定，请在${minutes}分钟后再试。`,
      `${FAILURES_MAX} failed sign-ins: the account is locked. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    ),
    ['GB/T 22239-2019 8.1.4'],
    'tooMany',
    { retryAfter: Math.max(1, Math.ceil((until - now) / 1000)) },
  );
}
