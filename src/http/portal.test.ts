import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { depositPage } from '../web/portal/deposit.ts';
import { viewFor } from '../web/portal/portal.fixtures.ts';
import { Hono } from 'hono';
import type { Pool } from 'pg';
import { fillLog, memoryStore } from '../app/chain.fixtures.ts';
import type { RateLimiter } from '../app/rate-limit.ts';
import type { Verification } from '../app/results.ts';
import { text } from '../base/text.ts';
import { builtInYears, calendarOf } from '../law/calendar.ts';
import { trusted as trustedOf, type Trust } from '../web/verifier/trust.ts';
import { verify } from '../web/verifier/verify.ts';
import { portalRoutes, type PortalServices } from './portal.ts';
import type { Env } from './services.ts';

const ids = Array.from(
  { length: 30 },
  (_, n) => `0199aaaa-0000-7000-8000-${String(99 - n).padStart(12, '0')}`,
);
const places = ['beijing', 'chongqing'] as const;

const notices = ids.map((id, n) => ({
  id,
  jurisdiction: places[n % 2] ?? 'beijing',
  procedure: 'reg.first',
  from: '2026-02-13',
  to: '2026-03-05',
  open: true,
  fields: { dataName: `公示${n}`, registrantName: '某单位' },
}));

const entries = ids.map((id, n) => ({
  id,
  jurisdiction: places[n % 2] ?? 'beijing',
  code: `CODE-${n}`,
  queryCode: 'HOLDER-ONLY',
  status: 'active',
  validFrom: '2026-01-02',
  validTo: '2029-01-02',
  industry: 'S',
  objectKind: 'resource',
  district: n % 2 === 0 ? '110102' : '500112',
  fields: { dataName: `登记${n}`, registrantName: '某单位' },
  life: {
    versions: [
      { n: 1, on: '2026-01-02', kind: 'first', fields: { dataName: `旧名${n}` } },
      { n: 2, on: '2026-02-02', kind: 'change', fields: { dataName: `登记${n}` } },
    ],
    terms: [{ from: '2026-01-02', to: '2029-01-02', on: '2026-01-02' }],
    ends: [],
  },
}));

type Value = string | number | boolean | null | undefined;

/** Answers the public statements from the rows above, as the database would. */
function answer(name: string, values: readonly Value[]): readonly unknown[] {
  if (name === 'public_notices') {
    const [place, , after, limit] = values;
    const found = notices.filter((one) => (place ?? one.jurisdiction) === one.jurisdiction);
    return found.filter(({ id }) => !after || id < String(after)).slice(0, Number(limit));
  }
  if (name === 'public_notice_one') return notices.filter(({ id }) => id === values[0]);
  if (name === 'public_lapses')
    return [{ ...entries[3], status: 'cancelled', announced: '2026-01-02' }];
  if (name === 'public_entry_by_code') return entries.filter(({ code }) => code === values[0]);
  // Of the first entry alone the code stands on the log.
  if (name === 'public_case_coded') return values[0] === ids[0] ? [{ idx: '6' }] : [];
  if (name === 'public_notice_entry') return values[0] === ids[0] ? [{ code: 'CODE-0' }] : [];
  if (name === 'statistics_permits') return [];
  if (name === 'public_case') return [{ code: 'CODE-0', notice: true }];
  const place = values[1];
  const found = entries.filter((one) => (place ?? one.jurisdiction) === one.jurisdiction);
  if (name === 'public_entries') {
    return found
      .filter(({ id }) => !values[5] || id < String(values[5]))
      .slice(0, Number(values[6]));
  }
  assert.equal(name, 'public_facets');
  return (['jurisdiction', 'industry', 'district'] as const).flatMap((facet) =>
    [...new Set(found.map((one) => one[facet]))].map((value) => ({
      facet,
      value,
      n: found.filter((one) => one[facet] === value).length,
    })),
  );
}

