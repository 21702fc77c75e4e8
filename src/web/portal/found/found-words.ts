import { html } from 'hono/html';
import type { Html } from '../view.ts';

const LONGEST = 1000;
const MOST_WORDS = 16;

interface Folded {
  readonly words: string;
  /** Of each folded character, where it stands in the text. */
  readonly at: readonly number[];
}

/** Full width, upper case and compatibility forms are one to a search: the place of each is kept. */
function fold(text: string): Folded {
  let words = '';
  const at: number[] = [];
  let place = 0;
  for (const sign of text) {
    const folded = sign.normalize('NFKC').toLowerCase();
    for (let n = 0; n < folded.length; n += 1) at.push(place);
    words += folded;
    place += sign.length;
  }
  return { words, at };
}

const searched = (q: string): string[] =>
  fold(q.slice(0, 200))
    .words.split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);

/** Where the words of a search stand in a text: pairs of from and to, in order and apart. */
function placesOf(text: string, q: string): [number, number][] {
  const { words, at } = fold(text);
  const found: [number, number][] = [];
  for (const word of searched(q)) {
    for (
      let from = words.indexOf(word);
      from >= 0;
      from = words.indexOf(word, from + word.length)
    ) {
      const end = from + word.length;
      found.push([at[from] ?? 0, at[end] ?? text.length]);
    }
  }
  const apart: [number, number][] = [];
  for (const [from, to] of found.toSorted((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) apart.push([from, to]);
  }
  return apart;
}

/** A text with the words of a search marked; everything is escaped. */
export function foundIn(text: string, q: string): Html | string {
  const read = text.slice(0, LONGEST);
  const places = q === '' ? [] : placesOf(read, q);
  if (places.length === 0) return read;
  const parts = places.map(([from, to], n) => {
    const before = read.slice(places[n - 1]?.[1] ?? 0, from);
    return html`${before}<mark>${read.slice(from, to)}</mark>`;
  });
  return html`${parts}${read.slice(places.at(-1)?.[1] ?? 0)}`;
}

/** At most so many characters of a text, about where a word of the search first stands in it. */
export function excerpt(text: string, q: string, most: number): string {
  const signs = Array.from(text.slice(0, LONGEST));
  if (signs.length <= most) return signs.join('');
  const first = q === '' ? 0 : (placesOf(text.slice(0, LONGEST), q)[0]?.[0] ?? 0);
  const before = Array.from(text.slice(0, first)).length;
  const from = before < most - 10 ? 0 : Math.min(before - 10, signs.length - most);
  const to = from + most;
  return `${from > 0 ? '…' : ''}${signs.slice(from, to).join('')}${to < signs.length ? '…' : ''}`;
}
