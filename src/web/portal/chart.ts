import { html } from 'hono/html';
import type { Scene, Shape } from '../look/charts.ts';
import { boxes } from '../look/charts.ts';
import { tongue, type Html, type View } from './view.ts';

export interface Charted {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  /** What the picture says, in a sentence. */
  readonly told: string;
  readonly draw: (width: number) => Scene;
  /** The same in figures: heads, and rows named by their first cell, which may lead to what was counted. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | Html)[])[];
  /** Where the same is to be had as a table file. */
  readonly csv: string;
}

/** A chart with its table behind it, drawn for a desk and for a telephone. */
export function chart(view: View, one: Charted): Html {
  const t = tongue(view.lang);
  const { wide, narrow } = boxes(view.look.elder);
  return html`<figure class="chart" aria-labelledby="${one.id}">
    ${picture(one, wide, 'at-desk')}${picture(one, narrow, 'at-hand')}
    <figcaption>${one.told}</figcaption>
    <details>
      <summary>${t('看数字', 'The numbers')}<span class="hidden"> · ${one.title}</span></summary>
      <table class="figures">
        <thead>
          <tr>
            ${one.heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${one.rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
      <p><a href="${one.csv}">${t('下载表格（CSV）', 'Download as a table (CSV)')}</a></p>
    </details>
  </figure>`;
}

function picture({ id, title, told, draw }: Charted, width: number, kind: string): Html {
  const scene = draw(width);
  const [name, words] = [`${id}-${kind}-t`, `${id}-${kind}-d`];
  return html`<svg
    class="${kind}"
    viewBox="0 0 ${scene.width} ${scene.height}"
    role="img"
    aria-labelledby="${name} ${words}"
  >
    <title id="${name}">${title}</title>
    <desc id="${words}">${told}</desc>
    ${scene.shapes.filter(({ part }) => part !== 'hit').map(shape)}
  </svg>`;
}

function shape(s: Shape): Html {
  if (s.kind === 'rect')
    return html`<rect
      class="c-${s.part}"
      x="${s.x}"
      y="${s.y}"
      width="${s.width}"
      height="${s.height}"
    />`;
  if (s.kind === 'line')
    return html`<line class="c-${s.part}" x1="${s.x}" y1="${s.y}" x2="${s.x2}" y2="${s.y2}" />`;
  if (s.kind === 'dot')
    return html`<circle class="c-${s.part}" cx="${s.x}" cy="${s.y}" r="${s.r}" />`;
  if (s.kind === 'path') return html`<path class="c-${s.part}" d="${s.d}" />`;
  return html`<text class="c-${s.part}" x="${s.x}" y="${s.y}" text-anchor="${s.anchor}"
    >${s.words}</text
  >`;
}
