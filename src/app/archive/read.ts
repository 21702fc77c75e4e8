import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Refused } from '../../base/refusal.ts';
import type { Content } from '../../store/file-store.ts';
import { zipEntries, type ZipEntry } from '../../store/inspect-zip.ts';
import { PARTS_MAX } from './format.ts';

/** A part of an archive: how long it is, and its bytes. */
export interface ArchivePart {
  readonly size: number;
  read(mostBytes: number): Promise<Buffer>;
  sha256(): Promise<string>;
}

export interface OpenArchive {
  readonly parts: ReadonlyMap<string, ArchivePart>;
  close(): Promise<void>;
}

/** Why a file is no archive as this program writes it. */
export class BadArchive extends Error {
  readonly what: ArchiveShapeFault;
  readonly part: string;
  constructor(what: ArchiveShapeFault, part = '') {
    super(`${what} ${part}`);
    this.what = what;
    this.part = part;
  }
}

export type ArchiveShapeFault =
  /** No ZIP, cut off, locked, names that leave its folder, entries that overlap, or claims too large. */
  | 'not-zip'
  | 'too-many'
  /** Two parts of one name, or a name that differs in two places. */
  | 'duplicate'
  | 'renamed'
  /** A part that is packed: the archive was not written by us, and could unfold to anything. */
  | 'packed'
  /** Bytes that belong to no part. */
  | 'hidden';

const LOCAL_BYTES = 30;
const ENTRY_BYTES = 46;
const END_BYTES = 22;
const DESCRIPTOR_BYTES = 16;
const CHUNK = 1_048_576;

/** Opens an archive strictly: only stored parts, each once, one behind the other with nothing between
 *  them. Unpacks nothing, so that nothing can unfold. Throws `BadArchive`. */
export async function openArchive(path: string): Promise<OpenArchive> {
  const handle = await open(path, 'r');
  try {
    const content = contentOf(handle, (await handle.stat()).size);
    return { parts: await partsOf(content), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The same of an archive in memory: one within another. */
export const archiveIn = async (bytes: Buffer): Promise<OpenArchive> => ({
  parts: await partsOf({
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  }),
  close: () => Promise.resolve(),
});

type Readable = Pick<Content, 'size' | 'read'>;

const contentOf = (handle: FileHandle, size: number): Readable => ({
  size,
  read: async (offset, length) => {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  },
});

async function partsOf(content: Readable): Promise<ReadonlyMap<string, ArchivePart>> {
  const entries = await listed(content);
  if (entries.length > PARTS_MAX + 2) throw new BadArchive('too-many');
  const parts = new Map<string, ArchivePart>();
  let at = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (parts.has(entry.name)) throw new BadArchive('duplicate', entry.name);
    if (entry.method !== 0 || entry.packed !== entry.unpacked) {
      throw new BadArchive('packed', entry.name);
    }
    if (entry.offset !== at) throw new BadArchive('hidden', entry.name);
    const begin = await beginOf(content, entry);
    at = await endOf(content, begin + entry.packed, entry.packed);
    parts.set(entry.name, partOf(content, begin, entry.packed));
  }
  await refuseBehind(content, at, entries);
  return parts;
}

/** Behind the last part stands the directory, one line for each part with a name and no more, and then
 *  the end. */
async function refuseBehind(content: Readable, at: number, entries: readonly ZipEntry[]) {
  const size = entries.reduce((sum, { name }) => sum + ENTRY_BYTES + Buffer.byteLength(name), 0);
  const end = await content.read(at + size, END_BYTES + 1);
  const ends = end.length === END_BYTES && end.readUInt32LE(0) === 0x06054b50;
  if (!ends || end.readUInt32LE(12) !== size || end.readUInt32LE(16) !== at) {
    throw new BadArchive('hidden');
  }
}

async function listed(content: Readable): Promise<readonly ZipEntry[]> {
  try {
    return await zipEntries(content as Content);
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError) throw new BadArchive('not-zip');
    throw error;
  }
}

/** Where the bytes of a part begin, its own header naming the same part as the directory does. */
async function beginOf(content: Readable, { name, offset }: ZipEntry): Promise<number> {
  const head = await content.read(offset, LOCAL_BYTES);
  if (head.length < LOCAL_BYTES || head.readUInt32LE(0) !== 0x04034b50) {
    throw new BadArchive('not-zip', name);
  }
  const length = head.readUInt16LE(26);
  if (head.readUInt16LE(28) !== 0) throw new BadArchive('hidden', name);
  const own = (await content.read(offset + LOCAL_BYTES, length)).toString('utf8');
  if (own !== name) throw new BadArchive('renamed', name);
  return offset + LOCAL_BYTES + length;
}

/** Behind a part may stand its descriptor (PKWARE APPNOTE 4.3.9), and nothing else. No part is so large
 *  that the longer form of it is wanted. */
async function endOf(content: Readable, end: number, size: number): Promise<number> {
  const after = await content.read(end, DESCRIPTOR_BYTES);
  const sized =
    after.length === DESCRIPTOR_BYTES &&
    after.readUInt32LE(0) === 0x08074b50 &&
    after.readUInt32LE(8) === size &&
    after.readUInt32LE(12) === size;
  return sized ? end + DESCRIPTOR_BYTES : end;
}

const partOf = (content: Readable, begin: number, size: number): ArchivePart => ({
  size,
  read: async (most) => {
    if (size > most) throw new BadArchive('not-zip');
    return content.read(begin, size);
  },
  sha256: async () => {
    const hash = createHash('sha256');
    for (let at = 0; at < size; at += CHUNK) {
      hash.update(await content.read(begin + at, Math.min(CHUNK, size - at)));
    }
    return hash.digest('hex');
  },
});
