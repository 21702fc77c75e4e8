import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Unit } from '../base/deadline.ts';
import { addDays, dateOfDayNumber, dayNumber, orThrowDate } from '../base/plain-date.ts';
import { builtInYears, calendarOf } from './calendar.ts';
import { deadline } from './deadline.ts';
import { latestStart } from './latest-start.ts';

const calendar = calendarOf(builtInYears);
const latest = (due: string, n: number, unit: Unit) =>
  latestStart(orThrowDate(due), { n, unit }, calendar);

test('2026年3月5日以前要满10个工作日：至迟2月13日发生（春节前最后一个工作日的前一日起算）', () => {
  // 2月14日和2月28日为调休上班日，2月15日至23日放假。
  assert.equal(latest('2026-03-05', 10, 'workingDay'), '2026-02-13');
  assert.equal(latest('2026-03-06', 1, 'workingDay'), '2026-03-05');
  // 周末结束的，最后一个能届满的工作日是周五。
  assert.equal(latest('2026-03-08', 1, 'workingDay'), '2026-03-05');
});

test('按日、按年倒推：届满日遇休息日会顺延，所以要更早', () => {
  // 60日满于2026年5月31日（星期日）会顺延到6月1日，超过了。
  assert.equal(latest('2026-05-31', 60, 'day'), '2026-03-30');
  assert.equal(latest('2029-03-02', 3, 'year'), '2026-03-02');
  assert.equal(latest('2027-02-28', 1, 'year'), '2026-02-28');
});

test('倒推的一天恰好来得及，再晚一天就来不及', () => {
  const first = dayNumber(orThrowDate('2024-06-01'));
  const last = dayNumber(orThrowDate('2028-12-31'));
  const length = fc.oneof(
    fc.record({ n: fc.integer({ min: 1, max: 300 }), unit: fc.constant<Unit>('workingDay') }),
    fc.record({ n: fc.integer({ min: 1, max: 1000 }), unit: fc.constant<Unit>('day') }),
    fc.record({ n: fc.integer({ min: 1, max: 30 }), unit: fc.constant<Unit>('year') }),
  );
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), length, (day, given) => {
      const due = dateOfDayNumber(day);
      const from = latestStart(due, given, calendar);
      assert.ok(deadline(from, given, calendar).due <= due);
      assert.ok(deadline(addDays(from, 1), given, calendar).due > due);
    }),
    { numRuns: 400 },
  );
});
