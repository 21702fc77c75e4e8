import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState } from './state.ts';
import { shapeOf } from './shapes.ts';

test('认得的形状各归其处，不认得的一项不丢', () => {
  const state = readState({
    status: 'draft',
    form: ['subject'],
    dossier: { subject: { name: '甲' } },
    openItems: 'all',
    findings: [],
    agreedOn: '2026-03-02',
  });
  assert.deepEqual(state.form, ['subject']);
  assert.equal(state.openItems, 'all');
  assert.deepEqual(state.rest, { agreedOn: '2026-03-02' });
});

test('日后的程序用同名而不同形的字段，仍按通用方式显示', () => {
  const state = readState({
    status: 'x',
    seals: ['91110000MA0YX00163'],
    result: 'passed',
    notices: 3,
  });
  assert.deepEqual(state.seals, []);
  assert.deepEqual(state.rest, { seals: ['91110000MA0YX00163'], result: 'passed', notices: 3 });
});

test('办理表单按输入的形状选择，不看事项名称', () => {
  const words = { type: 'string' };
  const gap = { type: 'object', properties: { item: words, ground: words, reason: words } };
  assert.equal(shapeOf({ properties: { gaps: { type: 'array', items: gap } } }), 'gaps');
  assert.equal(shapeOf({ properties: { group: words, values: { type: 'object' } } }), 'material');
  assert.equal(shapeOf({ properties: { file: words, found: { type: 'boolean' } } }), 'seal');
  assert.equal(shapeOf({ properties: { itemId: words, row: { type: 'object' } } }), 'import');
  assert.equal(shapeOf({ properties: { itemId: words } }), 'form');
  assert.equal(shapeOf({}), 'form');
});
