import { html } from 'hono/html';
import type { Html } from './view.ts';

type Cell = Html | string;

/** A table that becomes cards on a telephone: each row is named by its first cell, and the others
 *  carry their head with them. */
export function listTable(
  heads: readonly string[],
  rows: readonly (readonly [Cell, ...Cell[]])[],
): Html {
  return html`<table class="list">
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((cell, at) => html`<td data-head="${heads[at + 1] ?? ''}">${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}
