import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JsonObject } from '../src/base/json.ts';
import type { DemoClient } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { clientOf, openDoor, type Door } from './contract.ts';

let door: Door;
let client: DemoClient;

before(async () => {
  door = await openDoor();
  client = clientOf(door);
  await playStory(client, 'beijing', () => undefined);
  await playStory(client, 'chongqing', () => undefined);
});
after(() => door.close());

const asked = async (path: string): Promise<{ status: number; type: string; text: string }> => {
  const response = await door.request('GET', path);
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text() };
};

test('监督统计：谁看得到哪一地区，看不到的不知道有', async () => {
  const reads: readonly (readonly [account: string, place: string, reach: string])[] = [
    ['bj-shu-ju-ju', 'beijing', 'region'],
    ['bj-shou-li', 'beijing', 'office'],
    ['bj-shen-ji', 'beijing', 'region'],
    ['bj-wang-xin', 'beijing', 'region'],
    ['bj-xi-cheng-shu-ju', 'beijing', 'district'],
    ['cq-shu-ju-ju', 'chongqing', 'region'],
    ['cq-yu-bei', 'chongqing', 'district'],
    ['cq-fa-zheng', 'chongqing', 'office'],
  ];
  for (const [account, place, reach] of reads) {
    const by = await client.as(account);
    const seen = await by.get<JsonObject>(`/api/figures?jurisdiction=${place}`);
    assert.equal(seen['reach'], reach, account);
    const other = place === 'beijing' ? 'chongqing' : 'beijing';
    await assert.rejects(by.get(`/api/figures?jurisdiction=${other}`), /404/, account);
  }
  for (const account of [
    'bj-min-zheng',
    'bj-dai-li',
    'bj-li-ming',
    'xi-tong',
    'an-quan',
    'shen-ji',
  ]) {
    const by = await client.as(account);
    await assert.rejects(by.get('/api/figures?jurisdiction=beijing'), /404/, account);
  }
  assert.equal((await asked('/api/figures')).status, 401);
  const by = await client.as('bj-shu-ju-ju');
  for (const bad of ['procedure=account', 'from=yesterday', 'district=xicheng', 'form=pdf'])
    await assert.rejects(by.get(`/api/figures?${bad}`), /400/, bad);
  await assert.rejects(by.get('/api/cases?behind=~'), /400/);
});

test('统计和背后的事项一致，表格可以下载', async () => {
  const by = await client.as('bj-shu-ju-ju');
  const seen = await by.get<{ returnedFor: { id: string; n: number; behind: string }[] }>(
    '/api/figures',
  );
  const [returned] = seen.returnedFor;
  assert.equal(returned?.id, 'scenario');
  const cases = await by.get<{ items: { status: string }[] }>(
    `/api/cases?jurisdiction=beijing&behind=${encodeURIComponent(returned?.behind ?? '')}`,
  );
  assert.deepEqual([cases.items.length, cases.items[0]?.status], [returned?.n, 'REGISTERED']);
  const csv = Buffer.from(await by.bytes('/api/figures?form=csv')).toString('utf8');
  assert.match(csv, /^\ufeff项目,名称,数值,基数\r\n范围,北京市,,\r\n[^]*\r\n在办,待受理,/);
});

