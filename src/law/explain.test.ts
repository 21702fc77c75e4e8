import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Length } from '../base/deadline.ts';
import type { PlainDate } from '../base/plain-date.ts';
import { isPlainDate } from '../base/plain-date.ts';
import { calendar2026 } from './calendar-2026.ts';
import { builtInYears, calendarOf } from './calendar.ts';
import { deadline } from './deadline.ts';
import { explain } from './explain.ts';

const calendar = calendarOf(builtInYears);

function day(value: string): PlainDate {
  assert.ok(isPlainDate(value), value);
  return value;
}

const explained = (from: string, length: Length, roll?: boolean) =>
  explain(deadline(day(from), length, calendar, roll), calendar);

test('一句话说清起点、首日、跳过的假期、调休上班日和最后一日', () => {
  const { explanation } = explained('2026-02-13', { n: 10, unit: 'workingDay' });
  assert.equal(
    explanation.zh,
    '2026年2月13日（星期五）当日不计入，从2026年2月14日（星期六）起数10个工作日，跳过周末1天和春节2月15日至23日，2月14日、2月28日为调休上班日计入，最后一日为2026年3月5日（星期四），当日24时届满。',
  );
  assert.equal(
    explanation.en,
    'Not counting Fri 13 Feb 2026, 10 working days from Sat 14 Feb 2026 (skipping 1 weekend day and Spring Festival 15–23 Feb; counting make-up working day 14 Feb, 28 Feb) end on Thu 5 Mar 2026 at 24:00.',
  );
});

test('逐日说明：每一天恰好一行，编号连续，最后一行是最后一日', () => {
  const { steps, due } = explained('2026-02-13', { n: 10, unit: 'workingDay' });
  assert.equal(steps.length, 21);
  assert.deepEqual(steps[0], { date: '2026-02-13', kind: 'start' });
  assert.deepEqual(steps[1], {
    date: '2026-02-14',
    kind: 'makeUp',
    n: 1,
    name: { zh: '调休上班', en: 'make-up working day' },
  });
  assert.deepEqual(steps[2], {
    date: '2026-02-15',
    kind: 'holiday',
    name: { zh: '春节', en: 'Spring Festival' },
  });
  assert.deepEqual(steps.at(-1), { date: due, kind: 'due', n: 10 });
  const numbers = steps.flatMap(({ n }) => (n === undefined ? [] : [n]));
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('最后一日本身是调休上班日时写明', () => {
  const { explanation, steps } = explained('2026-09-18', { n: 1, unit: 'workingDay' });
  assert.match(explanation.zh, /9月20日为调休上班日计入，最后一日为2026年9月20日（星期日）/);
  assert.equal(steps.at(-1)?.name?.zh, '调休上班');
});

test('暂定期限在句中和相应各日上都标明', () => {
  const { explanation, steps, provisional } = explained('2026-12-10', {
    n: 20,
    unit: 'workingDay',
  });
  assert.equal(provisional, true);
  assert.match(explanation.zh, /2027年放假安排尚未公布，此日期为暂定/);
  assert.match(explanation.en, /provisional: the holidays of 2027 are not published/);
  for (const step of steps) {
    assert.equal(step.provisional === true, step.date.startsWith('2027'), step.date);
  }
  const plain = explained('2026-11-20', { n: 20, unit: 'workingDay' });
  assert.doesNotMatch(plain.explanation.zh, /暂定/);
});

test('顺延写明原满期日和原因', () => {
  const { explanation, steps } = explained('2026-08-02', { n: 60, unit: 'day' });
  assert.match(explanation.zh, /满期日2026年10月1日（星期四）为国庆节，顺延/);
  assert.match(explanation.en, /the last day Thu 1 Oct 2026 \(National Day\) moving/);
  assert.equal(steps.find(({ kind }) => kind === 'rolled')?.n, 60);
  assert.equal(steps.at(-1)?.date, '2026-10-08');
});

test('有效期三年说到对应日；闰日没有对应日的说明以月末为准', () => {
  assert.match(
    explained('2026-03-02', { n: 3, unit: 'year' }).explanation.zh,
    /起数3年，最后一日为2029年3月2日/,
  );
  assert.match(
    explained('2028-02-29', { n: 3, unit: 'year' }).explanation.zh,
    /以月末为准，最后一日为2031年2月28日/,
  );
});

test('约定期限说明按约定', () => {
  assert.match(
    explained('2026-03-02', { until: '2026-10-01' }).explanation.zh,
    /按约定到2026年10月1日/,
  );
});

test('日历更新后解释不改记录在案的日子，并说出重算结果', () => {
  const moved = explain(
    deadline(day('2026-04-29'), { n: 5, unit: 'workingDay' }, calendar),
    calendarOf([{ ...calendar2026, version: 'cn-2026.2', workdays: [] }]),
  );
  assert.equal(moved.due, '2026-05-09');
  assert.match(
    moved.explanation.zh,
    /记录在案的最后一日为2026-05-09（依据cn-2026.1）；按现有放假安排重算：.*5月11日/,
  );
});
