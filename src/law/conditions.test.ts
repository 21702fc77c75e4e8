import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../base/json.ts';
import { holds, offered, sealsOf } from './conditions.ts';
import type { Condition, MaterialField } from './types.ts';

const facts = (known: Record<string, Json>) => (path: string) =>
  Object.hasOwn(known, path) ? known[path] : undefined;
const nothing = facts({});

test('必填总是成立，选填从不要求', () => {
  assert.equal(holds('always', nothing), true);
  assert.equal(holds('optional', nothing), false);
  assert.equal(offered('optional', nothing), true);
});

test('按对象种类要求：产品和服务要求，资源不要求，未知不要求', () => {
  const product: Condition = { is: 'objectKind', in: ['product', 'service'] };
  assert.equal(holds(product, facts({ objectKind: 'service' })), true);
  assert.equal(holds(product, facts({ objectKind: 'resource' })), false);
  assert.equal(holds(product, nothing), false);
  assert.equal(offered(product, facts({ objectKind: 'resource' })), false);
});

test('布尔事实按原值比较，文字“true”不算是', () => {
  const agent: Condition = { is: 'filedByAgent', in: [true] };
  assert.equal(holds(agent, facts({ filedByAgent: true })), true);
  assert.equal(holds(agent, facts({ filedByAgent: 'true' })), false);
  assert.equal(holds(agent, facts({ filedByAgent: false })), false);
});

test('数组、对象和空值不会被当作匹配', () => {
  const mode: Condition = { is: 'evidence.mode', in: ['self'] };
  for (const hostile of [['self'], { self: true }, null, 1] satisfies Json[]) {
    assert.equal(holds(mode, facts({ 'evidence.mode': hostile })), false);
  }
});

test('“且”与“或”可以嵌套', () => {
  const resource: Condition = { is: 'objectKind', in: ['resource'] };
  const beijing: Condition = { is: 'jurisdiction', in: ['beijing'] };
  const known = facts({ objectKind: 'resource', jurisdiction: 'chongqing' });
  assert.equal(holds({ all: [resource, beijing] }, known), false);
  assert.equal(holds({ any: [resource, beijing] }, known), true);
  assert.equal(holds({ all: [{ any: [resource, beijing] }, 'always'] }, known), true);
  assert.equal(holds({ any: [] }, known), false);
});

test('风险评估报告：自行出具盖登记主体公章，第三方出具盖评估机构公章', () => {
  const report: MaterialField = {
    id: 'report',
    label: { zh: '报告', en: 'Report' },
    type: 'file',
    required: 'always',
    seals: ['registrant'],
    sealsWhen: {
      condition: { is: 'riskAssessment.author', in: ['third_party'] },
      seals: ['assessor'],
    },
    basis: 'text',
  };
  assert.deepEqual(sealsOf(report, facts({ 'riskAssessment.author': 'self' })), ['registrant']);
  assert.deepEqual(sealsOf(report, facts({ 'riskAssessment.author': 'third_party' })), [
    'assessor',
  ]);
});
