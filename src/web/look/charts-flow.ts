import {
  cut,
  LINE,
  lengthOf,
  stretch,
  textAt,
  textFrom,
  tidy,
  wrap,
  type Scene,
  type Shape,
} from './charts.ts';

export interface Stand {
  readonly label: string;
  readonly n: number;
  /** Of them those beyond their deadline. */
  readonly late: number;
}

/** A step of the way, and where a case waits beside it. */
export interface FlowStep extends Stand {
  readonly beside?: Stand;
}

const TALL = 96;
const DEEP = 64;
const LINES = 3;
const BAR = 0.52;
/** Names of steps have no room beside each other: the way leads downwards. */
const NARROW = 400;
const TRACK = 14;
const ROW = LINE + TRACK + 16;
const INDENT = 20;

/** Where the cases stand along their way: steps stand on the line from left to right, what waits beside a
 *  step hangs below it. Items are counted step by step, each followed by what is beside it. */
export function flow(steps: readonly FlowStep[], width: number): Scene {
  if (width < NARROW) return downwards(steps, width);
  const all = steps.flatMap((step) => [step, ...(step.beside ? [step.beside] : [])]);
  const top = all.reduce((most, { n }) => Math.max(most, n), 1);
  const column = width / Math.max(1, steps.length);
  const named = ({ label }: Stand): string[] => wrap(label, column - 6, LINES);
  const most = (stands: readonly Stand[]): number =>
    stands.reduce((lines, stand) => Math.max(lines, named(stand).length), 0);
  const below = steps.flatMap((step) => (step.beside ? [step.beside] : []));
  const head = most(steps) * LINE;
  const line = head + LINE + TALL;
  // As deep as what hangs there needs.
  const deep = stretch(
    below.reduce((n, one) => Math.max(n, one.n), 0),
    top,
    DEEP,
  );
  const height = line + (below.length > 0 ? deep + LINE + most(below) * LINE + 12 : 10);
  const shapes: Shape[] = [
    { kind: 'line', part: 'base', x: 0, y: line, x2: width, y2: line },
    {
      kind: 'path',
      part: 'arrow',
      x: width,
      y: line,
      d: `M${tidy(width - 8)} ${line - 5}L${width} ${line}L${tidy(width - 8)} ${line + 5}`,
    },
  ];
  let of = 0;
  const stand = ({ label, n, late }: Stand, at: number, up: boolean): void => {
    const middle = (at + 0.5) * column;
    const [x, wide] = [tidy(middle - (column * BAR) / 2), tidy(column * BAR)];
    const long = stretch(n, top, up ? TALL : DEEP);
    const reach = up ? { y: 0, height: line } : { y: line, height: height - line };
    shapes.push({
      kind: 'rect',
      part: 'hit',
      x: tidy(at * column),
      ...reach,
      width: tidy(column),
      of,
    });
    const y = up ? line - long : line;
    if (n > 0)
      shapes.push({
        kind: 'rect',
        part: up ? 'bar' : 'waits',
        x,
        y: tidy(y),
        width: wide,
        height: long,
        of,
      });
    // Those beyond their deadline stand nearest the line.
    const part = n > 0 ? stretch(Math.min(late, n), n, long) : 0;
    if (part > 0)
      shapes.push({
        kind: 'rect',
        part: 'late',
        x,
        y: tidy(up ? line - part : line),
        width: wide,
        height: part,
        of,
      });
    const number = up ? line - long - 6 : line + long + LINE - 3;
    shapes.push(textAt('number', middle, number, cut(String(n), column - 4), width, of));
    const lines = named({ label, n, late });
    const first = up ? head - (lines.length - 1) * LINE - 4 : line + deep + LINE * 2;
    lines.forEach((words, i) => {
      shapes.push(textAt('label', middle, first + i * LINE, words, width, of));
    });
    of += 1;
  };
  steps.forEach((step, at) => {
    stand(step, at, true);
    if (step.beside) stand(step.beside, at, false);
  });
  return { width, height, shapes };
}

/** The same on a telephone: step below step, what waits beside one is set in below it. */
function downwards(steps: readonly FlowStep[], width: number): Scene {
  const all = steps.flatMap((step) => [
    { stand: step as Stand, left: 0 },
    ...(step.beside ? [{ stand: step.beside, left: INDENT }] : []),
  ]);
  const top = all.reduce((most, { stand: { n } }) => Math.max(most, n), 1);
  const shapes = all.flatMap(({ stand: { label, n, late }, left }, of): Shape[] => {
    const y = of * ROW;
    const bar = { x: left, y: y + LINE + 2, height: TRACK, of } as const;
    const long = stretch(n, top, width - left);
    const part = n > 0 ? stretch(Math.min(late, n), n, long) : 0;
    const number = cut(String(n), width / 3);
    const room = width - left - lengthOf(number) - 10;
    const hook = `M${INDENT / 2} ${y}v${LINE + TRACK / 2}h${INDENT / 2 - 2}`;
    return [
      { kind: 'rect', part: 'hit', x: 0, y, width, height: ROW, of },
      ...(left > 0 ? [{ kind: 'path', part: 'arrow', x: left, y, d: hook } as const] : []),
      { kind: 'rect', part: 'track', ...bar, width: width - left },
      ...(n > 0
        ? [{ kind: 'rect', part: left > 0 ? 'waits' : 'bar', ...bar, width: long } as const]
        : []),
      ...(part > 0 ? [{ kind: 'rect', part: 'late', ...bar, width: part } as const] : []),
      { ...textFrom('label', left, y + LINE - 5, cut(label, room)), of },
      { ...textFrom('number', width, y + LINE - 5, number, 'end'), of },
    ];
  });
  return { width, height: Math.max(1, all.length) * ROW, shapes };
}