const verification = (reason: string): Verification => ({
  answer: 'notGenuine',
  status: 'unknown',
  reasons: [text(reason, reason)],
  entry: null,
  checkedAt: '2026-03-02T09:00:00.000+08:00',
  statement: text('只作形式审核', 'A review of form'),
});

const store = memoryStore();
await fillLog(
  store,
  Array.from({ length: 30 }, (_, n) => `2026-03-0${n < 20 ? 1 : 2}T09:00:00.000+08:00`),
  { witnessed: 25, witness: 'audit.example.gov.cn' },
);
const log = {
  origin: 'log.example/city',
  store,
  state: () => ({ state: 'open', why: null }),
  witnesses: () =>
    Promise.resolve([
      { name: 'audit.example.gov.cn', url: null, size: 25, time: 1_790_000_000, fault: null },
      { name: 'audit.example.gov.cn', url: null, size: 24, time: 1_790_000_060, fault: null },
    ]),
};

const free: RateLimiter = { take: () => ({ ok: true }) };

function portal(change: { broken?: boolean; limited?: boolean } = {}) {
  const told: unknown[] = [];
  const pool = {
    query: ({ name, values }: { name: string; values: Value[] }) =>
      change.broken
        ? Promise.reject(new Error('secret detail'))
        : Promise.resolve({ rows: answer(name, values) }),
  };
  const services = {
    house: {
      pool: pool as unknown as Pool,
      mode: 'demo',
      time: { today: () => '2026-03-02', now: () => '2026-03-02T09:00:00.000+08:00' },
      calendar: () => calendarOf(builtInYears),
      random: (bytes: number) => Buffer.alloc(bytes, 7),
    },
    results: {
      verifyCode: (code: string) => Promise.resolve(verification(`编码${code}`)),
      verifyFile: (bytes: Uint8Array) => Promise.resolve(verification(`文件${bytes.length}字节`)),
      keys: [],
      certificates: [],
      timestamps: { own: '', others: null },
    },
    limits: {
      public: change.limited ? { take: () => ({ ok: false, retryAfter: 3 }) } : free,
      uploads: free,
    },
    log,
    publicUrl: 'http://dj.example',
    tell: (error: unknown) => told.push(error),
  } as unknown as PortalServices;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('client', 'somebody');
    await next();
  });
  app.route('/', portalRoutes(services));
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { accept: 'text/html', ...headers } });
  return { app, get, told };
}

const { app, get } = portal();
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

test('扫码来的地址直接出核验结论；上传文件不用脚本也能核验', async () => {
  assert.match(await body('/verify?code=%20ABC%20'), /编码ABC/);
  const form = new FormData();
  form.append('file', new File(['12345'], '确认单<b>.pdf'));
  const sent = await app.request('/verify', { method: 'POST', body: form });
  const shown = await sent.text();
  assert.match(shown, /文件5字节/);
  assert.match(shown, /确认单&lt;b&gt;\.pdf/);
  const empty = await app.request('/verify', { method: 'POST', body: new FormData() });
  assert.equal(empty.status >= 400 && empty.status < 500, true);
  assert.match(await empty.text(), /role="alert"/);
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

test('目录链：翻到第一条不重不漏，从第几号看起，位置写错从最新的看起', async () => {
  const seen: number[] = [];
  let path = '/chain';
  for (let pages = 0; path !== '' && pages < 6; pages += 1) {
    const shown = await body(path);
    seen.push(...[...shown.matchAll(/href="\/chain\/(\d+)"/g)].map(([, n]) => Number(n)));
    path = /rel="next"\s+href="([^"]+)"/.exec(shown)?.[1] ?? '';
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, (_, n) => 29 - n),
  );
  assert.match(await body('/chain?at=12'), /更早的记录.*href="\/chain\/12"/s);
  for (const wrong of ['before=-1', 'before=99999', 'at=x', 'before=0']) {
    assert.match(await body(`/chain?${wrong}`), /href="\/chain\/29"/);
  }
});

