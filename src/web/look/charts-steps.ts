import {
  cut,
  LINE,
  lengthOf,
  stretch,
  textAt,
  textFrom,
  tidy,
  type Scene,
  type Shape,
} from './charts.ts';

export interface StepSpan {
  readonly label: string;
  /** The median in words, with its unit. */
  readonly told: string;
  readonly limit: number | null;
  /** What stands at the limit. */
  readonly limitWords: string;
  readonly low: number | null;
  readonly median: number | null;
  readonly high: number | null;
  readonly longest: number | null;
}

const BOX = 16;
const ROW = LINE * 2 + BOX + 26;

/** How long each step took against what the law allows: a box from the first tenth to the ninth, a stroke at
 *  the median, a dot at the longest, and the limit as a line. Each step has a scale of its own. */
export function stepSpans(items: readonly StepSpan[], width: number): Scene {
  const shapes = items.flatMap((item, of): Shape[] => {
    const { label, told, limit, limitWords, low, median, high, longest } = item;
    const y = of * ROW;
    const [top, foot] = [y + LINE + 4, y + LINE + 4 + BOX];
    const most = Math.max(1, limit ?? 0, longest ?? 0, high ?? 0, median ?? 0) * 1.08;
    const at = (days: number): number => tidy(Math.min(width, (days / most) * width));
    const words = cut(told, width * 0.7);
    const found: Shape[] = [
      { kind: 'rect', part: 'hit', x: 0, y, width, height: ROW, of },
      { ...textFrom('label', 0, y + LINE - 5, cut(label, width - lengthOf(words) - 10)), of },
      { ...textFrom('number', width, y + LINE - 5, words, 'end'), of },
      { kind: 'rect', part: 'track', x: 0, y: top, width, height: BOX, of },
    ];
    if (low !== null && high !== null) {
      const long = Math.max(2, tidy(at(high) - at(low)));
      const x = Math.min(at(low), width - long);
      found.push({ kind: 'rect', part: 'span', x, y: top, width: long, height: BOX, of });
    }
    if (median !== null) {
      const x = Math.min(width - 2, Math.max(2, at(median)));
      found.push({ kind: 'line', part: 'median', x, y: top - 3, x2: x, y2: foot + 3, of });
    }
    if (longest !== null) {
      const x = Math.min(width - 4, Math.max(4, at(longest)));
      found.push({ kind: 'dot', part: 'longest', x, y: top + BOX / 2, r: 4, of });
    }
    if (limit !== null) {
      const x = Math.min(width - 2, Math.max(2, at(limit)));
      found.push({ kind: 'line', part: 'limit', x, y: top - 5, x2: x, y2: foot + 7, of });
      found.push(textAt('quiet', x, foot + LINE + 5, cut(limitWords, width), width, of));
    }
    return found;
  });
  return { width, height: Math.max(1, items.length) * ROW, shapes };
}

/** A share of a whole as one bar. */
export function share(part: number, of: number, width: number): Scene {
  const whole = Math.max(1, of);
  const long = stretch(Math.min(part, whole), whole, width);
  const shapes: Shape[] = [{ kind: 'rect', part: 'track', x: 0, y: 0, width, height: BOX }];
  if (long > 0) shapes.push({ kind: 'rect', part: 'bar', x: 0, y: 0, width: long, height: BOX });
  return { width, height: BOX, shapes };
}
