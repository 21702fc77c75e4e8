import { checkCreditCode } from '../../base/credit-code.ts';
import { uuidV7 } from '../../base/id.ts';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { change, only, type Desk } from './account-desk.ts';
import {
  LOGIN,
  type AccountInput,
  type Founding,
  type OrganisationInput,
} from './account-inputs.ts';
import { hashPassword, passwordFlaw } from './password.ts';

const ADD_ORGANISATION = statement(
  'organisation_add',
  `INSERT INTO organisation (code, name, kind, region, registered_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (code) DO NOTHING RETURNING 1`,
);
const ADD_ACCOUNT = statement(
  'account_add',
  `INSERT INTO account (account_id, login, name, org, roles, password, email, disabled, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (login) DO NOTHING RETURNING 1`,
);
const HAS_ORGANISATION = statement(
  'organisation_has',
  'SELECT 1 FROM organisation WHERE code = $1',
);
const HAS_ADMIN = statement(
  'account_has_admin',
  `SELECT 1 FROM account
   WHERE roles && ARRAY['admin.system', 'admin.security', 'admin.audit'] LIMIT 1`,
);
const FOUNDING = statement('account_founding', 'LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');

/** We do not know yet which roles a new account will hold: the stricter rule applies to all. */
const ANY_ROLE = ['admin.system'];

/** Enters an organisation; system administrator. `warnings` come with a code that passes but looks
 *  odd. Codes: USCC_…, ORGANISATION_EXISTS, ACCOUNT_NOT_YOURS. */
export async function createOrganisation(
  desk: Desk,
  by: Actor,
  input: OrganisationInput,
): Promise<{ readonly code: string; readonly warnings: readonly Text[] } | Refusal> {
  return change(
    desk,
    { kind: 'org.Registered', by, subject: 'organisation', detail: { name: input.name } },
    async (tx) => only(by, 'admin.system') ?? addOrganisation(desk, tx, input),
  );
}

async function addOrganisation({ house }: Desk, tx: Runner, input: OrganisationInput) {
  const checked = checkCreditCode(input.code);
  if (!checked.ok) return checked.refusal;
  const { code, warnings } = checked;
  const values = [code, input.name, input.kind, input.region, house.time.now()];
  const [added] = await tx.run(ADD_ORGANISATION, values);
  return added ? { code, warnings } : organisationExists();
}

/** Opens an account without roles and therefore not yet enabled; system administrator. It takes the
 *  security administrator's `setRoles` before anybody can sign in with it.
 *  Codes: PASSWORD_WEAK, LOGIN_TAKEN, ORGANISATION_UNKNOWN, ACCOUNT_NOT_YOURS. */
export async function createAccount(
  desk: Desk,
  by: Actor,
  input: AccountInput,
): Promise<{ readonly accountId: string } | Refusal> {
  const barred = only(by, 'admin.system');
  const flaw = passwordFlaw(input.password, { login: input.login, roles: ANY_ROLE });
  const refused = barred ?? flaw;
  const hash = refused ? '' : await hashed(desk, input.password);
  const detail = { login: input.login, org: input.org };
  return change(desk, { kind: 'account.create', by, subject: 'account', detail }, async (tx) => {
    if (refused) return refused;
    if (input.org !== null && (await tx.run(HAS_ORGANISATION, [input.org])).length === 0) {
      return organisationUnknown();
    }
    return addAccount(desk, tx, { ...input, hash, roles: [] });
  });
}

interface NewAccount extends Omit<AccountInput, 'password'> {
  readonly hash: string;
  readonly roles: readonly string[];
}

async function addAccount({ house }: Desk, tx: Runner, one: NewAccount) {
  if (!LOGIN.test(one.login)) throw new Error('a login reaches the desk unparsed');
  const accountId = uuidV7(house.time.nowMs(), house.random(10));
  const [added] = await tx.run(ADD_ACCOUNT, [
    accountId,
    one.login,
    one.name,
    one.org,
    one.roles,
    one.hash,
    one.email ?? null,
    one.roles.length === 0,
    house.time.now(),
  ]);
  return added ? { accountId } : loginTaken();
}

const hashed = ({ house, cost }: Desk, password: string): Promise<string> =>
  hashPassword(password, house.random(16), cost);

/** Who founds an instance: the program at its console, before there is anybody. */
const FOUNDER: Actor = {
  kind: 'system',
  accountId: 'console',
  name: '控制台',
  realName: false,
  org: null,
  roles: [],
};

/** The first three administrators, three people, once: refused as soon as there is one.
 *  Codes: ADMINISTRATORS_EXIST, PASSWORD_WEAK, LOGIN_TAKEN, USCC_…. */
export async function foundAdministrators(
  desk: Desk,
  input: Founding,
): Promise<{ readonly accountIds: readonly string[] } | Refusal> {
  const people = (['system', 'security', 'audit'] as const).map((key) => ({
    ...input[key],
    roles: [`admin.${key}`],
  }));
  const flaw = people.map((p) => passwordFlaw(p.password, p)).find((f) => f !== undefined);
  if (flaw) return flaw;
  if (new Set(people.map((p) => p.password)).size < people.length) return samePassword();
  const hashes = await Promise.all(people.map((p) => hashed(desk, p.password)));
  const what = { kind: 'account.found', by: FOUNDER, subject: 'account' };
  return change(desk, what, async (tx) => {
    await tx.run(FOUNDING, []);
    if ((await tx.run(HAS_ADMIN, [])).length > 0) return administratorsExist();
    const org = await addOrganisation(desk, tx, input.organisation);
    if ('refused' in org) return org;
    const accountIds: string[] = [];
    for (const [index, { login, name, roles }] of people.entries()) {
      const hash = hashes[index] ?? '';
      const added = await addAccount(desk, tx, { login, name, roles, hash, org: org.code });
      if ('refused' in added) return added;
      accountIds.push(added.accountId);
    }
    return { accountIds };
  });
}

const organisationExists = (): Refusal =>
  refuse(
    'ORGANISATION_EXISTS',
    text('该单位已登记。', 'The organisation is entered already.'),
    [],
    'conflict',
  );

const organisationUnknown = (): Refusal =>
  refuse(
    'ORGANISATION_UNKNOWN',
    text('没有这个单位，请先登记单位。', 'No such organisation; enter it first.'),
  );

const loginTaken = (): Refusal =>
  refuse('LOGIN_TAKEN', text('登录名已被使用。', 'The login is taken.'), [], 'conflict');

const administratorsExist = (): Refusal =>
  refuse(
    'ADMINISTRATORS_EXIST',
    text('管理员已设立，不能再从控制台设立。', 'There are administrators already; ask them.'),
    [],
    'conflict',
  );

const samePassword = (): Refusal =>
  refuse(
    'PASSWORD_WEAK',
    text('三名管理员的密码不得相同。', 'Three administrators, three passwords.'),
  );
