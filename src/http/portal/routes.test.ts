import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ownCodeScheme } from '../../contexts/credential/code-scheme.ts';
import { packFor } from '../../law/packs.ts';
import { portal, commit, ids, entries } from './pages.fixtures.ts';

const { get } = portal();
const body = async (path: string): Promise<string> => (await get(path)).text();

test('翻页不重不漏，直到最后一页', async () => {
  const seen: string[] = [];
  let path = '/registrations';
  for (let pages = 0; path !== '' && pages < 5; pages += 1) {
    const shown = await body(path);
    seen.push(
      ...[...shown.matchAll(/href="\/registrations\/(CODE-\d+)"/g)].map(([, c]) => c ?? ''),
    );
    path = /rel="next"\s+href="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
  }
  assert.deepEqual(
    seen,
    entries.map(({ code }) => code),
  );
});

test('翻页位置写错时从第一页开始', async () => {
  assert.match(await body('/registrations?after=%27%20or%201=1'), /CODE-0/);
});

test('重庆的登记查得到、不计数；北京的计数不含重庆', async () => {
  const shown = await body('/registrations');
  const facet = (value: string): string | undefined =>
    new RegExp(`href="[^"]*=${value}"[^<]*>[^<]*</a\\s*>(?:\\s*<span class="quiet">(\\d+)</span>)?`)
      .exec(shown)
      ?.at(1);
  assert.equal(facet('beijing'), '15');
  assert.equal(facet('chongqing'), undefined);
  assert.equal(facet('S'), '15');
  assert.equal(facet('500112'), undefined);
  assert.match(shown, /CQ-REG-19/);
  assert.match(shown, /href="\/registrations\?jurisdiction=chongqing">重庆</);
  const closed = await body('/registrations?jurisdiction=chongqing');
  assert.match(closed, /CODE-1"/);
  assert.doesNotMatch(closed, /<span class="quiet">\d+<\/span>/);
});

test('登记条目和列表都不露出持有人的查询码', async () => {
  for (const path of ['/registrations', '/registrations/CODE-0']) {
    assert.doesNotMatch(await body(path), /HOLDER-ONLY/);
  }
});

test('公示页能打开，写错编号的给出去处', async () => {
  const shown = await get(`/notices/${ids[0]}`);
  assert.equal(shown.status, 200);
  assert.match(await shown.text(), /还剩4个工作日/);
  assert.match(await body(`/notices/${ids[0]}`), /href="\/registrations\/CODE-0"/);
  assert.doesNotMatch(await body(`/notices/${ids[1]}`), /href="\/registrations\/CODE/);
  for (const path of [
    '/notices/1',
    `/notices/${ids[0]?.replace('0199', '0198')}`,
    '/nope',
    '/law/X',
  ]) {
    const missing = await get(path);
    assert.equal(missing.status, 404, path);
    assert.match(await missing.text(), /没有这一页.*href="\/help"/s);
  }
});

test('程序要的地址不给网页', async () => {
  assert.doesNotMatch(await (await get('/api/nope')).text(), /<html/);
  assert.doesNotMatch(await (await get('/nope', { accept: 'application/json' })).text(), /<html/);
});

test('语言按地址、记住的、浏览器的次序取，地址里的被记住', async () => {
  const asked = await get('/help?lang=en');
  assert.match(await asked.text(), /<html\s+lang="en"/);
  assert.match(asked.headers.get('set-cookie') ?? '', /^shuji_lang=en;.*SameSite=Lax/);
  const english = { 'accept-language': 'en-GB,en;q=0.9' };
  assert.match(await (await get('/help', english)).text(), /<html\s+lang="en"/);
  const kept = { ...english, cookie: 'shuji_lang=zh' };
  assert.match(await (await get('/help', kept)).text(), /<html\s+lang="zh-CN"/);
  assert.match(await (await get('/help?lang=xx')).text(), /<html\s+lang="zh-CN"/);
});

test('样式和脚本按内容取名，长期缓存，体积有上限', async () => {
  const shown = await body('/signin');
  const paths = [...shown.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  assert.equal(paths.length, 3, '样式、标记、登录脚本');
  for (const path of paths) {
    const asset = await get(path);
    assert.equal(asset.status, 200);
    assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
    const size = gzipSync(await asset.text()).length;
    assert.ok(size < (path.includes('.css') ? 12_000 : 3000), `${path}: ${size}`);
    const stale = await get(path.replace(/v=.*/, 'v=old'));
    assert.equal(stale.headers.get('cache-control'), 'no-cache');
  }
  assert.equal((await get('/assets/..%2fstyle.css')).status, 404);
});

test('期限计算：给出最后一日；写错的说明怎么写', async () => {
  assert.match(await body('/deadline?from=2026-02-13&length=10'), /datetime="2026-03-05"/);
  assert.match(await body('/deadline?from=2026-12-10&length=20'), /暂定/);
  assert.match(await body('/deadline?from=2026-02-30&length=10'), /role="alert"/);
  assert.match(await body('/deadline?from=2026-02-13&length=99999'), /1至1000的整数/);
});

test('系统出错时不露细节，只告诉运行人员', async () => {
  const { get: ask, told } = portal({ broken: true });
  const shown = await ask('/registrations');
  assert.equal(shown.status, 500);
  const words = await shown.text();
  assert.match(words, /暂时打不开/);
  assert.doesNotMatch(words, /secret detail/);
  assert.equal(told.length, 1);
});

test('请求过于频繁时用网页说明', async () => {
  const shown = await portal({ limited: true }).get('/');
  assert.equal(shown.status, 429);
  assert.match(await shown.text(), /请在3秒后重试/);
});

test('登记条目按日、按版本查看；将来的、登记以前的、写错的日子说明为什么', async () => {
  assert.match(await body('/registrations/CODE-0?on=2026-01-20'), /旧名0.*第1版/s);
  assert.match(await body('/registrations/CODE-0?on=2026-02-02'), /登记0.*第2版/s);
  assert.match(await body('/registrations/CODE-0?version=1'), /旧名0/);
  assert.match(await body('/registrations/CODE-0?version=9'), /没有这一版.*登记0/s);
  assert.match(await body('/registrations/CODE-0?on=2026-03-03'), /只能查询今天和以前/);
  assert.match(await body('/registrations/CODE-0?on=2026-01-01'), /还没有这一条目/);
  assert.match(await body('/registrations/CODE-0?on=x'), /<h1>.*登记0/s);
});

test('注销公告：公示页有入口，列出届满注销的登记', async () => {
  assert.match(await body('/notices'), /href="\/lapses"/);
  assert.match(await body('/lapses'), /登记3.*2026年1月2日.*CODE-3|CODE-3.*2026年1月2日/s);
});

test('记住的页面：没有提交就不再问登记簿，提交之后是新的；看的人登录了就不记', async () => {
  const asked: string[] = [];
  const { get: ask } = portal({ asked });
  const listed = (): number => asked.filter((name) => name.startsWith('public_entries')).length;
  const first = await (await ask('/registrations')).text();
  assert.equal(await (await ask('/registrations')).text(), first);
  assert.equal(listed(), 1);
  await ask('/registrations?lang=en');
  await ask('/registrations', { cookie: 'shuji_look=dark.elder' });
  assert.equal(listed(), 3, '语言和显示方式各记各的');
  commit();
  await ask('/registrations');
  assert.equal(listed(), 4);
  const long = `/registrations?x=${'a'.repeat(600)}`;
  await ask(long);
  await ask(long);
  assert.equal(listed(), 6, '过长的地址不记');
});

test('记住的页面压缩好了再送；不收压缩的照送原文', async () => {
  const squeezed = await get('/registrations', { 'accept-encoding': 'gzip, br' });
  assert.equal(squeezed.headers.get('content-encoding'), 'gzip');
  assert.match(squeezed.headers.get('vary') ?? '', /accept-encoding/);
  assert.match(squeezed.headers.get('cache-control') ?? '', /no-cache/);
  const page = gunzipSync(Buffer.from(await squeezed.arrayBuffer())).toString();
  const plain = await get('/registrations');
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(page, await plain.text());
});

test('首页四件事都有着手处：查询、公示、核验、期限；期限和依据取自规则', async () => {
  const shown = await body('/');
  assert.match(shown, /登记了什么.*action="\/registrations".*CODE-0/s);
  assert.match(shown, /现在公示什么.*href="\/notices\/0199aaaa.*还剩4个工作日.*href="\/notices"/s);
  assert.match(shown, /这张确认单真不真.*action="\/verify".*name="code"/s);
  assert.match(shown, /什么时候必须答复我.*action="\/deadline\/wait"/s);
  const clocks = packFor('beijing')?.profile.clocks;
  for (const [name, clock] of [
    ['acceptance', clocks?.acceptance],
    ['formalReview', clocks?.formalReview],
  ] as const) {
    assert.ok(clock);
    assert.match(
      shown,
      new RegExp(`value="beijing\\.${name}"[^>]*>[^<]*${clock.length.n}个工作日`),
    );
    for (const id of clock.law) assert.match(shown, new RegExp(`/law/articles/${id}"`));
  }
  assert.match(shown, /href="\/figures"/);
});

test('我在等什么：带到期限计算，长度取自那个地区的规则；别的一律到空的计算页', async () => {
  const to = async (query: string): Promise<string | null> =>
    (await get(`/deadline/wait?${query}`)).headers.get('location');
  const n = packFor('chongqing')?.profile.clocks.formalReview?.length.n;
  assert.equal(
    await to('wait=chongqing.formalReview&from=2026-02-13'),
    `/deadline?from=2026-02-13&length=${n}&unit=workingDay&jurisdiction=chongqing`,
  );
  for (const wrong of ['', 'wait=', 'wait=x.y', 'wait=beijing.__proto__', 'wait=//evil.example'])
    assert.equal(await to(wrong), '/deadline');
  const hostile = await to(`wait=beijing.acceptance&from=${encodeURIComponent('//evil\r\nx: y')}`);
  assert.match(hostile ?? '', /^\/deadline\?from=%2F%2Fevil%0D%0Ax%3A\+y&/);
});

test('网站地图：分页列出登记条目，最新的在前，地址转义；演示站不让收录', async () => {
  assert.match(await body('/robots.txt'), /Disallow: \/\n.*sitemap\.xml/s);
  const index = await get('/sitemap.xml');
  assert.match(index.headers.get('content-type') ?? '', /^application\/xml/);
  assert.match(await index.text(), new RegExp(`from=pages<.*from=${ids[0]}<`, 's'));
  assert.match(await body('/sitemap.xml?from=pages'), /<loc>http:\/\/dj\.example\/figures<\/loc>/);
  assert.match(
    await body(`/sitemap.xml?from=${ids[0]}`),
    /registrations\/A%26B<\/loc><lastmod>2026-02-02</,
  );
  assert.doesNotMatch(await body('/sitemap.xml?from=%27--'), /<url>/);
});

test('写法不同的地址转到原来的一页：末尾多一条斜线、登记码小写或者带空格', async () => {
  const { get: ask } = portal();
  const right = ownCodeScheme.assign({
    regionCode: '110000',
    registrarCode: '1',
    objectKind: 'resource',
    industryCode: 'S92',
    day: '2026-03-02',
    serial: 123,
  });
  for (const [asked, to] of [
    ['/notices/?state=over', '/notices?state=over'],
    [
      `/registrations/${right.toLowerCase()}?on=2026-03-02`,
      `/registrations/${right}?on=2026-03-02`,
    ],
    [`/registrations/${encodeURIComponent(right.replaceAll('-', ' '))}`, `/registrations/${right}`],
  ] as const) {
    const moved = await ask(asked);
    assert.deepEqual([moved.status, moved.headers.get('location')], [301, to]);
  }
  for (const path of ['http://dj.example//evil.example/', 'http://dj.example/\\\\evil.example/'])
    assert.doesNotMatch((await ask(path)).headers.get('location') ?? '/x', /^(?:\/\/|\/\\|http)/);
});

test('没有登录的说明先登录，登录后回到这一页；演示账户不用脚本也能填好', async () => {
  const { get: ask } = portal();
  const path = '/objections/0199aaaa-0000-7000-8000-000000000001';
  const refused = await ask(path);
  assert.equal(refused.status, 401);
  const shown = await refused.text();
  assert.match(shown, /<h1>请先登录<\/h1>/);
  assert.match(shown, new RegExp(`href="/signin\\?next=${encodeURIComponent(path)}"`));
  const form = await (await ask('/signin?account=bj-li-ming&next=/notices')).text();
  assert.match(form, /name="account"\s+value="bj-li-ming"/);
  assert.match(form, /type="password"\s+value="Demo-2026!"/);
  assert.match(form, /href="\/signin\?next=%2Fnotices&(?:amp;)?account=bj-min-zheng"/);
  assert.match(await (await ask('/signin?account=nobody')).text(), /name="account"\s+value=""/);
});

test('端口后定的（PORT=0），页面、订阅源、网站地图里的网址都跟着', async () => {
  const { get: ask, listeningAt } = portal();
  listeningAt('http://dj.example:8080');
  for (const path of [
    '/',
    '/signin',
    '/notices',
    `/registrations/CODE-0`,
    '/robots.txt',
    '/sitemap.xml',
    '/sitemap.xml?from=pages',
    `/sitemap.xml?from=${ids[0]}`,
  ]) {
    const shown = await (await ask(path)).text();
    assert.match(shown, /http:\/\/dj\.example:8080\//, path);
    assert.doesNotMatch(shown, /http:\/\/dj\.example\//, path);
  }
});

test('只问有没有这一页（HEAD）的请求和写法不同的地址，都换不掉别人看到的页面', async () => {
  const { app, get: ask } = portal();
  const head = (path: string) => app.request(path, { method: 'HEAD' });
  assert.equal((await head('/registrations?jurisdiction=chongqing')).status, 200);
  assert.match(await (await ask('/registrations')).text(), /CODE-0"/);
  // Written into links these two are one, and as what was asked for they are two.
  await ask('/registrations?district=%25E5%FF');
  const shown = await (await ask('/registrations?district=%25E5%EF%BF%BD')).text();
  assert.doesNotMatch(shown, /%E5%FF/);
  assert.match(shown, /"%E5\uFFFD"/);
});

test('网址以两条斜线开头，页面上的链接也不通到别的网站', async () => {
  for (const path of ['http://dj.example//evil.example/x', 'http://dj.example/.//evil.example/x'])
    assert.doesNotMatch(await body(path), /(?:href|action|content)="(?:https?:)?\/\/evil/, path);
});

test('网址中间一万多条斜线：立即说没有这一页，不让别人等', async () => {
  const { get: ask } = portal();
  await ask('/nope');
  const began = performance.now();
  assert.equal((await ask(`/x${'/'.repeat(15_000)}x`)).status, 404);
  assert.ok(performance.now() - began < 200, `${performance.now() - began}`);
});
