import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlainDate } from './plain-date.ts';
import {
  addDays,
  addMonths,
  addYears,
  compare,
  dateOfDayNumber,
  dayNumber,
  dayOf,
  daysBetween,
  isPlainDate,
  moment,
  plainDate,
  startOfDay,
  weekday,
} from './plain-date.ts';
import { isRefusal, orThrow } from './refusal.ts';

const date = (input: string): PlainDate => orThrow(plainDate(input));
const anyDate = fc.integer({ min: -7670, max: 84_370 }).map(dateOfDayNumber);

test('只认真实存在的日期，年份在1949至2200之间', () => {
  for (const good of ['1949-01-01', '2024-02-29', '2026-03-02', '2000-02-29', '2200-12-31']) {
    assert.equal(plainDate(good), good);
  }
  for (const bad of [
    '',
    '2025-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '1948-12-31',
    '2201-01-01',
    '2026-3-2',
    '2026-03-02 ',
    '2026-03-02\n',
    '20260302',
    '+02026-03-02',
    '２０２６-03-02',
    '2026-03-02T00:00:00Z',
  ]) {
    const read = plainDate(bad);
    assert.ok(isRefusal(read) && read.code === 'DATE_INVALID', bad);
    assert.equal(isPlainDate(bad), false);
  }
  assert.equal(isPlainDate(20260302), false);
});

test('三年的对应日：闰日在平年落在月末', () => {
  assert.equal(addYears(date('2026-03-02'), 3), '2029-03-02');
  assert.equal(addYears(date('2024-02-29'), 3), '2027-02-28');
  assert.equal(addYears(date('2024-02-29'), 4), '2028-02-29');
  assert.equal(addYears(date('2096-02-29'), 4), '2100-02-28');
});

test('若干个月后的对应日：没有对应日的落在月末', () => {
  assert.equal(addMonths(date('2029-03-02'), 21), '2030-12-02');
  assert.equal(addMonths(date('2029-01-31'), 1), '2029-02-28');
  assert.equal(addMonths(date('2028-11-30'), 3), '2029-02-28');
  assert.equal(addMonths(date('2026-12-15'), 0), '2026-12-15');
  assert.equal(addMonths(date('2026-01-31'), -2), '2025-11-30');
});

test('续展窗口：六十个自然日跨年跨月', () => {
  assert.equal(addDays(date('2029-03-02'), -59), '2029-01-02');
  assert.equal(addDays(date('2026-12-31'), 1), '2027-01-01');
  assert.equal(addDays(date('2028-02-28'), 1), '2028-02-29');
});

test('星期：调休的周六周日仍是周六周日', () => {
  assert.equal(weekday(date('2026-05-09')), 6);
  assert.equal(weekday(date('2026-09-20')), 7);
  assert.equal(weekday(date('1970-01-01')), 4);
  assert.equal(weekday(date('1949-10-01')), 6);
});

test('一瞬间属于北京时间的哪一天', () => {
  assert.equal(dayOf('2026-03-01T15:59:59.999Z'), '2026-03-01');
  assert.equal(dayOf('2026-03-01T16:00:00Z'), '2026-03-02');
  assert.equal(dayOf('2026-03-02T00:00:00+08:00'), '2026-03-02');
  assert.throws(() => dayOf('2026-03-02'), RangeError);
  assert.throws(() => dayOf('昨天'), RangeError);
});

test('时刻写成东八区、带毫秒', () => {
  assert.equal(moment(0), '1970-01-01T08:00:00.000+08:00');
  assert.equal(moment(Date.UTC(2026, 2, 1, 16, 0, 0, 7)), '2026-03-02T00:00:00.007+08:00');
  assert.equal(startOfDay(date('2026-03-02')), '2026-03-02T00:00:00+08:00');
});

test('加减日数与Temporal逐日一致', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (day, days) => {
      const there = addDays(day, days);
      assert.equal(there, Temporal.PlainDate.from(day).add({ days }).toString());
      assert.equal(daysBetween(day, there), days);
      assert.equal(dateOfDayNumber(dayNumber(there)), there);
      assert.equal(compare(day, there), Math.sign(-days) + 0);
    }),
    { numRuns: 500 },
  );
});

test('星期与对应日同Temporal一致', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -100, max: 100 }), (day, years) => {
      const temporal = Temporal.PlainDate.from(day);
      assert.equal(weekday(day), temporal.dayOfWeek);
      assert.equal(addYears(day, years), temporal.add({ years }).toString());
      assert.equal(
        addMonths(day, years * 5 + 1),
        temporal.add({ months: years * 5 + 1 }).toString(),
      );
    }),
    { numRuns: 500 },
  );
});

test('1949至2200年的每一天都能写出并读回', () => {
  let before = '';
  for (let number = -7670; number <= 84_370; number += 1) {
    const day = dateOfDayNumber(number);
    assert.ok(isPlainDate(day) && before < day && dayNumber(day) === number);
    before = day;
  }
  assert.equal(before, '2200-12-31');
});

test('每天的零时属于当天，前一毫秒属于前一天', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8400, max: 84_370 }).map(dateOfDayNumber), (day) => {
      const start = startOfDay(day);
      assert.equal(dayOf(start), day);
      assert.equal(dayOf(moment(Date.parse(start) - 1)), addDays(day, -1));
    }),
  );
});

test('超出历法范围的运算抛出', () => {
  assert.throws(() => addDays(date('2200-12-31'), 1e9), RangeError);
  assert.throws(() => addDays(date('2026-01-01'), 0.5), RangeError);
  assert.throws(() => addDays(date('2026-01-01'), Number.NaN), RangeError);
  assert.throws(() => addYears(date('2026-01-01'), 9000), RangeError);
  assert.throws(() => addMonths(date('2026-01-01'), 0.5), RangeError);
  assert.throws(() => addMonths(date('2026-01-01'), 108_000), RangeError);
});
