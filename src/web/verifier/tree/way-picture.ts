import { text } from '../../../base/text.ts';
import { sameBytes } from '../../../log/bytes.ts';
import { hashShort, stretchShort } from './numbers-said.ts';
import { circle, folded, line, words, type Picture, type Shape } from './shapes.ts';
import type { Climbed, Way } from './way.ts';

/** As wide as a telephone, so that its words are never made smaller. */
const WIDTH = 340;
const MIDDLE = WIDTH / 2;
const LEVEL = 62;
const TOP = 34;
const BELOW = 40;
const DOT = 7;
/** Where a sibling stands, from the middle. */
const ASIDE = 116;

/** The sibling of one level, and both lines up to what they make together. */
function levelShapes({ side, sibling, hash }: Climbed, y: number): readonly Shape[] {
  const x = side === 'left' ? MIDDLE - ASIDE : MIDDLE + ASIDE;
  const one = sibling.end - sibling.start === 1;
  return [
    line('edge', [MIDDLE, y - LEVEL], [x, y]),
    line('edge on', [MIDDLE, y - LEVEL], [MIDDLE, y]),
    one ? circle('sibling', x, y, DOT - 1) : folded('sibling', x, y - 6, 26, 20),
    words('hash', x, y + (one ? 22 : 28), hashShort(hash)),
    words('range', x, y + (one ? 37 : 43), stretchShort(sibling)),
  ];
}

/** What the way has come to at one level, said on the side where no sibling stands. */
function valueShapes(
  value: Uint8Array,
  y: number,
  side: Climbed['side'] | undefined,
): readonly Shape[] {
  const right = side !== 'right';
  const at = right ? MIDDLE + DOT + 8 : MIDDLE - DOT - 8;
  return [
    circle('value', MIDDLE, y, DOT),
    words('hash', at, y + 4, hashShort(value), right ? 'start' : 'end'),
  ];
}

/** An entry's way to the root, level by level: the leaf below, its siblings beside, the root above. */
export function wayPicture({ index, size, leaf, steps, root }: Way): Picture {
  const foot = TOP + steps.length * LEVEL;
  const values = [leaf, ...steps.map(({ value }) => value)];
  const reached = values.at(-1) ?? leaf;
  const holds = sameBytes(reached, root);
  const shapes = [
    ...steps.flatMap((step, at) => levelShapes(step, foot - at * LEVEL)),
    ...values
      .slice(0, -1)
      .flatMap((value, at) => valueShapes(value, foot - at * LEVEL, steps[at]?.side)),
    circle(holds ? 'root' : 'root wrong', MIDDLE, TOP, DOT + 3),
    words('hash strong', MIDDLE, TOP - 16, `${holds ? '✓' : '✕'} ${hashShort(reached)}`),
    words('range strong', MIDDLE, foot + (steps.length === 0 ? 28 : 26), `№ ${index}`),
  ];
  const levels = steps.length;
  const told = text(
    `第 ${index} 号记录经过 ${levels} 层连到根，根下共有 ${size} 条。${holds ? '算出的根与签名的根相同。' : '算出的根与签名的根不同。'}`,
    `Entry ${index} is tied to the root over ${levels} levels; the root covers ${size} entries. ${holds ? 'The root worked out is the one that was signed.' : 'The root worked out is not the one that was signed.'}`,
  );
  return { width: WIDTH, height: foot + BELOW + 8, shapes, told };
}
