/** Pixels as a canvas gives them: four bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** The picture turned about its middle and made smaller, in grey; what was outside is white. */
export function turned({ width, height, data }: Pixels, angle: number, scale: number): Pixels {
  const [wide, tall] = [Math.round(width * scale), Math.round(height * scale)];
  const made = new Uint8Array(wide * tall * 4).fill(255);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  for (let y = 0; y < tall; y += 1) {
    const dy = y - tall / 2;
    for (let x = 0; x < wide; x += 1) {
      const dx = x - wide / 2;
      const column = Math.floor(dx * cos - dy * sin + width / 2);
      const row = Math.floor(dx * sin + dy * cos + height / 2);
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const from = (row * width + column) * 4;
      const grey = ((data[from] ?? 0) + 2 * (data[from + 1] ?? 0) + (data[from + 2] ?? 0)) >> 2;
      made.fill(grey, (y * wide + x) * 4, (y * wide + x) * 4 + 3);
    }
  }
  return { width: wide, height: tall, data: made };
}
