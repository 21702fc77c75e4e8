import type { Text } from '../../base/text.ts';
import { findCode } from './find-code.ts';
import { imageSize } from './image-size.ts';
import { NO_CODE, NOT_A_PICTURE, TOO_LARGE } from './words.ts';

const BYTES_MAX = 25 * 1_048_576;
/** What a telephone takes; a few bytes can claim far more, and unpacking is what costs. */
const PIXELS_MAX = 60_000_000;
/** Enough of a JPEG to find its size behind what cameras write before it. */
const HEAD_BYTES = 1_048_576;
/** All looks together, on a slow telephone as well; with unpacking, nobody waits longer than three seconds. */
const LIMIT_MS = 2000;

/** The text of the QR code in a picture, or why there is none. Its size is read before it is unpacked. */
export async function codeInPicture(
  file: File,
  origins: readonly string[],
): Promise<{ readonly said: string } | { readonly trouble: Text }> {
  if (file.size > BYTES_MAX) return { trouble: TOO_LARGE };
  const size = imageSize(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (size === undefined || size.width === 0 || size.height === 0) {
    return { trouble: NOT_A_PICTURE };
  }
  if (size.width * size.height > PIXELS_MAX) return { trouble: TOO_LARGE };
  const search = findCode(file, { limitMs: LIMIT_MS, origins });
  return search.then(
    (said) => (said === undefined ? { trouble: NO_CODE } : { said }),
    () => ({ trouble: NOT_A_PICTURE }),
  );
}
