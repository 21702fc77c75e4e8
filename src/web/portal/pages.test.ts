import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Seal } from '../../app/log/chain-heads.ts';
import { type Language } from '../../base/text.ts';
import { entryPage } from './entry/entry.ts';
import { noticePage } from './notices/notice.ts';
import { chainPage } from './chain/chain.ts';
import { chainEntryPage } from './chain/chain-entry.ts';
import { offlinePage } from './verify/offline.ts';
import {
  chain,
  chainEntry,
  entry,
  hostile,
  notice,
  trust,
  viewFor,
  visitor,
} from './portal.fixtures.ts';
import { registrationsPage } from './found/registrations.ts';
import { safeNext } from './sign-in.ts';
import { verifyPage } from './verify/verify.ts';
import { register, verified, pages, emptyChain } from './pages.fixtures.ts';

const hereHostile = `/registrations?q=${encodeURIComponent(hostile)}`;

for (const [name, page] of Object.entries(pages)) {
  for (const lang of ['zh', 'en'] satisfies Language[]) {
    test(`${name}（${lang}）能显示，语言标明，恶意名称被转义`, async () => {
      const shown = String(await page(viewFor(lang, { here: hereHostile })));
      assert.match(shown, lang === 'zh' ? /<html\s+lang="zh-CN"/ : /<html\s+lang="en"/);
      assert.match(shown, /<main id="main"/);
      assert.equal(shown.match(/<h1[ >]/g)?.length, 1);
      assert.doesNotMatch(shown, /<script>|<img|onerror=alert\(2\)>/);
      assert.doesNotMatch(shown, /undefined|\[object|NaN/);
      // Nothing a strict content security policy would refuse.
      assert.doesNotMatch(shown, /\son\w+="|\sstyle="|<style|javascript:/i);
      for (const [, id] of shown.matchAll(/<label[^>]* for="([^"]+)"/g)) {
        assert.match(shown, new RegExp(`<(input|select|textarea)[^>]* id="${id}"`), `label ${id}`);
      }
    });
  }
}

test('英文页面里除登记内容外没有中文标签', async () => {
  const shown = String(await pages['期限计算']?.(viewFor('en', { demo: false })));
  const outside = shown.replaceAll(/<a [^>]*lang="zh-CN".*?<\/a>/gs, '');
  assert.doesNotMatch(outside, /\p{Script=Han}/u);
});

test('公示页只显示规则列明的各项，别的一概不显示', async () => {
  const shown = String(await noticePage(viewFor('zh'), notice));
  const list = /<dl class="fields">.*?<\/dl>/s.exec(shown)?.[0] ?? '';
  const labels = [...list.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label);
  assert.deepEqual(labels, [
    '登记主体名称',
    '登记类型',
    '登记数据名称',
    '数据内容简介',
    '行业分类',
    '登记机构',
    '登记平台',
    '共有主体名称',
  ]);
  assert.doesNotMatch(shown, /13800000000|contactPhone/);
});

test('查询页的下一页带着查询条件和位置，没有数量的地区说明理由', async () => {
  const data = { ...register, q: '婚姻', chosen: { jurisdiction: 'beijing' } };
  const shown = String(await registrationsPage(viewFor('zh'), data));
  const next = /rel="next"\s+href="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const query = new URL(next, 'http://x').searchParams;
  assert.deepEqual(Object.fromEntries(query), {
    q: '婚姻',
    jurisdiction: 'beijing',
    after: notice.id,
  });
  assert.match(shown, /未经法定或同意不得对外提供/);
  assert.match(shown, /CQ-REG-19/);
});

test('已注销、已撤销、期满各有各的说法，且不再画有效期', async () => {
  const said = async (status: string, validTo = entry.validTo): Promise<string> =>
    String(await entryPage(viewFor('zh'), { ...entry, status, validTo }));
  assert.match(await said('cancelled'), /已注销/);
  assert.match(await said('revoked'), /已撤销/);
  assert.doesNotMatch(await said('revoked'), /class="validity"/);
  assert.match(await said('active', '2026-03-01'), /已届满/);
  assert.match(await said('renewalPending', '2026-03-01'), /续展办理中（暂续有效）/);
  assert.match(await said('active', '2026-03-02'), /class="chip good">有效</);
});

test('登录后只去本站的地址', () => {
  assert.equal(safeNext('/notices/1#objection', '/'), '/notices/1#objection');
  for (const asked of [
    '//evil.example',
    '/\\evil',
    'https://evil',
    'javascript:alert(1)',
    '/a b',
  ]) {
    assert.equal(safeNext(asked, '/'), '/');
  }
  assert.equal(safeNext(undefined, '/w'), '/w');
});

test('链空着、没有见证人：各处都说下一步怎么办', async () => {
  const shown = String(await chainPage(viewFor('zh'), emptyChain));
  assert.match(shown, /还没有记录.*第一件事项开始办理后/s);
  assert.match(shown, /还没有设见证人.*信任策略/s);
  assert.doesNotMatch(shown, /<table|class="growth"/);
});

