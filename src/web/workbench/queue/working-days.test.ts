import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workingDaysLeft } from './working-days.ts';

test('剩余工作日跳过周末和春节，计入调休上班日', () => {
  assert.equal(workingDaysLeft('2026-03-02', '2026-03-05'), 3);
  assert.equal(workingDaysLeft('2026-03-06', '2026-03-09'), 1);
  assert.equal(workingDaysLeft('2026-02-13', '2026-02-24'), 2);
});

test('当天到期剩零天，过期为负', () => {
  assert.equal(workingDaysLeft('2026-03-05', '2026-03-05'), 0);
  assert.equal(workingDaysLeft('2026-03-09', '2026-03-05'), -2);
});

test('看不懂的日期和太远的期限不给数字', () => {
  assert.equal(workingDaysLeft('2026-02-30', '2026-03-05'), undefined);
  assert.equal(workingDaysLeft('2026-01-01', '2029-01-01'), undefined);
});
