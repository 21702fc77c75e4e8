import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { retentionPlaces, retentionReport } from '../src/app/erasure/retention.ts';
import { readSettings } from '../src/app/settings.ts';
import { isRefusal } from '../src/base/refusal.ts';
import { packs } from '../src/law/packs.ts';
import { RETENTION_CLASSES } from '../src/law/retention.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { erased } from './records-rig.ts';
import { draft, filed, say } from './story.ts';

test('五部规则都没有规定年数：每个规则包各类默认一直保存，并说明是办理设置', () => {
  for (const { profile } of packs) {
    assert.equal(profile.retention.basis, 'inf');
    for (const kind of RETENTION_CLASSES) assert.equal(profile.retention.years[kind], null);
  }
});

test('保存期限的设置：认得类别和年数，写错的指出变量名', () => {
  const read = (SHUJI_RETENTION: string) => {
    const found = readSettings({ SHUJI_RETENTION });
    return isRefusal(found) ? '拒绝' : found.retention;
  };
  assert.deepEqual(read(''), {});
  assert.deepEqual(read('drafts=3, terminated=10'), { drafts: 3, terminated: 10 });
  for (const wrong of ['drafts', 'drafts=0', 'drafts=101', 'cases=3', 'drafts=1,drafts=2', 'a=b'])
    assert.equal(read(wrong), '拒绝', wrong);
});

forEachDatabase((_name, open) => {
  test('期满的只列出编号和建议，什么也不删除；已清空的不再列', async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    assert.deepEqual(retentionPlaces(house, people.intake), ['beijing']);
    assert.ok(retentionPlaces(house, people.system).includes('chongqing'));
    for (const by of [people.editor, people.objector])
      assert.deepEqual(retentionPlaces(house, by), []);
    const { caseId: old } = await draft(house);
    const { caseId: ended } = await filed(house);
    await say(house, ended)(people.editor, 'withdraw', { reasons: '暂不登记，以后再来' });
    const of = async (set: Parameters<typeof retentionReport>[1]) =>
      (await retentionReport(house, set))
        .filter(({ jurisdiction }) => jurisdiction === 'beijing')
        .map((row) => [row.class, row.past, row.cases.map(({ caseId }) => caseId)]);
    assert.deepEqual(await of({ drafts: 1, terminated: 1 }), [
      ['registered', 0, []],
      ['terminated', 0, []],
      ['drafts', 0, []],
    ]);
    await moveDemoClock(house, '2028-06-01T10:00:00+08:00');
    await draft(house);
    assert.deepEqual(await of({}), [
      ['registered', 0, []],
      ['terminated', 0, []],
      ['drafts', 0, []],
    ]);
    const count = async () => (await pool.query('SELECT 1 FROM case_row')).rows.length;
    const cases = await count();
    assert.deepEqual(await of({ drafts: 1, terminated: 2 }), [
      ['registered', 0, []],
      ['terminated', 1, [ended]],
      ['drafts', 1, [old]],
    ]);
    assert.equal(await count(), cases);
    await erased(house, ended, { ground: 'retention_over', classes: ['contact', 'materials'] });
    assert.deepEqual((await of({ drafts: 1, terminated: 2 }))[1], ['terminated', 0, []]);
  });
});