test('演示见证处处标明不独立；独立的不标', async () => {
  const shown = String(await chainPage(viewFor('zh'), chain));
  assert.equal(shown.match(/演示见证，不独立/g)?.length, 1);
  const means = /<h2 id="means">.*/s.exec(shown)?.[0] ?? '';
  assert.match(means, /两棵树都有足够的见证人联署/);
  const [first] = chain.witnesses;
  assert.ok(first);
  const rehearsed = String(await chainPage(viewFor('zh'), { ...chain, witnesses: [first] }));
  assert.match(rehearsed, /已见证（演示）.*不独立/s);
});

test('登记条目：见证之前写明待见证；见证之后不再写', async () => {
  const said = async (seal: Seal): Promise<string> =>
    String(await entryPage(viewFor('zh'), entry, { seal, index: seal === 'waiting' ? null : 7 }));
  for (const seal of ['waiting', 'published'] as const)
    assert.match(await said(seal), /登记簿已更新，待见证/);
  for (const seal of ['witnessed', 'rehearsed', 'alone'] as const) {
    const shown = await said(seal);
    assert.doesNotMatch(shown, /待见证/);
    assert.match(shown, /href="\/chain\/7"/);
  }
});

test('首次登记的条目还没有见证，写已赋码；更新过的，写登记簿已更新', async () => {
  const [first] = entry.life.versions;
  assert.ok(first);
  const alone = { ...entry, life: { ...entry.life, versions: [first] } };
  const shown = String(await entryPage(viewFor('zh'), alone, { seal: 'published', index: 7 }));
  assert.match(shown, /已赋码，待见证/);
});

test('登记条目列出每一版：类别、日期、改了哪些公开内容、到那一版的链接', async () => {
  const shown = String(await entryPage(viewFor('zh'), entry));
  assert.match(shown, /首次登记.*变更登记.*更新了登记数据名称/s);
  assert.match(shown, /href="\/registrations\/BJ-CODE-1\?version=1"/);
  assert.doesNotMatch(shown, /version=2/);
});

test('看某一天：写明是哪一天、第几版，可以回到现行内容', async () => {
  const asOf = { day: '2026-01-20', version: 1 };
  const shown = String(await entryPage(viewFor('zh'), { ...entry, asOf }));
  assert.match(shown, /2026年1月20日当日的登记内容和状态（第1版）/);
  assert.match(shown, /看现行内容/);
  assert.doesNotMatch(shown, /class="validity"/);
  assert.match(shown, /registrations\/BJ-CODE-1\?on=2026-01-20"/);
});

test('注销后又撤销的条目：两次都列出，各写依据的情形和日期', async () => {
  const ends = [
    { as: 'CANCELLED', ground: 'not_renewed', on: '2029-01-03' },
    { as: 'REVOKED', ground: 'concealment_or_falsehood', on: '2029-02-01' },
  ];
  const over = { ...entry, status: 'revoked', life: { ...entry.life, ends } };
  const shown = String(await entryPage(viewFor('zh', { today: '2029-03-01' }), over));
  assert.match(shown, /注销登记.*有效期届满，未续展.*撤销登记.*隐瞒事实/s);
  assert.match(shown, /已撤销<\/b>\s+2029年2月1日，隐瞒事实/);
});

test('文件旧了的核验结果写已有新版本，不写真实有效', async () => {
  const { result } = verified;
  assert.ok(result);
  const old = { ...result, status: 'superseded_version' };
  const shown = String(await verifyPage(viewFor('zh'), { ...verified, result: old }));
  assert.match(shown, /class="result warn".*真实，但已有新版本/s);
  assert.doesNotMatch(shown, /真实有效/);
});

test('目录链记录：未登录的看不到工作台入口，公开的去处都列出', async () => {
  const shown = String(await chainEntryPage(viewFor('zh'), chainEntry));
  assert.match(shown, /href="\/registrations\/BJ-CODE-1"/);
  assert.match(shown, /href="\/notices\/0199aaaa/);
  assert.doesNotMatch(shown, /\/workbench\/cases/);
  const inside = String(await chainEntryPage(viewFor('zh', { visitor }), chainEntry));
  assert.match(inside, /href="\/workbench\/cases\/0199aaaa/);
  const closed = { ...chainEntry, code: null, notice: false };
  assert.match(String(await chainEntryPage(viewFor('zh'), closed)), /没有公开的页面/);
});

test('核验脚本没有构建时，页面说明怎么办，其余照常', async () => {
  const shown = String(await verifyPage(viewFor('zh'), { ...verified, script: null }));
  assert.match(shown, /npm start/);
  assert.doesNotMatch(shown, /data-verifier/);
});

test('离线核验网页：样式、脚本、公钥都在里面，不引用任何别的地址', async () => {
  const inside = { script: 'run()', style: 'p{}', policy: "default-src 'none'" };
  for (const lang of ['zh', 'en'] satisfies Language[]) {
    const shown = String(await offlinePage(viewFor(lang), trust, inside));
    assert.match(shown, /<script type="module">run\(\)<\/script>/);
    assert.match(shown, /<style>p\{\}<\/style>/);
    assert.match(
      shown,
      /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"/,
    );
    assert.doesNotMatch(shown, /\s(?:src|href)="/);
    assert.doesNotMatch(shown, /<script>|<img|onerror=alert\(2\)>/);
  }
});
