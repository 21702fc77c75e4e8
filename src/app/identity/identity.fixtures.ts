import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { sealKeys } from '../../store/seal.ts';
import { setRoles } from '../accounts/account-changes.ts';
import { createAccount, createOrganisation, foundAdministrators } from '../accounts/accounts.ts';
import { openOperations } from '../accounts/operations.ts';
import { hashPassword } from '../accounts/password.ts';
import { openSessions } from '../accounts/sessions.ts';
import { timeFrom } from '../time.ts';

/** Cheap argon2id: the tests are about everything around it. */
export const QUICK = { memory: 64, passes: 1, lanes: 1 };

/** What the identity services need, on a clock the test turns. */
export function testHouse(pool: Pool, mode: 'demo' | 'production' = 'demo') {
  let machine = Date.parse('2026-03-02T09:00:00+08:00');
  return {
    pool,
    mode,
    keys: sealKeys(Buffer.alloc(32, 1)),
    time: timeFrom(() => machine, 0),
    random: (bytes: number): Buffer => randomBytes(bytes),
    /** Lets machine time pass. */
    pass(ms: number): void {
      machine += ms;
    },
  };
}

export const MINUTE = 60_000;

/** Somebody at the door with these roles; no row stands behind them. */
export const actorWith = (...roles: string[]): Actor => ({
  kind: 'person',
  accountId: randomUUID(),
  name: '测试人员',
  realName: false,
  org: { code: '12110000MB1B45614X', name: '北京市大数据中心', region: '110000' },
  roles,
});

export const REGISTRAR = {
  code: '12110000MB1B45614X',
  name: '北京市大数据中心',
  kind: 'public_institution',
  region: '110000',
} as const;
export const CIVIL = {
  code: '11110000000021039C',
  name: '北京市民政局',
  kind: 'party_gov_organ',
  region: '110000',
} as const;
export const PASSWORD = 'Sunny-2026-day';
export const founding = {
  organisation: REGISTRAR,
  system: { login: 'xi-tong', name: '系统管理员', password: 'System-2026!' },
  security: { login: 'an-quan', name: '安全管理员', password: 'Safety-2026!' },
  audit: { login: 'shen-ji', name: '审计管理员', password: 'Review-2026!' },
};

export const code = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'ok');
export function done<T>(outcome: T | Refusal): T {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
}

/** An instance with its three administrators and one organisation. */
export async function founded(pool: Pool) {
  const house = testHouse(pool);
  const operations = openOperations(house);
  const sessions = openSessions(house, operations, QUICK);
  const desk = { house, operations, sessions, cost: QUICK };
  const signIn = (login: string, password: string) =>
    sessions.signIn({ login, password, client: 'x' });
  done(await foundAdministrators(desk, founding));
  const actorOf = async ({ login, password }: { login: string; password: string }) =>
    done(await signIn(login, password)).actor;
  const system = await actorOf(founding.system);
  const security = await actorOf(founding.security);
  done(await createOrganisation(desk, system, CIVIL));
  const person = async (login: string, org: string | null, ...roles: string[]) => {
    const input = { login, name: '张悦', org, password: PASSWORD };
    const { accountId } = done(await createAccount(desk, system, input));
    if (roles.length > 0) done(await setRoles(desk, security, accountId, roles));
    return accountId;
  };
  const log = async () => {
    await operations.flush();
    const { rows } = await pool.query<{ kind: string; account: string; ok: boolean }>(
      'select kind, account, ok from operation',
    );
    return rows;
  };
  return { pool, house, desk, sessions, signIn, system, security, person, log };
}

export const ID = '0190a000-0000-7000-8000-000000000001';

/** An instance with one account, `min-zheng`, whose roles the test chooses. */
export async function oneAccount(
  pool: Pool,
  mode: 'demo' | 'production' = 'demo',
  roles = ['registrant'],
  demo = false,
) {
  const house = testHouse(pool, mode);
  await pool.query(
    `insert into organisation (code, name, kind, region, registered_at)
     values ('11110000000021039C', '北京市民政局', 'party_gov_organ', '110000', now())`,
  );
  await pool.query(
    `insert into account (account_id, login, name, org, roles, password, demo, created_at)
     values ($1, 'min-zheng', '经办人', '11110000000021039C', $2, $3, $4, now())`,
    [ID, roles, await hashPassword(PASSWORD, house.random(16), QUICK), demo],
  );
  const operations = openOperations(house);
  const sessions = openSessions(house, operations, QUICK);
  // Each sign-in a millisecond later, so that the order of ids is the order of time.
  const signIn = (password = PASSWORD, totp?: string, login = 'min-zheng') => {
    house.pass(1);
    return sessions.signIn({ login, password, totp, client: '192.0.2.1 Firefox' });
  };
  const log = async () => {
    await operations.flush();
    const { rows } = await pool.query<{
      kind: string;
      account: string;
      ok: boolean;
      detail: { reason?: string };
    }>('select kind, account, ok, detail from operation order by operation_id');
    return rows;
  };
  return { pool, house, operations, sessions, signIn, log };
}
