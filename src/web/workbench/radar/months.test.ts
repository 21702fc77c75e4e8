import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, twelveMonths, yearFrom } from './months.ts';

test('从本月起十二个月，跨年；没有的月份为零', () => {
  const months = twelveMonths('2026-11-21', [
    { month: '2026-10', n: 1 },
    { month: '2026-11', n: 2 },
    { month: '2027-10', n: 5 },
    { month: '2027-11', n: 9 },
  ]);
  assert.equal(months.length, 12);
  assert.deepEqual(months[0], { month: '2026-11', n: 3 });
  assert.deepEqual(months[1], { month: '2026-12', n: 0 });
  assert.deepEqual(months[11], { month: '2027-10', n: 5 });
});

test('月底不跳月；选定的月份从一日起、到次月一日前', () => {
  assert.deepEqual(yearFrom('2026-01-31'), { from: '2026-01-01', before: '2027-01-01' });
  assert.deepEqual(daysOf('2026-12', '2026-11-21'), {
    expiringFrom: '2026-12-01',
    expiringBefore: '2027-01-01',
  });
  assert.deepEqual(daysOf('2026-11', '2026-11-21'), { expiringBefore: '2026-12-01' });
  assert.deepEqual(daysOf(undefined, '2026-11-21'), { expiringBefore: '2027-11-01' });
});
