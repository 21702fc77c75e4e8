import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf, titleWords, valueOf } from './words.ts';

test('同一个词在不同事项里意思不同：先看本事项的说法', () => {
  assert.equal(nameOf('authority', undefined, 'evid').zh, '时间戳签发机构');
  assert.equal(nameOf('authority', undefined, 'eval.misconduct').zh, '主管部门');
  assert.equal(nameOf('parts', undefined, 'evid').zh, '各部分的摘要');
  assert.equal(nameOf('parts', undefined, 'records.erase').zh, '逐项指明的部分');
  assert.equal(valueOf('refused', undefined, 'account')?.zh, '不符');
  assert.equal(valueOf('refused', undefined, 'reg.correct')?.zh, '不予更正');
  assert.equal(valueOf('registrar', undefined, 'evid')?.zh, '登记机构');
});

test('事项自己定的名称有英文；人起的名称照原样', () => {
  assert.equal(titleWords('2025年度登记机构评价').en, 'Evaluation of the registrar, 2025');
  assert.equal(titleWords('应急预案（第3版）').en, 'Emergency plan (version 3)');
  assert.equal(titleWords('安全事件（2026-02-08发现）').zh, '安全事件（2026-02-08发现）');
  assert.equal(titleWords('养老机构名录').en, '养老机构名录');
});
