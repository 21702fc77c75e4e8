import type { Text } from '../../base/text.ts';
import { drawn, findCode } from './find-code.ts';
import { imageSize } from './image-size.ts';
import { NO_CODE, NOT_A_PICTURE, TOO_LARGE } from './words.ts';

const BYTES_MAX = 25 * 1_048_576;
/** What a telephone takes; a few bytes can claim far more, and unpacking is what costs. */
const PIXELS_MAX = 60_000_000;
/** Enough of a JPEG to find its size behind what cameras write before it. */
const HEAD_BYTES = 1_048_576;
/** A code that fills a photo is read best when small, one in a corner needs the detail. */
const SIDES = [1000, 2400];
const LIMIT_MS = 1500;

/** The text of the QR code in a picture, or why there is none. Its size is read before it is unpacked. */
export async function codeInPicture(
  file: File,
): Promise<{ readonly said: string } | { readonly trouble: Text }> {
  if (file.size > BYTES_MAX) return { trouble: TOO_LARGE };
  const size = imageSize(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (size === undefined || size.width === 0 || size.height === 0) {
    return { trouble: NOT_A_PICTURE };
  }
  if (size.width * size.height > PIXELS_MAX) return { trouble: TOO_LARGE };
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return { trouble: NOT_A_PICTURE };
  try {
    for (const side of SIDES) {
      const said = await findCode(drawn(bitmap, bitmap, side), LIMIT_MS);
      if (said !== undefined) return { said };
      if (Math.max(bitmap.width, bitmap.height) <= side) break;
    }
    return { trouble: NO_CODE };
  } finally {
    bitmap.close();
  }
}
