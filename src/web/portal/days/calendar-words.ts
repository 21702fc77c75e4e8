import { text, type Text } from '../../../base/text.ts';

/** The calendars a count used, in words: `cn-2026.1 cn-2027.unpublished` is what 2026 published and
 *  2027 has not. An id of another shape stands as it is. */
export function calendarWords(ids: string): Text {
  const said = ids.split(' ').map((id) => {
    const [, year, issue] = /^cn-(\d{4})\.(\w+)$/.exec(id) ?? [];
    if (!year) return text(id, id);
    return issue === 'unpublished'
      ? text(`${year}年放假安排（尚未公布）`, `${year} holidays (not published)`)
      : text(`${year}年放假安排（第${issue}版）`, `${year} holidays (issue ${issue})`);
  });
  return text(said.map((one) => one.zh).join('、'), said.map((one) => one.en).join(', '));
}

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `2026-03` in words. */
export function monthWords(month: string): Text {
  const [year = '', number = ''] = month.split('-');
  return text(`${year}年${Number(number)}月`, `${MONTHS[Number(number) - 1] ?? ''} ${year}`);
}

/** The years among them whose holidays are not published. */
export const unpublishedYears = (ids: string): readonly string[] =>
  [...ids.matchAll(/cn-(\d{4})\.unpublished/g)].map(([, year = '']) => year);
