import { z } from 'zod';
import type { PlainDate } from '../base/plain-date.ts';
import { compare, dayNumber, isPlainDate, weekday } from '../base/plain-date.ts';
import type { Refusal } from '../base/refusal.ts';
import { refuse } from '../base/refusal.ts';
import type { Text } from '../base/text.ts';

export interface Holiday {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly name: Text;
}

/** The holiday arrangement of one year, as a State Council notice announces it. */
export interface YearCalendar {
  readonly year: number;
  /** `cn-2026.1`; the number after the dot counts the versions of that year. */
  readonly version: string;
  /** Address or number of the notice. */
  readonly source: string;
  readonly issuedOn: PlainDate;
  readonly holidays: readonly Holiday[];
  /** Make-up working days; each falls on a weekend. */
  readonly workdays: readonly PlainDate[];
}

const date = z.custom<PlainDate>(isPlainDate);
const line = (max: number) => z.string().min(1).max(max);

const shape = z.strictObject({
  year: z.int().min(2020).max(2100),
  version: z.string().regex(/^cn-\d{4}\.[1-9]\d{0,2}$/),
  source: line(500).regex(/^https:\/\/[^\s]+$|〔\d{4}〕\d+号/),
  issuedOn: date,
  holidays: z
    .array(
      z.strictObject({
        from: date,
        to: date,
        name: z.strictObject({ zh: line(40), en: line(80) }),
      }),
    )
    .min(3)
    .max(20),
  workdays: z.array(date).max(30),
});

const no = (zh: string, en: string): Refusal =>
  refuse('CALENDAR_INVALID', { zh: `放假安排有误：${zh}。`, en: `Calendar refused: ${en}.` });

/** What cannot be right about dates that are each well formed; undefined when nothing is. */
function contradiction(calendar: YearCalendar): Refusal | undefined {
  const { year, version, holidays, workdays, issuedOn } = calendar;
  const ofYear = (day: PlainDate) => day.startsWith(`${year}-`);
  if (!version.startsWith(`cn-${year}.`))
    return no('版本号与年份不符', 'the version names another year');
  if (issuedOn >= `${year}-12-31`)
    return no('发布日期晚于该年', 'issued after the year it is about');
  const off = new Set<number>();
  for (const { from, to } of holidays) {
    if (!ofYear(from) || !ofYear(to))
      return no(`${from}至${to}不在${year}年`, `${from} to ${to} is not in ${year}`);
    if (compare(from, to) > 0) return no(`${from}晚于${to}`, `${from} is after ${to}`);
    if (dayNumber(to) - dayNumber(from) > 15)
      return no(`${from}起的假期过长`, `the holiday from ${from} is too long`);
    for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
      if (off.has(day))
        return no(`${from}至${to}与其他假期重叠`, `${from} to ${to} overlaps another holiday`);
      off.add(day);
    }
  }
  const seen = new Set<PlainDate>();
  for (const day of workdays) {
    if (!ofYear(day)) return no(`${day}不在${year}年`, `${day} is not in ${year}`);
    if (weekday(day) < 6)
      return no(`调休上班日${day}不是周末`, `make-up day ${day} is not on a weekend`);
    if (off.has(dayNumber(day)) || seen.has(day))
      return no(
        `调休上班日${day}重复或在假期内`,
        `make-up day ${day} is repeated or inside a holiday`,
      );
    seen.add(day);
  }
  for (const fixed of ['01-01', '05-01', '10-01', '10-02', '10-03']) {
    const day = `${year}-${fixed}`;
    if (!isPlainDate(day) || !off.has(dayNumber(day)))
      return no(`法定节日${day}没有放假`, `the statutory day ${day} is missing`);
  }
  return undefined;
}

/** Reads the calendar an administrator loads. Strict: unknown keys, foreign years, overlaps, make-up
 *  days on weekdays and a missing source are refused, because every deadline of a year rests on it. */
export function parseYearCalendar(json: unknown): YearCalendar | Refusal {
  const parsed = shape.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return no(
      `“${where || '内容'}”的格式不正确`,
      `"${where || 'content'}" is not in the expected form`,
    );
  }
  return contradiction(parsed.data) ?? parsed.data;
}
