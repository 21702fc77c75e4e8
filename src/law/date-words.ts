import { dateOfDayNumber } from '../base/plain-date.ts';

const weekdaysZh = ['一', '二', '三', '四', '五', '六', '日'];
const weekdaysEn = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const monthsEn = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** A day as the office says it: without the year, and in full with year and weekday. */
export interface DayWords {
  readonly zh: string;
  readonly en: string;
  readonly fullZh: string;
  readonly fullEn: string;
  readonly dayOfMonth: string;
  readonly month: string;
}

// Spelling a day costs more than counting it; the same few hundred days are asked for again and again.
const known = new Map<number, DayWords>();
const KEEP = 20_000;

function spell(day: number): DayWords {
  const date = dateOfDayNumber(day);
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  const dayOfMonth = String(Number(date.slice(8)));
  const place = (((day + 3) % 7) + 7) % 7;
  const zh = `${month}月${dayOfMonth}日`;
  const en = `${dayOfMonth} ${monthsEn[month - 1]}`;
  return {
    zh,
    en,
    fullZh: `${year}年${zh}（星期${weekdaysZh[place]}）`,
    fullEn: `${weekdaysEn[place]} ${en} ${year}`,
    dayOfMonth,
    month: date.slice(0, 7),
  };
}

export function dayWords(day: number): DayWords {
  const found = known.get(day);
  if (found) return found;
  if (known.size >= KEEP) known.clear();
  const words = spell(day);
  known.set(day, words);
  return words;
}

/** 2月15日至23日, 15–23 Feb; one day alone is just itself. */
export function rangeZh(from: number, to: number): string {
  const a = dayWords(from);
  const b = dayWords(to);
  if (from === to) return a.zh;
  return a.month === b.month ? `${a.zh}至${b.dayOfMonth}日` : `${a.zh}至${b.zh}`;
}

export function rangeEn(from: number, to: number): string {
  const a = dayWords(from);
  const b = dayWords(to);
  if (from === to) return a.en;
  return a.month === b.month ? `${a.dayOfMonth}–${b.en}` : `${a.en} – ${b.en}`;
}
