import { cut, LINE, lengthOf, stretch, textFrom, tidy, type Scene, type Shape } from './charts.ts';

export interface Row {
  readonly label: string;
  readonly n: number;
  /** The number in words, with its unit. */
  readonly told: string;
}

const TRACK = 10;
const ROW = LINE + TRACK + 18;

/** Lying bars, one below the other, each under its name, as many as there are. */
export function rows(items: readonly Row[], width: number): Scene {
  const top = items.reduce((most, { n }) => Math.max(most, n), 1);
  const shapes = items.flatMap(({ label, n, told }, of): Shape[] => {
    const y = of * ROW;
    const words = cut(told, width * 0.6);
    const room = width - lengthOf(words) - 10;
    const long = stretch(n, top, width);
    const bar: Shape[] =
      n > 0
        ? [{ kind: 'rect', part: 'bar', x: 0, y: y + LINE + 2, width: long, height: TRACK, of }]
        : [];
    return [
      { kind: 'rect', part: 'hit', x: 0, y, width, height: ROW, of },
      { kind: 'rect', part: 'track', x: 0, y: y + LINE + 2, width, height: TRACK, of },
      ...bar,
      { ...textFrom('label', 0, y + LINE - 5, cut(label, room)), of },
      { ...textFrom('number', width, y + LINE - 5, words, 'end'), of },
    ];
  });
  return { width, height: tidy(Math.max(1, items.length) * ROW), shapes };
}
