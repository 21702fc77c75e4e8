import { text } from '../../../base/text.ts';
import { hashShort, countSaid, numberSaid } from '../../verifier/tree/numbers-said.ts';
import {
  circle,
  folded,
  line,
  words,
  type Picture,
  type Shape,
} from '../../verifier/tree/shapes.ts';
import { stepsOf } from '../../verifier/tree/way.ts';

const WIDTH = 340;
const EDGE = 24;
const TOP = 44;
/** Where the leaves stand, and how much is written below them. */
const GROUND = 236;
const BELOW = 36;
/** More than this on the newest entry's way, and its middle is left out. */
const SHOWN = 6;
const AT_EITHER_END = 3;

/** A full subtree: its first entry, and how many there are, a power of two. */
interface Fold {
  readonly start: number;
  readonly count: number;
}

/** The subtrees left of the way to the newest entry, the largest first, and the entry itself. */
export function foldsOf(size: number): readonly Fold[] {
  if (size === 0) return [];
  const left = stepsOf(size - 1, size).map(({ sibling }) => sibling);
  return [
    ...left.toReversed().map(({ start, end }) => ({ start, count: end - start })),
    { start: size - 1, count: 1 },
  ];
}

/** What is drawn of them: all, or both ends with a gap (null) between. */
function drawn(folds: readonly Fold[]): readonly (Fold | null)[] {
  return folds.length <= SHOWN + 1
    ? folds
    : [...folds.slice(0, AT_EITHER_END), null, ...folds.slice(-AT_EITHER_END)];
}

/** The tree as it has grown: full subtrees as hills, each a level or more lower than the one before, and
 *  over them the way from the newest entry up to the root. */
export function treePicture(size: number, root: Uint8Array | null): Picture {
  const folds = foldsOf(size);
  const told = toldOf(size, folds);
  const shown = drawn(folds);
  const [first] = folds;
  if (first === undefined) {
    return { width: WIDTH, height: 60, shapes: [circle('next', WIDTH / 2, 30, 8)], told };
  }
  // One more column for the entry that comes next.
  const column = (WIDTH - 2 * EDGE) / (shown.length + 1);
  const levels = Math.log2(first.count) + 1;
  const heightOf = (count: number): number =>
    GROUND - (Math.log2(count) / levels) * (GROUND - TOP - 30);
  const at = (place: number): number => EDGE + column * (place + 0.5);
  const shapes: Shape[] = [];
  const newest = shown.length - 1;
  /** The node over everything from this column on; the newest entry is its own. */
  const over = (place: number): readonly [number, number] => {
    const fold = shown[place];
    if (place >= newest || fold === undefined) return [at(newest), GROUND];
    const y = heightOf(fold?.count ?? 1) - (GROUND - TOP - 30) / levels;
    return [at(place) + column * 0.5, place === 0 ? TOP : Math.max(TOP + 14, y)];
  };
  for (const [place, fold] of shown.entries()) {
    const [x, y] = over(place);
    if (fold === null) {
      shapes.push(line('edge on gap', over(place - 1), over(place + 1)));
      shapes.push(words('range', at(place), GROUND + 4, '⋯'));
      continue;
    }
    if (place === newest) break;
    if (shown[place + 1] !== null) shapes.push(line('edge on', [x, y], over(place + 1)));
    shapes.push(...hill(fold, at(place), heightOf(fold.count), column, [x, y]));
    shapes.push(circle(place === 0 ? 'root' : 'value', x, y, place === 0 ? 9 : 5));
  }
  shapes.push(
    circle(size === 1 ? 'root' : 'newest', at(newest), GROUND, 8),
    words('count strong', at(newest), GROUND + 24, '1'),
    circle('next', at(newest + 1), GROUND, 7),
  );
  const [rootX] = over(0);
  if (root)
    shapes.push(
      words('hash strong', Math.max(rootX, 52), (size === 1 ? GROUND : TOP) - 18, hashShort(root)),
    );
  return { width: WIDTH, height: GROUND + BELOW, shapes, told };
}

function hill(
  { count }: Fold,
  x: number,
  y: number,
  column: number,
  from: readonly [number, number],
): readonly Shape[] {
  const edge = line('edge', from, [x, y]);
  if (count === 1) {
    return [edge, circle('leaf', x, GROUND, 6), words('count', x, GROUND + 24, '1')];
  }
  const wide = Math.min(column * 0.84, 52);
  return [
    edge,
    folded('sibling', x, y, wide, GROUND + 6 - y),
    words('count', x, GROUND + 24, countSaid(count)),
  ];
}

function toldOf(size: number, folds: readonly Fold[]) {
  if (size === 0) {
    return text(
      '树还是空的，第一条记录会是第 0 号。',
      'The tree is empty; its first entry will be number 0.',
    );
  }
  const parts = folds.slice(0, -1).map(({ count }) => countSaid(count));
  const some = parts.length > SHOWN ? [...parts.slice(0, 3), '…', ...parts.slice(-2)] : parts;
  const made = some.length === 0 ? '' : `：${some.join(' + ')} + 1`;
  return text(
    `树有 ${numberSaid(size)} 条记录${made}；最右是最新的第 ${numberSaid(size - 1)} 号，它一路向上连到最高处的根。`,
    `The tree has ${numberSaid(size)} entries${some.length === 0 ? '' : ` (${some.join(' + ')} + 1)`}. The newest, number ${numberSaid(size - 1)}, is on the right; its way leads up to the root at the top.`,
  );
}
