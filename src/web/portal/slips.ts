import { html } from 'hono/html';
import type { Months } from '../../app/public/months.ts';
import { mark } from './mark.ts';
import { placeWord } from './labels.ts';
import { tongue, type Html, type View } from './view.ts';

const HEIGHT = 116;
const TOP = 18;
const WIDTH = 18;
const PITCH = 30;
const LEAST = 5;
/** Where the two cords go round the slips. */
const CORDS = [TOP + 24, HEIGHT - 26];

/** As much as stands above one slip. */
const short = ({ lang }: View, n: number): string =>
  n < 10_000
    ? String(n)
    : lang === 'zh'
      ? `${(n / 10_000).toFixed(1)}万`
      : `${Math.round(n / 1000)}k`;

/** The last twelve months as slips of the mark (简册), bound by two cords: each is red as far up as
 *  the registrations of its month reach. Where no place lets them be told, the mark stands alone. */
export function slips(view: View, { months, places }: Months): Html {
  const t = tongue(view.lang);
  if (places.length === 0) return html`<div class="slips alone">${mark()}</div>`;
  const most = Math.max(1, ...months.map(({ n }) => n));
  const total = months.reduce((sum, { n }) => sum + n, 0);
  const of = places.map(placeWord);
  const where = t(of.map(({ zh }) => zh).join('、'), of.map(({ en }) => en).join(', '));
  const spoken = months
    .filter(({ n }) => n > 0)
    .map(({ month, n }) =>
      t(`${month.slice(0, 4)}年${Number(month.slice(5))}月${n}项`, `${month}: ${n}`),
    );
  const told =
    total === 0
      ? t(
          '登记簿刚刚启用，每登记一项，当月的一枚简就长高一格。',
          'The register is new: with every registration the slip of its month grows.',
        )
      : t(
          `近十二个月登记 ${total} 项（${where}）`,
          `${total} registered in twelve months (${where})`,
        );
  const width = months.length * PITCH;
  return html`<figure class="slips">
    <svg
      viewBox="0 0 ${width} ${HEIGHT + 22}"
      role="img"
      aria-label="${[told, ...spoken].join(t('；', '; '))}"
    >
      ${months.map(({ month, n }, at) => {
        const x = at * PITCH + (PITCH - WIDTH) / 2;
        const height = n === 0 ? 0 : Math.max(LEAST, Math.round((n / most) * (HEIGHT - TOP)));
        const slip = (name: string, tall: number): Html =>
          html`<rect
            class="${name}"
            x="${x}"
            y="${HEIGHT - tall}"
            width="${WIDTH}"
            height="${tall}"
            rx="3"
          />`;
        return html`${slip('bare', HEIGHT - TOP)}${n === 0 ? '' : slip('slip', height)}${n === 0 ? '' : html`<text class="n" x="${x + WIDTH / 2}" y="${TOP - 5}">${short(view, n)}</text>`}
          <text x="${x + WIDTH / 2}" y="${HEIGHT + 16}">${Number(month.slice(5))}</text>`;
      })}
      ${CORDS.map((y) => html`<line class="cord" x1="0" x2="${width}" y1="${y}" y2="${y}" />`)}
    </svg>
    <figcaption>${told}</figcaption>
  </figure>`;
}
