import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../base/json.ts';
import { beijingPack } from './beijing.ts';
import { chongqingPack } from './chongqing.ts';
import { holds, sealsOf } from './conditions.ts';
import { riskAreas } from './materials-first.ts';
import { packs } from './packs.ts';
import { filled, template, templateIds } from './templates.ts';
import type { Condition, MaterialField, RulePack } from './types.ts';

function fieldOf(pack: RulePack, group: string, id: string): MaterialField {
  const found = pack.profile.materials.first
    .find((one) => one.id === group)
    ?.fields.find((one) => one.id === id);
  assert.ok(found, `${group}.${id}`);
  return found;
}

const about = (known: Record<string, Json>) => (path: string) => known[path];

const wanted = (pack: RulePack, known: Record<string, Json>): string[] =>
  pack.profile.materials.first
    .filter((one) => holds(one.required, about(known)))
    .map(({ id }) => id);

function pathsIn(condition: Condition): string[] {
  if (typeof condition === 'string') return [];
  if ('all' in condition) return condition.all.flatMap(pathsIn);
  if ('any' in condition) return condition.any.flatMap(pathsIn);
  return [condition.is];
}

test('数据资源：一至四、六、七组；产品和服务：另加第五组；代理：另加第八组', () => {
  const always = ['subject', 'sourceLegality', 'dataResource', 'evidence'];
  const later = ['scenario', 'riskAssessment'];
  assert.deepEqual(wanted(beijingPack, { objectKind: 'resource' }), [...always, ...later]);
  assert.deepEqual(wanted(beijingPack, { objectKind: 'product' }), [
    ...always,
    'product',
    ...later,
  ]);
  assert.deepEqual(wanted(beijingPack, { objectKind: 'resource', filedByAgent: true }), [
    ...always,
    ...later,
    'agency',
  ]);
});

test('北京的数据资源必须有目录编号，产品和重庆不要求', () => {
  const beijing = fieldOf(beijingPack, 'dataResource', 'catalogueItemId').required;
  assert.equal(holds(beijing, about({ objectKind: 'resource' })), true);
  assert.equal(holds(beijing, about({ objectKind: 'product' })), false);
  assert.equal(fieldOf(chongqingPack, 'dataResource', 'catalogueItemId').required, 'optional');
});

test('风险评估报告须覆盖六个方面', () => {
  assert.equal(riskAreas.length, 6);
  assert.deepEqual(fieldOf(beijingPack, 'riskAssessment', 'areas').mustCover, riskAreas);
});

test('该盖谁的公章', () => {
  const seals = (group: string, id: string, known: Record<string, Json> = {}) =>
    sealsOf(fieldOf(beijingPack, group, id), about(known));
  assert.deepEqual(seals('sourceLegality', 'undertaking'), ['registrant']);
  assert.deepEqual(seals('evidence', 'proofFile', { 'evidence.mode': 'third_party' }), [
    'provider',
  ]);
  assert.deepEqual(seals('riskAssessment', 'report', { 'riskAssessment.author': 'self' }), [
    'registrant',
  ]);
  assert.deepEqual(seals('agency', 'agreement'), ['principal', 'agent']);
});

test('审核补正事项与材料组一一对应', () => {
  for (const { profile } of packs) {
    const named = profile.materials.first.flatMap(({ reviewGround }) => reviewGround ?? []);
    assert.deepEqual(named.toSorted(), profile.reviewGrounds.map(({ id }) => id).toSorted());
  }
});

test('联系人信息标为个人信息，其余不是', () => {
  const personal = beijingPack.profile.materials.first.flatMap(({ id, fields }) =>
    fields.filter((field) => field.personal).map((field) => `${id}.${field.id}`),
  );
  assert.deepEqual(personal, [
    'subject.contactName',
    'subject.contactPhone',
    'subject.contactEmail',
  ]);
});

test('每个字段有中英文名称和帮助，编号不重复，选项、文件格式和长度都有界', () => {
  for (const { id, fields } of beijingPack.profile.materials.first) {
    assert.equal(new Set(fields.map((field) => field.id)).size, fields.length, id);
    for (const field of fields) {
      const name = `${id}.${field.id}`;
      assert.ok(field.label.zh && field.label.en && field.help?.zh && field.help.en, name);
      if (field.type === 'enum' || field.type === 'enums') assert.ok(field.options?.length, name);
      if (field.type === 'file') assert.ok(field.formats?.length, name);
      if (field.type === 'string' || field.type === 'text') assert.ok(field.maxLength, name);
      if (field.type === 'enum' && field.example) {
        assert.ok(
          field.options?.some(({ value }) => value === field.example),
          name,
        );
      }
    }
  }
});

test('条件只引用存在的事实', () => {
  const known = new Set([
    'objectKind',
    'registrationType',
    'filedByAgent',
    'hasCoOwners',
    'jurisdiction',
  ]);
  for (const { profile } of packs) {
    const groups = profile.materials.first;
    for (const { id, fields } of groups) for (const field of fields) known.add(`${id}.${field.id}`);
    const used = groups.flatMap(({ required, fields }) => [
      ...pathsIn(required),
      ...fields.flatMap((field) => [
        ...pathsIn(field.required),
        ...pathsIn(field.sealsWhen?.condition ?? 'always'),
      ]),
    ]);
    for (const path of used) assert.ok(known.has(path), path);
  }
});

test('材料引用的模板都有，模板也都被引用', () => {
  const used = beijingPack.profile.materials.first.flatMap(({ fields }) =>
    fields.flatMap((field) => field.template ?? []),
  );
  assert.deepEqual([...new Set(used)].toSorted(), [...templateIds].toSorted());
  assert.equal(template('没有的模板'), undefined);
});

test('模板预填已知内容，未知的留空行，值中的标记不再展开', () => {
  const first = template('undertaking')?.paragraphs[0];
  assert.ok(first);
  assert.equal(
    filled(first, { registrantName: '北京市交通委员会', creditCode: '{{date}}' }).zh,
    '登记主体：北京市交通委员会（统一社会信用代码：{{date}}）',
  );
  assert.match(filled(first, {}).zh, /登记主体：_+（/);
  assert.match(filled({ zh: '{{constructor}}', en: '' }, {}).zh, /^_+$/);
});

test('风险评估提纲写到六个方面', () => {
  const outline =
    template('risk-report')
      ?.paragraphs.map(({ zh }) => zh)
      .join('') ?? '';
  const areas = fieldOf(beijingPack, 'riskAssessment', 'areas').options ?? [];
  for (const { label } of areas) assert.ok(outline.includes(label.zh), label.zh);
});
