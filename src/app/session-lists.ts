import type { Refusal } from '../base/refusal.ts';
import type { Actor } from '../kernel/types.ts';
import { only, type Desk } from './account-desk.ts';
import type { SessionInfo } from './session-store.ts';

/** The running sessions of the actor, or of another account for the security administrator, which
 *  is recorded: where somebody signs in from is personal. Code: ACCOUNT_NOT_YOURS. */
export async function sessionsOf(
  { sessions, operations }: Pick<Desk, 'sessions' | 'operations'>,
  by: Actor,
  accountId: string = by.accountId,
): Promise<readonly SessionInfo[] | Refusal> {
  if (accountId === by.accountId) return sessions.listSessions(accountId);
  const barred = only(by, 'admin.security');
  await operations.record({
    kind: 'sessions.read',
    account: by.accountId,
    subject: `account/${accountId}`,
    ok: !barred,
  });
  return barred ?? sessions.listSessions(accountId);
}