test('目录链：见证人两棵树的情况合成一行，取较短的一棵', async () => {
  const shown = await body('/chain');
  assert.equal(shown.match(/<span class="mono">audit\.example\.gov\.cn</g)?.length, 1);
  assert.match(shown, /第 24 条/);
  assert.match(shown, /<dd>30<\/dd>\s*<dt>条已入链.*<dd>25<\/dd>\s*<dt>条已见证/s);
});

test('目录链记录：标题用程序自己的中文名，未知的条文不出链接，不存在的记录给出去处', async () => {
  const shown = await body('/chain/6');
  assert.match(shown, /<h1>.*第 6 号记录.*赋码/s);
  assert.match(shown, /BJ-REG-15/);
  assert.doesNotMatch(shown, /articles\/NO-SUCH-1/);
  for (const path of ['/chain/30', '/chain/-1', '/chain/06', '/chain/x', '/chain/1e3']) {
    const missing = await get(path);
    assert.equal(missing.status, 404, path);
    assert.match(await missing.text(), /没有这一页/);
  }
});

test('证明文件连同记录下载，浏览器的核验程序认它；不存在的说不存在', async () => {
  const trust = /data-trust>([^<]+)</.exec(await body('/verify'))?.[1] ?? '';
  const trusted = trustedOf(JSON.parse(trust) as Trust);
  for (const name of ['sha256.tlog-proof', 'sm3.tlog-proof']) {
    const file = await get(`/chain/6/${name}`);
    assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="entry-6-/);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [report] = await verify([{ name, bytes }], trusted);
    assert.equal(report?.outcome, 'holds');
  }
  const entry = await get('/chain/6/entry.json');
  assert.match(await entry.text(), /"type":"reg.CodeAssigned"/);
  for (const path of ['/chain/30/entry.json', '/chain/30/sm3.tlog-proof', '/chain/6/other']) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('登记条目标明赋码一步在链上的情况', async () => {
  assert.match(await body('/registrations/CODE-0'), /已见证<\/span>.*href="\/chain\/6"/s);
  assert.doesNotMatch(await body('/registrations/CODE-1'), /href="\/chain\/\d/);
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

test('离线核验网页：作为附件下载，安全策略与内容的散列一致，不许连网', async () => {
  const file = await get('/verify/offline.html');
  assert.equal(file.status, 200, 'build the verifier first: npm test does');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
  const page = await file.text();
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const said = policy.replaceAll('&#39;', "'");
  assert.match(said, /^default-src 'none';/);
  assert.doesNotMatch(said, /unsafe|http|connect-src|\*/);
  for (const [, kind = '', content = ''] of page.matchAll(
    /<(style|script) ?(?:type="module")?>([\s\S]*?)<\/(?:style|script)>/g,
  )) {
    const digest = createHash('sha256').update(content).digest('base64');
    assert.ok(said.includes(`${kind}-src 'sha256-${digest}'`), kind);
  }
});

test('核验脚本：长期缓存，体积有上限，别的文件取不到', async () => {
  const address = /src="(\/assets\/verifier\/page-[^"]+)"/.exec(await body('/verify'))?.[1] ?? '';
  const script = await get(address);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const bytes = Buffer.from(await script.arrayBuffer());
  assert.ok(gzipSync(bytes, { level: 9 }).length <= 20 * 1024);
  for (const path of ['..%2f..%2fpackage.json', 'offline.js.map', 'x.js']) {
    assert.equal((await get(`/assets/verifier/${path}`)).status, 404, path);
  }
});

test('存证网页：脚本长期缓存，体积有上限；没有构建时说明怎么办', async () => {
  const page = await body('/deposit');
  const address = /src="(\/assets\/deposit\/page-[^"]+)"/.exec(page)?.[1] ?? '';
  const script = await get(address);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const bytes = Buffer.from(await script.arrayBuffer());
  assert.ok(gzipSync(bytes, { level: 9 }).length <= 9 * 1024);
  assert.equal((await get('/assets/deposit/..%2fverifier%2foffline.js')).status, 404);
  assert.match(String(await depositPage(viewFor('zh'), null)), /npm start/);
});
