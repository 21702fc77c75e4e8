import { pictureFrom, type Source } from './canvas-picture.ts';
import { decode } from './decoder.ts';
import { isOurs, type Wanted } from './ours.ts';

/** The text of the QR code in a picture, by our own decoder; rejects where it cannot be opened. Unpacking
 *  counts towards the limit. */
export async function readCode(source: Source, wanted: Wanted): Promise<string | undefined> {
  const began = performance.now();
  const bitmap = await createImageBitmap(source);
  try {
    const left = wanted.limitMs - (performance.now() - began);
    return decode(pictureFrom(bitmap), left, (said) => isOurs(said, wanted));
  } finally {
    bitmap.close();
  }
}
