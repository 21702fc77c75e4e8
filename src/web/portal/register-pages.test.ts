import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { create } from 'qrcode';
import type { JsonObject } from '../../base/json.ts';
import { entryPage, type EntryData } from './entry/entry.ts';
import { dataBlock } from './frame.ts';
import { entry, hostile, packOf, viewFor, visitor } from './portal.fixtures.ts';
import { qrCode } from './verify/qr.ts';
import { registrationsPage, type RegistrationsData } from './found/registrations.ts';
import { slips } from './slips.ts';

const page = async (
  change: Partial<EntryData> = {},
  view: Parameters<typeof viewFor>[1] = {},
): Promise<string> => String(await entryPage(viewFor('zh', view), { ...entry, ...change }));

const blocks = (shown: string): string[] =>
  [...shown.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, data]) => data ?? '',
  );

test('给搜索引擎的数据块：能解析，字段与登记一致，恶意名称原样在字符串里', async () => {
  const [block, ...more] = blocks(await page());
  assert.equal(more.length, 0);
  const data = JSON.parse(block ?? '') as Record<string, JsonObject | string>;
  assert.equal(data['@type'], 'Dataset');
  assert.equal(data['name'], hostile);
  assert.equal(data['url'], 'https://dj.example/registrations/BJ-CODE-1');
  assert.equal(data['datePublished'], '2026-01-02');
  assert.equal(data['dateModified'], '2026-02-02');
  assert.equal(data['expires'], '2029-01-02');
  assert.equal(data['version'], '2');
  assert.equal(data['creativeWorkStatus'], '有效');
  assert.deepEqual(data['creator'], {
    '@type': 'Organization',
    name: '北京市民政局',
    identifier: '11110000000021039C',
  });
  assert.doesNotMatch(block ?? '', /13800000000|contactPhone/);
});

test('任何内容都跳不出数据块', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('</script>', '<!--', '-->', '<script', ']]>', '\u2028', '&lt;', '</SCRIPT '),
  );
  fc.assert(
    fc.property(fc.dictionary(words, words), (data) => {
      const block = dataBlock(data);
      assert.doesNotMatch(block, /[<>&\u2028\u2029]/);
      assert.deepEqual(JSON.parse(block), JSON.parse(JSON.stringify(data)));
    }),
    { numRuns: 150 },
  );
});

test('登记条目有自己的地址、说明和预览；看某一天的不给搜索引擎', async () => {
  const shown = await page({}, { demo: false, here: '/registrations/BJ-CODE-1?x=1' });
  assert.match(shown, /rel="canonical" href="https:\/\/dj\.example\/registrations\/BJ-CODE-1"/);
  assert.match(shown, /name="description" content="北京市民政局 · 数据资源 · BJ-CODE-1 · 机构名称/);
  assert.match(shown, /property="og:title" content="&lt;script&gt;/);
  assert.match(
    shown,
    /hreflang="en" href="https:\/\/dj\.example\/registrations\/BJ-CODE-1\?x=1&amp;lang=en"/,
  );
  assert.doesNotMatch(shown, /noindex/);
  for (const lang of ['zh-CN', 'x-default'])
    assert.match(shown, new RegExp(`hreflang="${lang}" href="[^"]*/BJ-CODE-1\\?x=1"`));
  const english = await page({}, { demo: false, lang: 'en' });
  assert.match(english, /rel="canonical" href="[^"]*\/BJ-CODE-1\?lang=en"/);
  const then = await page({ asOf: { day: '2026-01-20', version: 1 } }, { demo: false });
  assert.match(then, /name="robots" content="noindex"/);
  assert.equal(blocks(then).length, 0);
  assert.match(await page({}, { demo: true }), /noindex/);
});

test('您可以做什么：有效的可以更正、变更、注销，到时候才能续展；届满的只能更正，注销、撤销的什么也不能', async () => {
  const shown = await page();
  assert.match(shown, /申请更正.*申请变更.*续展：2028年11月4日起可以申请.*申请注销/s);
  assert.match(
    shown,
    /signin\?next=%2Fworkbench%2Fnew%3Fprocedure%3Dreg\.correct%26entry%3DBJ-CODE-1/,
  );
  assert.doesNotMatch(shown, /procedure%3Dreg\.renew/);
  assert.match(await page({}, { today: '2028-12-01' }), /procedure%3Dreg\.renew/);
  assert.match(await page({}, { visitor }), /href="\/workbench\/new\?procedure=reg\.change&amp;/);
  const over = await page({ status: 'expired' });
  assert.match(over, /procedure%3Dreg\.correct/);
  assert.doesNotMatch(over, /reg\.change|reg\.cancel|reg\.renew/);
  assert.doesNotMatch(over, /href="#objection"/);
  for (const status of ['revoked', 'cancelled'])
    assert.doesNotMatch(await page({ status }), /procedure%3D|id="rights"/, '办不成的不引人去办');
  const chongqing = await page({
    pack: packOf('chongqing'),
    jurisdiction: 'chongqing',
    objection: true,
  });
  assert.match(chongqing, /href="#objection"/);
});

test('每个公开字段只列一次；公示还在的给出链接；引用写明版本和取用日期', async () => {
  const shown = await page({ notice: '0199aaaa-0000-7000-8000-000000000001' });
  const list = [...shown.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label);
  assert.equal(new Set(list).size, list.length, list.join());
  for (const label of ['登记数据名称', '可使用场景', '登记码', '统一社会信用代码', '登记机构'])
    assert.ok(list.includes(label), label);
  assert.match(shown, /href="\/notices\/0199aaaa/);
  assert.match(
    shown,
    /\[DS\/OL\]\. 北京市大数据中心, 登记码 BJ-CODE-1，第2版, 2026-02-02\[2026-03-02\]/,
  );
  const other = await page({ fields: { ...entry.fields, issuedBy: '新机构' } });
  assert.match(other, /新机构, 登记码/);
});

test('二维码：黑格与标准编码一致，四周留白', () => {
  const words = 'https://dj.example/verify?code=DJ-110000-Y-2026-0000001-M';
  const path = /d="([^"]+)"/.exec(String(qrCode(words, '核验')))?.[1] ?? '';
  const { modules } = create(words, { errorCorrectionLevel: 'M' });
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let at = 0; at < Number(width); at += 1) dark.add(`${Number(x) + at},${y}`);
  const expected = new Set<string>();
  for (let row = 0; row < modules.size; row += 1)
    for (let at = 0; at < modules.size; at += 1)
      if (modules.get(row, at)) expected.add(`${at + 4},${row + 4}`);
  assert.deepEqual(dark, expected);
});

const found: RegistrationsData = {
  q: '养老 核验',
  chosen: { jurisdiction: 'beijing', holder: '11110000000021039C' },
  sort: 'relevance',
  total: { n: 50_000, atLeast: true, places: ['beijing'] },
  items: [
    {
      code: 'BJ-CODE-1',
      jurisdiction: 'beijing',
      dataName: '养老服务核验接口',
      summary: '',
      registrantName: '北京市民政局',
      objectKind: 'product',
      industry: 'S',
      status: 'active',
      registered: '2026-01-02',
      validTo: '2029-01-02',
    },
  ],
  facets: {
    holder: [{ value: '11110000000021039C', n: 1, label: '北京市民政局' }],
    industry: [{ value: 'S', n: 3 }],
    year: [{ value: '2026', n: 3 }],
  },
  uncounted: [],
  previous: null,
  next: '2.0199aaaa-0000-7000-8000-000000000001',
};
const search = async (change: Partial<RegistrationsData> = {}): Promise<string> =>
  String(await registrationsPage(viewFor('zh'), { ...found, ...change }));
const links = (shown: string): URLSearchParams[] =>
  [...shown.matchAll(/href="(\/registrations\?[^"]+)"/g)].map(
    ([, href]) => new URL((href ?? '').replaceAll('&amp;', '&'), 'http://x').searchParams,
  );

