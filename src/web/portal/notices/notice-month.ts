import { html } from 'hono/html';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumber,
  orThrowDate,
  weekday,
} from '../../../base/plain-date.ts';
import { text, type Language, type Text } from '../../../base/text.ts';
import type { Calendar, DayKind } from '../../../law/calendar.ts';
import { rangeEn, rangeZh } from '../../../law/date-words.ts';
import type { NoticeItem } from './notices.ts';
import { inChinese, shortDay } from '../parts.ts';
import { tongue, type Html, type View } from '../view.ts';

/** The weeks of one month, Monday to Sunday, with the notices that run in them. */
export interface NoticeMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly calendar: Pick<Calendar, 'dayKind' | 'tableAt'>;
  readonly items: readonly NoticeItem[];
  /** There are more than are drawn. */
  readonly more: boolean;
}

/** The days a month is drawn with: whole weeks. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const first = orThrowDate(`${month}-01`);
  const last = addDays(addMonths(first, 1), -1);
  return { from: addDays(first, 1 - weekday(first)), to: addDays(last, 7 - weekday(last)) };
}

/** The month before or after. */
export const otherMonth = (month: string, by: 1 | -1): string =>
  addMonths(orThrowDate(`${month}-01`), by).slice(0, 7);

const WEEKDAYS = text('一二三四五六日', 'MTWTFSS');
const MARKS: Readonly<Partial<Record<DayKind, Text>>> = {
  holiday: text('休', 'off'),
  makeUp: text('班', 'work'),
};

/** Each notice a bar from its first day to its last; on a telephone a list by week of what begins and
 *  ends in it. */
export function noticeMonth(view: View, shown: NoticeMonth): Html {
  const t = tongue(view.lang);
  const { from, to } = daysOfMonth(shown.month);
  const weeks: Html[] = [];
  for (let day = dayNumber(orThrowDate(from)); day <= dayNumber(orThrowDate(to)); day += 7)
    weeks.push(week(view, shown, day));
  return html`<div class="board">
    <p class="board-head" aria-hidden="true">
      ${[...t(WEEKDAYS)].map((one) => html`<span>${one}</span>`)}
    </p>
    ${weeks}
    <ul class="legend">
      <li>
        <b>${t('休', 'off')}</b> ${t('法定节假日，不计入公示期', 'public holiday, not counted')}
      </li>
      <li><b>${t('班', 'work')}</b> ${t('调休上班日，计入', 'make-up working day, counted')}</li>
      <li><b>▢</b> ${t('今天', 'today')}</li>
      <li><b>${t('止', 'ends')}</b> ${t('公示最后一日', 'last day of the notice')}</li>
    </ul>
  </div>`;
}

function week(view: View, { month, calendar, items }: NoticeMonth, first: number): Html {
  const t = tongue(view.lang);
  const [from, to] = [dateOfDayNumber(first), dateOfDayNumber(first + 6)];
  const running = items.filter((item) => item.from <= to && item.to >= from);
  const name = text(rangeZh(first, first + 6), rangeEn(first, first + 6));
  const through = running.filter((item) => item.from < from && item.to > to).length;
  return html`<section class="week" aria-label="${t(name)}">
    <h3>${t(name)}</h3>
    <ol class="week-days">
      ${Array.from({ length: 7 }, (_, at) => {
        const date = dateOfDayNumber(first + at);
        const table = calendar.tableAt(first + at);
        const kind = calendar.dayKind(date);
        const holiday = kind === 'holiday' ? table.names[first + at - table.first] : undefined;
        return dayCell(view, { date, kind, holiday, inside: date.startsWith(month) });
      })}
    </ol>
    ${
      running.length === 0
        ? html`<p class="quiet week-empty">${t('没有公示', 'No notice')}</p>`
        : html`<ul class="bars">
              ${running.map((item) => bar(view.lang, item, from, to))}
            </ul>
            ${through === 0 ? '' : html`<p class="quiet week-through" aria-hidden="true">${t(`另有${through}项整周公示。`, `${through} more run all week.`)}</p>`}`
    }
  </section>`;
}

interface Day {
  readonly date: string;
  readonly kind: DayKind;
  readonly holiday: Text | undefined;
  readonly inside: boolean;
}

function dayCell(view: View, { date, kind, holiday, inside }: Day): Html {
  const t = tongue(view.lang);
  const mark = MARKS[kind];
  const today = date === view.today;
  const classes = [kind, inside ? '' : 'outside', today ? 'today' : ''].filter(Boolean).join(' ');
  return html`<li class="${classes}" ${today ? html` aria-current="date"` : ''}>
    <time datetime="${date}">${Number(date.slice(8))}</time>
    ${mark ? html`<b ${holiday ? html` title="${t(holiday)}"` : ''}>${t(mark)}</b>` : ''}
  </li>`;
}

function bar(lang: Language, item: NoticeItem, from: string, to: string): Html {
  const t = tongue(lang);
  const begins = item.from >= from;
  const ends = item.to <= to;
  const start = begins ? weekday(orThrowDate(item.from)) : 1;
  const end = ends ? weekday(orThrowDate(item.to)) : 7;
  const classes = `c${start} n${end - start + 1}${begins ? ' begins' : ''}${ends ? ' ends' : ''}${item.over ? ' over' : ''}`;
  return html`<li class="${classes}">
    <a href="/notices/${encodeURIComponent(item.id)}"
      ><span class="bar-name">${inChinese(lang, item.dataName)}</span
      >${ends ? html` <b>${t('止', 'ends')}</b>` : ''}</a
    >
    <span class="bar-when quiet"
      >${shortDay(lang, item.from)} –
      ${shortDay(lang, item.to)}${item.over ? t('，已结束', ', over') : ''}</span
    >
  </li>`;
}
