/** How large a picture says that it is, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const png = (bytes: Uint8Array): ImageSize => ({
  width: view(bytes).getUint32(16),
  height: view(bytes).getUint32(20),
});

const gif = (bytes: Uint8Array): ImageSize => ({
  width: view(bytes).getUint16(6, true),
  height: view(bytes).getUint16(8, true),
});

const bmp = (bytes: Uint8Array): ImageSize => ({
  width: Math.abs(view(bytes).getInt32(18, true)),
  height: Math.abs(view(bytes).getInt32(22, true)),
});

/** The frame header of a JPEG (ITU T.81, B.2.2), behind whatever segments come first. */
function jpeg(bytes: Uint8Array): ImageSize | undefined {
  const data = view(bytes);
  for (let at = 2; at + 9 < bytes.length;) {
    if (data.getUint8(at) !== 0xff) return undefined;
    const marker = data.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: data.getUint16(at + 7), height: data.getUint16(at + 5) };
    at += marker === 0xff ? 1 : 2 + data.getUint16(at + 2);
  }
  return undefined;
}

/** The three kinds of WebP: lossy, lossless, extended. */
function webp(bytes: Uint8Array): ImageSize | undefined {
  const data = view(bytes);
  switch (ascii(bytes, 12, 16)) {
    case 'VP8 ':
      return {
        width: data.getUint16(26, true) & 0x3fff,
        height: data.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = data.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const three = (at: number): number =>
        data.getUint16(at, true) + data.getUint8(at + 2) * 65_536;
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      return undefined;
  }
}

/** The size of a picture from its first bytes, before anything of it is unpacked; undefined for what is
 *  no PNG, JPEG, GIF, WebP or BMP, or is cut short. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  if (bytes.length < 30) return undefined;
  try {
    if (ascii(bytes, 1, 4) === 'PNG') return png(bytes);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpeg(bytes);
    if (ascii(bytes, 0, 4) === 'GIF8') return gif(bytes);
    if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return webp(bytes);
    return ascii(bytes, 0, 2) === 'BM' ? bmp(bytes) : undefined;
  } catch {
    return undefined;
  }
}
