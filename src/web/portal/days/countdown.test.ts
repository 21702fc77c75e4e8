import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftWords, workingDaysLeft } from './countdown.ts';
import { calendar } from '../portal.fixtures.ts';

const period = { from: '2026-02-13', to: '2026-03-05' };
const left = (today: string): number => workingDaysLeft(period, today, calendar);

test('公示发布当天不计入，还剩整整10个工作日', () => {
  assert.equal(left('2026-02-13'), 10);
});

test('节假日里剩余的工作日不减少，调休上班日照减', () => {
  assert.equal(left('2026-02-14'), 10);
  assert.equal(left('2026-02-15'), 9);
  assert.equal(left('2026-02-23'), 9);
  assert.equal(left('2026-02-28'), 5);
});

test('最后一日还剩1个工作日，次日已结束', () => {
  assert.equal(left('2026-03-05'), 1);
  assert.equal(left('2026-03-06'), 0);
  assert.equal(leftWords(1, false).zh, '最后1个工作日');
  assert.equal(leftWords(0, true).zh, '公示已结束');
});
