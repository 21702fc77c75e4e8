import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkData } from '../src/app/figures/evaluation-check.ts';
import { linesOf } from '../src/app/imports/lines.ts';
import type { JsonObject } from '../src/base/json.ts';
import { evaluate } from '../src/cli/evaluate.ts';
import type { DemoClient } from '../src/cli/demo-client.ts';
import { playStory } from '../src/cli/demo-story.ts';
import { samplePdf } from '../src/store/file.fixtures.ts';
import { clientOf, openDoor, type Door } from './contract.ts';

let door: Door;
let client: DemoClient;
/** Evaluations of the year 2026, one in each place. */
const cases: Record<string, string> = {};

const REGISTRARS = { beijing: 'bj-shen-he', chongqing: 'cq-shen-he' } as const;
const places = ['beijing', 'chongqing'] as const;
const authorityOf = (place: string) => (place === 'beijing' ? 'bj-shu-ju-ju' : 'cq-shu-ju-ju');

const got = async (path: string): Promise<{ status: number; type: string; body: Buffer }> => {
  const response = await door.request('GET', path);
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: Buffer.from(await response.arrayBuffer()) };
};
const items = async (path: string): Promise<JsonObject[]> =>
  (JSON.parse((await got(path)).body.toString('utf8')) as { items: JsonObject[] }).items;

async function evaluated(place: (typeof places)[number]): Promise<void> {
  const by = await client.as(authorityOf(place));
  const { id } = await by.open('eval', place, { year: 2026 });
  cases[place] = id;
}

async function published(place: (typeof places)[number]): Promise<void> {
  const by = await client.as(authorityOf(place));
  const id = cases[place] ?? '';
  await by.act(id, 'computeIndicators');
  const officer = await client.as(REGISTRARS[place]);
  await officer.act(id, 'comment', { text: '三月系统升级，受理用时偏长' });
  await by.act(id, 'confirm', { conclusion: '总体履职规范，予以发布' });
}

before(async () => {
  door = await openDoor();
  client = clientOf(door);
  await playStory(client, 'beijing', () => undefined);
  for (const place of places) await evaluated(place);
  await client.move('2027-01-05T10:00:00+08:00');
  for (const place of places) await published(place);
});
after(() => door.close());

test('北京的年度报告发布后人人可得，重庆的统计关闭，报告不对外', async () => {
  const list = await items('/api/public/evaluations');
  assert.deepEqual(
    list.map(({ jurisdiction, year }) => [jurisdiction, year]),
    [['beijing', 2026]],
  );
  assert.equal((await got('/api/public/evaluations/beijing/2026')).status, 200);
  for (const form of ['json', 'csv', 'pdf']) {
    assert.equal((await got(`/api/public/evaluations/beijing/2026?form=${form}`)).status, 200);
    assert.equal((await got(`/api/public/evaluations/chongqing/2026?form=${form}`)).status, 404);
  }
  assert.equal((await got('/api/public/evaluations/beijing/2025')).status, 404);
});

test('同意发布以后，重庆的报告在期限内对外，期满即止', async () => {
  const by = await client.as('cq-fa-zheng');
  const ask = { figure: 'evaluation', purpose: '向社会公开年度评价' };
  const { id } = await by.open('stats', 'chongqing', ask);
  const authority = await client.as('cq-shu-ju-ju');
  await authority.act(id, 'permitRelease', {
    basis: 'agreed',
    legal: '市政府同意函',
    from: '2027-01-05',
    to: '2027-01-06',
  });
  assert.equal((await got('/api/public/evaluations/chongqing/2026')).status, 200);
  assert.deepEqual((await items('/api/public/evaluations')).length, 2);
  await client.move('2027-01-07T09:00:00+08:00');
  assert.equal((await got('/api/public/evaluations/chongqing/2026')).status, 404);
});

test('报告是纸也是数据：PDF、JSON、CSV；当事方和监督部门可得，旁人不知道有这一事项', async () => {
  const id = cases['beijing'] ?? '';
  for (const account of ['bj-shu-ju-ju', 'bj-shen-he']) {
    const by = await client.as(account);
    const pdf = Buffer.from(await by.bytes(`/api/cases/${id}/evaluation?form=pdf`));
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
    const csv = Buffer.from(await by.bytes(`/api/cases/${id}/evaluation?form=csv`)).toString(
      'utf8',
    );
    assert.match(csv, /^\ufeff方面,指标/);
    assert.match(csv, /\r\n服务效率,按期作出的受理决定,acceptanceInTime,share,\d+,\d+,/);
    const report = await by.get<{ axes: { id: string }[] }>(`/api/cases/${id}/evaluation`);
    assert.deepEqual(
      report.axes.map((axis) => axis.id),
      ['efficiency', 'conformity', 'quality', 'security'],
    );
  }
  const stranger = await client.as('cq-shu-ju-ju');
  await assert.rejects(stranger.get(`/api/cases/${id}/evaluation`), /404/);
  await assert.rejects(stranger.bytes(`/api/cases/${id}/evaluation-data`), /404/);
  await assert.rejects(client.get(`/api/cases/${id}/evaluation`), /401/);
});

