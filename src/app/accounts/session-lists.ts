import { isUuid } from '../../base/id.ts';
import type { Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { only, type Desk } from './account-desk.ts';
import type { SessionInfo, SessionLine } from './session-store.ts';

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

/** Everybody's running sessions, newest first, for the security administrator; the look is recorded. Code:
 *  ACCOUNT_NOT_YOURS. */
export async function allSessions(
  { sessions, operations }: Pick<Desk, 'sessions' | 'operations'>,
  by: Actor,
  query: {
    readonly q?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<{ items: readonly SessionLine[]; next: string | null } | Refusal> {
  const barred = only(by, 'admin.security');
  const word = query.q?.trim().toLowerCase().replaceAll('\0', '').toWellFormed() ?? '';
  await operations.record({
    kind: 'sessions.read',
    account: by.accountId,
    subject: 'session',
    ok: !barred,
    detail: { q: word },
  });
  if (barred) return barred;
  const after = isUuid(query.after) ? query.after : null;
  const asked = { q: word === '' ? null : word, after, limit: query.limit + 1 };
  const found = await sessions.allSessions(asked);
  const items = found.slice(0, query.limit);
  return { items, next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
