import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DEMO_PASSWORD } from '../src/app/demo/people.ts';
import { openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

interface Made {
  readonly token: string;
  readonly key: {
    readonly id: string;
    readonly expiresAt: string;
    readonly lastUsed: string | null;
  };
}

describe('接口密钥', () => {
  let at: Attacker;
  let me: Signed;
  before(async () => {
    at = await openAttack();
    me = await at.as('bj-min-zheng');
  });
  after(() => at.close());

  const make = async (who: Signed, scope: 'read' | 'act', days = 30): Promise<Made> => {
    const answer = await at.post(who, '/api/keys', {
      name: '资产系统',
      scope,
      days,
      password: DEMO_PASSWORD,
    });
    assert.equal(answer.status, 201);
    return (await answer.json()) as Made;
  };
  const send = (token: string, method: string, path: string, body?: unknown): Promise<Response> =>
    at.send(method, path, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const codeOf = async (answer: Promise<Response>): Promise<string> =>
    (await problemOf(await answer)).code;

  it('库里只有摘要，列表里没有密钥，至多365天', async () => {
    const { token } = await make(me, 'read', 365);
    assert.match(token, /^shuji_[\w-]{43}$/);
    const rows = await at.rows('SELECT token_hash, name FROM api_key');
    assert.ok(!JSON.stringify(rows).includes(token.slice(6)));
    const list = await (await at.send('GET', '/api/keys', { headers: me.bearer })).text();
    assert.ok(!list.includes(token));
    const longer = at.post(me, '/api/keys', {
      name: 'x',
      scope: 'read',
      days: 366,
      password: DEMO_PASSWORD,
    });
    assert.equal((await longer).status, 400);
  });

  it('只查询的密钥查得到、办不了；能办理的办得了，并且操作日志写明是哪一把', async () => {
    const opening = {
      procedure: 'reg.first',
      jurisdiction: 'beijing',
      input: { objectKind: 'resource' },
    };
    const reads = await make(me, 'read');
    assert.equal((await send(reads.token, 'GET', '/api/cases?mine=true')).status, 200);
    assert.equal(await codeOf(send(reads.token, 'POST', '/api/cases', opening)), 'KEY_READ_ONLY');
    const acts = await make(me, 'act');
    assert.equal((await send(acts.token, 'POST', '/api/cases', opening)).status, 201);
    await at.door.services.operations.flush();
    const lines = await at.rows(
      `SELECT subject, ok, detail FROM operation WHERE kind = 'key.use' ORDER BY operation_id`,
    );
    assert.deepEqual(
      lines.map((l) => [l['subject'], l['ok']]),
      [
        [`key/${reads.key.id}`, false],
        [`key/${acts.key.id}`, true],
      ],
    );
    const [used] = await at.rows('SELECT last_used FROM api_key WHERE key_id = $1', [acts.key.id]);
    assert.ok(used?.['last_used']);
  });

  it('登录、密码、会话、密钥、管理、审计的接口，密钥一概打不开', async () => {
    const { token } = await make(me, 'act');
    for (const [method, path] of [
      ['GET', '/api/session'],
      ['DELETE', '/api/session'],
      ['PUT', '/api/session/password'],
      ['POST', '/api/session/totp'],
      ['GET', '/api/sessions'],
      ['GET', '/api/keys'],
      ['POST', '/api/keys'],
      ['DELETE', '/api/keys/x'],
      ['GET', '/api/admin/accounts'],
      ['GET', '/api/audit/slices'],
      ['POST', '/api/bulk'],
      ['GET', '/api/scratch/x'],
      ['GET', '/api/desk/me'],
      ['POST', '/api/desk/take'],
      ['POST', '/signin'],
      ['POST', '/signout'],
      ['POST', '/api/demo/clock'],
      ['GET', '/workbench/'],
      ['GET', '/api/casesX'],
    ] as const)
      assert.equal(await codeOf(send(token, method, path)), 'KEY_OUT_OF_REACH', path);
  });

  it('当作网页的凭证带来的密钥不算数', async () => {
    const { token } = await make(me, 'read');
    const answer = at.send('GET', '/api/cases', { headers: { cookie: `shuji_session=${token}` } });
    assert.equal(await codeOf(answer), 'KEY_ENDED');
    const headers = { cookie: `shuji_session=${token}`, accept: 'text/html' };
    for (const page of ['/', '/signin', '/registrations'])
      assert.equal((await at.send('GET', page, { headers })).status, 200, page);
    const again = await at.send('POST', '/api/session', {
      headers: { cookie: headers.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'bj-wei-sheng', password: DEMO_PASSWORD }),
    });
    assert.match(again.headers.get('set-cookie') ?? '', /^shuji_session=(?!shuji_)/);
  });

  it('停用、到期、账户停用、角色变为登记机构人员：下一次请求就不能用', async () => {
    const ask = (token: string) => send(token, 'GET', '/api/cases');
    const { token, key } = await make(me, 'read');
    assert.equal((await ask(token)).status, 200);
    const other = await at.as('bj-xi-cheng');
    const foreign = at.send('DELETE', `/api/keys/${key.id}`, { headers: other.bearer });
    assert.equal(await codeOf(foreign), 'KEY_UNKNOWN');
    await at.send('DELETE', `/api/keys/${key.id}`, { headers: me.bearer });
    assert.equal(await codeOf(ask(token)), 'KEY_ENDED');

    const late = await make(other, 'read');
    await at.rows(`UPDATE api_key SET expires_at = now() - interval '1 minute' WHERE key_id = $1`, [
      late.key.id,
    ]);
    assert.equal(await codeOf(ask(late.token)), 'KEY_ENDED');

    const third = await make(other, 'read');
    const grow = (roles: string[]) =>
      at.rows(`UPDATE account SET roles = $1 WHERE login = 'bj-xi-cheng'`, [roles]);
    await grow(['registrant', 'registrar.intake']);
    assert.equal(await codeOf(ask(third.token)), 'KEY_ENDED');
    await grow(['registrant']);
    assert.equal((await ask(third.token)).status, 200);
    await at.rows(`UPDATE account SET disabled = true WHERE login = 'bj-xi-cheng'`);
    assert.equal(await codeOf(ask(third.token)), 'KEY_ENDED');
    assert.equal(await codeOf(ask(`shuji_${'A'.repeat(43)}`)), 'KEY_ENDED');
  });

  it('账户停用过、密码由管理员重置过，以前的密钥不再活过来', async () => {
    const security = await at.as('an-quan');
    const put = async (who: Signed, login: string, path: string, body: unknown): Promise<void> => {
      const [row] = await at.rows('SELECT account_id FROM account WHERE login = $1', [login]);
      const answer = await at.send(
        'PUT',
        `/api/admin/accounts/${String(row?.['account_id'])}/${path}`,
        {
          headers: { ...who.bearer, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
      );
      assert.ok(answer.ok, `${path} ${answer.status}`);
    };
    const enable = (login: string) => put(security, login, 'disabled', { disabled: false });
    const closed = await make(await at.as('bj-wei-sheng'), 'read');
    await put(security, 'bj-wei-sheng', 'disabled', { disabled: true });
    await enable('bj-wei-sheng');
    assert.equal(await codeOf(send(closed.token, 'GET', '/api/cases')), 'KEY_ENDED');
    const reset = await make(await at.as('bj-dai-li'), 'read');
    await put(await at.as('xi-tong'), 'bj-dai-li', 'password', { password: 'Dai-Li-2026-neu!' });
    await enable('bj-dai-li');
    assert.equal(await codeOf(send(reset.token, 'GET', '/api/cases')), 'KEY_ENDED');
  });

  it('新建密钥须再输一次密码：输错不新建、留下记录，也算进锁定的次数', async () => {
    const who = await at.as('bj-wei-sheng-fu-he');
    const asked = { name: 'x', scope: 'act', days: 1 };
    assert.equal((await at.post(who, '/api/keys', asked)).status, 400);
    const guess = () => codeOf(at.post(who, '/api/keys', { ...asked, password: 'Demo-2025!' }));
    assert.equal(await guess(), 'SIGN_IN_FAILED');
    const [line] = await at.rows(
      `SELECT ok, detail FROM operation WHERE kind = 'key.create' AND NOT ok`,
    );
    assert.deepEqual(line?.['detail'], { refused: 'SIGN_IN_FAILED' });
    assert.ok(!JSON.stringify(line).includes('Demo-2025!'));
    let told = '';
    for (let n = 0; n < 10 && told !== 'SIGN_IN_LOCKED'; n += 1) told = await guess();
    assert.equal(told, 'SIGN_IN_LOCKED');
    const right = codeOf(at.post(who, '/api/keys', { ...asked, password: DEMO_PASSWORD }));
    assert.equal(await right, 'SIGN_IN_LOCKED');
    const keys = await at.send('GET', '/api/keys', { headers: who.bearer });
    assert.deepEqual(await keys.json(), { items: [] });
  });

  it('本人改密码，密钥随之停用；说明保留的才保留', async () => {
    const who = await at.as('bj-yun-ying-fu-he');
    const change = async (old: string, next: string, more: object): Promise<void> => {
      const answer = await at.send('PUT', '/api/session/password', {
        headers: { ...who.bearer, 'content-type': 'application/json' },
        body: JSON.stringify({ old, next, ...more }),
      });
      assert.equal(answer.status, 200, await answer.text());
    };
    const ask = (token: string) => send(token, 'GET', '/api/cases');
    const { token } = await make(who, 'read');
    await change(DEMO_PASSWORD, 'Su-Qing-2026-a!', { keepKeys: true });
    assert.equal((await ask(token)).status, 200);
    await change('Su-Qing-2026-a!', 'Su-Qing-2026-b!', {});
    assert.equal(await codeOf(ask(token)), 'KEY_ENDED');
  });

  it('密钥的名称看得见，才知道停用的是哪一把', async () => {
    const who = await at.as('bj-wei-sheng');
    for (const name of ['\u3164', '报\u200b表', `表${'\u0301'.repeat(30)}`]) {
      const asked = { name, scope: 'read', days: 1, password: DEMO_PASSWORD };
      assert.equal((await at.post(who, '/api/keys', asked)).status, 400);
    }
  });

  it('登记机构人员没有密钥；一个账户至多十把；改动的请求有自己的额度', async () => {
    const officer = await at.as('bj-shou-li');
    const refused = at.post(officer, '/api/keys', {
      name: 'x',
      scope: 'read',
      days: 1,
      password: DEMO_PASSWORD,
    });
    assert.equal(await codeOf(refused), 'KEY_NOT_FOR_OFFICE');
    const rival = await at.as('bj-yun-ying');
    const all = await Promise.all(
      Array.from({ length: 12 }, () =>
        at.post(rival, '/api/keys', {
          name: 'x',
          scope: 'read',
          days: 1,
          password: DEMO_PASSWORD,
        }),
      ),
    );
    assert.equal(all.filter(({ status }) => status === 201).length, 10);
    const { token, key } = await make(me, 'read');
    at.door.services.limits.keys.take(key.id, 1200);
    assert.equal(await codeOf(send(token, 'GET', '/api/cases')), 'TOO_MANY_REQUESTS');
    assert.equal((await at.send('GET', '/api/cases', { headers: me.bearer })).status, 200);
  });
});
