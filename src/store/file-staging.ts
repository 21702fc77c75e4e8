import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused } from '../base/refusal.ts';
import {
  DATA_KEY_BYTES,
  FRAME_BYTES,
  HEADER_BYTES,
  NONCE_BYTES,
  TAG_BYTES,
  encryptFrames,
  openFrame,
  sealHeader,
  storageKey,
  type FileKeys,
} from './file-crypto.ts';
import { diskFull } from './file-refusals.ts';
import type { Content } from './file-store.ts';

/** The part of the file system the stores use; a test puts a full disk in its place. */
export type Disk = Pick<typeof fs, 'open' | 'rename' | 'unlink' | 'mkdir' | 'stat' | 'readdir'>;
export const realDisk: Disk = fs;

/** An encrypted file that has no name yet. Until `seal` its data key exists in memory only, so
 *  what a crash leaves behind cannot be read by anybody. */
export interface Staged {
  readonly path: string;
  readonly key: string;
  readonly sha256: Buffer;
  readonly content: Content;
  /** Writes the header, brings everything to the disk, closes. */
  seal(): Promise<void>;
  /** Closes and removes what is still there. Never throws. */
  discard(): Promise<void>;
}

/** Receives a stream into an encrypted temporary file in `folder`. */
export async function stage(
  disk: Disk,
  folder: string,
  keys: FileKeys,
  source: Readable,
): Promise<Staged> {
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${randomBytes(16).toString('hex')}.part`);
  const handle = await disk.open(file, 'wx+', 0o600);
  const discard = async () => {
    await handle.close().catch(() => undefined);
    await disk.unlink(file).catch(() => undefined);
  };
  try {
    const dataKey = randomBytes(DATA_KEY_BYTES);
    const hash = createHash('sha256');
    let size = 0;
    let written = HEADER_BYTES;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(source, meter, encryptFrames(dataKey), async (frames: AsyncIterable<Buffer>) => {
      for await (const frame of frames) {
        await writeAll(handle, frame, written);
        written += frame.length;
      }
    });
    const sha256 = hash.digest();
    const key = storageKey(keys, sha256);
    const seal = async () => {
      await writeAll(handle, sealHeader(keys, key, dataKey, randomBytes(NONCE_BYTES)), 0);
      await handle.sync();
      await handle.close();
    };
    return { path: file, key, sha256, content: contentOf(handle, dataKey, size), seal, discard };
  } catch (error) {
    source.destroy();
    await discard();
    throw error;
  }
}

/** Runs work on the disk and tells a full one to the person in words. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT')) throw new Refused(diskFull());
    throw error;
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Removes what crashes left behind: temporary files last written before `before`. */
export async function sweepStaging(disk: Disk, folder: string, before: Date): Promise<number> {
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  let removed = 0;
  for (const name of await disk.readdir(folder)) {
    const file = path.join(folder, name);
    const old = await disk.stat(file).then(
      (s) => s.mtimeMs < before.getTime(),
      () => false,
    );
    if (!name.endsWith('.part') || !old) continue;
    await disk.unlink(file).catch(() => undefined);
    removed += 1;
  }
  return removed;
}

async function writeAll(handle: fs.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function contentOf(handle: fs.FileHandle, dataKey: Uint8Array, size: number): Content {
  const lastIndex = size === 0 ? 0 : Math.ceil(size / FRAME_BYTES) - 1;
  let cached: { index: number; plain: Buffer } | undefined;
  const frame = async (index: number): Promise<Buffer> => {
    if (cached?.index === index) return cached.plain;
    const plainLength = index === lastIndex ? size - index * FRAME_BYTES : FRAME_BYTES;
    const sealed = Buffer.alloc(plainLength + TAG_BYTES);
    let filled = 0;
    while (filled < sealed.length) {
      const at = HEADER_BYTES + index * (FRAME_BYTES + TAG_BYTES) + filled;
      const { bytesRead } = await handle.read(sealed, filled, sealed.length - filled, at);
      if (bytesRead === 0) throw new Error('a temporary file became shorter');
      filled += bytesRead;
    }
    const plain = openFrame(dataKey, index, index === lastIndex, sealed);
    cached = { index, plain };
    return plain;
  };
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const end = Math.min(size, offset + length);
    const parts: Buffer[] = [];
    for (let at = offset; at < end;) {
      const index = Math.floor(at / FRAME_BYTES);
      const start = index * FRAME_BYTES;
      const part = (await frame(index)).subarray(at - start, end - start);
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  };
  const frames = async function* () {
    for (let at = 0; at < size; at += FRAME_BYTES) yield await frame(at / FRAME_BYTES);
  };
  return { size, read, stream: () => Readable.from(frames(), { objectMode: false }) };
}
