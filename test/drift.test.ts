import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { act } from '../src/app/act.ts';
import { importCatalogue, type CatalogueRow } from '../src/app/imports/catalogue.ts';
import { driftNow, driftRound } from '../src/app/drift.ts';
import { listCases } from '../src/app/desk/queue.ts';
import type { FirstState } from '../src/contexts/registration/first-state.ts';
import type { Actor } from '../src/kernel/types.ts';
import { loadCase, type StoredCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase, type Open } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { CIVIL_AFFAIRS, ITEM, people, settle } from './people.ts';
import { draft, filed, say } from './story.ts';

const row = (more: Partial<CatalogueRow> = {}): CatalogueRow => ({
  id: ITEM,
  department: CIVIL_AFFAIRS.name,
  name: '养老机构名录',
  summary: '全市养老机构基本信息，包括机构名称、地址、床位数、联系电话等字段',
  theme: '社会保障',
  formats: 'CSV',
  updatedAt: '2026-01-05',
  ...more,
});

async function desk(open: Open, t: TestContext) {
  const { pool, close } = await open({ poolSize: 4 });
  t.after(close);
  const house = await houseOn(pool);
  await settle(house);
  const runner = runnerOf(pool);
  return {
    house,
    imports: (...rows: CatalogueRow[]) => importCatalogue(runner, rows, house.time.now(), true),
    async read(id: string): Promise<StoredCase> {
      const stored = await loadCase(runner, house.keys, id, false);
      assert.ok(stored);
      return stored;
    },
    drifted: (actor: Actor) => listed(house, actor),
    runner,
  };
}

async function listed(house: TestHouse, actor: Actor): Promise<string[]> {
  const asked = { jurisdiction: 'beijing', drifted: true };
  return (await listCases(house, actor, asked)).items.map((i) => i.id);
}

const driftOf = (stored: StoredCase) => (stored.state as unknown as FirstState).drift;

forEachDatabase((_name, open) => {
  test('目录清单更新：新增、变更、未变各几条；原内容保留；同一清单再导入一遍没有变化', async (t) => {
    const d = await desk(open, t);
    const other = row({ id: 'catalogue-2', name: '另一条' });
    assert.deepEqual(await d.imports(row(), other), { added: 1, changed: 0 });
    assert.deepEqual(await d.imports(row({ name: '养老机构名录（新）' }), other), {
      added: 0,
      changed: 1,
    });
    assert.deepEqual(await d.imports(row({ name: '养老机构名录（新）' }), other), {
      added: 0,
      changed: 0,
    });
    // The last line of an item that is listed twice counts.
    assert.deepEqual(await d.imports(row({ name: '甲' }), row({ name: '乙' })), {
      added: 0,
      changed: 1,
    });
    const { rows } = await d.house.pool.query<{ name: string }>(
      'SELECT name FROM catalogue_past WHERE item_id = $1 ORDER BY name',
      [ITEM],
    );
    assert.deepEqual(
      rows.map((r) => r.name).toSorted(),
      ['养老机构名录', '养老机构名录（新）'].toSorted(),
    );
    assert.deepEqual(await d.imports(row()), { added: 0, changed: 1 });
  });

  test('目录更新后，草稿和在办事项逐项显示不一致，各记录一次；各人的清单只列可见的', async (t) => {
    const d = await desk(open, t);
    const mine = await draft(d.house);
    const other = await draft(d.house);
    await say(d.house, mine.caseId)(people.editor, 'importContent', { itemId: ITEM });
    const atOffice = await filed(d.house, '养老机构名录');
    assert.equal(await driftRound(d.house), 0);
    await d.imports(row({ name: '养老服务机构名录' }));
    assert.equal(await driftRound(d.house), 2);
    assert.equal(await driftRound(d.house), 0);
    for (const id of [mine.caseId, atOffice.caseId]) {
      assert.deepEqual(driftOf(await d.read(id))?.fields, ['name']);
    }
    assert.equal(driftOf(await d.read(other.caseId)), null);
    assert.deepEqual(
      (await d.drifted(people.editor)).toSorted(),
      [mine.caseId, atOffice.caseId].toSorted(),
    );
    assert.deepEqual(await d.drifted(people.intake), [atOffice.caseId]);
    assert.deepEqual(await d.drifted(people.objector), []);
    const shown = await driftNow(d.runner, await d.read(mine.caseId));
    assert.deepEqual(shown?.fields, [
      {
        field: 'name',
        ours: '养老机构名录',
        linked: '养老机构名录',
        now: '养老服务机构名录',
      },
    ]);
  });

  test('改成与目录一致、目录改回、重新关联、撤回的，都从清单上消失', async (t) => {
    const d = await desk(open, t);
    const made: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { caseId } = await draft(d.house);
      await say(d.house, caseId)(people.editor, 'importContent', { itemId: ITEM });
      made.push(caseId);
    }
    const [edited = '', linked = '', withdrawn = '', left = ''] = made;
    await d.imports(row({ name: '养老服务机构名录' }));
    await driftRound(d.house);
    assert.equal((await d.drifted(people.editor)).length, 4);
    await say(d.house, edited)(people.editor, 'attachMaterial', {
      group: 'dataResource',
      values: { name: '养老服务机构名录' },
    });
    await say(d.house, linked)(people.editor, 'linkCatalogue', { itemId: ITEM });
    await say(d.house, withdrawn)(people.editor, 'withdraw', { reasons: '不再申请' });
    await driftRound(d.house);
    assert.deepEqual(await d.drifted(people.editor), [left]);
    await d.imports(row());
    await driftRound(d.house);
    assert.deepEqual(await d.drifted(people.editor), []);
    const { rows } = await d.house.pool.query<{ type: string }>(
      "SELECT type FROM event WHERE case_id = $1 AND type LIKE 'reg.ContentDrift%' ORDER BY version",
      [left],
    );
    assert.deepEqual(
      rows.map((r) => r.type),
      ['reg.ContentDriftDetected', 'reg.ContentDriftSettled'],
    );
    const { rows: again } = await d.house.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM catalogue_drift',
    );
    assert.equal(again[0]?.n, 0);
  });

  test('比对与人同时办理：人的办理不丢，比对随后补上', async (t) => {
    const d = await desk(open, t);
    const { caseId } = await draft(d.house);
    await say(d.house, caseId)(people.editor, 'importContent', { itemId: ITEM });
    await d.imports(row({ summary: '改写后的简介，包括机构名称等字段' }));
    const values = { volume: '十条' };
    await Promise.all([
      driftRound(d.house),
      act(d.house, {
        actor: people.editor,
        caseId,
        act: 'attachMaterial',
        input: { group: 'dataResource', values },
      }),
    ]);
    await driftRound(d.house);
    const stored = await d.read(caseId);
    const { dossier, drift } = stored.state as unknown as FirstState;
    assert.equal(dossier['dataResource']?.['volume'], '十条');
    assert.deepEqual(drift?.fields, ['summary', 'dataFields']);
    assert.deepEqual(await d.drifted(people.editor), [caseId]);
  });
});
