/** A picture in grey, one byte a pixel, with even sides. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Pixels as a canvas gives them: four bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** What stands where a turned picture has nothing: paper. */
export const PAPER = 235;

const even = (side: number): number => Math.max(2, Math.round(side) & ~1);

function blank(width: number, height: number): Plane {
  const [wide, tall] = [even(width), even(height)];
  return { width: wide, height: tall, data: new Uint8Array(wide * tall).fill(PAPER) };
}

/** The picture in grey; an odd last row or column is left out. */
export function greyOf({ width, height, data }: Pixels): Plane {
  const made = blank(width, height);
  for (let y = 0; y < Math.min(height, made.height); y += 1) {
    for (let x = 0; x < Math.min(width, made.width); x += 1) {
      const from = (y * width + x) * 4;
      const sum = (data[from] ?? 0) + 2 * (data[from + 1] ?? 0) + (data[from + 2] ?? 0);
      made.data[y * made.width + x] = sum >> 2;
    }
  }
  return made;
}

/** A picture that is not unpacked as a whole: what is wanted of it is cut out, and made smaller at once. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  cut(left: number, top: number, width: number, height: number, scale: number): Plane;
}

/** A picture whose pixels are at hand. */
export function pictureOf(pixels: Pixels): Picture {
  const grey = greyOf(pixels);
  return {
    width: pixels.width,
    height: pixels.height,
    cut(left, top, width, height, scale) {
      const made = blank(Math.min(width, grey.width - left), Math.min(height, grey.height - top));
      for (let y = 0; y < made.height; y += 1) {
        const from = (top + y) * grey.width + left;
        made.data.set(grey.data.subarray(from, from + made.width), y * made.width);
      }
      return turned(made, 0, scale);
    },
  };
}

const mixed = (one: number, other: number, part: number): number => one + (other - one) * part;

/** The picture turned about its middle by an angle (radians) and made larger or smaller; all of it is kept.
 *  Made smaller, each pixel is the mean of four places, or thin lines would be lost; else it is read between
 *  the pixels around it. */
export function turned(plane: Plane, angle: number, scale: number): Plane {
  if (angle === 0 && scale === 1) return plane;
  const { width, height, data } = plane;
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [wide, tall] = [Math.abs(cos) * scale * scale, Math.abs(sin) * scale * scale];
  const made = blank(width * wide + height * tall, width * tall + height * wide);
  const few = scale < 0.8;
  for (let y = 0; y < made.height; y += 1) {
    const dy = y + 0.5 - made.height / 2;
    let u = (0.5 - made.width / 2) * cos - dy * sin + width / 2;
    let v = (0.5 - made.width / 2) * sin + dy * cos + height / 2;
    for (let x = 0; x < made.width; x += 1) {
      const light = few ? around(u, v) : between(u - 0.5, v - 0.5);
      if (light >= 0) made.data[y * made.width + x] = light;
      u += cos;
      v += sin;
    }
  }
  return made;

  function between(at: number, down: number): number {
    const [i, j] = [Math.floor(at), Math.floor(down)];
    if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) return -1;
    const first = j * width + i;
    const above = mixed(data[first] ?? 0, data[first + 1] ?? 0, at - i);
    const below = mixed(data[first + width] ?? 0, data[first + width + 1] ?? 0, at - i);
    return mixed(above, below, down - j);
  }

  function around(at: number, down: number): number {
    const [a, b] = [(cos - sin) / 4, (sin + cos) / 4];
    return (
      (pixel(at - a, down - b) +
        pixel(at + b, down - a) +
        pixel(at - b, down + a) +
        pixel(at + a, down + b)) >>
      2
    );
  }

  function pixel(at: number, down: number): number {
    const [i, j] = [Math.floor(at), Math.floor(down)];
    return i < 0 || j < 0 || i >= width || j >= height ? PAPER : (data[j * width + i] ?? 0);
  }
}

/** The mean of each pixel's neighbours, so many to each side, along one direction after the other. */
function means({ width, height, data }: Plane, reach: number): Float32Array {
  const pass = (from: ArrayLike<number>, lines: number, long: number, step: number) => {
    const to = new Float32Array(from.length);
    const next = step === 1 ? width : 1;
    for (let line = 0; line < lines; line += 1) {
      let [sum, count] = [0, 0];
      for (let at = -reach; at < long; at += 1) {
        const [enters, leaves] = [at + reach, at - reach - 1];
        if (enters < long) {
          sum += from[line * next + enters * step] ?? 0;
          count += 1;
        }
        if (leaves >= 0) {
          sum -= from[line * next + leaves * step] ?? 0;
          count -= 1;
        }
        if (at >= 0) to[line * next + at * step] = sum / count;
      }
    }
    return to;
  };
  return pass(pass(data, height, width, 1), width, height, width);
}

/** The picture with what stands out from its neighbours made to stand out more: brings back edges that
 *  are out of focus, and evens out shadows and a lack of contrast. */
export function sharpened(plane: Plane, reach: number, strength: number): Plane {
  const around = means(plane, reach);
  const data = plane.data.map((light, at) => {
    const more = light + strength * (light - (around[at] ?? light));
    return more < 0 ? 0 : Math.min(255, more);
  });
  return { ...plane, data };
}

/** The picture with the grain of poor light taken out. */
export const softened = (plane: Plane, reach: number): Plane => ({
  ...plane,
  data: Uint8Array.from(means(plane, reach)),
});
