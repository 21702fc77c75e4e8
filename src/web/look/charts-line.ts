import { everyOf } from './charts-columns.ts';
import {
  cut,
  LINE,
  lengthOf,
  roundUp,
  textAt,
  textFrom,
  tidy,
  type Scene,
  type Shape,
} from './charts.ts';

export interface Series {
  readonly label: string;
  readonly values: readonly number[];
}

const TALL = 150;
const SAMPLE = 26;
/** More points than this are a line and nothing else. */
const DOTTED = 60;

/** Some series over the same points in time: each a line of its own kind (`series0`, `series1`, …), named
 *  above. */
export function lines(
  series: readonly Series[],
  labels: readonly string[],
  width: number,
  say: (n: number) => string = String,
): Scene {
  const top = roundUp(series.flatMap(({ values }) => values).reduce((a, b) => Math.max(a, b), 0));
  const legend = named(series, width);
  const above = legend.height + 10;
  const foot = above + TALL;
  const left = Math.min(width / 3, lengthOf(say(top)) + 8);
  const step = (width - left - 6) / Math.max(1, labels.length - 1);
  const x = (at: number): number => tidy(left + at * step);
  const y = (n: number): number => tidy(foot - (Math.max(0, n) / top) * TALL);
  const shapes: Shape[] = [
    ...legend.shapes,
    { kind: 'line', part: 'grid', x: left, y: above, x2: width, y2: above },
    textFrom('quiet', left - 6, above + 5, cut(say(top), left - 6), 'end'),
    textFrom('quiet', left - 6, foot - 1, say(0), 'end'),
    { kind: 'line', part: 'base', x: left, y: foot, x2: width, y2: foot },
  ];
  series.forEach(({ values }, n) => {
    const d = values.map((value, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');
    if (values.length > 1)
      shapes.push({ kind: 'path', part: `series${n}`, x: x(0), y: y(values[0] ?? 0), d });
    if (values.length > DOTTED) return;
    values.forEach((value, at) => {
      const place = { part: `point${n}`, x: x(at), y: y(value) };
      shapes.push({ kind: 'dot', ...place, r: 3, of: at });
    });
  });
  const every = everyOf(
    labels.map((label) => ({ label })),
    step,
  );
  labels.forEach((label, at) => {
    if (at % every === 0) shapes.push(textAt('quiet', x(at), foot + LINE, label, width));
  });
  return { width, height: foot + LINE + 8, shapes };
}

/** The names of the lines, each beside a piece of it, on as many rows as they need. */
function named(series: readonly Series[], width: number): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let [at, row] = [0, 0];
  series.forEach(({ label }, n) => {
    const long = SAMPLE + 6 + lengthOf(label);
    if (at > 0 && at + long > width) [at, row] = [0, row + 1];
    const y = row * LINE + LINE / 2;
    shapes.push({ kind: 'path', part: `series${n}`, x: at, y, d: `M${tidy(at)} ${y}h${SAMPLE}` });
    shapes.push(textFrom('quiet', at + SAMPLE + 6, y + 5, label));
    at += long + 14;
  });
  return { shapes, height: (row + 1) * LINE };
}