async function dataFile(place: string): Promise<string> {
  const officer = await client.as(REGISTRARS[place as 'beijing']);
  const bytes = await officer.bytes(`/api/cases/${cases[place] ?? ''}/evaluation-data`);
  const path = join(door.dataDir, `${place}.ndjson`);
  writeFileSync(path, bytes);
  return path;
}

test('被评价的登记机构用导出的数据文件重算，得出同样的数；改动一行即不同', async (t) => {
  t.mock.method(console, 'log', () => undefined);
  t.mock.method(console, 'error', () => undefined);
  const path = await dataFile('beijing');
  assert.equal(await evaluate(['--data', path]), 0);
  const lines = readFileSync(path, 'utf8').split('\n');
  assert.ok(lines.length > 20);
  const accepted = lines.findIndex((line) => line.includes('"type":"reg.ApplicationAccepted"'));
  const changed = lines.with(accepted, (lines[accepted] ?? '').replace('Accepted', 'Forgotten'));
  writeFileSync(path, changed.join('\n'));
  assert.equal(await evaluate(['--data', path]), 1);
  writeFileSync(path, lines.toSpliced(accepted, 1).join('\n'));
  assert.equal(await evaluate(['--data', path]), 1);
  for (const broken of ['', '{}', `${lines[0] ?? ''}\nnot json`, '\u0000'.repeat(10)]) {
    writeFileSync(path, broken);
    assert.equal(await evaluate(['--data', path]), 1);
  }
  assert.equal(await evaluate(['--data', join(door.dataDir, 'missing')]), 2);
  assert.equal(await evaluate([]), 2);
});

test('数据文件里只有记录的公开部分：没有人名、单位名称和任何文字', async () => {
  const officer = await client.as('bj-shen-he');
  const bytes = Buffer.from(
    await officer.bytes(`/api/cases/${cases['beijing'] ?? ''}/evaluation-data`),
  );
  const rows = bytes.toString('utf8').split('\n').slice(1).join('\n');
  assert.equal(/\p{Script=Han}/u.exec(rows), null);
  async function* pieces() {
    yield bytes;
  }
  const found = await checkData(linesOf(pieces(), 1_000_000));
  assert.ok(typeof found !== 'string');
  assert.deepEqual(found.different, []);
});

test('主管部门逐年看得到评价了没有；登记主体看不到', async () => {
  const years = async (account: string, place = 'beijing') => {
    const by = await client.as(account);
    return by.get<{ items: { year: number; overdue: boolean; status: string | null }[] }>(
      `/api/supervision/evaluations?jurisdiction=${place}`,
    );
  };
  const { items: beijing } = await years('bj-shu-ju-ju');
  assert.deepEqual(
    beijing.map(({ year, overdue, status }) => [year, overdue, status]),
    [
      [2025, true, null],
      [2026, false, 'PUBLISHED'],
      [2027, false, null],
    ],
  );
  const { items: draft } = await years('cq-shu-ju-ju', 'chongqing');
  assert.deepEqual(
    draft.map(({ year }) => year),
    [2026],
    '尚未施行的规则不欠评价',
  );
  await assert.rejects(years('bj-min-zheng'), /404/);
});

test('业务规则：公布以后任何人可以查阅、下载，废止的也查得到', async () => {
  const by = await client.as('cq-fa-zheng');
  const document = [await by.upload('细则.pdf', samplePdf('% 异议处理细则'))];
  const rules = { title: '异议处理细则', effectiveFrom: '2027-02-01', document };
  const { id } = await by.open('rules.doc', 'chongqing', rules);
  const [listed] = await items('/api/public/rules?jurisdiction=chongqing');
  assert.equal(listed?.['title'], '异议处理细则');
  assert.deepEqual(await items('/api/public/rules?jurisdiction=beijing'), []);
  const file = await got(`/api/public/rules/${id}/1`);
  assert.deepEqual([file.status, file.type], [200, 'application/pdf']);
  for (const path of [`${id}/2`, `${id}/0`, `${id}/x`, 'constructor/1'])
    assert.equal((await got(`/api/public/rules/${path}`)).status, 404, path);
  await by.act(id, 'repealRules');
  assert.equal((await items('/api/public/rules'))[0]?.['status'], 'REPEALED');
});

test('运行指标不透露重庆登记了多少：只说有没有，不说多少', async () => {
  const { house } = door.services;
  const read = async (): Promise<number> => {
    const { body } = await got('/metrics');
    return Number(/shuji_clocks_provisional (\d+)/.exec(body.toString('utf8'))?.[1]);
  };
  const one = (place: string, n: number) =>
    house.pool.query(
      `INSERT INTO clock (case_id, name, state, started_on, due, provisional, calendar, fires_at)
       SELECT case_id, 'probe' || $2, 'running', '2027-01-01', '2030-01-01', true, '', now()
       FROM case_row WHERE jurisdiction = $1 LIMIT 1`,
      [place, n],
    );
  const start = await read();
  await one('beijing', 1);
  assert.equal(await read(), start + 1);
  await one('chongqing', 1);
  const said = await read();
  await one('chongqing', 2);
  assert.equal(await read(), said);
  await house.pool.query(`DELETE FROM clock WHERE name LIKE 'probe%'`);
});

test('以上各处的回答都如接口文件所述', () => {
  assert.deepEqual(
    [...door.breaches].filter((one) => !one.includes('/metrics')),
    [],
  );
});
