import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orThrowDate } from '../base/plain-date.ts';
import { builtInYears, calendarOf } from './calendar.ts';
import { daysLeft, workingDayAfter } from './days-left.ts';

const calendar = calendarOf(builtInYears);
const left = (today: string, due: string, unit: 'workingDay' | 'day' = 'workingDay') =>
  daysLeft(calendar, orThrowDate(today), orThrowDate(due), unit).days;

test('剩余工作日跳过周末和春节，计入调休上班日', () => {
  assert.equal(left('2026-03-02', '2026-03-05'), 3);
  assert.equal(left('2026-03-06', '2026-03-09'), 1);
  assert.equal(left('2026-02-13', '2026-02-24'), 2);
});

test('当天到期剩零天，过期为负；按自然日算的不跳过周末', () => {
  assert.equal(left('2026-03-05', '2026-03-05'), 0);
  assert.equal(left('2026-03-09', '2026-03-05'), -2);
  assert.equal(left('2026-03-06', '2026-03-09', 'day'), 3);
  assert.equal(left('2026-03-09', '2026-03-06', 'day'), -3);
});

test('星期五到期，星期六不是“今天到期”，是逾期一天', () => {
  const [saturday, friday] = [orThrowDate('2026-03-07'), orThrowDate('2026-03-06')];
  assert.deepEqual(daysLeft(calendar, saturday, friday, 'workingDay'), { days: -1, unit: 'day' });
});

test('一年以外的期限不给数字', () => {
  assert.equal(left('2026-01-01', '2029-01-01'), null);
  assert.equal(left('2026-01-01', '2029-01-01', 'day'), null);
});

test('装入的日历算数：同一段日子，多一天放假就少一个工作日', () => {
  const year = builtInYears.at(-1);
  assert.ok(year);
  const holiday = {
    from: orThrowDate('2026-03-04'),
    to: orThrowDate('2026-03-04'),
    name: { zh: '临时放假', en: 'A day off' },
  };
  const loaded = calendarOf([
    ...builtInYears,
    { ...year, version: 'cn-2026.2', holidays: [...year.holidays, holiday] },
  ]);
  const [today, due] = [orThrowDate('2026-03-02'), orThrowDate('2026-03-05')];
  assert.equal(daysLeft(loaded, today, due, 'workingDay').days, 2);
});

test('三个工作日之后是哪一天', () => {
  assert.equal(workingDayAfter(calendar, orThrowDate('2026-03-05'), 3), '2026-03-10');
  assert.equal(workingDayAfter(calendar, orThrowDate('2026-02-13'), 1), '2026-02-14');
});
