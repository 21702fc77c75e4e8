import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act } from '../src/app/act.ts';
import type { ImportRequest } from '../src/app/imports/imports.ts';
import { packOrRefuse } from '../src/app/rules.ts';
import { templateCsv, templateXlsx } from '../src/app/imports/template.ts';
import { csvOf } from '../src/app/imports/table-write.ts';
import { book, textRows } from '../src/app/imports/table.fixtures.ts';
import { orThrow, Refused } from '../src/base/refusal.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { beside, desk, NEVER } from './imports-rig.ts';
import { CIVIL_AFFAIRS, ITEM, people } from './people.ts';
import { mandate } from './story.ts';

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

const HEAD = [
  '数据名称',
  '数据内容简介',
  '行业分类',
  '更新周期',
  '是否含个人信息',
  '可使用场景',
  '备注',
];
const row = (name: string, more: Partial<Record<number, string>> = {}): string[] =>
  [name, '全市养老机构名称和地址', 'S92 国家机构', '每月', '否', '公共服务', '内部'].map(
    (c, i) => more[i] ?? c,
  );

forEachDatabase((_name, open) => {
  test('一张表导入为草稿：逐行办理、逐行报告，内容与逐项填写的一样', async (t) => {
    const d = await desk(open, t);
    const { view, lines } = await d.run(
      csvOf([
        ['北京市民政局公共数据资源清单'],
        HEAD,
        row('养老机构名录甲'),
        row('养老机构名录乙', { 2: 'X99', 3: '偶尔' }),
        row('养老机构名录甲', { 1: '重复的一行' }),
        ['', '没有名称'],
        row('养老机构名录丙', { 1: '第一行\r\n第二行' }),
      ]),
    );
    assert.equal(view.state, 'done');
    assert.deepEqual(
      [view.lines, view.done, view.created, view.skipped, view.refused, view.encoding],
      [5, 5, 2, 1, 2, 'utf-8'],
    );
    assert.deepEqual(
      view.columns.map((c) => [c.at, c.field, c.why]),
      [
        ['A', 'dataResource.name', null],
        ['B', 'dataResource.summary', null],
        ['C', 'dataResource.industryCode', null],
        ['D', 'dataResource.updateCycle', null],
        ['E', 'dataResource.personalInformation', null],
        ['F', 'scenario.usable', null],
        ['G', null, 'unknown'],
      ],
    );
    assert.deepEqual(
      lines.map((l) => [l.line, l.outcome, l.faults.map((f) => `${f.code} ${f.cell ?? ''}`)]),
      [
        [3, 'created', []],
        [4, 'refused', ['MATERIAL_VALUE C4', 'MATERIAL_VALUE D4']],
        [5, 'skipped', ['LINE_TWICE ']],
        [6, 'refused', ['LINE_NO_NAME ']],
        [7, 'created', []],
      ],
    );
    assert.match(lines[1]?.faults[0]?.sentence.zh ?? '', /行业分类/);
    const stored = await loadCase(
      runnerOf(d.house.pool),
      d.house.keys,
      lines[4]?.caseId ?? '',
      false,
    );
    const state = stored?.state as unknown as FirstState;
    assert.equal(state.status, 'draft');
    assert.equal(state.registrant.code, CIVIL_AFFAIRS.code);
    assert.deepEqual(state.editors, [people.editor.accountId]);
    assert.deepEqual(state.dossier['dataResource'], {
      name: '养老机构名录丙',
      summary: '第一行\r\n第二行',
      industryCode: 'S92',
      updateCycle: 'monthly',
      personalInformation: false,
    });
    assert.deepEqual(state.dossier['scenario'], { usable: '公共服务' });
    assert.equal(await d.drafts(), 2);
    // Drafts like any other: the person goes on by hand.
    const more = { group: 'scenario', values: { forbidden: '不得识别个人' } };
    await act(d.house, {
      actor: people.editor,
      caseId: lines[0]?.caseId ?? '',
      act: 'attachMaterial',
      input: more,
    });
  });

  test('表里看不见的字符不算数：主体、目录编号、列名照认，重复的照认，只有它们的名称不是名称', async (t) => {
    const d = await desk(open, t);
    const head = ['登记主体名称', '统一社会信用代码', '数据\u200b名称', '目录编号\ufeff'];
    const holder = [`${CIVIL_AFFAIRS.name}\u200b`, `\u202a${CIVIL_AFFAIRS.code}\u202c`];
    const { view, lines } = await d.run(
      csvOf([
        head,
        [...holder, '\u202e停车场名录', `\u200b${ITEM}`],
        [...holder, '停车\u200b场名录'],
        [...holder, '\u3164\u200b'],
        [...holder, '公园名录', '\u200b'],
      ]),
    );
    assert.deepEqual(
      view.columns.map(({ field }) => field),
      ['subject.name', 'subject.creditCode', 'dataResource.name', 'dataResource.catalogueItemId'],
    );
    assert.deepEqual(
      lines.map((l) => [l.outcome, l.title, l.faults.map((f) => f.code)]),
      [
        ['created', '停车场名录', []],
        ['skipped', '停车场名录', ['LINE_TWICE']],
        ['refused', '', ['LINE_NO_NAME']],
        ['created', '公园名录', []],
      ],
    );
  });

  test('试运行逐行报告，但什么也不留下；之后导入的结果与试运行一致', async (t) => {
    const d = await desk(open, t);
    const sheet = csvOf([HEAD, row('甲资源'), row('乙资源', { 4: '也许' }), row('丙资源')]);
    const tables = ['case_row', 'event', 'likeness', 'idempotency', 'outbox', 'notification'];
    const counted = async (): Promise<string> => {
      const sql = tables.map((x) => `(SELECT count(*) FROM ${x})::text`).join(" || ' ' || ");
      return (await d.house.pool.query<{ n: string }>(`SELECT ${sql} AS n`)).rows[0]?.n ?? '';
    };
    const before = await counted();
    const dry = await d.run(sheet, { mode: 'check' });
    assert.equal(await counted(), before);
    assert.deepEqual([dry.view.ready, dry.view.refused, dry.view.created], [2, 1, 0]);
    assert.ok(dry.lines.every((l) => l.caseId === null));
    const real = await d.run(sheet);
    assert.deepEqual([real.view.created, real.view.refused], [2, 1]);
    assert.deepEqual(
      real.lines.map((l) => l.faults),
      dry.lines.map((l) => l.faults),
    );
  });

  test('再导入一遍不会有第二份草稿：同名、同一目录条目的跳过，并指出已有的那一件', async (t) => {
    const d = await desk(open, t);
    const first = await d.run(
      csvOf([
        ['数据名称', '目录编号'],
        ['养老一', ''],
        ['', ITEM],
      ]),
    );
    assert.deepEqual([first.view.created, first.view.refused], [2, 0]);
    const second = await d.run(
      csvOf([
        ['数据名称', '目录编号'],
        ['养老一', ''],
        ['另起的名字', ITEM],
        ['养老三', ''],
      ]),
    );
    assert.deepEqual(
      second.lines.map((l) => [l.outcome, l.faults[0]?.code ?? '', l.caseId]),
      [
        ['skipped', 'LINE_ALIKE_NAME', first.lines[0]?.caseId],
        ['skipped', 'LINE_ALIKE_ITEM', first.lines[1]?.caseId],
        ['created', '', second.lines[2]?.caseId],
      ],
    );
    assert.equal(await d.drafts(), 3);
    // A draft that was withdrawn no longer stands in the way… and one of strangers never did.
    const stored = await loadCase(
      runnerOf(d.house.pool),
      d.house.keys,
      first.lines[1]?.caseId ?? '',
      false,
    );
    const state = stored?.state as unknown as FirstState;
    assert.equal(state.anchor?.itemId, ITEM);
    assert.equal(state.dossier['dataResource']?.['name'], '养老机构名录');
  });

  test('目录编号查不到的，在要求目录上链的地方不予导入', async (t) => {
    const d = await desk(open, t);
    const { lines } = await d.run(
      csvOf([
        ['数据名称', '目录编号'],
        ['养老一', 'no-such'],
      ]),
    );
    assert.deepEqual(
      lines.map((l) => l.faults.map((f) => [f.code, f.cell])),
      [[['CATALOGUE_ITEM_UNKNOWN', 'B2']]],
    );
  });

  test('写着别的单位的行不予导入，不留半件草稿', async (t) => {
    const d = await desk(open, t);
    const { lines } = await d.run(
      csvOf([
        ['登记主体名称', '统一社会信用代码', '数据名称'],
        [CIVIL_AFFAIRS.name, CIVIL_AFFAIRS.code, '甲'],
        ['北京市大数据中心', '', '乙'],
        ['', '12110000MB1B45614X', '丙'],
      ]),
    );
    assert.deepEqual(
      lines.map((l) => [l.outcome, l.faults[0]?.code]),
      [
        ['created', undefined],
        ['refused', 'LINE_OTHER_HOLDER'],
        ['refused', 'LINE_OTHER_HOLDER'],
      ],
    );
    assert.equal(await d.drafts(), 1);
  });

  test('代理机构凭委托为委托人导入：登记主体是委托人；没有委托的逐行拒绝', async (t) => {
    const d = await desk(open, t);
    const { caseId } = await mandate(d.house);
    const names = Array.from({ length: 12 }, (_, i) => [`代理资源${i}`, CIVIL_AFFAIRS.name]);
    const sheet = csvOf([['数据名称', '登记主体名称'], ...names]);
    const file = await d.upload(sheet, '清单.csv', people.agent);
    const run = async (more: Partial<ImportRequest>) => {
      const { id } = await d.imports.start(people.agent, d.ask(file, more));
      await d.imports.round(NEVER);
      return d.imports.lines(people.agent, id, { limit: 100 });
    };
    const without = await run({});
    assert.ok(without.items.every((l) => l.outcome === 'refused' && l.faults.length === 1));
    const { items } = await run({ mandate: caseId });
    assert.ok(items.every((l) => l.outcome === 'created'));
    const stored = await loadCase(
      runnerOf(d.house.pool),
      d.house.keys,
      items[0]?.caseId ?? '',
      false,
    );
    const state = stored?.state as unknown as FirstState;
    assert.equal(state.registrant.code, CIVIL_AFFAIRS.code);
    assert.equal(state.agent?.mandate, caseId);
  });

  test('工作簿里的公式和合并单元格：只拒绝所在的行，并给出单元格', async (t) => {
    const d = await desk(open, t);
    const sheet = `<sheetData>${textRows([HEAD, row('甲'), row('乙'), row('丙'), row('丁')]).replace('<c r="A3" t="inlineStr">', '<c r="A3" t="str"><f>A2</f><v>乙</v>')}</sheetData><mergeCells><mergeCell ref="C4:C5"/></mergeCells>`;
    const { view, lines } = await d.run(book({ sheet }), { name: '清单.xlsx' });
    assert.deepEqual(
      lines.map((l) => [l.outcome, l.faults.map((f) => `${f.code} ${f.cell ?? ''}`)]),
      [
        ['created', []],
        ['refused', ['CELL_FORMULA A3']],
        ['refused', ['CELL_MERGED C4']],
        ['refused', ['CELL_MERGED C5']],
      ],
    );
    assert.equal(view.sheet, '清单');
  });

  test('中断之后由别的进程接着办：每行恰好一份草稿', async (t) => {
    const d = await desk(open, t);
    const names = Array.from({ length: 180 }, (_, i) => [`资源${i}`]);
    const file = await d.upload(csvOf([['数据名称'], ...names]));
    const { id } = await d.imports.start(people.editor, d.ask(file));
    const stop = new AbortController();
    const begun = d.imports.round(stop.signal);
    for (let n = 0; n < 2000 && (await d.drafts()) < 20; n += 1) await new Promise(setImmediate);
    stop.abort();
    await begun;
    const { created, state } = await d.imports.read(people.editor, id);
    assert.ok(created >= 20 && created < 180, `${created}`);
    assert.equal(state, 'running');
    // As if the process had died after its acts and before it wrote them down.
    await d.house.pool.query('DELETE FROM import_line WHERE line IN (3, 4, 5)');
    const another = await beside(d.house);
    await Promise.all([another.round(NEVER), d.imports.round(NEVER)]);
    const after = await d.imports.read(people.editor, id);
    assert.deepEqual([after.state, after.created], ['done', 180]);
    assert.equal(await d.drafts(), 180);
    const { rows } = await d.house.pool.query(
      'SELECT title, count(*) FROM case_row GROUP BY title HAVING count(*) > 1',
    );
    assert.deepEqual(rows, []);
  });

  test('两个进程同时办同一次导入，也只有一份', async (t) => {
    const d = await desk(open, t);
    const names = Array.from({ length: 60 }, (_, i) => [`资源${i}`]);
    const file = await d.upload(csvOf([['数据名称'], ...names]));
    const { id } = await d.imports.start(people.editor, d.ask(file));
    const first = d.imports.round(NEVER);
    for (let n = 0; n < 2000 && (await d.drafts()) < 5; n += 1) await new Promise(setImmediate);
    await d.house.pool.query("UPDATE import_job SET held_until = '-infinity'");
    const another = await beside(d.house);
    await Promise.all([first, another.round(NEVER)]);
    assert.equal((await d.imports.read(people.editor, id)).created, 60);
    assert.equal(await d.drafts(), 60);
  });

  test('取消后不再办理；账户停用后其余各行不办；同时只有一次', async (t) => {
    const d = await desk(open, t);
    const sheet = csvOf([['数据名称'], ['甲'], ['乙']]);
    const file = await d.upload(sheet);
    const { id } = await d.imports.start(people.editor, d.ask(file));
    assert.equal(await code(d.imports.start(people.editor, d.ask(file))), 'IMPORT_RUNNING');
    assert.equal((await d.imports.cancel(people.editor, id)).state, 'cancelled');
    assert.equal(await code(d.imports.cancel(people.editor, id)), 'IMPORT_ENDED');
    await d.imports.round(NEVER);
    assert.equal(await d.drafts(), 0);
    const next = await d.imports.start(people.editor, d.ask(file));
    await d.house.pool.query('UPDATE account SET disabled = true');
    await d.imports.round(NEVER);
    const failed = await d.imports.read(people.editor, next.id);
    assert.deepEqual([failed.state, failed.fault?.code], ['failed', 'IMPORT_ACCOUNT_GONE']);
    assert.equal(await d.drafts(), 0);
  });

  test('只有填报人员可以导入，只能导入本单位的文件，报告只给本人看', async (t) => {
    const d = await desk(open, t);
    const file = await d.upload(csvOf([['数据名称'], ['甲']]));
    assert.equal(await code(d.imports.start(people.reviewer, d.ask(file))), 'ACT_NOT_YOURS');
    assert.equal(await code(d.imports.start(people.intake, d.ask(file))), 'ACT_NOT_YOURS');
    assert.equal(await code(d.imports.start(people.agent, d.ask(file))), 'FILE_UNKNOWN');
    assert.equal(await code(d.imports.start(people.editor, d.ask('none'))), 'FILE_UNKNOWN');
    const { id } = await d.imports.start(people.editor, d.ask(file));
    assert.equal(await code(d.imports.read(people.agent, id)), 'IMPORT_UNKNOWN');
    assert.equal(await code(d.imports.lines(people.agent, id, { limit: 1 })), 'IMPORT_UNKNOWN');
    assert.equal(await code(d.imports.cancel(people.agent, id)), 'IMPORT_UNKNOWN');
  });

  test('没有表头、没有内容、不是表格、列的对应关系有误的，一开始就说明', async (t) => {
    const d = await desk(open, t);
    const begin = async (content: string, more: Partial<ImportRequest> = {}, name = '清单.csv') =>
      code(d.imports.start(people.editor, d.ask(await d.upload(content, name), more)));
    assert.equal(await begin('一,二\n三,四'), 'IMPORT_NO_HEADER');
    assert.equal(await begin('数据名称\n'), 'IMPORT_EMPTY');
    assert.equal(await begin('数据名称', {}, '清单.txt'), 'IMPORT_NOT_TABLE');
    assert.equal(await begin('一\n二', { mapping: { A: 'no.such' } }), 'IMPORT_COLUMN_UNKNOWN');
    const twice = { mapping: { A: 'dataResource.name', B: 'dataResource.name' } };
    assert.equal(await begin('一,二\n三,四', twice), 'IMPORT_COLUMN_UNKNOWN');
    assert.equal(await begin('一,二\n三,四', { jurisdiction: 'moon' }), 'JURISDICTION_UNKNOWN');
    const mapped = await d.run('一,二\n三,四', { mapping: { B: 'dataResource.name' } });
    assert.deepEqual(
      mapped.lines.map((l) => [l.outcome, l.title]),
      [['created', '四']],
    );
  });

  test('预览说明每一列被当作什么；模板写出的表头都认得', async (t) => {
    const d = await desk(open, t);
    const file = await d.upload(csvOf([['名称'], HEAD, row('甲')]));
    const ask = { file, jurisdiction: 'beijing', mapping: { G: '' } };
    const seen = await d.imports.preview(people.editor, ask);
    assert.deepEqual([seen.headerLine, seen.lines, seen.sample.length], [2, 1, 1]);
    assert.equal(seen.columns.at(-1)?.why, 'ignored');
    assert.equal(await d.drafts(), 0);
    const rules = orThrow(packOrRefuse('beijing'));
    for (const [name, bytes] of [
      ['模板.csv', templateCsv(rules, 'product')],
      ['模板.xlsx', templateXlsx(rules, 'product')],
    ] as const) {
      const given = await d.imports.preview(people.editor, {
        ...ask,
        file: await d.upload(bytes, name),
        mapping: {},
      });
      assert.deepEqual(
        given.columns.filter((c) => c.why !== null),
        [],
      );
      assert.ok(given.columns.length > 40);
    }
  });
});
