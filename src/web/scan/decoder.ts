import { decodeQR, type FinderPoints } from 'qr/decode.js';
import { views } from './looks.ts';
import { PAPER, type Picture, type Plane } from './plane.ts';

/** Of one view; the reader's own retries, not all that we try. */
const VIEW_MS = 120;
/** So many codes are looked at in one view. */
const CODES_MAX = 8;
/** Of the time, once a code was read that is none of ours: ours may lie beside it. */
const PATIENCE = 0.3;

type Outline = FinderPoints['outline'];

function once({ width, height, data }: Plane, timeLimit: number) {
  let outline: Outline | undefined;
  const pointsOnDetect = (points: FinderPoints): void => void (outline = points.outline);
  // The plane is the first part of a picture in this format; what follows is not looked at.
  const whole = new Uint8Array((width * height * 3) / 2);
  whole.set(data);
  try {
    const picture = { width, height, data: whole };
    const said = decodeQR(picture, { timeLimit, effort: 4, format: 'I420', pointsOnDetect });
    return { said, outline };
  } catch {
    return undefined;
  }
}

/** Lays paper over a code that was read, so that the next one is found. */
function covered(plane: Plane, outline: Outline): Plane {
  const data = plane.data.slice();
  const corners = outline.map((corner, at) => [corner, outline[(at + 1) % 4] ?? corner] as const);
  for (let y = 0; y < plane.height; y += 1) {
    for (let x = 0; x < plane.width; x += 1) {
      const sides = corners.map(([a, b]) => (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0);
      if (sides.every((side) => side === sides[0])) data[y * plane.width + x] = PAPER;
    }
  }
  return { ...plane, data };
}

/** All codes of one view, one after another. */
function* codesIn(view: Plane, until: number): Generator<string> {
  let plane = view;
  for (let count = 0; count < CODES_MAX; count += 1) {
    const left = until - performance.now();
    const found = left > 0 ? once(plane, Math.min(VIEW_MS, left)) : undefined;
    if (found === undefined) return;
    yield found.said;
    if (!found.outline) return;
    plane = covered(plane, found.outline);
  }
}

/** The text of the QR code in a picture: one that is `wanted` if there is any, else the first that was
 *  read; undefined where none is found in time (`limitMs`). */
export function decode(
  picture: Picture,
  limitMs: number,
  wanted: (said: string) => boolean = () => true,
): string | undefined {
  const began = performance.now();
  let until = began + limitMs;
  let other: string | undefined;
  for (const view of views(picture)) {
    if (performance.now() > until) break;
    for (const said of codesIn(view, until)) {
      if (wanted(said)) return said;
      if (other === undefined) until = Math.min(until, performance.now() + limitMs * PATIENCE);
      other ??= said;
    }
  }
  return other;
}
