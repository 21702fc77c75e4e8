import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openAttack, type Attacker } from './doors.ts';

const PAGE = { accept: 'text/html' };
const PAGES = [
  '/',
  '/registrations',
  '/notices',
  '/deadline',
  '/law',
  '/help',
  '/figures',
  '/chain',
  '/deposit',
] as const;

/** What proxies, caches, old programs and people with a crowbar send. */
describe('超文本协议之门', () => {
  let at: Attacker;
  before(async () => {
    at = await openAttack();
  });
  after(() => at.close());

  it('只供阅读的网页收到别的方法：给人的是网页，两种语言说怎么办；给程序的是数据', async () => {
    for (const path of PAGES) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const zh = await at.send(method, path, { headers: PAGE });
        assert.equal(zh.status, 405, `${method} ${path}`);
        assert.equal(zh.headers.get('allow'), 'GET, HEAD');
        assert.match(zh.headers.get('content-type') ?? '', /^text\/html/);
        assert.match(zh.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
        assert.match(await zh.text(), /不接收填写的内容[^]*请回到原来的页面/);
      }
      const headers = { ...PAGE, 'accept-language': 'en' };
      const en = await at.send('POST', path, { headers });
      assert.match(await en.text(), /Nothing can be sent to this address[^]*Go back/);
      const data = await at.send('POST', path);
      assert.equal(data.headers.get('content-type'), 'application/problem+json');
      await data.text();
    }
    const out = await at.send('GET', '/signout', { headers: PAGE });
    assert.deepEqual([out.status, out.headers.get('allow')], [405, 'POST']);
    assert.match(await out.text(), /不能直接打开[^]*请回到原来的页面/);
    for (const method of ['GET', 'POST']) {
      const nowhere = await at.send(method, '/nowhere', { headers: PAGE });
      assert.deepEqual([nowhere.status, nowhere.headers.get('allow')], [404, null]);
      await nowhere.text();
    }
  });

  it('不要压缩的不给压缩；样式和脚本没有变就不再送', async () => {
    for (const path of ['/', '/registrations']) {
      const plain = await at.send('GET', path, { headers: { 'accept-encoding': 'gzip;q=0' } });
      assert.equal(plain.headers.get('content-encoding'), null, path);
      assert.match(await plain.text(), /<!doctype html>/i);
      assert.match(plain.headers.get('vary') ?? '', /accept-encoding/i);
    }
    for (const path of [
      '/assets/portal.css',
      '/assets/copy.js',
      '/openapi.json',
      '/notices.atom',
    ]) {
      const squeezed = { 'accept-encoding': 'gzip' };
      const first = await at.send('GET', path, { headers: squeezed });
      const tag = first.headers.get('etag') ?? assert.fail(path);
      await first.arrayBuffer();
      for (const tags of [tag, `"other", ${tag}`, '*']) {
        const headers = { ...squeezed, 'if-none-match': tags };
        const again = await at.send('GET', path, { headers });
        assert.equal(again.status, 304, `${path} ${tags}`);
        assert.equal((await again.arrayBuffer()).byteLength, 0);
      }
    }
  });

  it('别人的网页里嵌不进去；登录后的网页任何缓存都不留', async () => {
    const holder = await at.as('bj-min-zheng');
    for (const path of [...PAGES, '/workbench/']) {
      const answer = await at.send('GET', path, { headers: { ...PAGE, ...holder.cookie } });
      assert.equal(answer.headers.get('x-frame-options'), 'DENY', path);
      if (path !== '/workbench/')
        assert.equal(answer.headers.get('cache-control'), 'no-store', path);
      await answer.text();
    }
  });

  it('运行状况：不缓存、只当文本；一百个人同时问也都有回答', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => at.send('GET', path)));
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      const [first = assert.fail()] = answers;
      assert.equal(first.headers.get('cache-control'), 'no-store');
      assert.equal(first.headers.get('x-content-type-options'), 'nosniff');
      await Promise.all(answers.map((one) => one.text()));
    }
  });

  it('登录以后只去本站的地址；别的网站、没有来历的表单登录不了、退出不了', async () => {
    const form = (fields: Record<string, string>, headers: Record<string, string>) =>
      at.send('POST', '/signin', {
        headers: { ...PAGE, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      });
    const right = { account: 'bj-min-zheng', password: 'Demo-2026!' };
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '\u0000//evil.example',
      'javascript:alert(1)',
      ' /workbench',
      '/a\r\nset-cookie: x=1',
      `/${'a'.repeat(600)}`,
    ]) {
      const answer = await form({ ...right, next }, { 'sec-fetch-site': 'same-origin' });
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.get('location'), '/workbench/', JSON.stringify(next));
    }
    for (const from of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '' },
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: 'javascript:1' },
    ] as Record<string, string>[]) {
      const answer = await form({ ...right, next: '/' }, from);
      assert.equal(answer.status, 403, JSON.stringify(from));
      assert.equal(answer.headers.get('set-cookie')?.includes('shuji_session=') ?? false, false);
      await answer.text();
    }
  });

  it('每一件会改动的事，凭Cookie来而没有本会话校验值的，都不办', async () => {
    const holder = await at.as('bj-min-zheng');
    const contract = await at.send('GET', '/openapi.json');
    const { paths } = (await contract.json()) as { paths: Record<string, Record<string, unknown>> };
    const asked = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => ['post', 'put', 'patch', 'delete'].includes(method))
        .map((method) => [method.toUpperCase(), path] as const),
    );
    // Who signs in has no session yet; a verification changes nothing.
    const open = new Set(['/api/session', '/api/session/totp', '/api/public/verify']);
    const guarded = asked.filter(([method, path]) => method !== 'POST' || !open.has(path));
    assert.ok(guarded.length > 30, String(guarded.length));
    for (const [method, path] of guarded) {
      const address = path.replace(/\{[^}]+\}/g, '019c3fe9-a000-734e-93e1-08089c35be7d');
      for (const more of [[], ['origin', 'null'], ['x-csrf-token', 'A'.repeat(43)]]) {
        const headers = new Headers({ ...holder.cookie, 'content-type': 'application/json' });
        const [name, value = ''] = more;
        if (name !== undefined) headers.set(name, value);
        const body = method === 'DELETE' ? {} : { body: '{}' };
        const answer = await at.send(method, address, { headers, ...body });
        const said = await answer.text();
        assert.equal(answer.status, 403, `${method} ${path}: ${said}`);
        assert.match(said, /CSRF/);
      }
    }
  });

  it('怪异的头、网址和参数：从不出现系统错误', async () => {
    const odd: readonly (readonly [string, Record<string, string>])[] = [
      ['/registrations', { 'accept-language': `en-${'x'.repeat(10_000)}` }],
      ['/registrations', { 'accept-encoding': 'gzip;q=x, ;;;,=' }],
      [
        '/registrations',
        { cookie: 'shuji_lang=%ff%zz; shuji_look=%E0%A4%A; shuji_session=%ff; =' },
      ],
      ['/registrations', { range: 'bytes=99999999-,0-0,-1', 'if-modified-since': '?' }],
      ['/registrations?q=a&q=b&page=1&page=2&size=1e9&lang=zh&lang=en', {}],
      ['/registrations?q=%zz%ff&page=-1', {}],
      ['/registrations/%E0%A4%A', {}],
      ['/notices?month=9999-99&district=%F0%9F%98%80', {}],
      ['/deadline?from=9999999999-01-01&length=99999999999', {}],
      ['/chain/99999999999999999999', {}],
      ['/chain?at=-5&page=%ff', {}],
      ['/law/articles/%c0%ae%c0%ae', {}],
      ['/verify?code=%ff%fe&code=2', {}],
      ['/figures?jurisdiction=__proto__', {}],
      ['/notices.atom?jurisdiction=constructor&lang=__proto__', {}],
    ];
    for (const [path, headers] of odd) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await at.send(method, path, { headers: { ...PAGE, ...headers } });
        assert.ok(answer.status < 500, `${method} ${path} ${answer.status}`);
        await answer.text();
      }
    }
  });
});
