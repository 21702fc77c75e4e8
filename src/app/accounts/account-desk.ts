import { isUuid } from '../../base/id.ts';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { roleById } from '../../contexts/identity/roles.ts';
import type { Actor } from '../../kernel/types.ts';
import { inTransaction, statement, type Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import { recordWithin, type Operations } from './operations.ts';
import type { Cost } from './password.ts';
import type { Sessions } from './sessions.ts';

/** What the administrators' services work with. */
export interface Desk {
  readonly house: Pick<House, 'pool' | 'keys' | 'time' | 'random' | 'mode'>;
  readonly operations: Operations;
  readonly sessions: Sessions;
  /** Only for tests. */
  readonly cost?: Cost;
}

interface Change {
  readonly kind: string;
  readonly by: Actor;
  readonly subject: string;
  readonly detail?: JsonObject;
}

/** One change of accounts: done and recorded in one transaction, or refused and recorded. */
export async function change<T>(
  { house, operations }: Desk,
  what: Change,
  work: (tx: Runner) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const { kind, by, subject, detail = {} } = what;
  const line = { kind, account: by.accountId, subject };
  try {
    return await inTransaction(house.pool, async (tx) => {
      const done = await work(tx);
      // Thrown, so that whatever was written before the refusal is rolled back.
      if (isRefusal(done)) throw new Refused(done);
      await recordWithin(tx, house, { ...line, ok: true, detail });
      return done;
    });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.kind === 'busy') throw error;
    await operations.record({
      ...line,
      ok: false,
      detail: { ...detail, code: error.refusal.code },
    });
    return error.refusal;
  }
}

/** A change of one account; whatever came of it, nobody remembers the account as it was. */
export async function changeOf<T>(
  desk: Desk,
  by: Actor,
  accountId: string,
  kind: string,
  detail: Readonly<Record<string, boolean | readonly string[]>>,
  work: (tx: Runner) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const subject = `account/${accountId.slice(0, 36)}`;
  const done = await change(desk, { kind, by, subject, detail: { ...detail } }, work);
  desk.sessions.forget(accountId);
  return done;
}

export interface AccountRow {
  readonly account_id: string;
  readonly login: string;
  readonly org: string | null;
  readonly roles: string[];
  readonly password: string;
  readonly disabled: boolean;
  readonly locked_until: Date | null;
}

const LOCK = statement(
  'account_lock',
  `SELECT account_id, login, org, roles, password, disabled, locked_until FROM account
   WHERE account_id = $1 FOR UPDATE`,
);
const ADMINS = statement(
  'account_admins',
  `SELECT account_id, roles FROM account
   WHERE NOT disabled AND roles && ARRAY['admin.system', 'admin.security', 'admin.audit']
   ORDER BY account_id FOR UPDATE`,
);

/** The account, held until the transaction ends. */
export async function held(tx: Runner, accountId: string): Promise<AccountRow | Refusal> {
  const [row] = isUuid(accountId) ? await tx.run<AccountRow>(LOCK, [accountId]) : [];
  return row ?? accountUnknown();
}

/** Refuses when the account is the last that can sign in with one of the administrators' roles it
 *  is about to lose: the instance would be left without. Holds the administrators' rows, so that
 *  two of them cannot remove each other at once. Call before `held`. */
export async function lastAdministrator(
  tx: Runner,
  accountId: string,
  keeps: readonly string[] = [],
): Promise<Refusal | undefined> {
  const rows = await tx.run<Pick<AccountRow, 'account_id' | 'roles'>>(ADMINS, []);
  const mine = rows.find((row) => row.account_id === accountId)?.roles ?? [];
  const lost = mine.find(
    (role) =>
      role.startsWith('admin.') &&
      !keeps.includes(role) &&
      !rows.some((row) => row.account_id !== accountId && row.roles.includes(role)),
  );
  return lost === undefined ? undefined : lastOfItsKind(lost);
}

/** Refuses unless the actor holds one of the roles. */
export const only = (actor: Actor, ...roles: string[]): Refusal | undefined =>
  actor.roles.some((role) => roles.includes(role)) ? undefined : notYours(roles);

/** Nobody changes their own standing: it takes a second person. */
export const notOneself = (actor: Actor, accountId: string): Refusal | undefined =>
  actor.accountId === accountId
    ? refuse(
        'ACCOUNT_OWN',
        text(
          '不得更改本人的账户状态，须由他人办理。',
          'Nobody changes the standing of their own account; ask another.',
        ),
        ['GB/T 22239-2019 8.1.4'],
        'forbidden',
      )
    : undefined;

function notYours(roles: readonly string[]): Refusal {
  const titles = roles.map((id) => roleById(id)?.title);
  return refuse(
    'ACCOUNT_NOT_YOURS',
    text(
      `此项操作仅限${titles.map((t) => t?.zh).join('、')}。`,
      `Only for the ${titles.map((t) => t?.en.toLowerCase()).join(' or ')}.`,
    ),
    ['GB/T 22239-2019 8.1.4'],
    'forbidden',
  );
}

const lastOfItsKind = (role: string): Refusal => {
  const title = roleById(role)?.title;
  return refuse(
    'LAST_ADMINISTRATOR',
    text(
      `该账户是唯一可用的${title?.zh}，请先授权另一人。`,
      `This is the only working ${title?.en.toLowerCase()}. Appoint another first.`,
    ),
    [],
    'conflict',
  );
};

const accountUnknown = (): Refusal =>
  refuse('ACCOUNT_UNKNOWN', text('没有这个账户。', 'No such account.'), [], 'unknown');
