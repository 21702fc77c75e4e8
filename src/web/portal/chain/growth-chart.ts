import { html } from 'hono/html';
import type { DayCount } from '../../../app/log/chain-growth.ts';
import type { Language } from '../../../base/text.ts';
import { shortDayText } from '../parts.ts';
import { tongue, type Html } from '../view.ts';

const WIDTH = 600;
const HEIGHT = 120;
/** Room for the words, which are larger on a telephone. */
const ABOVE = 26;
const BELOW = 32;

/** The next round number, so that the scale can be read. */
function roundUp(n: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, n)));
  return ([1, 2, 5, 10].find((step) => step * unit >= n) ?? 10) * unit;
}

/** Entries by day as bars, and the same in figures for those who do not see them. */
export function growthChart(lang: Language, days: readonly DayCount[]): Html | '' {
  const t = tongue(lang);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return '';
  const top = roundUp(Math.max(...days.map(({ count }) => count)));
  const sum = days.reduce((all, { count }) => all + count, 0);
  const step = WIDTH / days.length;
  const bars = days.map(({ count }, at) => {
    const tall = count === 0 ? 0 : Math.max(1.5, (count / top) * HEIGHT);
    const [x, y] = [(at * step + 1.5).toFixed(1), (HEIGHT - tall).toFixed(1)];
    return html`<rect
      x="${x}"
      y="${y}"
      width="${(step - 3).toFixed(1)}"
      height="${tall.toFixed(1)}"
    />`;
  });
  const told = t(
    `${shortDayText(lang, first)}至${shortDayText(lang, last)}，每天新增的记录，共 ${sum} 条。`,
    `Entries by day from ${shortDayText(lang, first)} to ${shortDayText(lang, last)}, ${sum} in all.`,
  );
  if (sum === 0) {
    return html`<p class="empty">
      ${t('这些天没有新的记录；更早的见下面。', 'No new entries in these days; older ones are below.')}
    </p>`;
  }
  const some = days.filter(({ count }) => count > 0).toReversed();
  return html`<figure class="growth">
    <svg viewBox="0 ${-ABOVE} ${WIDTH} ${HEIGHT + ABOVE + BELOW}" role="img" aria-label="${told}">
      <line class="scale" x1="0" y1="0" x2="${WIDTH}" y2="0" />
      <text x="0" y="-5">${top}</text>
      <g class="bars">${bars}</g>
      <line class="base" x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}" />
      <text x="0" y="${HEIGHT + 24}">${first.slice(5)}</text>
      <text x="${WIDTH}" y="${HEIGHT + 24}" text-anchor="end">${last.slice(5)}</text>
    </svg>
    <figcaption>${told}</figcaption>
    <details>
      <summary>${t('逐日数字', 'Figures by day')}</summary>
      <ul class="days">
        ${some.map(({ day, count }) => html`<li><time datetime="${day}">${day}</time> <b>${count}</b></li> `)}
      </ul>
    </details>
  </figure>`;
}
