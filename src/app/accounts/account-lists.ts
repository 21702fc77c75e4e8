import { moment } from '../../base/plain-date.ts';
import type { Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import { only, type Desk } from './account-desk.ts';
import { machineMs } from './session-store.ts';

export interface ListQuery {
  /** Part of a login, name or code. */
  readonly q?: string | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** 1 to 200; 50 when absent. */
  readonly limit?: number | undefined;
}

export interface AccountLine {
  readonly accountId: string;
  readonly login: string;
  readonly name: string;
  readonly org: string | null;
  /** The name of the organisation; null where there is none. */
  readonly orgName: string | null;
  readonly roles: readonly string[];
  readonly realName: boolean;
  readonly disabled: boolean;
  readonly twoFactor: boolean;
  readonly demo: boolean;
  readonly lockedUntil: string | null;
  readonly createdAt: string;
}

export interface OrganisationLine {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly region: string;
  readonly realName: string;
  readonly demo: boolean;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface AccountRow extends Omit<AccountLine, 'lockedUntil' | 'createdAt'> {
  readonly locked: Date | null;
  readonly created: Date;
}

const ACCOUNTS = statement(
  'account_list',
  `SELECT a.account_id AS "accountId", a.login, a.name, a.org, o.name AS "orgName", a.roles,
     a.real_name AS "realName", a.disabled, a.totp IS NOT NULL AS "twoFactor", a.demo,
     CASE WHEN a.locked_until > $4 THEN a.locked_until END AS locked, a.created_at AS created
   FROM account a LEFT JOIN organisation o ON o.code = a.org
   WHERE ($1::text IS NULL OR a.login > $1)
     AND ($2::text IS NULL OR strpos(a.login, $2) > 0 OR strpos(a.name, $2) > 0 OR a.org = $2
       OR strpos(o.name, $2) > 0)
   ORDER BY a.login LIMIT $3`,
);
const ORGANISATIONS = statement(
  'organisation_list',
  `SELECT code, name, kind, region, real_name AS "realName", demo FROM organisation
   WHERE ($1::text IS NULL OR code > $1)
     AND ($2::text IS NULL OR strpos(name, $2) > 0 OR code = $2)
   ORDER BY code LIMIT $3`,
);

const ADMINS = ['admin.system', 'admin.security', 'admin.audit'];
const word = (value: string | undefined): string | null =>
  value === undefined || value === ''
    ? null
    : value.slice(0, 100).replaceAll('\0', '').toWellFormed();
const size = (limit: number | undefined): number =>
  Math.min(200, Math.max(1, Math.trunc(limit ?? 50) || 50));

function pageOf<T>(found: readonly T[], limit: number, key: (item: T) => string): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? key(last) : null };
}

/** Accounts by login, for the three administrators; the reading is recorded. */
export async function listAccounts(
  { house, operations }: Desk,
  by: Actor,
  query: ListQuery,
): Promise<Page<AccountLine> | Refusal> {
  const barred = only(by, ...ADMINS);
  await operations.record({
    kind: 'accounts.read',
    account: by.accountId,
    subject: 'account',
    ok: !barred,
    detail: { q: word(query.q) },
  });
  if (barred) return barred;
  const limit = size(query.limit);
  const rows = await runnerOf(house.pool).run<AccountRow>(ACCOUNTS, [
    word(query.after),
    word(query.q),
    limit + 1,
    // A lock that is over stays in the row until the next sign-in.
    new Date(machineMs(house.time)),
  ]);
  const lines = rows.map(({ locked, created, ...row }) => ({
    ...row,
    lockedUntil: locked ? moment(locked.getTime()) : null,
    createdAt: moment(created.getTime()),
  }));
  return pageOf(lines, limit, (line) => line.login);
}

/** Organisations by code, for the three administrators. */
export async function listOrganisations(
  { house }: Desk,
  by: Actor,
  query: ListQuery,
): Promise<Page<OrganisationLine> | Refusal> {
  const barred = only(by, ...ADMINS);
  if (barred) return barred;
  const limit = size(query.limit);
  const rows = await runnerOf(house.pool).run<OrganisationLine>(ORGANISATIONS, [
    word(query.after),
    word(query.q),
    limit + 1,
  ]);
  return pageOf(rows, limit, (line) => line.code);
}
