/** Charts as data: shapes with places in a fixed box, drawn alike by the server and by the workbench.
 *  Lengths are units of the box; `part` is what a shape is, and its class in the stylesheet. */
export type Shape =
  | (Place & { readonly kind: 'rect'; readonly width: number; readonly height: number })
  | (Place & { readonly kind: 'line'; readonly x2: number; readonly y2: number })
  | (Place & { readonly kind: 'dot'; readonly r: number })
  | (Place & { readonly kind: 'path'; readonly d: string })
  | (Place & { readonly kind: 'text'; readonly anchor: Anchor; readonly words: string });

export type Anchor = 'start' | 'middle' | 'end';

interface Place {
  readonly part: string;
  readonly x: number;
  readonly y: number;
  /** Which of the items it belongs to: what may be gone to from it. */
  readonly of?: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** How wide the box is: on a desk, in half a page or across it, and on a telephone; with large type there is
 *  room for less. */
export const boxes = (elder: boolean, across = false): { wide: number; narrow: number } =>
  elder ? { wide: across ? 780 : 620, narrow: 250 } : { wide: across ? 1000 : 480, narrow: 320 };

/** Type in the box, as the stylesheet sets it. */
export const FONT = 14;
export const LINE = 19;

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]/;

const BROAD = /[A-Z%mwMW…—]/;
const SLIM = /[iljtfrI.,:;'|() ]/;

/** About how long these words are, rather too long than too short. */
export function lengthOf(words: string): number {
  let length = 0;
  for (const sign of words)
    length += WIDE.test(sign) ? FONT : BROAD.test(sign) ? 11 : SLIM.test(sign) ? 5.5 : 8.3;
  return length;
}

/** As much of the words as there is room for. */
export function cut(words: string, room: number): string {
  if (lengthOf(words) <= room) return words;
  const signs = [...words];
  while (signs.length > 0 && lengthOf(`${signs.join('')}…`) > room) signs.pop();
  return signs.length === 0 ? '' : `${signs.join('').trimEnd()}…`;
}

/** Lines of at most `room`, parted between words or, where there are none, between signs. */
export function wrap(words: string, room: number, most: number): string[] {
  const pieces = words.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && lengthOf((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line !== '') lines.push(line.trimEnd());
  const kept =
    lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
  return kept.map((one) => cut(one, room));
}

/** The next round number, so that a scale can be read; one for nothing. */
export function roundUp(n: number): number {
  if (!(n > 1)) return 1;
  const unit = 10 ** Math.floor(Math.log10(n));
  return ([1, 2, 5, 10].find((step) => step * unit >= n) ?? 10) * unit;
}

/** One decimal is finer than anybody sees. */
export const tidy = (n: number): number => Math.round(n * 10) / 10;

/** A length within `most`; nothing is nothing, and something can be seen. */
export function stretch(n: number, top: number, most: number): number {
  if (!(n > 0)) return 0;
  return tidy(Math.min(most, Math.max(Math.min(2, most), (n / top) * most)));
}

/** A text that stands at `x` as near as the box allows. */
export function textAt(
  part: string,
  x: number,
  y: number,
  words: string,
  width: number,
  of?: number,
): Shape {
  const half = lengthOf(words) / 2;
  const at = half * 2 >= width ? width / 2 : Math.min(width - half, Math.max(half, x));
  const place = { kind: 'text', part, x: tidy(at), y: tidy(y), anchor: 'middle', words } as const;
  return of === undefined ? place : { ...place, of };
}

/** A text that begins or ends at `x`. */
export const textFrom = (
  part: string,
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'end' = 'start',
): Shape => ({ kind: 'text', part, x: tidy(x), y: tidy(y), anchor, words });
