import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filled, initial, kindOf, problemsIn, type Schema } from './schema.ts';

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
  assert.equal(kindOf({ type: 'string', maxLength: 200 }), 'text');
  assert.equal(kindOf({ type: 'string', maxLength: 201 }), 'long');
  assert.equal(kindOf({ type: 'string', maxLength: 40 }, 'agentCreditCode'), 'creditCode');
});

test('日后声明的、从未见过的形状，仍能填写', () => {
  assert.equal(kindOf({}), 'json');
  assert.equal(kindOf({ type: 'object' }), 'json');
  assert.equal(kindOf({ type: 'array', items: { type: 'string' } }), 'json');
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
