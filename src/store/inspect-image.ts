import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { bomb, malformed } from './file-refusals.ts';
import type { Content } from './file-store.ts';

export const PIXELS_MAX = 100_000_000;
const SEGMENTS_MAX = 1_000;
/** Cameras and scanners leave some bytes after the end of image. */
const TRAILER_MAX = 65_536;

/** Refuses a PNG (ISO/IEC 15948) that is cut short or would unfold into too many pixels. */
export async function inspectPng(content: Content): Promise<void> {
  const head = await content.read(0, 33);
  if (head.length < 33 || head.toString('latin1', 12, 16) !== 'IHDR') throw broken('PNG');
  boundPixels('PNG', head.readUInt32BE(16), head.readUInt32BE(20));
  const tail = await content.read(Math.max(0, content.size - TRAILER_MAX), TRAILER_MAX);
  if (!tail.includes('IEND', 0, 'latin1')) throw broken('PNG');
}

/** The same for JPEG (ITU-T T.81): walks the segments to the frame header, bounded. */
export async function inspectJpeg(content: Content): Promise<void> {
  let at = 2;
  for (let n = 0; n < SEGMENTS_MAX; n += 1) {
    const segment = await content.read(at, 9);
    const marker = segment[1];
    if (segment.length < 9 || segment[0] !== 0xff || marker === undefined) throw broken('JPG');
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameHeader(marker)) {
      boundPixels('JPG', segment.readUInt16BE(7), segment.readUInt16BE(5));
      const tail = await content.read(Math.max(0, content.size - TRAILER_MAX), TRAILER_MAX);
      if (!tail.includes(Buffer.from([0xff, 0xd9]))) throw broken('JPG');
      return;
    }
    const length = segment.readUInt16BE(2);
    if (length < 2 || marker === 0xda) throw broken('JPG');
    at += 2 + length;
  }
  throw broken('JPG');
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function boundPixels(kind: string, width: number, height: number): void {
  if (width === 0 || height === 0) throw broken(kind);
  if (width * height > PIXELS_MAX) {
    const size = `${width}×${height}`;
    throw new Refused(
      bomb(text(`图片尺寸 ${size} 超过一亿像素`, `${size} is over 100 megapixels`)),
    );
  }
}

const broken = (kind: string) =>
  new Refused(malformed(text(`${kind} 图片不完整`, `the ${kind} image is incomplete`)));
