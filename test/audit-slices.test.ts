import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { uuidV7 } from '../src/base/id.ts';
import type { JsonObject } from '../src/base/json.ts';
import { Refused } from '../src/base/refusal.ts';
import { enterDiary } from '../src/app/log/diary.ts';
import { entryAt } from '../src/app/log/proofs.ts';
import type { ExportedSlice } from '../src/app/audit/slice-lines.ts';
import { openSlices, type SliceRequest } from '../src/app/audit/slices.ts';
import type { DemoPerson } from '../src/cli/demo-client.ts';
import type { Actor } from '../src/kernel/types.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { openScene, shuji, type Scene } from './evidence.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31', purpose: '年度数据审计' };
const REGISTRANT = '11110000000021039C';

describe('审计数据', () => {
  let scene: Scene;
  let auditor: DemoPerson;
  before(async () => {
    scene = await openScene();
    auditor = await scene.client.as('bj-shen-ji');
    const chongqing = await scene.client.as('cq-jiao-tong');
    const { id } = await chongqing.open('reg.first', 'chongqing', {
      objectKind: 'resource',
      inScope: true,
    });
    await scene.witnessed(chongqing, id);
  });
  after(() => scene.close());

  const ask = (more: Partial<SliceRequest> = {}) =>
    auditor.post<ExportedSlice>('/api/audit/slices', { ...YEAR, ...more });
  const linesOf = async (id: number): Promise<string[]> => {
    const file = Buffer.from(await auditor.bytes(`/api/audit/slices/${id}`)).toString();
    assert.ok(file.endsWith('\n'));
    return file.slice(0, -1).split('\n');
  };
  interface Line {
    readonly index: number;
    readonly entry: string;
  }
  const entriesIn = (lines: readonly string[]): Line[] =>
    lines.slice(1, -1).map((line) => {
      const { index, entry } = JSON.parse(line) as Line;
      return { index, entry };
    });
  /** Straight from the public files, by a question asked in other words. */
  async function onLog(end: number, answers: (entry: string) => boolean): Promise<Line[]> {
    const found: Line[] = [];
    for (let index = 0; index < end; index += 1) {
      const entry = Buffer.from(
        (await entryAt(scene.door.services.log, index, end)) ?? [],
      ).toString();
      if (answers(entry)) found.push({ index, entry });
    }
    return found;
  }
  const notChongqing = (entry: string): boolean => !entry.includes('"jurisdiction":"chongqing"');
  const publicKeys = async (): Promise<string> =>
    scene.write('keys.json', await scene.client.get('/api/public/keys'));

  it('导出的文件离线核验通过；对照公开日志，没有遗漏', async () => {
    const made = await ask();
    assert.ok(made.count > 30);
    const lines = await linesOf(made.id);
    assert.equal(lines.length, made.count + 2);
    assert.deepEqual(entriesIn(lines), await onLog(made.end, notChongqing));
    const file = scene.write('year.jsonl', `${lines.join('\n')}\n`);
    const keys = ['--keys', await publicKeys()];
    const policies = [
      ['--policy', scene.write('policy', await scene.published('policy'))],
      ['--policy', scene.write('policy-sm3', await scene.published('sm3/policy'))],
    ].flat();
    const log = ['--log', join(scene.door.dataDir, 'log')];
    const whole = await shuji('verify', 'slice', file, ...keys, ...policies, ...log);
    assert.equal(whole.status, 0, whole.says);
    assert.match(whole.says, /真实.*\n完整/);
    assert.doesNotMatch(whole.says, /自称/);
    const alone = await shuji('verify', 'slice', file, ...keys);
    assert.equal(alone.status, 0, alone.says);
    assert.match(alone.says, /真实.*\n未核对有无遗漏/);
    assert.match(alone.says, /自称/);
    assert.deepEqual([...scene.door.breaches], []);
  });

  it('按程序、单位、日期导出的，恰是公开日志中符合的条目', async () => {
    const cases: [Partial<SliceRequest>, (entry: string) => boolean][] = [
      [{ procedure: 'reg.objection' }, (e) => e.includes('"procedure":"reg.objection"')],
      [{ procedure: 'log' }, (e) => e.includes('"procedure":"log"')],
      [{ organisation: REGISTRANT }, (e) => e.includes(`"${REGISTRANT}"`)],
      [
        { organisation: REGISTRANT, procedure: 'reg.first' },
        (e) => e.includes(`"${REGISTRANT}"`) && e.includes('"procedure":"reg.first"'),
      ],
      [{ from: '2026-03-01', to: '2026-03-01' }, (e) => e.includes('"at":"2026-03-01T')],
      [{ from: '2020-01-01', to: '2020-12-31' }, () => false],
    ];
    for (const [question, answers] of cases) {
      const made = await ask(question);
      const expected = await onLog(made.end, (e) => notChongqing(e) && answers(e));
      const lines = await linesOf(made.id);
      assert.deepEqual(entriesIn(lines), expected, JSON.stringify(question));
      assert.equal(made.count, expected.length);
    }
    assert.ok((await ask({ procedure: 'reg.objection' })).count > 3);
    assert.ok((await ask({ organisation: REGISTRANT.toLowerCase() })).count > 3);
  });

  it('每次导出都上链并记入操作日志；用途只在操作日志里', async () => {
    const { id, sha256, at } = await ask({ purpose: '用途不公开' });
    const { rows } = await scene.door.services.house.pool.query<{ entry: string }>(
      `SELECT convert_from(entry, 'UTF8') AS entry FROM event WHERE type = 'audit.SliceExported'
       AND version = $1`,
      [id],
    );
    const entry = JSON.parse(rows[0]?.entry ?? '{}') as JsonObject;
    assert.deepEqual([entry['at'], entry['law']], [at, ['BJ-OPIN-20a']]);
    assert.equal((entry['data'] as JsonObject)['sha256'], sha256);
    assert.doesNotMatch(rows[0]?.entry ?? '', /用途/);
    await auditor.bytes(`/api/audit/slices/${id}`);
    await scene.door.services.operations.flush();
    const { items } = await auditor.get<{ items: JsonObject[] }>('/api/admin/operations?limit=5');
    const [read, made] = items.filter(({ subject }) => subject === `slice/${id}`);
    assert.equal(read?.['kind'], 'audit.sliceRead');
    assert.equal(made?.['kind'], 'audit.slice');
    assert.equal((made['detail'] as JsonObject)['purpose'], '用途不公开');
  });

  it('以后再下载，条目一字不变，证明通到新的检查点', async () => {
    const made = await ask({ procedure: 'reg.first' });
    const before = await linesOf(made.id);
    const holder = await scene.client.as('bj-min-zheng');
    const draft = await holder.open('reg.first', 'beijing', {
      objectKind: 'resource',
      inScope: true,
    });
    await scene.witnessed(holder, draft.id);
    const later = await linesOf(made.id);
    assert.deepEqual(entriesIn(later), entriesIn(before));
    assert.notEqual(later[0], before[0]);
    const file = scene.write('later.jsonl', `${later.join('\n')}\n`);
    const log = ['--log', join(scene.door.dataDir, 'log')];
    const done = await shuji('verify', 'slice', file, '--keys', await publicKeys(), ...log);
    assert.equal(done.status, 0, done.says);
    assert.match(done.says, /导出之后又有[1-9]\d*条符合/);
  });

  it('只有审计人员能导出，看得到的是本单位导出过的，范围是本单位所在地区', async () => {
    const { slices } = scene.door.services;
    const { id } = await ask();
    for (const login of ['bj-shou-li', 'bj-wang-xin', 'bj-min-zheng', 'shen-ji', 'xi-tong']) {
      const who = await scene.client.as(login);
      await assert.rejects(who.post('/api/audit/slices', YEAR), / 403 SLICES_NOT_YOURS/, login);
      await assert.rejects(who.get('/api/audit/slices'), / 403 /, login);
      await assert.rejects(who.bytes(`/api/audit/slices/${id}`), / 403 /, login);
    }
    await assert.rejects(scene.client.get('/api/audit/slices'), / 401 /);
    const elsewhere = (region: string, code: string): Actor => ({
      kind: 'person',
      accountId: uuidV7(0, Buffer.alloc(10, 7)),
      name: '外地审计员',
      realName: true,
      org: { code, name: '外地审计局', region },
      roles: ['auditor'],
    });
    const south = elsewhere('500000', '11500000MB0YX0116R');
    const theirs = await slices.ask(south, YEAR);
    assert.deepEqual(theirs.query.jurisdictions, ['chongqing']);
    const mine = await onLog(theirs.end, (e) => !e.includes('"jurisdiction":"beijing"'));
    assert.equal(theirs.count, mine.length);
    await assert.rejects(auditor.bytes(`/api/audit/slices/${theirs.id}`), / 404 SLICE_UNKNOWN/);
    await assert.rejects(auditor.bytes('/api/audit/slices/999999'), / 404 /);
    await assert.rejects(
      auditor.bytes('/api/audit/slices/1'),
      / 404 /,
      '日志的其他陈述不是审计数据',
    );
    const { items } = await auditor.get<{ items: ExportedSlice[] }>('/api/audit/slices');
    assert.ok(items.length > 5 && items.every((one) => one.auditor === '11110000MB0YX0087P'));
    const first = await auditor.get<{ items: ExportedSlice[]; next: number }>(
      '/api/audit/slices?limit=2',
    );
    const second = await auditor.get<{ items: ExportedSlice[] }>(
      `/api/audit/slices?limit=2&after=${first.next}`,
    );
    assert.deepEqual([...first.items, ...second.items], items.slice(0, 4));
    const nowhere = slices.ask(elsewhere('310000', '11310000000000000X'), YEAR);
    await assert.rejects(nowhere, (e) => e instanceof Refused && e.refusal.kind === 'forbidden');
  });

  it('日期颠倒、没有这一程序、代码有误、没有用途的，不予导出并说明原因', async () => {
    const refused: [Partial<Record<string, string>>, RegExp][] = [
      [{ from: '2026-05-02', to: '2026-05-01' }, / 422 SLICE_DAYS/],
      [{ from: '1900-01-01' }, / 422 SLICE_DAYS/],
      [{ from: '2026-02-30' }, / 400 /],
      [{ procedure: 'no.such' }, / 422 SLICE_PROCEDURE/],
      [{ organisation: '11110000000021039D' }, / 422 USCC_/],
      [{ organisation: "x' OR true --" }, / 422 USCC_/],
      [{ purpose: ' ' }, / 400 /],
      [{ purpose: '\u3164\u2800' }, / 400 /],
      [{ purpose: '年度\u202e审计' }, / 400 /],
      [{ jurisdictions: 'chongqing' }, / 400 /],
    ];
    for (const [more, problem] of refused) {
      await assert.rejects(ask(more as Partial<SliceRequest>), problem, JSON.stringify(more));
    }
    assert.deepEqual([...scene.door.breaches], []);
  });

  it('超过一份的上限，不予导出并说明如何分开；什么也不上链', async () => {
    const { house, operations, log } = scene.door.services;
    const keys = undefined as never;
    const few = openSlices({ house, operations, log, keys }, 5);
    const actor: Actor = {
      kind: 'person',
      accountId: uuidV7(0, Buffer.alloc(10, 8)),
      name: '审计员',
      realName: true,
      org: { code: '11110000MB0YX0087P', name: '审计局', region: '110000' },
      roles: ['auditor'],
    };
    const before = await auditor.get('/api/audit/slices');
    await assert.rejects(few.ask(actor, YEAR), (error) => {
      assert.ok(error instanceof Refused);
      const { code, sentence, details } = error.refusal;
      assert.deepEqual([code, details], ['SLICE_TOO_LARGE', { most: 5 }]);
      return /至多5条.*缩短时间段/.test(sentence.zh);
    });
    assert.deepEqual(await auditor.get('/api/audit/slices'), before);
  });

  it('登记簿里的条目与链上的摘要对不上，文件断在签名之前', async () => {
    const { id: _id, at, ...record } = await ask({ procedure: 'reg.first' });
    const { pool } = scene.door.services.house;
    const false_ = { ...record, sha256: '0'.repeat(64) } as unknown as JsonObject;
    const id = await enterDiary(runnerOf(pool), 'audit.SliceExported', false_, at);
    await assert.rejects(auditor.bytes(`/api/audit/slices/${id}`), /no longer comes out/);
  });
});
