import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../base/json.ts';
import { beijingPack } from '../../law/beijing.ts';
import { does, mayNext, office, refuses, upload } from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { complete, draft, reviewed, stateOf } from './dossier.fixtures.ts';
import { catalogueMaterial, fieldsOf } from './import.ts';

const desk = () => office(beijingPack, '2026-03-02');
const fill = (group: string, values: Record<string, Json>) => ({ group, values });

test('目录简介中列举的信息项逐一读出', () => {
  const summary =
    '该数据是石景山区提供的日均泊位时长利用率，包括日均泊位时长利用率、泊位 ID、统计日期、车场 ID等字段';
  assert.deepEqual(fieldsOf(summary), ['日均泊位时长利用率', '泊位 ID', '统计日期', '车场 ID']);
  assert.deepEqual(fieldsOf('名单，包括序号,企业名称,年份'), ['序号', '企业名称', '年份']);
  assert.deepEqual(fieldsOf('包含:甲；乙；甲。其他说明'), ['甲', '乙']);
  assert.deepEqual(fieldsOf('只有一句说明，没有列举'), []);
  const marked = catalogueMaterial({ name: '单位<br>名录', summary: '说明<BR/>其一', formats: '' });
  assert.deepEqual([marked['name'], marked['summary']], ['单位 名录', '说明 其一']);
  assert.deepEqual(fieldsOf(''), []);
  assert.equal(fieldsOf(`包括${'很长'.repeat(40)}、字段名称、备注等字段`).join(), '字段名称,备注');
  assert.deepEqual(fieldsOf('包括甲、乙字段，每日更新'), ['甲', '乙']);
});

test('目录行转成数据资源情况：格式归入表单选项，过长的截断', () => {
  const row = { id: 'x', name: ' 甲 \n数据 ', summary: '长'.repeat(3000), formats: 'csv,xlsx' };
  const read = catalogueMaterial(row);
  assert.equal(read['name'], '甲 数据');
  assert.equal(String(read['summary']).length, 2000);
  assert.equal(read['format'], 'file');
  assert.equal(catalogueMaterial({ ...row, formats: '接口' })['format'], 'interface');
  assert.equal(catalogueMaterial({ ...row, formats: '数据库表' })['format'], 'table');
  assert.equal('format' in catalogueMaterial({ ...row, formats: ' ' }), false);
});

test('从目录条目导入：填好数据资源情况，同时关联目录', () => {
  const at = desk();
  const c = does(at, draft(at), people.filer, 'importContent', { itemId: 'park-1' });
  const { dossier, anchor, importedFrom } = stateOf(c);
  assert.equal(dossier['dataResource']?.['name'], '公共停车场备案信息');
  assert.equal(dossier['dataResource']?.['dataFields'], '停车场名称、地址、泊位数');
  assert.equal(dossier['dataResource']?.['catalogueItemId'], 'park-1');
  assert.equal(anchor?.itemId, 'park-1');
  assert.equal(importedFrom?.itemId, 'park-1');
});

test('导入一行未入库的目录数据：填表，但不算目录已上链', () => {
  const at = desk();
  const row = { id: 'zz-9', name: '未入库数据', summary: '', formats: 'csv', department: '' };
  const c = does(at, draft(at), people.filer, 'importContent', { row });
  assert.equal(stateOf(c).dossier['dataResource']?.['name'], '未入库数据');
  assert.equal(stateOf(c).anchor, null);
});

test('目录中没有的条目不能导入、不能关联；什么都不给不能导入', () => {
  const at = desk();
  const c = draft(at);
  const ask = (act: string, input: Record<string, Json>) =>
    refuses(at, c, people.filer, act, input).code;
  assert.equal(ask('importContent', { itemId: '没有' }), 'CATALOGUE_ITEM_UNKNOWN');
  assert.equal(ask('linkCatalogue', { itemId: '没有' }), 'CATALOGUE_ITEM_UNKNOWN');
  assert.equal(ask('importContent', {}), 'NOTHING_TO_IMPORT');
});

test('填写的内容须是所列项目、类型正确、长度适当', () => {
  const at = desk();
  const c = draft(at);
  const ask = (group: string, values: Record<string, Json>) =>
    refuses(at, c, people.filer, 'attachMaterial', fill(group, values)).code;
  assert.equal(ask('没有', { a: 1 }), 'MATERIAL_GROUP_UNKNOWN');
  assert.equal(ask('subject', { nickname: '甲' }), 'MATERIAL_UNKNOWN');
  assert.equal(ask('dataResource', { name: 5 }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { name: '长'.repeat(201) }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { name: '倒\u202e置' }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { name: '\ud800' }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { name: '零\u0000字' }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { industryCode: 'ZZ' }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { updateCycle: '有时' }), 'MATERIAL_VALUE');
  assert.equal(ask('dataResource', { personalInformation: '是' }), 'MATERIAL_VALUE');
  assert.equal(ask('evidence', { depositedOn: '2026-02-30' }), 'MATERIAL_VALUE');
  assert.equal(ask('riskAssessment', { areas: ['dataSecurity', '其他'] }), 'MATERIAL_VALUE');
  assert.equal(ask('subject', { district: '999999' }), 'MATERIAL_VALUE');
  assert.equal(ask('subject', { creditCode: '12110000MB1B45614Y' }), 'USCC_CHECK');
  const many = Array.from({ length: 21 }, () => ({ name: '甲', creditCode: '1' }));
  assert.equal(ask('dataResource', { coOwners: many }), 'MATERIAL_VALUE');
});

