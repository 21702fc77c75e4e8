import assert from 'node:assert/strict';
import { test } from 'node:test';
import chineseDays from 'chinese-days';
import type { PlainDate } from '../base/plain-date.ts';
import { addDays, isPlainDate } from '../base/plain-date.ts';
import { isRefusal } from '../base/refusal.ts';
import { calendar2026 } from './calendar-2026.ts';
import { parseYearCalendar } from './calendar-year.ts';
import { builtInYears, calendarOf } from './calendar.ts';

const calendar = calendarOf(builtInYears);

function day(value: string): PlainDate {
  assert.ok(isPlainDate(value), value);
  return value;
}

function* daysOf(year: number): Generator<PlainDate> {
  for (let at = day(`${year}-01-01`); at.startsWith(`${year}-`); at = addDays(at, 1)) yield at;
}

for (const year of [2025, 2026]) {
  test(`${year}年逐日与另一份独立日历一致，共248个工作日`, () => {
    let worked = 0;
    for (const date of daysOf(year)) {
      assert.equal(calendar.isWorkingDay(date), chineseDays.isWorkday(date), date);
      if (calendar.isWorkingDay(date)) worked += 1;
    }
    assert.equal(worked, 248);
  });
}

test('四种日子分得清', () => {
  assert.equal(calendar.dayKind(day('2026-02-12')), 'working');
  assert.equal(calendar.dayKind(day('2026-02-14')), 'makeUp');
  assert.equal(calendar.dayKind(day('2026-02-07')), 'weekend');
  assert.equal(calendar.dayKind(day('2026-02-15')), 'holiday');
});

test('哪年已公布，版本是什么', () => {
  assert.equal(calendar.version, 'cn-2025.1 cn-2026.1');
  assert.deepEqual(
    [2024, 2025, 2026, 2027].map((year) => calendar.published(year)),
    [false, true, true, false],
  );
});

test('未公布的2027年只有周末和十三个法定节日', () => {
  const off = [...daysOf(2027)].filter((date) => calendar.dayKind(date) === 'holiday');
  assert.deepEqual(off, [
    '2027-01-01',
    '2027-02-05',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-04-05',
    '2027-05-01',
    '2027-05-02',
    '2027-06-09',
    '2027-09-15',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ]);
  assert.equal(calendar.isWorkingDay(day('2031-10-02')), false);
  assert.equal(calendar.isWorkingDay(day('2031-10-06')), true);
});

test('同一年的新版本取代旧版本', () => {
  const newer = { ...calendar2026, version: 'cn-2026.2', workdays: [] };
  const replaced = calendarOf([...builtInYears, newer]);
  assert.equal(replaced.version, 'cn-2025.1 cn-2026.2');
  assert.equal(replaced.isWorkingDay(day('2026-02-14')), false);
  assert.equal(calendar.isWorkingDay(day('2026-02-14')), true);
});

const good = JSON.parse(JSON.stringify(calendar2026)) as typeof calendar2026;

test('导入与内置相同格式的日历', () => {
  assert.deepEqual(parseYearCalendar(good), calendar2026);
});

const bad: readonly (readonly [string, unknown, RegExp])[] = [
  ['不是对象', null, /内容/],
  ['多出字段', { ...good, extra: 1 }, /格式/],
  ['没有来源', { ...good, source: '听说的' }, /source/],
  ['来源是脚本地址', { ...good, source: 'javascript:alert(1)' }, /source/],
  ['版本属于别的年份', { ...good, version: 'cn-2025.1' }, /版本号/],
  ['年份不合理', { ...good, year: 20260 }, /year/],
  ['发布日期晚于该年', { ...good, issuedOn: '2027-01-05' }, /发布日期/],
  [
    '假期不在该年',
    {
      ...good,
      holidays: [
        ...good.holidays,
        { from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦', en: 'x' } },
      ],
    },
    /不在2026年/,
  ],
  [
    '假期首尾颠倒',
    {
      ...good,
      holidays: [
        ...good.holidays,
        { from: '2026-12-05', to: '2026-12-04', name: { zh: '假', en: 'x' } },
      ],
    },
    /晚于/,
  ],
  [
    '假期重叠',
    {
      ...good,
      holidays: [
        ...good.holidays,
        { from: '2026-10-07', to: '2026-10-08', name: { zh: '假', en: 'x' } },
      ],
    },
    /重叠/,
  ],
  [
    '假期长得不像话',
    {
      ...good,
      holidays: [
        ...good.holidays,
        { from: '2026-11-01', to: '2026-12-20', name: { zh: '假', en: 'x' } },
      ],
    },
    /过长/,
  ],
  ['调休上班日不是周末', { ...good, workdays: ['2026-02-12'] }, /不是周末/],
  ['调休上班日在假期内', { ...good, workdays: ['2026-02-15'] }, /在假期内/],
  ['调休上班日重复', { ...good, workdays: ['2026-02-14', '2026-02-14'] }, /重复/],
  ['日期不存在', { ...good, workdays: ['2026-02-30'] }, /workdays/],
  ['漏了国庆', { ...good, holidays: good.holidays.slice(0, 6) }, /2026-10-01没有放假/],
  [
    '假期多得离谱',
    { ...good, holidays: Array.from({ length: 5000 }, () => good.holidays[0]) },
    /holidays/,
  ],
  [
    '名称过长',
    {
      ...good,
      holidays: [
        { from: '2026-01-01', to: '2026-01-01', name: { zh: '长'.repeat(41), en: 'x' } },
        ...good.holidays.slice(1),
      ],
    },
    /holidays/,
  ],
];

for (const [title, input, sentence] of bad) {
  test(`导入被拒：${title}`, () => {
    const answer = parseYearCalendar(input);
    assert.ok(isRefusal(answer));
    assert.equal(answer.code, 'CALENDAR_INVALID');
    assert.match(answer.sentence.zh, sentence);
  });
}
