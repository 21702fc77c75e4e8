import {
  cut,
  LINE,
  lengthOf,
  roundUp,
  stretch,
  textAt,
  textFrom,
  tidy,
  type Scene,
  type Shape,
} from './charts.ts';

export interface Column {
  readonly n: number;
  /** How many of them are to be told apart: drawn as overdue is. */
  readonly part?: number;
  /** What stands below it, where there is room. */
  readonly label: string;
}

const TALL = 140;
const GAP = 0.3;

/** Upright bars in a row, as over time. `say` writes a number. */
export function columns(
  items: readonly Column[],
  width: number,
  say: (n: number) => string = String,
): Scene {
  const top = roundUp(items.reduce((most, { n }) => Math.max(most, n), 0));
  const [above, foot] = [LINE + 4, TALL + LINE + 4];
  const left = Math.min(width / 3, lengthOf(say(top)) + 8);
  const step = (width - left) / Math.max(1, items.length);
  const bar = tidy(step * (1 - GAP));
  const every = everyOf(items, step);
  const told = items.every(({ n }) => lengthOf(say(n)) <= step - 2);
  const shapes: Shape[] = [
    { kind: 'line', part: 'grid', x: left, y: above, x2: width, y2: above },
    textFrom('quiet', left - 6, above + 5, cut(say(top), left - 6), 'end'),
    textFrom('quiet', left - 6, foot - 1, say(0), 'end'),
    { kind: 'line', part: 'base', x: left, y: foot, x2: width, y2: foot },
  ];
  items.forEach(({ n, part = 0, label }, of) => {
    const x = tidy(left + of * step + (step * GAP) / 2);
    const room = { x: tidy(left + of * step), y: above, width: tidy(step), height: foot - above };
    shapes.push({ kind: 'rect', part: 'hit', ...room, of });
    const height = stretch(n, top, foot - above);
    const y = tidy(foot - height);
    if (n > 0) shapes.push({ kind: 'rect', part: 'bar', x, y, width: bar, height, of });
    const apart = n > 0 ? stretch(Math.min(part, n), n, height) : 0;
    if (apart > 0)
      shapes.push({
        kind: 'rect',
        part: 'late',
        x,
        y: tidy(foot - apart),
        width: bar,
        height: apart,
        of,
      });
    if (told && n > 0) shapes.push(textAt('number', x + bar / 2, y - 5, say(n), width, of));
    if (of % every === 0) shapes.push(textAt('quiet', x + bar / 2, foot + LINE, label, width));
  });
  return { width, height: foot + LINE + 8, shapes };
}

/** Every how many columns a label has room beside the next one. */
export function everyOf(items: readonly { readonly label: string }[], step: number): number {
  const longest = items.reduce((most, { label }) => Math.max(most, lengthOf(label)), 1);
  // Labels at the edges are moved inwards by up to half their length.
  return Math.max(1, Math.ceil((longest * 1.5 + 8) / step));
}