test('公开统计：北京人人可得，重庆关闭并写明依据，同意以后才有', async () => {
  const open = JSON.parse((await asked('/api/public/figures')).text) as {
    weeks: { n: number }[];
    steps: { median: number | null }[];
  };
  assert.equal(
    open.weeks.reduce((sum, { n }) => sum + n, 0),
    1,
  );
  assert.ok(
    open.steps.every(({ median }) => median === null),
    'one case says nothing',
  );
  const closed = JSON.parse(
    (await asked('/api/public/figures?jurisdiction=chongqing')).text,
  ) as JsonObject;
  assert.deepEqual(closed['closed'], ['CQ-REG-19']);
  assert.deepEqual([closed['weeks'], closed['industries'], closed['steps']], [null, null, null]);
  const page = (await asked('/figures?jurisdiction=chongqing')).text;
  assert.match(page, /第十九条/);
  assert.doesNotMatch(page, /<svg\s+class="at-/);
  for (const table of ['weeks', 'months', 'industries', 'kinds', 'steps', 'accepted']) {
    assert.equal(
      (await asked(`/api/public/figures?table=${table}`)).type,
      'text/csv; charset=utf-8',
    );
    assert.equal(
      (await asked(`/api/public/figures?jurisdiction=chongqing&table=${table}`)).status,
      404,
    );
  }
  assert.equal((await asked('/api/public/figures?table=cases')).status, 400);
  assert.equal((await asked('/api/public/figures?jurisdiction=nowhere')).status, 422);
  assert.equal((await asked('/figures?jurisdiction=nowhere')).status, 404);

  const officer = await client.as('cq-fa-zheng');
  const { id } = await officer.open('stats', 'chongqing', {
    figure: 'series',
    purpose: '向社会公布办理情况',
  });
  const authority = await client.as('cq-shu-ju-ju');
  const today = (await authority.get<{ now: string }>('/api/session')).now.slice(0, 10);
  await authority.act(id, 'permitRelease', {
    basis: 'agreed',
    legal: '市政府同意函',
    from: today,
    to: today,
  });
  const partly = JSON.parse((await asked('/api/public/figures?jurisdiction=chongqing')).text) as {
    weeks: { n: number }[] | null;
    industries: null;
    closed: string[];
  };
  assert.equal(
    partly.weeks?.reduce((sum, { n }) => sum + n, 0),
    1,
  );
  assert.deepEqual([partly.industries, partly.closed], [null, ['CQ-REG-19']]);
  assert.match((await asked('/figures?jurisdiction=chongqing')).text, /只公布经同意的部分/);
});

test('三类管理员各见各的记录，查看和导出都留痕', async () => {
  const [system, security, audit, auditor, editor] = await Promise.all(
    ['xi-tong', 'an-quan', 'shen-ji', 'bj-shen-ji', 'bj-min-zheng'].map((a) => client.as(a)),
  );
  assert.ok(system && security && audit && auditor && editor);
  const only = async (path: string, may: readonly (typeof system)[]): Promise<void> => {
    for (const by of [system, security, audit, auditor, editor]) {
      if (may.includes(by)) await by.bytes(path);
      else await assert.rejects(by.bytes(path), /403/, `${path} ${by.name}`);
    }
    assert.equal((await asked(path)).status, 401);
  };
  await only('/api/admin/sessions', [security]);
  await only('/api/admin/status', [system]);
  await only('/api/admin/operation-days', [audit, auditor]);
  await only('/api/admin/operations.csv?kind=session.signIn', [audit, auditor]);

  const sessions = await security.get<{ items: { login: string; current: boolean }[] }>(
    '/api/admin/sessions?q=AN-QUAN',
  );
  assert.deepEqual(
    sessions.items.map(({ login, current }) => [login, current]),
    [['an-quan', true]],
  );
  const { items: page, next } = await security.get<{
    items: { id: string }[];
    next: string | null;
  }>('/api/admin/sessions?limit=2');
  assert.equal(page.length, 2);
  const { items: more } = await security.get<{ items: { id: string }[] }>(
    `/api/admin/sessions?limit=100&after=${next}`,
  );
  assert.ok(more.every(({ id }) => !page.some((one) => one.id === id)));

  const bad = { account: 'bj-min-zheng', password: 'wrong-Password-1' };
  const init = { body: JSON.stringify(bad), headers: { 'content-type': 'application/json' } };
  assert.equal((await door.request('POST', '/api/session', init)).status, 401);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const days = await audit.get<{ days: { done: number; refused: number }[] }>(
    '/api/admin/operation-days?kind=session.signIn',
  );
  assert.ok(days.days.reduce((sum, { done }) => sum + done, 0) >= 5);
  assert.equal(
    days.days.reduce((sum, { refused }) => sum + refused, 0),
    1,
  );
  const refused = await audit.get<{ items: { ok: boolean; kind: string }[] }>(
    '/api/admin/operations?kind=session.signIn&ok=false',
  );
  assert.deepEqual(
    refused.items.map(({ ok }) => ok),
    [false],
  );
  const read = await auditor.get<{ items: { subject: string }[] }>(
    '/api/admin/operations?kind=case.read',
  );
  const subject = read.items[0]?.subject ?? '';
  const looked = await auditor.get<{ items: { subject: string }[] }>(
    `/api/admin/operations?kind=case.read&subject=${encodeURIComponent(subject)}`,
  );
  assert.ok(looked.items.length > 0 && looked.items.every((one) => one.subject === subject));
  const left = await audit.get<{ items: { kind: string }[] }>(
    '/api/admin/operations?kind=operations.export',
  );
  assert.equal(left.items.length, 2);
  const status = await system.get<{ calendars: { year: number }[]; catalogue: { items: number } }>(
    '/api/admin/status',
  );
  assert.deepEqual(
    status.calendars.map(({ year }) => year),
    [2025, 2026],
  );
  assert.ok(status.catalogue.items > 0);
});

test('所有答复都合乎公布的接口', () => {
  const pages = [...door.breaches].filter((breach) => !breach.includes(' /api/'));
  assert.ok(
    pages.every((breach) => breach.startsWith('GET /figures ')),
    pages.join('; '),
  );
  assert.deepEqual(
    [...door.breaches].filter((breach) => !pages.includes(breach)),
    [],
  );
});
