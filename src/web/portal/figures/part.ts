import { html } from 'hono/html';
import { chart, type Charted } from '../chart.ts';
import { address, type Html, type View } from '../view.ts';

/** Where the figures stand as JSON, and each table as CSV. */
export const JSON_AT = '/api/public/figures';

type Part = Omit<Charted, 'csv' | 'id'> & { readonly id: string };

/** One figure: its title, its picture, and the numbers behind it. */
export function part(view: View, place: string, { id, ...one }: Part, more: Html | '' = ''): Html {
  const csv = address(JSON_AT, { jurisdiction: place, table: id });
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${one.title}</h2>
    ${more}${chart(view, { ...one, id, csv })}
  </section>`;
}

/** The place of a figure that has nothing to show, and why. */
export const nothing = (id: string, title: string, why: string): Html =>
  html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p class="empty">${why}</p>
  </section>`;

/** How many in all. */
export const sum = (all: readonly { readonly n: number }[]): number =>
  all.reduce((most, { n }) => most + n, 0);
