import { html } from 'hono/html';
import { addYears, daysBetween, isPlainDate } from '../../../base/plain-date.ts';
import type { Language } from '../../../base/text.ts';
import { renewalWindowStart } from '../../../law/validity.ts';
import { shortDayText } from '../parts.ts';
import { tongue, type Html } from '../view.ts';

const WIDTH = 320;
const MOST_TICKS = 8;

/** A validity drawn to scale: its years, the renewal window at its end, and today. `windowDays` is
 *  the length of the window in calendar days, null where the rules name none. */
export function validityBar(
  lang: Language,
  validFrom: string,
  validTo: string,
  today: string,
  windowDays: number | null,
): Html | '' {
  if (!isPlainDate(validFrom) || !isPlainDate(validTo) || !isPlainDate(today)) return '';
  const t = tongue(lang);
  const whole = Math.max(1, daysBetween(validFrom, validTo));
  const at = (days: number): number => Math.round((days / whole) * WIDTH * 10) / 10;
  const passed = Math.min(whole, Math.max(0, daysBetween(validFrom, today)));
  const opens = windowDays === null ? null : renewalWindowStart(validTo, windowDays);
  const windowAt = opens === null ? WIDTH : at(Math.max(0, daysBetween(validFrom, opens)));
  const years = [];
  for (let n = 1; n <= MOST_TICKS; n += 1) {
    const day = addYears(validFrom, n);
    if (day >= validTo) break;
    years.push({ x: at(daysBetween(validFrom, day)), label: day.slice(0, 4) });
  }
  const within = today >= validFrom && today <= validTo;
  const day = (date: string): string => shortDayText(lang, date);
  const told = t(
    `有效期${day(validFrom)}至${day(validTo)}，今天${day(today)}。${opens === null ? '' : `${day(opens)}起可以申请续展。`}`,
    `Valid from ${day(validFrom)} to ${day(validTo)}; today is ${day(today)}.${opens === null ? '' : ` Renewal may be filed from ${day(opens)}.`}`,
  );
  const todayX = at(passed);
  const anchor = todayX > WIDTH - 24 ? 'end' : todayX < 24 ? 'start' : 'middle';
  return html`<figure class="validity">
    <svg viewBox="-2 0 ${WIDTH + 4} 70" role="img" aria-label="${told}">
      <rect class="whole" x="0" y="28" width="${WIDTH}" height="16" rx="4" />
      <rect class="passed" x="0" y="28" width="${todayX}" height="16" rx="4" />
      ${opens === null ? '' : html`<rect class="window" x="${windowAt}" y="28" width="${WIDTH - windowAt}" height="16" rx="2" />`}
      ${years.map(({ x, label }) => html`<line class="tick" x1="${x}" y1="28" x2="${x}" y2="48" /><text class="year" x="${x}" y="64" text-anchor="middle">${label}</text>`)}
      <text class="year" x="0" y="64">${validFrom.slice(0, 4)}</text>
      <text class="year" x="${WIDTH}" y="64" text-anchor="end">${validTo.slice(0, 4)}</text>
      ${within ? html`<line class="now" x1="${todayX}" y1="22" x2="${todayX}" y2="48" /><text class="now" x="${todayX}" y="16" text-anchor="${anchor}">${t('今天', 'today')}</text>` : ''}
    </svg>
    <figcaption>${told}</figcaption>
  </figure>`;
}
