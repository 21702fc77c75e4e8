import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fieldsFor,
  forNotHolder,
  filled,
  initial,
  kindOf,
  problemsIn,
  type Schema,
} from './schema.ts';

test('每种声明各有其填写方式', () => {
  assert.equal(kindOf({ type: 'boolean', const: true }), 'agree');
  assert.equal(kindOf({ type: 'boolean', default: false }), 'bool');
  assert.equal(kindOf({ type: 'string', enum: ['a', 'b'] }), 'choice');
  assert.equal(kindOf({ type: 'array', items: { enum: ['a', 'b'] } }), 'choices');
  assert.equal(kindOf({ type: 'string', maxLength: 80, 'x-entry': true }), 'entry');
  assert.equal(kindOf({ type: 'string', format: 'date' }), 'date');
  assert.equal(kindOf({ type: 'string', format: 'uuid', 'x-file': true }), 'file');
  assert.equal(kindOf({ type: 'array', 'x-file': true }), 'files');
  assert.equal(kindOf({ type: 'string', maxLength: 60, options: 'refusalGrounds' }), 'ground');
  assert.equal(kindOf({ type: 'array', items: { type: 'object', properties: {} } }), 'list');
  assert.equal(kindOf({ type: 'array', items: { type: 'string' } }), 'lines');
  assert.equal(kindOf({ type: 'string', maxLength: 200 }), 'text');
  assert.equal(kindOf({ type: 'string', maxLength: 201 }), 'long');
  assert.equal(kindOf({ type: 'string', maxLength: 40 }, 'agentCreditCode'), 'creditCode');
});

test('日后声明的、从未见过的形状，仍能填写', () => {
  assert.equal(kindOf({}), 'json');
  assert.equal(kindOf({ type: 'object' }), 'json');
});

const gaps: Schema = {
  type: 'object',
  required: ['gaps', 'checked'],
  properties: {
    checked: { type: 'boolean', const: true },
    note: { type: 'string', default: '', maxLength: 5 },
    gaps: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['reason'],
        properties: { reason: { type: 'string', minLength: 5 } },
      },
    },
  },
};

test('缺项、过短、过长和未勾选，逐项指出', () => {
  assert.deepEqual(Object.keys(problemsIn(gaps, {})).toSorted(), ['checked', 'gaps']);
  const values = {
    checked: true,
    note: '一二三四五六',
    gaps: [{ reason: '请补' }, { reason: '请补充盖章页' }],
  };
  assert.deepEqual(Object.keys(problemsIn(gaps, values)).toSorted(), ['gaps.0.reason', 'note']);
});

test('表单从默认值开始，空着的不发送', () => {
  assert.deepEqual(initial(gaps), { note: '' });
  assert.deepEqual(filled({ a: '  ', b: null, c: undefined, d: false, e: 'x' }), {
    d: false,
    e: 'x',
  });
});

test('摘要、年度和事项编号写错的，在发送以前说明怎样改', () => {
  const schema: Schema = {
    properties: {
      digest: { type: 'string', pattern: '^[0-9a-fA-F]{64}$' },
      year: { type: 'integer', minimum: 2025, maximum: 2200 },
      about: { type: 'string', format: 'uuid' },
    },
  };
  const wrong = problemsIn(schema, { digest: 'abc', year: 2024, about: 'x' });
  assert.match(wrong['digest']?.zh ?? '', /64位十六进制/);
  assert.equal(wrong['year']?.zh, '不能小于2025');
  assert.match(wrong['about']?.en ?? '', /Choose from the list/);
  const right = { digest: 'A'.repeat(64), year: 2025 };
  assert.deepEqual(problemsIn(schema, right), {});
});

const petition: Schema = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['item', 'value'],
        properties: { item: { enum: ['a.b', 'a.c'] }, value: { type: 'string' } },
      },
    },
    interest: { type: 'string', 'x-for': 'others', 'x-needed': true },
    mandate: { type: 'string', 'x-for': 'agent' },
  },
};

test('更正项目有自己的填写方式；内容可以留空，项目不可以', () => {
  assert.equal(kindOf(petition.properties?.['items'] ?? {}), 'corrections');
  assert.deepEqual(problemsIn(petition, { items: [{ item: 'a.b', value: '' }] }), {});
  assert.deepEqual(Object.keys(problemsIn(petition, { items: [{ value: 'x' }] })), [
    'items.0.item',
  ]);
});

test('不是填给本人的栏目不出现；他人申请的，必须写明利害关系', () => {
  const own = fieldsFor(petition, ['agent', 'others'], false);
  assert.deepEqual(Object.keys(own.properties ?? {}), ['items']);
  assert.deepEqual(own.required, ['items']);
  const other = fieldsFor(petition, ['agent'], true);
  assert.deepEqual(Object.keys(other.properties ?? {}), ['items', 'interest']);
  assert.deepEqual(other.required, ['items', 'interest']);
});

test('不是登记主体的（登记机构也是）：情形只有一种可选并已选好，证明材料必须有', () => {
  const cancel: Schema = {
    type: 'object',
    required: ['ground'],
    properties: {
      ground: { type: 'string', options: 'grounds', 'x-not-holder': { among: ['ended'] } },
      proof: { type: 'array', 'x-file': true, 'x-not-holder': { needed: true } },
    },
  };
  assert.deepEqual(initial(cancel), {});
  assert.deepEqual(Object.keys(problemsIn(cancel, { ground: 'waived' })), []);
  const other = forNotHolder(cancel);
  assert.deepEqual(other.properties?.['ground']?.only, ['ended']);
  assert.deepEqual(initial(other), { ground: 'ended' });
  assert.equal(problemsIn(other, initial(other))['proof']?.zh, '请选择文件');
  assert.equal(problemsIn(other, { ground: 'ended', proof: [] })['proof']?.zh, '请选择文件');
  assert.deepEqual(problemsIn(other, { ground: 'ended', proof: ['x'] }), {});
});
