import { html } from 'hono/html';
import type { DeadlineStep } from '../../../base/deadline.ts';
import { dateOfDayNumber, dayNumber, orThrowDate, weekday } from '../../../base/plain-date.ts';
import type { Language } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { monthWords } from './calendar-words.ts';
import { tongue, type Html } from '../view.ts';

const CELL = 44;
const HEAD = 46;
/** More months than these would be a wall: the first and the last are drawn. */
const MOST_MONTHS = 6;

const weekdays = text('一二三四五六日', 'MTWTFSS');

interface Month {
  readonly first: number;
  readonly end: number;
}

/** A count drawn as month grids: start day, counted days numbered, rest days, make-up days, last day.
 *  `today` is marked when it is in view. Colour never stands alone: every mark has a word or a number. */
export function calendarPicture(
  lang: Language,
  steps: readonly DeadlineStep[],
  caption: string,
  today?: string,
): Html {
  const t = tongue(lang);
  const [start, end] = [steps[0], steps.at(-1)];
  if (!start || !end) return html``;
  const months = monthsBetween(start.date, end.date);
  const half = MOST_MONTHS / 2;
  const long = months.length > MOST_MONTHS;
  const shown = long ? [...months.slice(0, half), ...months.slice(-half)] : months;
  const shownFrom = dateOfDayNumber(months[0]?.first ?? 0);
  const shownTo = dateOfDayNumber(months.at(-1)?.end ?? 0);
  const byDate = new Map(steps.map((step) => [step.date, step]));
  const gap = html`<p class="gap">
    ${t(`…… 中间${months.length - MOST_MONTHS}个月略 ……`, `… ${months.length - MOST_MONTHS} months between …`)}
  </p>`;
  return html`<figure class="calendar">
    <div class="months">
      ${shown.map((month, at) => [
        long && at === half ? gap : '',
        monthGrid(lang, month, byDate, today),
      ])}
    </div>
    <figcaption>
      ${legend(lang, steps, today !== undefined && today >= shownFrom && today < shownTo)}<span
        class="hidden"
        >${caption}</span
      >
    </figcaption>
  </figure>`;
}

function monthsBetween(from: string, to: string): Month[] {
  const months: Month[] = [];
  const last = dayNumber(orThrowDate(to));
  let first = dayNumber(orThrowDate(`${from.slice(0, 7)}-01`));
  while (first <= last) {
    const within = dateOfDayNumber(first + 31).slice(0, 7);
    const end = dayNumber(orThrowDate(`${within}-01`));
    months.push({ first, end });
    first = end;
  }
  return months;
}

function monthGrid(
  lang: Language,
  month: Month,
  steps: ReadonlyMap<string, DeadlineStep>,
  today: string | undefined,
): Html {
  const t = tongue(lang);
  const first = dateOfDayNumber(month.first);
  const lead = weekday(first) - 1;
  const rows = Math.ceil((lead + month.end - month.first) / 7);
  const name = t(monthWords(first.slice(0, 7)));
  const days = Array.from({ length: month.end - month.first }, (_, index) => {
    const date = dateOfDayNumber(month.first + index);
    const place = lead + index;
    const at = { x: (place % 7) * CELL, y: HEAD + Math.floor(place / 7) * CELL };
    return dayCell(lang, date, at, steps.get(date), date === today);
  });
  return html`<svg
    class="month"
    viewBox="0 0 ${7 * CELL} ${HEAD + rows * CELL}"
    role="img"
    aria-label="${name}"
  >
    <text class="name" x="${(7 * CELL) / 2}" y="18">${name}</text>
    ${[...t(weekdays)].map((day, at) => html`<text class="head" x="${at * CELL + CELL / 2}" y="39">${day}</text>`)}
    ${days}
  </svg>`;
}

function dayCell(
  lang: Language,
  date: string,
  at: { readonly x: number; readonly y: number },
  step: DeadlineStep | undefined,
  isToday: boolean,
): Html {
  const day = Number(date.slice(8));
  const kind = step?.kind ?? 'out';
  const mark = step === undefined ? '' : markOf(lang, step);
  const badge = step === undefined ? '' : badgeOf(lang, step);
  const classes = `d ${kind}${step?.provisional ? ' provisional' : ''}${isToday ? ' today' : ''}`;
  return html`<g class="${classes}" ${step ? html` data-date="${date}"` : ''}>
    <rect x="${at.x + 2}" y="${at.y + 2}" width="${CELL - 4}" height="${CELL - 4}" rx="5" />
    <text class="num" x="${at.x + 5}" y="${at.y + 15}">${day}</text>
    ${badge === '' ? '' : html`<text class="made" x="${at.x + CELL - 4}" y="${at.y + 15}">${badge}</text>`}
    ${mark === '' ? '' : html`<text class="mark" x="${at.x + CELL / 2}" y="${at.y + 34}">${mark}</text>`}
  </g>`;
}

function markOf(lang: Language, step: DeadlineStep): string {
  const t = tongue(lang);
  switch (step.kind) {
    case 'start':
      return t('起', 'start');
    case 'holiday':
      return t('休', 'off');
    case 'weekend':
      return '–';
    case 'rolled':
      return t('顺延', 'moved');
    case 'due':
    case 'counted':
    case 'makeUp':
      return step.n === undefined ? '' : String(step.n);
  }
}

/** What stands in the corner: the last day, a make-up day, or both. */
function badgeOf(lang: Language, step: DeadlineStep): string {
  const t = tongue(lang);
  return `${isMadeUp(step) ? t('班', '+') : ''}${step.kind === 'due' ? t('止', 'end') : ''}`;
}

/** Only the marks that occur are explained. */
function legend(lang: Language, steps: readonly DeadlineStep[], todayShown: boolean): Html {
  const t = tongue(lang);
  const kinds = new Set(steps.map(({ kind }) => kind));
  const has = (...wanted: readonly DeadlineStep['kind'][]): boolean =>
    wanted.some((kind) => kinds.has(kind));
  const items: readonly (readonly [boolean, string, string])[] = [
    [true, t('起', 'start'), t('起算事由发生日，不计入', 'day of the event, not counted')],
    [has('counted', 'makeUp'), '1', t('计入的第几日', 'number of the counted day')],
    [steps.some(isMadeUp), t('班', '+'), t('调休上班，计入', 'make-up working day, counted')],
    [has('holiday'), t('休', 'off'), t('法定节假日，不计', 'public holiday, not counted')],
    [has('weekend'), '–', t('周末，不计', 'weekend, not counted')],
    [
      has('rolled'),
      t('顺延', 'moved'),
      t('期满遇休息日，顺延', 'day of rest, so the end moves on'),
    ],
    [true, t('止', 'end'), t('最后一日，24时届满', 'last day, until 24:00')],
    [
      steps.some(({ provisional }) => provisional),
      '┄',
      t('虚线框：当年放假安排未公布，暂定', 'dotted: holidays of that year not published'),
    ],
    [todayShown, '▢', t('今天', 'today')],
  ];
  const shown = items.filter(([is]) => is);
  return html`<ul class="legend">
    ${shown.map(([, mark, words]) => html`<li><b>${mark}</b> ${words}</li>`)}
  </ul>`;
}

/** A make-up day stays one when it is also the last day. */
const isMadeUp = (step: DeadlineStep): boolean =>
  step.kind === 'makeUp' || (step.kind === 'due' && step.name !== undefined);
