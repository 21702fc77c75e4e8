import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../test/databases.ts';
import { isRefusal, type Refusal } from '../base/refusal.ts';
import { checkCsrf, csrfOf } from './csrf.ts';
import { actorWith, MINUTE, QUICK, testHouse } from './identity.fixtures.ts';
import { openOperations } from './operations.ts';
import { hashPassword } from './password.ts';
import { openSessions } from './sessions.ts';
import type { Enrolment, SignedIn } from './sign-in.ts';
import { stepAt, totpAt } from './totp.ts';

const PASSWORD = 'Demo-2026!';
const SEEN = 'select extract(epoch from last_seen)::float8 as at from session';
const ID = '0190a000-0000-7000-8000-000000000001';

const code = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'ok');
function signedIn(outcome: SignedIn | Refusal): SignedIn {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  return outcome;
}

/** What the owner's telephone shows: it scanned the address. */
function codeOf(enrolment: Enrolment, step: number): string {
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? '';
  assert.equal(secret, enrolment.secret);
  let bits = '';
  for (const letter of secret) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return totpAt(Buffer.from(bytes.map((byte) => parseInt(byte, 2))), step);
}

forEachDatabase((_name, open) => {
  const set = async (
    mode: 'demo' | 'production' = 'demo',
    roles = ['registrant'],
    demo = false,
  ) => {
    const { pool } = await open();
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
  };

  test('登录后凭令牌认出本人和所属单位，库中只存令牌摘要', async () => {
    const { sessions, signIn, pool, log } = await set();
    const { token, actor } = signedIn(await signIn());
    assert.deepEqual(actor, {
      kind: 'person',
      accountId: ID,
      name: '经办人',
      realName: false,
      org: { code: '11110000000021039C', name: '北京市民政局', region: '110000' },
      roles: ['registrant'],
    });
    const present = await sessions.actorOf(token);
    assert.deepEqual(present?.actor, actor);
    assert.equal(present?.session.client, '192.0.2.1 Firefox');
    const { rows } = await pool.query('select s::text as row from session s');
    assert.ok(!JSON.stringify(rows).includes(token));
    assert.deepEqual(
      (await log()).map((l) => [l.kind, l.account, l.ok]),
      [['session.signIn', ID, true]],
    );
  });

  test('登录名不分大小写、首尾空格不计', async () => {
    const { signIn } = await set();
    assert.equal(code(await signIn(PASSWORD, undefined, '  Min-Zheng ')), 'ok');
  });

  test('不成形、不存在的令牌不认', async () => {
    const { sessions } = await set();
    for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(1e6), `${'A'.repeat(42)}'`]) {
      assert.equal(await sessions.actorOf(token), undefined);
    }
  });

  test('连续五次密码错误锁定三十分钟，锁定期内密码正确也不放行', async () => {
    const { signIn, house } = await set();
    for (let n = 0; n < 4; n += 1) assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED');
    const fifth = await signIn('wrong');
    assert.ok(isRefusal(fifth));
    assert.equal(fifth.sentence.zh, '连续5次登录失败，账户已锁定，请在30分钟后再试。');
    house.pass(29 * MINUTE + 1);
    const held = await signIn();
    assert.ok(isRefusal(held));
    assert.equal(held.sentence.zh, '连续5次登录失败，账户已锁定，请在1分钟后再试。');
    assert.deepEqual(held.details, { retryAfter: 60 });
    house.pass(MINUTE);
    assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED', '锁定期满重新计数');
    assert.equal(code(await signIn()), 'ok');
  });

  test('登录成功后失败次数清零', async () => {
    const { signIn } = await set();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 4; n += 1) await signIn('wrong');
      assert.equal(code(await signIn()), 'ok');
    }
  });

  test('同时发来的猜测也只算五次', async () => {
    const { signIn, log } = await set();
    const all = await Promise.all(Array.from({ length: 30 }, () => signIn('wrong')));
    assert.equal(all.filter((one) => code(one) === 'SIGN_IN_FAILED').length, 4);
    assert.equal(all.filter((one) => code(one) === 'SIGN_IN_LOCKED').length, 26);
    assert.equal((await log()).filter((l) => l.detail.reason === 'password').length, 4);
  });

  test('同时正确登录三十次都成功', async () => {
    const { signIn, sessions } = await set();
    const all = await Promise.all(Array.from({ length: 30 }, () => signIn()));
    assert.ok(all.every((one) => code(one) === 'ok'));
    assert.equal((await sessions.listSessions(ID)).length, 30);
  });

  test('不存在的登录名与存在的表现一致，日志不留下可能误填的密码', async () => {
    const { signIn, log } = await set();
    const outcomes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      outcomes.push(code(await signIn('wrong', undefined, 'my-secret-password')));
    }
    assert.deepEqual(outcomes, [
      ...Array(4).fill('SIGN_IN_FAILED'),
      'SIGN_IN_LOCKED',
      'SIGN_IN_LOCKED',
    ]);
    const lines = await log();
    assert.equal(lines.length, 6);
    assert.ok(!JSON.stringify(lines).includes('my-secret'));
    assert.equal(new Set(lines.map((l) => l.account)).size, 1, '同一登录名仍可关联');
  });

  test('恶意登录名和密码只得到普通拒绝', async () => {
    const { signIn } = await set();
    for (const login of ["' or 1=1 --", '\0', '\ud800', '', 'a'.repeat(1e5), '__proto__']) {
      assert.equal(code(await signIn('\0\ud800', undefined, login)), 'SIGN_IN_FAILED', login);
    }
    assert.equal(code(await signIn('x'.repeat(1e6))), 'SIGN_IN_FAILED');
  });

  test('停用的账户不能登录，已登录的随即失效', async () => {
    const { signIn, sessions, pool, house } = await set();
    const { token } = signedIn(await signIn());
    assert.ok(await sessions.actorOf(token));
    await pool.query('update account set disabled = true');
    house.pass(5001);
    assert.equal(await sessions.actorOf(token), undefined);
    assert.equal(code(await signIn()), 'ACCOUNT_DISABLED');
    assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED', '不知密码者无从得知已停用');
  });

  test('正式环境不认演示账户', async () => {
    const { signIn } = await set('production', ['registrant'], true);
    assert.equal(code(await signIn()), 'ACCOUNT_DISABLED');
  });

  test('三十分钟无操作即退出，有操作则延续，至多十二小时', async () => {
    const { sessions, signIn, house } = await set();
    const idle = signedIn(await signIn()).token;
    house.pass(30 * MINUTE);
    assert.equal(await sessions.actorOf(idle), undefined);
    const { token } = signedIn(await signIn());
    for (let n = 1; n <= 35; n += 1) {
      house.pass(20 * MINUTE);
      assert.ok(await sessions.actorOf(token), `第${n * 20}分钟`);
    }
    house.pass(20 * MINUTE);
    assert.equal(await sessions.actorOf(token), undefined);
  });

  test('拨动演示时钟不影响会话', async () => {
    const { sessions, signIn, house } = await set();
    const { token } = signedIn(await signIn());
    house.time.moveTo(Date.parse('2029-01-01T00:00:00+08:00'));
    assert.ok(await sessions.actorOf(token));
    assert.equal(code(await signIn()), 'ok');
  });

  test('最近使用时间每分钟至多写一次，五秒内不再查库', async () => {
    const { sessions, signIn, house, pool } = await set();
    const { token } = signedIn(await signIn());
    await sessions.actorOf(token);
    await pool.query('delete from session');
    assert.ok(await sessions.actorOf(token), '五秒内由内存作答');
    house.pass(5000);
    assert.equal(await sessions.actorOf(token), undefined);
    const again = signedIn(await signIn()).token;
    const seen = async () => (await pool.query<{ at: number }>(SEEN)).rows[0]?.at;
    const first = await seen();
    house.pass(59_000);
    await sessions.actorOf(again);
    assert.equal(await seen(), first);
    house.pass(6000);
    await Promise.all(Array.from({ length: 50 }, () => sessions.actorOf(again)));
    assert.equal(await seen(), (first ?? 0) + 65);
  });

  test('退出后令牌立即失效', async () => {
    const { sessions, signIn, log, house } = await set();
    const { token } = signedIn(await signIn());
    assert.ok(await sessions.actorOf(token));
    house.pass(1);
    await sessions.signOut(token);
    await sessions.signOut(token);
    assert.equal(await sessions.actorOf(token), undefined);
    assert.deepEqual(
      (await log()).map((l) => l.kind),
      ['session.signIn', 'session.signOut'],
    );
  });

  test('本人可结束自己的会话，安全管理员可结束任何人的，旁人不可', async () => {
    const { sessions, signIn } = await set();
    const one = signedIn(await signIn());
    const two = signedIn(await signIn());
    assert.deepEqual(
      (await sessions.listSessions(ID)).map((s) => s.id),
      [two.session.id, one.session.id],
    );
    const stranger = await sessions.revokeSession(actorWith('registrant'), one.session.id);
    assert.equal(code(stranger), 'SESSION_UNKNOWN');
    assert.equal(code(await sessions.revokeSession(one.actor, 'x')), 'SESSION_UNKNOWN');
    assert.equal(await sessions.revokeSession(one.actor, two.session.id), undefined);
    assert.equal(await sessions.actorOf(two.token), undefined);
    assert.ok(await sessions.actorOf(one.token));
    const security = actorWith('admin.security');
    assert.equal(await sessions.revokeSession(security, one.session.id), undefined);
    assert.equal(await sessions.actorOf(one.token), undefined);
  });

  test('一个账户至多一百个会话，最旧的让位；结束的会话可清理', async () => {
    const { sessions, signIn, pool, house } = await set();
    const first = signedIn(await signIn()).token;
    for (let n = 0; n < 100; n += 1) {
      await signIn();
    }
    assert.equal(await sessions.actorOf(first), undefined);
    assert.equal((await sessions.listSessions(ID)).length, 100);
    house.pass(31 * MINUTE);
    await sessions.purge();
    assert.equal((await pool.query('select 1 from session')).rowCount, 0);
  });

  test('正式环境经办人员须先绑定身份验证器，绑定后凭验证码登录', async () => {
    const { sessions, signIn, house } = await set('production', ['registrar.intake']);
    assert.equal(code(await signIn()), 'TOTP_ENROL');
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
    const now = () => codeOf(begun, stepAt(house.time.nowMs()));
    assert.equal(code(await signIn(PASSWORD, now())), 'ok');
    assert.equal(code(await signIn(PASSWORD, now())), 'SIGN_IN_FAILED', '同一验证码不得再用');
    house.pass(MINUTE);
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
    assert.equal(code(await signIn('wrong', now())), 'SIGN_IN_FAILED');
    assert.equal(code(await signIn(PASSWORD, now())), 'ok');
    const again = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.equal(code(again), 'TOTP_ENROLLED');
  });

  test('验证码猜错同样计入五次', async () => {
    const { sessions, signIn } = await set('production', ['registrar.intake']);
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    for (let n = 0; n < 4; n += 1)
      assert.equal(code(await signIn(PASSWORD, 'abcdef')), 'SIGN_IN_FAILED');
    assert.equal(code(await signIn(PASSWORD, 'abcdef')), 'SIGN_IN_LOCKED');
  });

  test('演示环境自愿绑定：确认前不要求验证码', async () => {
    const { sessions, signIn, house } = await set();
    const begun = await sessions.beginTotp({ login: 'min-zheng', password: PASSWORD, client: 'x' });
    assert.ok(!isRefusal(begun));
    assert.match(begun.uri, /^otpauth:/);
    assert.equal(code(await signIn()), 'ok');
    assert.equal(code(await signIn(PASSWORD, codeOf(begun, stepAt(house.time.nowMs())))), 'ok');
    assert.equal(code(await signIn()), 'TOTP_NEEDED');
  });

  test('凭 Cookie 的更改须带本会话的校验值，凭 Bearer 的不须', async () => {
    const { house, signIn } = await set();
    const { token } = signedIn(await signIn());
    const other = signedIn(await signIn()).token;
    const ask = (
      presented: string | undefined,
      method = 'POST',
      via: 'cookie' | 'bearer' = 'cookie',
    ) => checkCsrf(house.keys, { method, via, token, presented })?.code;
    assert.equal(ask(csrfOf(house.keys, token)), undefined);
    assert.equal(ask(undefined, 'GET'), undefined);
    assert.equal(ask(undefined, 'DELETE', 'bearer'), undefined);
    for (const forged of [undefined, '', 'x', token, csrfOf(house.keys, other), 'x'.repeat(1e6)]) {
      assert.equal(ask(forged), 'CSRF');
    }
    assert.equal(ask(undefined, 'PATCH'), 'CSRF');
  });
});
