import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { CATALOGUE } from '../../../test/office-facts.ts';
import {
  attempt,
  does,
  mayNext,
  office,
  refuses,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import { draft, registered, stateOf, submitted } from './dossier.fixtures.ts';
import { driftOf } from './entry-drift.ts';
import { everyState } from './states.fixtures.ts';
import type { CatalogueItem } from './first-state.ts';

const ITEM = 'park-1';
const was = CATALOGUE[ITEM] as CatalogueItem;
const moved: CatalogueItem = {
  ...was,
  name: '公共停车场与充电桩备案信息',
  digest: 'cd'.repeat(32),
};

const desk = (): Office => office(beijingPack, '2026-03-02');
const changes = (at: Office, item: CatalogueItem): void => {
  Object.assign(at, { catalogue: { [ITEM]: item } });
};
const compare = (at: Office, c: Case): string[] => {
  const events = attempt(at, c, system, 'noteDrift', { itemId: ITEM });
  assert.ok(!isRefusal(events), isRefusal(events) ? events.sentence.zh : '');
  return events.map((e) => e.type);
};
const imported = (at: Office): Case =>
  does(at, draft(at), people.filer, 'importContent', { itemId: ITEM });

test('逐项比对：目录改了而本处没有跟着改的，才是不一致', () => {
  const ours = { dataResource: { name: was.name, summary: '本单位另写的简介', format: 'file' } };
  assert.deepEqual(driftOf(ours, was, was), []);
  assert.deepEqual(driftOf(ours, was, null), []);
  assert.deepEqual(driftOf(ours, was, { ...was, department: '改名的单位', digest: 'e' }), []);
  assert.deepEqual(driftOf(ours, was, moved), [
    { field: 'name', ours: was.name, linked: was.name, now: moved.name },
  ]);
  const same = { dataResource: { ...ours.dataResource, name: moved.name } };
  assert.deepEqual(driftOf(same, was, moved), []);
  const more = { ...moved, formats: '接口', summary: '包括甲、乙字段', digest: 'ef'.repeat(32) };
  assert.deepEqual(
    driftOf(ours, was, more).map((d) => d.field),
    ['name', 'summary', 'format', 'dataFields'],
  );
});

test('关联时的目录内容已无从得知的，与现在的目录逐项比对', () => {
  const ours = { dataResource: { name: was.name, format: 'file' } };
  assert.deepEqual(driftOf(ours, null, moved)[0], {
    field: 'name',
    ours: was.name,
    linked: null,
    now: moved.name,
  });
  assert.deepEqual(
    driftOf({}, null, moved).map((d) => [d.field, d.ours]),
    [
      ['name', ''],
      ['summary', ''],
      ['format', ''],
      ['dataFields', ''],
    ],
  );
});

test('目录更新后记录一次，再比对不重复；目录改回后记录恢复一致', () => {
  const at = desk();
  const c = imported(at);
  assert.deepEqual(compare(at, c), []);
  changes(at, moved);
  assert.deepEqual(compare(at, c), ['reg.ContentDriftDetected']);
  assert.deepEqual(stateOf(c).drift, {
    itemId: ITEM,
    digest: moved.digest,
    fields: ['name'],
    on: '2026-03-02',
  });
  assert.deepEqual(compare(at, c), []);
  changes(at, { ...moved, digest: '12'.repeat(32) });
  assert.deepEqual(compare(at, c), ['reg.ContentDriftDetected']);
  changes(at, was);
  assert.deepEqual(compare(at, c), ['reg.ContentDriftSettled']);
  assert.equal(stateOf(c).drift, null);
  assert.deepEqual(compare(at, c), []);
});

test('登记主体改成与目录一致，或者重新关联的，恢复一致', () => {
  const at = desk();
  const c = imported(at);
  changes(at, moved);
  compare(at, c);
  const values = { name: moved.name };
  does(at, c, people.filer, 'attachMaterial', { group: 'dataResource', values });
  assert.deepEqual(compare(at, c), ['reg.ContentDriftSettled']);
  const again = imported(desk());
  assert.equal(stateOf(again).drift, null);
  const other = desk();
  const d = imported(other);
  changes(other, moved);
  compare(other, d);
  does(other, d, people.filer, 'linkCatalogue', { itemId: ITEM });
  assert.equal(stateOf(d).drift, null);
  assert.equal(stateOf(d).anchor?.digest, moved.digest);
});

test('比对不改动内容，不影响办理：能办的事项不增不减，业务审核不作废', () => {
  const at = desk();
  const c = submitted(at);
  const [before, next] = [stateOf(c), mayNext(at, c, people.intake)];
  changes(at, { ...moved, name: '完全不同的名称' });
  compare(at, c);
  const { drift, ...after } = stateOf(c);
  const { drift: _none, ...untouched } = before;
  assert.notEqual(drift, null);
  assert.deepEqual(after, untouched);
  assert.deepEqual(mayNext(at, c, people.intake), next);
});

test('已登记的继续比对；没有登记成的不再比对；人不能办', () => {
  const at = desk();
  const entry = registered(at);
  changes(at, { ...moved, name: '完全不同的名称' });
  assert.deepEqual(compare(at, entry), ['reg.ContentDriftDetected']);
  for (const who of [people.filer, people.intake]) {
    assert.equal(refuses(at, entry, who, 'noteDrift', { itemId: ITEM }).code, 'ACT_NOT_YOURS');
  }
  const withdrawn = everyState['WITHDRAWN']?.(at);
  assert.ok(withdrawn);
  assert.equal(
    refuses(at, withdrawn, system, 'noteDrift', { itemId: ITEM }).code,
    'ACT_WRONG_STATE',
  );
});

test('没有关联的、关联了别的条目的，不记录', () => {
  const at = desk();
  changes(at, moved);
  assert.deepEqual(compare(at, draft(at)), []);
});
