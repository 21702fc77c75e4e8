import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import {
  organisationConflict,
  organisationMissing,
  rolesConflict,
} from '../../contexts/identity/separation.ts';
import type { Actor } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { changeOf, held, lastAdministrator, notOneself, only, type Desk } from './account-desk.ts';
import { endSessions } from './sessions.ts';

const SET_ROLES = statement(
  'account_set_roles',
  'UPDATE account SET roles = $2, disabled = $3 WHERE account_id = $1',
);
const SET_DISABLED = statement(
  'account_set_disabled',
  `UPDATE account SET disabled = $2, failures = 0, locked_until = NULL WHERE account_id = $1`,
);
const DROP_TOTP = statement(
  'account_drop_totp',
  'UPDATE account SET totp = NULL WHERE account_id = $1',
);
const LOCK_ORGANISATION = statement(
  'organisation_lock',
  'SELECT 1 FROM organisation WHERE code = $1 FOR UPDATE',
);
const COLLEAGUES = statement(
  'account_colleagues',
  `SELECT DISTINCT unnest(roles) AS role FROM account WHERE org = $1 AND account_id <> $2`,
);
/** Grants exactly these roles; security administrator, never to oneself. The first grant enables
 *  the account, an empty one closes it. Codes: ROLES_CONFLICT, ROLE_UNKNOWN,
 *  ROLE_NEEDS_ORGANISATION, LAST_ADMINISTRATOR, ACCOUNT_UNKNOWN, ACCOUNT_OWN, ACCOUNT_NOT_YOURS. */
export async function setRoles(
  desk: Desk,
  by: Actor,
  accountId: string,
  given: readonly string[],
): Promise<{ readonly roles: readonly string[] } | Refusal> {
  const roles = [...new Set(given.slice(0, 50))];
  return changeOf(desk, by, accountId, 'account.setRoles', { roles }, async (tx) => {
    const barred = only(by, 'admin.security') ?? notOneself(by, accountId) ?? rolesConflict(roles);
    if (barred) return barred;
    const last = await lastAdministrator(tx, accountId, roles);
    if (last) return last;
    const row = await held(tx, accountId);
    if (isRefusal(row)) return row;
    const wrong = organisationMissing(roles, row.org) ?? (await colleagueConflict(tx, row, roles));
    if (wrong) return wrong;
    const first = row.roles.length === 0;
    await tx.run(SET_ROLES, [accountId, roles, roles.length === 0 || (row.disabled && !first)]);
    if (roles.length === 0) await endSessions(tx, accountId);
    return { roles };
  });
}

async function colleagueConflict(
  tx: Runner,
  row: { readonly account_id: string; readonly org: string | null },
  roles: readonly string[],
): Promise<Refusal | undefined> {
  if (row.org === null) return undefined;
  // Two grants in one organisation, each unseen by the other, could be in conflict together.
  await tx.run(LOCK_ORGANISATION, [row.org]);
  const others = await tx.run<{ role: string }>(COLLEAGUES, [row.org, row.account_id]);
  return organisationConflict(
    roles,
    others.map((other) => other.role),
  );
}

/** Closes an account (system or security administrator) or opens it again (security administrator),
 *  which also ends a lock-out. Codes: LAST_ADMINISTRATOR, ACCOUNT_WITHOUT_ROLES and as above. */
export async function setDisabled(
  desk: Desk,
  by: Actor,
  accountId: string,
  disabled: boolean,
): Promise<{ readonly disabled: boolean } | Refusal> {
  const may = disabled ? ['admin.system', 'admin.security'] : ['admin.security'];
  return changeOf(desk, by, accountId, 'account.setDisabled', { disabled }, async (tx) => {
    const barred = only(by, ...may) ?? notOneself(by, accountId);
    const last = barred ?? (disabled ? await lastAdministrator(tx, accountId) : undefined);
    if (last) return last;
    const row = await held(tx, accountId);
    if (isRefusal(row)) return row;
    if (!disabled && row.roles.length === 0) return withoutRoles();
    await tx.run(SET_DISABLED, [accountId, disabled]);
    if (disabled) await endSessions(tx, accountId);
    return { disabled };
  });
}

/** Takes a lost authenticator away, so that the owner can enrol another; security administrator. */
export async function removeTotp(
  desk: Desk,
  by: Actor,
  accountId: string,
): Promise<{ readonly removed: true } | Refusal> {
  return changeOf(desk, by, accountId, 'account.removeTotp', {}, async (tx) => {
    const barred = only(by, 'admin.security') ?? notOneself(by, accountId);
    const row = barred ?? (await held(tx, accountId));
    if (isRefusal(row)) return row;
    await tx.run(DROP_TOTP, [accountId]);
    await endSessions(tx, accountId);
    return { removed: true };
  });
}

const withoutRoles = (): Refusal =>
  refuse(
    'ACCOUNT_WITHOUT_ROLES',
    text('该账户尚未授予角色，请先授权。', 'The account holds no role yet; grant some first.'),
    [],
    'conflict',
  );
