import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import { checkCsrf, csrfOf } from './csrf.ts';
import { actorWith, code, done, ID, MINUTE, oneAccount } from '../identity/identity.fixtures.ts';

const SEEN = 'select extract(epoch from last_seen)::float8 as at from session';

forEachDatabase((_name, open) => {
  const set = async () => oneAccount((await open()).pool);

  test('登录后凭令牌认出本人和所属单位，库中只存令牌摘要', async () => {
    const { sessions, signIn, pool, log } = await set();
    const { token, actor } = done(await signIn());
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

  test('不成形、不存在的令牌不认', async () => {
    const { sessions } = await set();
    for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(1e6), `${'A'.repeat(42)}'`]) {
      assert.equal(await sessions.actorOf(token), undefined);
    }
  });

  test('停用的账户不能登录，已登录的随即失效', async () => {
    const { signIn, sessions, pool, house } = await set();
    const { token } = done(await signIn());
    assert.ok(await sessions.actorOf(token));
    await pool.query('update account set disabled = true');
    house.pass(5001);
    assert.equal(await sessions.actorOf(token), undefined);
    assert.equal(code(await signIn()), 'ACCOUNT_DISABLED');
    assert.equal(code(await signIn('wrong')), 'SIGN_IN_FAILED', '不知密码者无从得知已停用');
  });

  test('三十分钟无操作即退出，有操作则延续，至多十二小时', async () => {
    const { sessions, signIn, house } = await set();
    const idle = done(await signIn()).token;
    house.pass(30 * MINUTE);
    assert.equal(await sessions.actorOf(idle), undefined);
    const { token } = done(await signIn());
    for (let n = 1; n <= 35; n += 1) {
      house.pass(20 * MINUTE);
      assert.ok(await sessions.actorOf(token), `第${n * 20}分钟`);
    }
    house.pass(20 * MINUTE);
    assert.equal(await sessions.actorOf(token), undefined);
  });

  test('拨动演示时钟不影响会话', async () => {
    const { sessions, signIn, house } = await set();
    const { token } = done(await signIn());
    house.time.moveTo(Date.parse('2029-01-01T00:00:00+08:00'));
    assert.ok(await sessions.actorOf(token));
    assert.equal(code(await signIn()), 'ok');
  });

  test('最近使用时间每分钟至多写一次，五秒内不再查库', async () => {
    const { sessions, signIn, house, pool } = await set();
    const { token } = done(await signIn());
    await sessions.actorOf(token);
    await pool.query('delete from session');
    assert.ok(await sessions.actorOf(token), '五秒内由内存作答');
    house.pass(5000);
    assert.equal(await sessions.actorOf(token), undefined);
    const again = done(await signIn()).token;
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
    const { token } = done(await signIn());
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
    const one = done(await signIn());
    const two = done(await signIn());
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
    const first = done(await signIn()).token;
    for (let n = 0; n < 100; n += 1) {
      await signIn();
    }
    assert.equal(await sessions.actorOf(first), undefined);
    assert.equal((await sessions.listSessions(ID)).length, 100);
    house.pass(31 * MINUTE);
    await sessions.purge();
    assert.equal((await pool.query('select 1 from session')).rowCount, 0);
  });

  test('凭 Cookie 的更改须带本会话的校验值，凭 Bearer 的不须', async () => {
    const { house, signIn } = await set();
    const { token } = done(await signIn());
    const other = done(await signIn()).token;
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
