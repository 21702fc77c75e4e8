import type { Language } from '../../base/text.ts';

const ZONE = 'Asia/Shanghai';

const locale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB');

/** An instant as the clock on the office wall shows it. */
export function momentWords(instant: string, language: Language): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE } as const;
  return new Intl.DateTimeFormat(locale(language), format).format(at);
}

/** Whether a value is an instant (RFC 3339), as the records write it. */
export const isMoment = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(value);

/** A legal date (YYYY-MM-DD) with its weekday: 2026年2月12日（周四）, Thu 12 Feb 2026. */
export function dateWords(date: string, language: Language): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  const part = (format: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale(language), { ...format, timeZone: 'UTC' }).format(at);
  const weekday = part({ weekday: 'short' });
  const day = part({ dateStyle: 'medium' });
  return language === 'zh' ? `${day}（${weekday}）` : `${weekday} ${day}`;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** A day of this year with its weekday: 2月12日（周四）, Thu 12 Feb. Made for long lists. */
export function dayWords(date: string, language: Language): string {
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  const part = (name: string, format: Intl.DateTimeFormatOptions): string => {
    const key = `${name} ${language}`;
    const known =
      days.get(key) ?? new Intl.DateTimeFormat(locale(language), { ...format, timeZone: 'UTC' });
    days.set(key, known);
    return known.format(at);
  };
  const weekday = part('weekday', { weekday: 'short' });
  const day = part('day', { month: 'short', day: 'numeric' });
  return language === 'zh' ? `${day}（${weekday}）` : `${weekday} ${day}`;
}

/** The day in China on which an instant falls. */
export function dayOfMoment(instant: string): string {
  return new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${(bytes / 1024).toFixed(0)} KB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** "中文 English" of a declaration, parted after the last Chinese character. */
export function titleIn(title: string, language: Language): string {
  const [, zh, en] = /^(.*[\u3000-\u9fff\uff00-\uffef])\s+(.+)$/su.exec(title) ?? [];
  return (language === 'zh' ? zh : en) ?? title;
}

/** Several names in one line. */
export const listWords = (names: readonly string[], language: Language): string =>
  names.join(language === 'zh' ? '、' : ', ');
