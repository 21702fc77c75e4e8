import type { Pixels } from './turned.ts';

/** What a browser that reads QR codes itself brings along (Shape Detection API). */
interface Detector {
  detect(source: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

async function ownDetector(): Promise<Detector | undefined> {
  const { BarcodeDetector: make } = globalThis as { readonly BarcodeDetector?: DetectorMaker };
  try {
    const formats = (await make?.getSupportedFormats()) ?? [];
    return make && formats.includes('qr_code') ? new make({ formats: ['qr_code'] }) : undefined;
  } catch {
    return undefined;
  }
}

let detector: Promise<Detector | undefined> | undefined;

const pixelsOf = (canvas: HTMLCanvasElement): Pixels | undefined =>
  canvas
    .getContext('2d', { willReadFrequently: true })
    ?.getImageData(0, 0, canvas.width, canvas.height);

/** The text of the QR code on a canvas: by the browser itself where it can, else by our decoder. */
export async function findCode(
  canvas: HTMLCanvasElement,
  limitMs: number,
): Promise<string | undefined> {
  detector ??= ownDetector();
  const own = await detector;
  const [seen] = (await own?.detect(canvas).catch(() => [])) ?? [];
  if (seen !== undefined && seen.rawValue !== '') return seen.rawValue;
  const pixels = pixelsOf(canvas);
  const { decode } = await import('./decoder.ts');
  return pixels && decode(pixels, limitMs);
}

/** Draws a picture so that its longer side has at most so many pixels, on white. */
export function drawn(
  source: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) {
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}
