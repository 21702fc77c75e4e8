import { greyOf, type Picture } from './plane.ts';

/** What is searched: a photo, or what a camera shows at this moment. */
export type Source = Blob | HTMLVideoElement | ImageBitmap;

type Canvas = OffscreenCanvas | HTMLCanvasElement;

function canvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** What was unpacked by the browser, to be looked at piece by piece: the whole of a large photo is never
 *  copied. Where it is transparent, it lies on white. */
export const pictureFrom = (bitmap: ImageBitmap): Picture => ({
  width: bitmap.width,
  height: bitmap.height,
  cut(left, top, width, height, scale) {
    const [wide, tall] = [Math.max(2, width * scale), Math.max(2, height * scale)].map(Math.round);
    const drawn = canvas(wide ?? 2, tall ?? 2);
    const context = drawn.getContext('2d', { willReadFrequently: true });
    if (!context || !('drawImage' in context)) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, drawn.width, drawn.height);
    context.drawImage(bitmap, left, top, width, height, 0, 0, drawn.width, drawn.height);
    return greyOf(context.getImageData(0, 0, drawn.width, drawn.height));
  },
});
