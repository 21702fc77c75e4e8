import { create } from 'qrcode';
import { pictureOf, type Picture } from './plane.ts';

/** How a sheet with codes was photographed. Lengths are in modules of a code, angles in degrees. */
export interface Photo {
  readonly side: number;
  /** Pixels of a module in the middle of the photo. */
  readonly module: number;
  readonly turn?: number;
  readonly tilt?: number;
  /** Which way it leans. */
  readonly axis?: number;
  readonly blur?: number;
  readonly noise?: number;
  readonly dark?: number;
  readonly light?: number;
  /** Other codes on the sheet: to the right, below, to the left. */
  readonly others?: readonly string[];
}

/** Always the same numbers between 0 and 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const SPOTS: readonly (readonly [number, number])[] = [
  [0, 0],
  [60, 0],
  [0, 60],
  [-60, 0],
];

/** Whether it is dark at a place of the sheet, in modules from the middle of its first code. */
function sheet(said: readonly string[]): (x: number, y: number) => boolean {
  const codes = said.map((one, nth) => {
    const { modules } = create(one, { errorCorrectionLevel: 'M' });
    const [x, y] = SPOTS[nth] ?? [0, 0];
    return { modules, left: x - modules.size / 2, top: y - modules.size / 2 };
  });
  return (x, y) =>
    codes.some(({ modules, left, top }) => {
      const [column, row] = [Math.floor(x - left), Math.floor(y - top)];
      const inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
      return inside && modules.get(row, column) === 1;
    });
}

function blurred(grey: Float32Array, side: number, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 2.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const within = (at: number): number => Math.min(side - 1, Math.max(0, at));
  const across = grey.map((_, at) => {
    const [x, row] = [at % side, at - (at % side)];
    return weights.reduce((sum, w, k) => sum + w * (grey[row + within(x + k - reach)] ?? 0), 0);
  });
  return across.map((_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    const light = (k: number): number => across[within(y + k - reach) * side + x] ?? 0;
    return weights.reduce((sum, w, k) => sum + w * light(k), 0) / total ** 2;
  });
}

/** What a camera sees of a sheet with this code in the middle; the same every time. */
export function photographed(said: string, photo: Photo): Picture {
  const { side, module, blur = 0, noise = 0, dark = 30, light = 225 } = photo;
  const [turn, tilt, axis] = [photo.turn ?? 0, photo.tilt ?? 0, photo.axis ?? 0].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as [number, number, number];
  const isDark = sheet([said, ...(photo.others ?? [])]);
  const away = 150;
  const [cos, sin] = [Math.cos(axis), Math.sin(axis)];
  const [cosBack, sinBack] = [Math.cos(turn - axis), Math.sin(turn - axis)];
  const places = [0.25, 0.75];
  /** A ray through this point of the photo meets the sheet, which leans about a line through its middle. */
  const lightAt = (px: number, py: number): number => {
    const [x, y] = [(px - side / 2) / module, (py - side / 2) / module];
    const [along, across] = [x * cos + y * sin, y * cos - x * sin];
    const v = (across * away) / (away * Math.cos(tilt) - across * Math.sin(tilt));
    const u = along * (1 + (v * Math.sin(tilt)) / away);
    return isDark(u * cosBack + v * sinBack, v * cosBack - u * sinBack) ? dark : light;
  };
  const sharp = new Float32Array(side * side).map((_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    const all = places.flatMap((i) => places.map((j) => lightAt(x + i, y + j)));
    return all.reduce((sum, one) => sum + one, 0) / all.length;
  });
  const grey = blur > 0 ? blurred(sharp, side, blur * module) : sharp;
  const chance = dice(7);
  const data = new Uint8ClampedArray(side * side * 4);
  for (const [at, value] of grey.entries()) {
    const grain = noise * 1.73 * (chance() + chance() + chance() + chance() - 2);
    data.fill(value + grain, at * 4, at * 4 + 3);
    data[at * 4 + 3] = 255;
  }
  return pictureOf({ width: side, height: side, data });
}
