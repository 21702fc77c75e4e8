import { sharpened, softened, turned, type Picture, type Plane } from './plane.ts';

/** One way of looking at a picture. */
type Look = (plane: Plane) => Plane;

/** The side at which a code that fills a good part of a picture is read best and fast. */
const SIDE = 1000;
const WIDER = 2400;
/** So many pieces of a large photo are looked at in every way, not only as they are. */
const LIKELY = 6;

const at =
  (angle: number, scale: number, prepare: Look = (plane) => plane): Look =>
  (plane) =>
    prepare(turned(plane, angle, scale));
const keen = (plane: Plane): Plane => sharpened(plane, 4, 3);
const keener = (plane: Plane): Plane => sharpened(plane, 2, 2);
const soft = (plane: Plane): Plane => softened(plane, 1);

/** What further looks find most soonest, by trying 210 kinds of look at the pictures that fail at once and
 *  taking the best for its cost, again and again: codes that are tilted, blurred, noisy, pale or in shadow. */
const LOOKS: readonly Look[] = [
  at(1.31, 0.5, keen),
  at(0.52, 0.5),
  at(0, 0.7, keen),
  at(1.05, 1),
  at(0.52, 0.7, keener),
  at(0.26, 0.5, soft),
  at(1.05, 0.5, keen),
  at(1.31, 0.5),
  at(0.52, 0.5, soft),
  at(0, 1, soft),
  at(1.43, 0.5),
  at(0.13, 0.8, soft),
  at(0.65, 0.35, soft),
  at(0.91, 0.5, soft),
  at(0.785, 0.6),
  at(0.26, 1, keen),
  at(0.52, 1.5, keen),
  at(0.26, 1.5, keen),
];

const BLOCK = 24;

/** How much of a place looks like a code: blocks that are about half dark, half light. */
function promise({ width, data }: Plane, [left, top, right, bottom]: Place): number {
  let found = 0;
  for (let y = top; y + BLOCK <= bottom; y += BLOCK) {
    for (let x = left; x + BLOCK <= right; x += BLOCK) {
      let [low, high, dark, all] = [255, 0, 0, 0];
      for (let at = 0; at < BLOCK * BLOCK; at += 5) {
        const light = data[(y + Math.floor(at / BLOCK)) * width + x + (at % BLOCK)] ?? 0;
        low = Math.min(low, light);
        high = Math.max(high, light);
      }
      for (let at = 0; at < BLOCK * BLOCK; at += 5, all += 1) {
        const light = data[(y + Math.floor(at / BLOCK)) * width + x + (at % BLOCK)] ?? 0;
        if (light < (low + high) / 2) dark += 1;
      }
      if (high - low > 40 && dark > all * 0.35 && dark < all * 0.65) found += 1;
    }
  }
  return found;
}

type Place = readonly [left: number, top: number, right: number, bottom: number];

/** Overlapping pieces in full detail, for a small code in a large photo; the likeliest first, going by a
 *  smaller copy of the whole. */
function places({ width, height }: Picture, whole: Plane): readonly Place[] {
  const step = SIDE * 0.75;
  const scale = whole.width / width;
  const made: { place: Place; rank: number }[] = [];
  for (let top = 0; top === 0 || top + SIDE - step < height; top += step) {
    for (let left = 0; left === 0 || left + SIDE - step < width; left += step) {
      const place: Place = [left, top, Math.min(width, left + SIDE), Math.min(height, top + SIDE)];
      const [l = 0, t = 0, r = 0, b = 0] = place.map((side) => Math.floor(side * scale));
      made.push({ place, rank: promise(whole, [l, t, r, Math.min(b, whole.height)]) });
    }
  }
  return made.toSorted((one, other) => other.rank - one.rank).map(({ place }) => place);
}

/** Every view of a picture worth trying, the cheap and likely ones first; made as they are asked for. */
export function* views(picture: Picture): Generator<Plane> {
  const { width, height } = picture;
  const long = Math.max(width, height);
  const fitted = (side: number): Plane =>
    picture.cut(0, 0, width, height, Math.min(1, side / long));
  const whole = fitted(SIDE);
  yield whole;
  if (long > SIDE) {
    for (const look of LOOKS.slice(0, 3)) yield look(whole);
    const wider = fitted(WIDER);
    const near = long > WIDER ? places(picture, wider) : [];
    const likely = near.slice(0, LIKELY);
    yield wider;
    for (const [left, top, right, bottom] of near) {
      yield picture.cut(left, top, right - left, bottom - top, 1);
    }
    for (const look of LOOKS.slice(0, 4)) {
      for (const [left, top, right, bottom] of likely) {
        yield look(picture.cut(left, top, right - left, bottom - top, 1));
      }
      if (long <= 2 * WIDER) yield look(wider);
    }
    for (const look of LOOKS.slice(3)) yield look(whole);
    return;
  }
  for (const look of LOOKS) yield look(whole);
}
