import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlainDate } from '../base/plain-date.ts';
import { addDays, isPlainDate, weekday } from '../base/plain-date.ts';
import { builtInYears, calendarOf } from './calendar.ts';
import { deadline } from './deadline.ts';

const calendar = calendarOf(builtInYears);

function day(value: string): PlainDate {
  assert.ok(isPlainDate(value), value);
  return value;
}

const due = (from: string, n: number) => deadline(day(from), { n, unit: 'workingDay' }, calendar);

const vectors: readonly (readonly [string, number, string])[] = [
  ['2025-03-01', 30, '2025-04-14'],
  ['2025-09-26', 3, '2025-09-30'],
  ['2025-09-26', 20, '2025-10-30'],
  ['2025-09-30', 10, '2025-10-21'],
  ['2026-02-10', 3, '2026-02-13'],
  ['2026-02-13', 10, '2026-03-05'],
  ['2026-02-13', 20, '2026-03-19'],
  ['2026-04-29', 5, '2026-05-09'],
  ['2026-05-06', 3, '2026-05-09'],
  ['2026-09-18', 1, '2026-09-20'],
  ['2026-09-24', 3, '2026-09-30'],
  ['2026-09-24', 10, '2026-10-15'],
  ['2026-09-30', 20, '2026-11-03'],
  ['2026-11-20', 20, '2026-12-18'],
  ['2026-12-03', 20, '2026-12-31'],
];

for (const [from, n, expected] of vectors) {
  test(`收到日 ${from} 起 ${n} 个工作日到 ${expected}`, () => {
    const counted = due(from, n);
    assert.equal(counted.due, expected);
    assert.equal(counted.provisional, false);
    assert.equal(counted.calendar, `cn-${expected.slice(0, 4)}.1`);
  });
}

test('数到放假安排未公布的年份，期限为暂定，并记下用了哪两年的日历', () => {
  const counted = due('2026-12-10', 20);
  assert.equal(counted.provisional, true);
  assert.equal(counted.calendar, 'cn-2026.1 cn-2027.unpublished');
  assert.equal(due('2026-12-04', 20).provisional, true);
  assert.equal(due('2026-12-28', 3).due, '2026-12-31');
  assert.equal(due('2026-12-28', 3).provisional, false);
  assert.equal(due('2026-12-29', 3).provisional, true);
  assert.equal(due('2026-12-17', 10).provisional, false);
});

test('元旦不会被数成工作日，即使该年安排未公布', () => {
  assert.equal(due('2026-12-31', 1).due, '2027-01-04');
});

test('跨年到已公布的年份不是暂定', () => {
  const counted = due('2025-12-25', 10);
  assert.equal(counted.due, '2026-01-09'); // Sunday 4 January is worked
  assert.equal(counted.calendar, 'cn-2025.1 cn-2026.1');
  assert.equal(counted.provisional, false);
});

test('按日计的期限最后一日逢休息日顺延到其后第一个工作日', () => {
  const days = (from: string, n: number, roll?: boolean) =>
    deadline(day(from), { n, unit: 'day' }, calendar, roll);
  assert.equal(days('2026-08-02', 60).due, '2026-10-08');
  assert.equal(days('2026-08-02', 60, false).due, '2026-10-01');
  assert.equal(days('2026-02-08', 7).due, '2026-02-24');
  assert.equal(days('2026-09-10', 10).due, '2026-09-20');
  assert.equal(days('2026-12-28', 5).provisional, true);
  assert.equal(days('2026-12-28', 5, false).provisional, false);
});

test('按年计的期限到对应日为止，没有对应日的到月末，不顺延也不依赖放假安排', () => {
  const years = (from: string, n: number, roll?: boolean) =>
    deadline(day(from), { n, unit: 'year' }, calendar, roll);
  assert.equal(years('2026-03-02', 3).due, '2029-03-02');
  assert.equal(years('2028-02-29', 3).due, '2031-02-28');
  assert.equal(years('2025-05-02', 1).due, '2026-05-02');
  assert.equal(years('2025-05-02', 1, true).due, '2026-05-06');
  assert.deepEqual(years('2026-03-02', 3), {
    startedOn: '2026-03-02',
    length: 3,
    unit: 'year',
    due: '2029-03-02',
    provisional: false,
    calendar: '',
  });
});

test('约定的最后一日照约定，逢休息日也不动', () => {
  const agreed = deadline(day('2026-03-02'), { until: '2026-10-01' }, calendar);
  assert.equal(agreed.due, '2026-10-01');
  assert.equal(agreed.unit, 'until');
  assert.throws(() => deadline(day('2026-03-02'), { until: '2026-13-01' }, calendar), RangeError);
});

test('不可能的期限长度被拒绝而不是算出一个日子', () => {
  for (const n of [0, -1, 1.5, NaN, Infinity, 1001]) {
    assert.throws(() => due('2026-03-02', n), RangeError, String(n));
  }
});

test('日期范围的两端不出错', () => {
  assert.equal(due('2200-12-31', 1000).provisional, true);
  assert.equal(due('1949-01-01', 1).due, '1949-01-03');
});

test('性质：最后一日是工作日，其间恰有N个工作日，多一日则更晚', () => {
  const anyDay = fc.integer({ min: 0, max: 700 }).map((n) => addDays(day('2025-01-01'), n));
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, n) => {
      const end = day(due(from, n).due);
      let worked = 0;
      for (let at = addDays(from, 1); at <= end; at = addDays(at, 1)) {
        if (calendar.isWorkingDay(at)) worked += 1;
      }
      assert.equal(worked, n);
      assert.ok(calendar.isWorkingDay(end));
      assert.ok(due(from, n + 1).due > end);
      assert.ok(weekday(end) <= 5 || calendar.dayKind(end) === 'makeUp');
    }),
    { numRuns: 300 },
  );
});