test('文件须是本单位上传的，格式须在所列之中', () => {
  const at = desk();
  const c = draft(at);
  const ask = (file: Json) =>
    refuses(at, c, people.filer, 'attachMaterial', fill('sourceLegality', { undertaking: file }));
  assert.equal(ask('00000000-0000-7000-8000-eeeeeeeeeeee').code, 'FILE_UNKNOWN');
  assert.equal(ask(upload(at, people.rival)).code, 'FILE_UNKNOWN');
  assert.equal(ask(upload(at, people.filer, { type: 'text/html' })).code, 'MATERIAL_VALUE');
  assert.equal(ask({ id: 7 }).code, 'FILE_UNKNOWN');
});

test('空值清除该项；草稿可以不完整', () => {
  const at = desk();
  const c = draft(at);
  does(
    at,
    c,
    people.filer,
    'attachMaterial',
    fill('scenario', { usable: '规划', forbidden: '无' }),
  );
  does(at, c, people.filer, 'attachMaterial', fill('scenario', { usable: '' }));
  assert.deepEqual(stateOf(c).dossier['scenario'], { forbidden: '无' });
});

test('存证：先上传证明文件，日期不晚于今天，摘要一致', () => {
  const at = desk();
  const c = draft(at);
  const link = (input: Record<string, Json>) =>
    refuses(at, c, people.filer, 'linkEvidence', input).code;
  assert.equal(link({ depositedOn: '2026-02-01' }), 'EVIDENCE_FILE_MISSING');
  const proofFile = upload(at, people.filer);
  does(at, c, people.filer, 'attachMaterial', fill('evidence', { proofFile }));
  assert.equal(link({ depositedOn: '2026-03-03' }), 'EVIDENCE_LATER');
  assert.equal(link({ depositedOn: '2026-02-31' }), 'INPUT_INVALID');
  assert.equal(link({ depositedOn: '2026-02-01', digest: 'f'.repeat(64) }), 'EVIDENCE_MISMATCH');
  const digest = (at.files[proofFile]?.sha256 ?? '').toUpperCase();
  does(at, c, people.filer, 'linkEvidence', { depositedOn: '2026-03-02', digest });
  assert.equal(stateOf(c).evidence?.depositedOn, '2026-03-02');
});

test('业务审核由另一人办理：填报人员不得审核自己填报的内容', () => {
  const at = desk();
  const mine = complete(at, { cast: { ...people, filer: people.both } });
  const said = { opinion: '同意' };
  const refusal = refuses(at, mine, people.both, 'recordInternalReview', said);
  assert.equal(refusal.code, 'SAME_PERSON');
  assert.ok(refusal.cites.includes('BJ-REG-8c'));
  does(at, mine, people.reviewer, 'recordInternalReview', said);
  assert.equal(stateOf(mine).status, 'reviewed');
});

test('只关联目录或存证的人、新建申请的人，也算填报人员', () => {
  const at = desk();
  const opener = draft(at, { cast: { ...people, filer: people.both } });
  const said = { opinion: '同意' };
  assert.equal(refuses(at, opener, people.both, 'recordInternalReview', said).code, 'SAME_PERSON');
  const linked = does(at, draft(at), people.both, 'linkCatalogue', { itemId: 'park-1' });
  assert.equal(refuses(at, linked, people.both, 'recordInternalReview', said).code, 'SAME_PERSON');
});

test('没有审核角色的、别的单位的，不能办理业务审核', () => {
  const at = desk();
  const c = complete(at);
  for (const by of [people.filer, people.operatorReviewer, people.intake, people.agent]) {
    assert.equal(
      refuses(at, c, by, 'recordInternalReview', { opinion: '同意' }).code,
      'ACT_NOT_YOURS',
    );
  }
});

test('审核后任何修改都退回草稿，须重新审核', () => {
  const at = desk();
  const edits: readonly (readonly [string, Record<string, Json>])[] = [
    ['attachMaterial', fill('scenario', { usable: '改' })],
    ['importContent', { itemId: 'park-1' }],
    ['linkCatalogue', { itemId: 'park-1' }],
    ['linkEvidence', { depositedOn: '2026-02-02' }],
  ];
  for (const [act, input] of edits) {
    const c = does(at, reviewed(at), people.filer, act, input);
    assert.equal(stateOf(c).status, 'draft', act);
    assert.equal(stateOf(c).internalReview, null);
    assert.ok(!mayNext(at, c, people.filer).includes('submit'));
  }
});

test('共有主体逐个同意；名单一改，同意作废；不是共有主体不能同意', () => {
  const at = desk();
  const c = complete(at, { coOwners: true });
  assert.deepEqual(stateOf(c).consents, [organisations.planning.code]);
  assert.equal(
    refuses(at, c, people.coOwner, 'consent', { agreed: true }).code,
    'ALREADY_CONSENTED',
  );
  assert.equal(refuses(at, c, people.rival, 'consent', { agreed: true }).code, 'ACT_NOT_YOURS');
  const { name, creditCode } = { name: '甲', creditCode: organisations.rival.code };
  const coOwners = [{ name, creditCode }];
  does(at, c, people.filer, 'attachMaterial', fill('dataResource', { coOwners }));
  assert.deepEqual(stateOf(c).consents, []);
});
