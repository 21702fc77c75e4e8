import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LIMITS } from '../src/app/accounts/rate-limit.ts';
import { httpApp } from '../src/http/app.ts';
import { openAttack, problemOf, type Attacker, type Problem } from './doors.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('登录之门', () => {
  let at: Attacker;
  before(async () => {
    at = await openAttack();
  });
  after(() => at.close());

  const signIn = (account: string, password: string, totp?: string): Promise<Response> =>
    at.send('POST', '/api/session', {
      headers: JSON_TYPE,
      body: JSON.stringify({ account, password, ...(totp === undefined ? {} : { totp }) }),
    });
  const timed = async (account: string): Promise<{ ms: number; problem: Problem }> => {
    const began = performance.now();
    const problem = await problemOf(await signIn(account, 'Wrong-2026!'));
    return { ms: performance.now() - began, problem };
  };
  const median = (list: readonly number[]): number =>
    list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

  it('密码错与账号不存在：回答相同，用时相当，五次后都锁定并告知等多久', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    await timed('nobody-to-warm-up');
    for (let n = 1; n <= 4; n += 1) {
      const [a, b] = [await timed('bj-xi-cheng'), await timed('bj-nobody-here')];
      assert.deepEqual([a.problem.status, a.problem.text], [401, b.problem.text]);
      known.push(a.ms);
      unknown.push(b.ms);
    }
    const ratio = median(known) / median(unknown);
    assert.ok(
      ratio > 0.4 && ratio < 2.5,
      `known ${median(known)} ms, unknown ${median(unknown)} ms`,
    );
    for (const login of ['bj-xi-cheng', 'bj-nobody-here']) {
      const { problem } = await timed(login);
      assert.deepEqual([problem.status, problem.code], [429, 'SIGN_IN_LOCKED']);
      assert.ok(Number(problem.retryAfter) > 1700);
    }
    assert.equal(
      (await problemOf(await signIn('bj-xi-cheng', 'Demo-2026!'))).code,
      'SIGN_IN_LOCKED',
    );
    assert.equal(
      (await problemOf(await signIn(' BJ-XI-CHENG ', 'Demo-2026!'))).code,
      'SIGN_IN_LOCKED',
    );
  });

  it('登录的怪异输入不是系统错误', async () => {
    for (const account of [
      "'; DROP TABLE account; --",
      '%',
      '超级管理员',
      'a'.repeat(100),
      '../..',
      '😀',
    ]) {
      const { status, code, text } = await problemOf(await signIn(account, 'x'));
      assert.deepEqual([status, code], [401, 'SIGN_IN_FAILED']);
      assert.ok(!text.includes(account));
    }
    for (const [account, password] of [
      ['', 'x'],
      ['x', ''],
      ['a'.repeat(101), 'x'],
      ['x', 'p'.repeat(201)],
    ] as const) {
      assert.equal((await problemOf(await signIn(account, password))).status, 400);
    }
    const long = await problemOf(await signIn('bj-wei-sheng', 'Wrong-2026!', '1'.repeat(11)));
    assert.equal(long.status, 400);
    await at.refused(400, 'REQUEST_MALFORMED', () =>
      at.send('POST', '/api/session', {
        headers: JSON_TYPE,
        body: '{"account":{"$ne":1},"password":["x"]}',
      }),
    );
  });

  it('Cookie会话改动须带本会话的校验值；他人的、缺的、改过的都拒绝；Bearer不需要', async () => {
    const mine = await at.as('bj-min-zheng');
    const other = await at.as('bj-wei-sheng');
    const start = JSON.stringify({
      procedure: 'reg.first',
      jurisdiction: 'beijing',
      input: { objectKind: 'resource' },
    });
    const open = (headers: Record<string, string>) => () =>
      at.send('POST', '/api/cases', { headers: { ...JSON_TYPE, ...headers }, body: start });
    const forged: readonly Record<string, string>[] = [
      {},
      { 'x-csrf-token': other.csrf },
      { 'x-csrf-token': `${mine.csrf}x` },
      { 'x-csrf-token': mine.csrf.slice(0, -1) },
      { 'x-csrf-token': mine.token },
      { 'x-csrf-token': other.csrf, authorization: 'Bearer short' },
    ];
    for (const headers of forged)
      await at.refused(403, 'CSRF', open({ ...mine.cookie, ...headers }));
    const changes: readonly (readonly [string, string])[] = [
      ['DELETE', '/api/session'],
      ['POST', '/api/files'],
      ['POST', '/api/inbox/none/read'],
      ['PUT', '/api/session/password'],
      ['POST', '/api/demo/clock'],
      ['DELETE', '/api/sessions/none'],
    ];
    for (const [method, path] of changes) {
      await at.refused(403, 'CSRF', () =>
        at.send(method, path, {
          headers: { ...mine.cookie, ...JSON_TYPE },
          ...(method === 'DELETE' ? {} : { body: '{}' }),
        }),
      );
    }
    assert.equal((await open({ ...mine.cookie, 'x-csrf-token': mine.csrf })()).status, 201);
    assert.equal((await open({ ...mine.bearer })()).status, 201);
    assert.equal((await open({ ...mine.bearer, ...other.cookie })()).status, 201);
    await at.refused(
      401,
      'SIGN_IN_FIRST',
      open({ ...mine.cookie, authorization: `Bearer ${'x'.repeat(43)}` }),
    );
  });

  it('会话cookie不给脚本读；退出、撤销、改过的令牌都不再有效', async () => {
    const answer = await signIn('bj-wang-fang', 'Demo-2026!');
    assert.match(answer.headers.get('set-cookie') ?? '', /HttpOnly/i);
    assert.match(answer.headers.get('set-cookie') ?? '', /SameSite=Lax/i);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const { token } = (await answer.json()) as { token: string };
    const { token: second } = (await (await signIn('bj-wang-fang', 'Demo-2026!')).json()) as {
      token: string;
    };
    const who = (t: string) => () =>
      at.send('GET', '/api/session', { headers: { authorization: `Bearer ${t}` } });
    const first = (await (
      await at.send('GET', '/api/sessions', { headers: { authorization: `Bearer ${second}` } })
    ).json()) as { items: { id: string }[] };
    assert.equal(first.items.length, 2);
    const foreign = await at.as('bj-min-zheng');
    for (const id of [first.items[0]?.id ?? '', 'none']) {
      await at.refused(404, 'SESSION_UNKNOWN', () =>
        at.send('DELETE', `/api/sessions/${id}`, { headers: foreign.bearer }),
      );
    }
    const gone = await at.send('DELETE', `/api/sessions/${first.items[1]?.id}`, {
      headers: { authorization: `Bearer ${second}` },
    });
    assert.equal(gone.status, 204);
    await at.refused(401, 'SIGN_IN_FIRST', who(token));
    assert.equal((await who(second)()).status, 200);
    assert.equal(
      (await at.send('DELETE', '/api/session', { headers: { authorization: `Bearer ${second}` } }))
        .status,
      204,
    );
    for (const dead of [
      second,
      `${second.slice(0, -1)}A`,
      '',
      'null',
      '0'.repeat(43),
      'x'.repeat(5000),
    ]) {
      const problem = await at.refused(401, 'SIGN_IN_FIRST', who(dead));
      assert.equal(problem.status, 401);
    }
    const rows = await at.rows("SELECT encode(token_hash, 'hex') AS h FROM session");
    assert.ok(
      rows.every((r) => !String(r['h']).includes(Buffer.from(foreign.token).toString('hex'))),
    );
  });

  it('管理员看不到案件；没有管理员角色的人进不了管理之门', async () => {
    const holder = await at.as('bj-min-zheng');
    for (const path of [
      '/api/admin/accounts',
      '/api/admin/organisations',
      '/api/admin/operations',
    ]) {
      await at.refused(403, undefined, () => at.send('GET', path, { headers: holder.bearer }));
      await at.refused(401, 'SIGN_IN_FIRST', () => at.send('GET', path));
    }
    for (const path of [
      '/api/admin/accounts',
      '/api/admin/organisations',
      '/api/admin/calendars',
    ]) {
      const problem = await problemOf(await at.post(holder, path, {}));
      assert.ok(
        problem.status === 400 || problem.status === 403 || problem.status === 422,
        problem.text,
      );
    }
  });

  it('过于频繁：429，并告知多久以后再来', async () => {
    const { limits } = at.door.services;
    const holder = await at.as('bj-min-zheng');
    const me = (await (
      await at.send('GET', '/api/session', { headers: holder.bearer })
    ).json()) as { account: { id: string } };
    limits.signIn.take('inside', LIMITS.demo.signIn.burst - 1);
    limits.uploads.take('inside', LIMITS.demo.upload.burst - 1);
    limits.acts.take(me.account.id, LIMITS.demo.act.burst - 1);
    const flood = async (ask: () => Promise<Response>): Promise<Problem> => {
      for (let n = 0; n < 400; n += 1) {
        const answers = await Promise.all(Array.from({ length: 20 }, ask));
        const last = answers.find((a) => a.status === 429);
        if (last) return problemOf(last);
      }
      throw new Error('never too many');
    };
    for (const ask of [
      () => at.send('POST', '/api/public/verify', { headers: JSON_TYPE, body: '{}' }),
      () => at.post(holder, '/api/cases/none/acts/none', { input: {} }),
      () => signIn('bj-not-there', 'Wrong-2026!'),
    ]) {
      const problem = await flood(ask);
      assert.deepEqual(
        [problem.status, problem.code === 'SIGN_IN_LOCKED' ? 'TOO_MANY_REQUESTS' : problem.code],
        [429, 'TOO_MANY_REQUESTS'],
      );
      assert.ok(Number(problem.retryAfter) >= 1);
    }
  });

  it('同一网段里换着IPv6地址的，公开接口也只算一个来访者', async () => {
    const keys: string[] = [];
    const take = (key: string): { ok: true } => {
      keys.push(key);
      return { ok: true };
    };
    const { services } = at.door;
    const app = httpApp({ ...services, limits: { ...services.limits, public: { take } } });
    for (const remoteAddress of ['2001:db8:1:2::3', '2001:db8:1:2:ffff::4', '2001:db8:1:3::3'])
      await app.request('/api/public/notices', {}, { incoming: { socket: { remoteAddress } } });
    assert.deepEqual(keys, ['2001:db8:1:2::/64', '2001:db8:1:2::/64', '2001:db8:1:3::/64']);
  });

  it('不用脚本退出：只认本次登录的页面，别的网站退不掉、也清不掉', async () => {
    const answer = await signIn('bj-cai-zheng', 'Demo-2026!');
    const { csrf } = (await answer.json()) as { csrf: string };
    const cookie = (answer.headers.get('set-cookie') ?? '').replace(/;.*$/, '');
    // A page for people: no route of the contract.
    const pages = httpApp(at.door.services);
    const out = async (body: Record<string, string>, headers: Record<string, string> = {}) =>
      pages.request('/signout', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(body).toString(),
      });
    const there = async (): Promise<number> =>
      (await at.send('GET', '/api/session', { headers: { cookie } })).status;
    const foreign = { 'sec-fetch-site': 'cross-site' };
    for (const [body, headers] of [
      [{}, { cookie }],
      [{ csrf: `${csrf}x` }, { cookie }],
      [{ csrf }, { cookie, ...foreign }],
      // A form of another site comes without the cookie, which must not be taken from the browser.
      [{ csrf }, foreign],
      [{}, { origin: 'http://elsewhere.example' }],
    ] as const) {
      const refused = await out(body, headers);
      assert.deepEqual([refused.status, refused.headers.get('set-cookie')], [403, null]);
      assert.match(await refused.text(), /没有退出/);
      assert.equal(await there(), 200);
    }
    for (const [next, to] of [
      ['/notices?view=calendar', '/notices?view=calendar'],
      ['//elsewhere.example/', '/'],
    ] as const) {
      const done = await out({ csrf, next }, { cookie });
      assert.deepEqual([done.status, done.headers.get('location')], [303, to]);
      assert.equal(await there(), 401);
    }
  });

  it('网址里的空字符：人看到的是网页，也带着安全策略；程序得到的是数据', async () => {
    const app = httpApp(at.door.services);
    for (const [path, status] of [
      ['/registrations?q=%00', 400],
      ['/registrations/%00', 404],
    ] as const) {
      const page = await app.request(path, { headers: { accept: 'text/html' } });
      assert.equal(page.status, status);
      assert.match(await page.text(), /<h1>/);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
      const data = await app.request(path);
      assert.match(data.headers.get('content-type') ?? '', /problem\+json/);
    }
  });

  it('公开的数据别的网站的网页也能取，登录后的数据不能', async () => {
    const holder = await at.as('bj-min-zheng');
    const allowed = async (path: string): Promise<string | null> => {
      const headers = { ...holder.cookie, origin: 'http://elsewhere.example' };
      const answer = await at.send('GET', path, { headers });
      assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      return answer.headers.get('access-control-allow-origin');
    };
    assert.equal(await allowed('/api/public/notices'), '*');
    for (const path of ['/api/session', '/api/cases', '/api/inbox'])
      assert.equal(await allowed(path), null, path);
  });

  it('监督统计和公开接口一样限频', async (t) => {
    const holder = await at.as('bj-min-zheng');
    const none = (): { ok: false; retryAfter: number } => ({ ok: false, retryAfter: 3 });
    t.mock.method(at.door.services.limits.public, 'take', none);
    for (const path of ['/api/figures', '/api/public/figures']) {
      const problem = await problemOf(await at.send('GET', path, { headers: holder.bearer }));
      assert.deepEqual([problem.status, problem.code], [429, 'TOO_MANY_REQUESTS']);
    }
    const page = await httpApp(at.door.services).request('/figures');
    assert.equal(page.status, 429);
  });

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual([...at.door.breaches], []);
  });
});
