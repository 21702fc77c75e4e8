import type { Text } from '../../../base/text.ts';

/** A drawing as data: the server writes it as SVG, the browser builds it out of elements. */
export interface Shape {
  readonly name: 'circle' | 'path' | 'text';
  /** Attributes of SVG: geometry, and a class of ours. */
  readonly at: Readonly<Record<string, string | number>>;
  readonly words?: string;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What it shows, for those who do not see it. */
  readonly told: Text;
}

export const circle = (className: string, cx: number, cy: number, r: number): Shape => ({
  name: 'circle',
  at: { class: className, cx, cy, r },
});

/** Straight lines through these points. */
export const line = (
  className: string,
  ...points: readonly (readonly [number, number])[]
): Shape => ({
  name: 'path',
  at: { class: className, d: `M${points.map((point) => point.join(' ')).join('L')}` },
});

/** A subtree that is not drawn out: a triangle under its top. */
export const folded = (
  className: string,
  x: number,
  y: number,
  wide: number,
  tall: number,
): Shape => ({
  name: 'path',
  at: { class: className, d: `M${x} ${y}L${x - wide / 2} ${y + tall}H${x + wide / 2}Z` },
});

export const words = (
  className: string,
  x: number,
  y: number,
  said: string,
  anchor: 'start' | 'middle' | 'end' = 'middle',
): Shape => ({
  name: 'text',
  at: { class: className, x, y, 'text-anchor': anchor, fill: 'currentColor', stroke: 'none' },
  words: said,
});
