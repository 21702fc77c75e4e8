import { html } from 'hono/html';
import type { Html } from './view.ts';

type Cell = Html | string;

/** How much of the width a column takes, in hundredths; the columns that do not say share the rest. */
type Share = 10 | 15 | 20 | 25 | 30 | 40 | 50 | 60;
type Head = string | readonly [words: string, share: Share];

/** A table that becomes cards on a telephone: each row is named by its first cell, and the others
 *  carry their head with them. Its columns are as wide as its heads say, whatever rows are still
 *  to arrive. */
export function listTable(
  heads: readonly Head[],
  rows: readonly (readonly [Cell, ...Cell[]])[],
): Html {
  const words = heads.map((head) => (typeof head === 'string' ? head : head[0]));
  return html`<table class="list">
    <thead>
      <tr>
        ${heads.map((head, at) => html`<th scope="col" class="${typeof head === 'string' ? '' : `share-${head[1]}`}">${words[at]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((cell, at) => html`<td data-head="${words[at + 1] ?? ''}">${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}
