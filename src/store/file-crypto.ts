import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { Transform } from 'node:stream';

/** Plain bytes in a full frame. */
export const FRAME_BYTES = 65_536;
export const TAG_BYTES = 16;
/** Magic 4, nonce 12, wrapped data key 32, tag 16. */
export const HEADER_BYTES = 64;
export const DATA_KEY_BYTES = 32;
export const NONCE_BYTES = 12;

const MAGIC = Buffer.from('SJF1', 'latin1');
const LAST_FRAME_INDEX = 0xffff_ffff;

/** Two keys from one master key, so that a name tells nothing about the wrapping and back. */
export interface FileKeys {
  readonly wrap: Buffer;
  readonly name: Buffer;
}

/** What is stored is not what was written: cut, reordered, swapped, altered, or another key. */
export class FileDamaged extends Error {}

/** Derives the working keys (HKDF-SHA-256, RFC 5869) from a master key of at least 32 bytes. */
export function fileKeys(master: Uint8Array): FileKeys {
  if (master.length < 32)
    throw new Error('the master key of the file store is shorter than 32 bytes');
  const derive = (info: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `shuji file ${info}`, 32));
  return { wrap: derive('wrap'), name: derive('name') };
}

/** The name a content is stored under: 64 hex digits that reveal nothing without the key. */
export function storageKey(keys: FileKeys, sha256: Uint8Array): string {
  return createHmac('sha256', keys.name).update(sha256).digest('hex');
}

/** Wraps a data key for one storage key: a file renamed to another's name no longer opens. */
export function sealHeader(
  keys: FileKeys,
  key: string,
  dataKey: Uint8Array,
  nonce: Uint8Array,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keys.wrap, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([MAGIC, Buffer.from(key, 'latin1')]));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([MAGIC, nonce, wrapped, cipher.getAuthTag()]);
}

/** The data key of a stored file, or `FileDamaged`. */
export function openHeader(keys: FileKeys, key: string, header: Uint8Array): Buffer {
  const bytes = Buffer.from(header);
  if (bytes.length !== HEADER_BYTES || !bytes.subarray(0, 4).equals(MAGIC)) {
    throw new FileDamaged('not a stored file');
  }
  const open = createDecipheriv('aes-256-gcm', keys.wrap, bytes.subarray(4, 16), {
    authTagLength: TAG_BYTES,
  });
  open.setAAD(Buffer.concat([MAGIC, Buffer.from(key, 'latin1')]));
  open.setAuthTag(bytes.subarray(48));
  return authenticated(() => Buffer.concat([open.update(bytes.subarray(16, 48)), open.final()]));
}

/** Nonce = index and last flag: safe because every file has its own data key, and the reason
 *  why a frame in another place, or a file that ends early, does not open. */
function frameNonce(index: number, last: boolean): Buffer {
  if (index > LAST_FRAME_INDEX) throw new Error('file too long for its frame counter');
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

export function sealFrame(
  dataKey: Uint8Array,
  index: number,
  last: boolean,
  plain: Uint8Array,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', dataKey, frameNonce(index, last), {
    authTagLength: TAG_BYTES,
  });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

export function openFrame(
  dataKey: Uint8Array,
  index: number,
  last: boolean,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < TAG_BYTES) throw new FileDamaged('a stored file ends inside a frame');
  const open = createDecipheriv('aes-256-gcm', dataKey, frameNonce(index, last), {
    authTagLength: TAG_BYTES,
  });
  open.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return authenticated(() =>
    Buffer.concat([open.update(sealed.subarray(0, sealed.length - TAG_BYTES)), open.final()]),
  );
}

/** How long a stored file of `size` plain bytes is. */
export function sealedLength(size: number): number {
  return HEADER_BYTES + size + Math.max(1, Math.ceil(size / FRAME_BYTES)) * TAG_BYTES;
}

/** Plain bytes in, sealed frames out; the header is written apart, when the content is known. */
export function encryptFrames(dataKey: Uint8Array): Transform {
  return framed(FRAME_BYTES, (index, last, frame) => sealFrame(dataKey, index, last, frame));
}

/** A whole stored file in, plain bytes out; fails with `FileDamaged`. */
export function decryptFile(keys: FileKeys, key: string): Transform {
  let dataKey: Buffer | undefined;
  const open = (index: number, last: boolean, frame: Buffer) => {
    if (!dataKey) throw new FileDamaged('a stored file ends inside its header');
    return openFrame(dataKey, index, last, frame);
  };
  return framed(FRAME_BYTES + TAG_BYTES, open, {
    bytes: HEADER_BYTES,
    read: (header) => {
      dataKey = openHeader(keys, key, header);
    },
  });
}

interface Head {
  readonly bytes: number;
  read(header: Buffer): void;
}

/** Cuts a stream into frames of `size`; a full frame waits until it is known whether it is last. */
function framed(
  size: number,
  turn: (index: number, last: boolean, frame: Buffer) => Buffer,
  head?: Head,
): Transform {
  const header = Buffer.alloc(head?.bytes ?? 0);
  const held = Buffer.allocUnsafe(size);
  let headFilled = 0;
  let filled = 0;
  let index = 0;
  const take = (chunk: Buffer, push: (out: Buffer) => void) => {
    let at = 0;
    if (headFilled < header.length) {
      at = chunk.copy(header, headFilled);
      headFilled += at;
      if (headFilled === header.length) head?.read(header);
    }
    while (at < chunk.length) {
      if (filled === size) {
        push(turn(index++, false, held));
        filled = 0;
      }
      const copied = chunk.copy(held, filled, at);
      filled += copied;
      at += copied;
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(() => take(chunk, (out) => this.push(out)), done);
    },
    flush(done) {
      attempt(() => this.push(turn(index, true, held.subarray(0, filled))), done);
    },
  });
}

function attempt(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
}

function authenticated(open: () => Buffer): Buffer {
  try {
    return open();
  } catch (cause) {
    throw new FileDamaged('a stored file does not authenticate', { cause });
  }
}