test('已选条件可以一个个去掉，地址带着其余的条件；换条件、换排序都从第一页开始', async () => {
  const shown = await search({ previous: 'x', sort: 'name' });
  assert.match(shown, /登记主体：北京市民政局\s*<span aria-hidden="true">×/);
  assert.match(shown, /至?查到 50000\+ 项/);
  const all = links(shown);
  const without = all.find((q) => !q.has('holder') && q.has('jurisdiction'));
  assert.deepEqual(Object.fromEntries(without ?? []), {
    q: '养老 核验',
    jurisdiction: 'beijing',
    sort: 'name',
  });
  for (const q of all.filter((one) => one.has('industry') || one.get('sort') === 'newest'))
    assert.ok(!q.has('after') && !q.has('before'));
  assert.ok(all.some((q) => q.get('after') === found.next && q.get('sort') === 'name'));
  assert.ok(all.some((q) => q.get('before') === 'x'));
  assert.match(shown, /<input type="hidden" name="sort" value="name"/);
});

test('查到的词在名称里加亮；没有词时不给“最相关”', async () => {
  assert.match(await search(), /<mark>养老<\/mark>服务<mark>核验<\/mark>接口/);
  assert.match(await search(), /最相关/);
  assert.doesNotMatch(await search({ q: '', sort: 'newest' }), /最相关|<mark>/);
});

test('查的词写进标题时不改变方向、不太长；预览不替写网址的人说话', async () => {
  const shown = await search({ q: `\u202E\u200B紧急通知：${'请汇款'.repeat(60)}` });
  const title = /<title>([^<]*)<\/title>/.exec(shown)?.[1] ?? '';
  assert.match(title, /^“紧急通知：(?:请汇款)+[请汇]*…” · 登记查询/);
  assert.ok(title.length < 90, title);
  assert.match(shown, /property="og:title" content="登记查询"/);
});

test('没有查到的说怎么办；登记簿空着的说这里会有什么；两种都不列筛选', async () => {
  const none = await search({ items: [], next: null });
  assert.match(none, /没有查到.*去掉已选的条件.*更短的词.*看公示/s);
  assert.doesNotMatch(none, /class="facet"/);
  const empty = await search({ items: [], next: null, q: '', chosen: {}, facets: {} });
  assert.match(empty, /登记簿还没有条目/);
});

test('只在不公开统计的地区查到时，不写“0项”', async () => {
  const shown = await search({ total: { n: 0, atLeast: false, places: ['beijing'] } });
  assert.doesNotMatch(shown, /查到 0 项/);
});

test('首页的简册：没有地区公开统计的只画标记，刚启用的写明会长高，其余念得出每月几项', async () => {
  const months = [
    { month: '2026-02', n: 0 },
    { month: '2026-03', n: 7 },
  ];
  const draw = async (places: string[], list = months): Promise<string> =>
    String(await slips(viewFor('zh'), { places, months: list }));
  assert.doesNotMatch(await draw([]), /<figure|<text/);
  assert.match(await draw(['beijing'], [{ month: '2026-03', n: 0 }]), /长高一格/);
  assert.match(await draw(['beijing']), /aria-label="近十二个月登记 7 项（北京）；2026年3月7项"/);
});
