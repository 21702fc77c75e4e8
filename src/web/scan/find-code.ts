import type { Source } from './canvas-picture.ts';
import { isOurs, type Wanted } from './ours.ts';

/** What a browser that reads QR codes itself brings along (Shape Detection API). */
interface Detector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
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

/** By the browser itself, which may read several codes at once. */
async function seenByBrowser(source: Source): Promise<readonly string[]> {
  detector ??= ownDetector();
  const own = await detector;
  const seen = (await own?.detect(source).catch(() => [])) ?? [];
  return seen.map(({ rawValue }) => rawValue).filter((said) => said !== '');
}

async function readHere(source: Source, wanted: Wanted): Promise<string | undefined> {
  const { readCode } = await import('./read.ts');
  return readCode(source, wanted);
}

/** The text of the QR code in a picture, one of ours before any other: by the browser itself where it can,
 *  else by our decoder in a worker, else by our decoder here. Rejects where the picture cannot be opened. */
export async function findCode(source: Source, wanted: Wanted): Promise<string | undefined> {
  const began = performance.now();
  const left = (): Wanted => ({
    ...wanted,
    limitMs: Math.max(0, wanted.limitMs - (performance.now() - began)),
  });
  const seen = await seenByBrowser(source);
  const known = seen.find((said) => isOurs(said, wanted)) ?? seen[0];
  if (known !== undefined) return known;
  const { readApart } = await import('./apart.ts');
  // A photo is unpacked by the worker; a camera can only be looked through from here.
  const given = source instanceof Blob ? source : await createImageBitmap(source);
  return readApart(given, left()).catch(() => readHere(source, left()));
}
