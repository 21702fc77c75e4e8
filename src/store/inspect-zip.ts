import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { bomb, encrypted, malformed } from './file-refusals.ts';
import type { Content } from './file-store.ts';

export const ZIP_ENTRIES_MAX = 2_000;
export const ZIP_UNPACKED_MAX = 500 * 1_048_576;
export const ZIP_RATIO_MAX = 200;
/** Below this much unpacked, a high ratio cannot hurt. */
const RATIO_FREE_BYTES = 1_048_576;

const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DIRECTORY_MAX = 8 * 1_048_576;
const IN_ZIP64 = 0xffff_ffff;

export interface ZipEntry {
  readonly name: string;
  /** 0: stored as it is; 8: deflated. */
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** Reads the directory of a ZIP (PKWARE APPNOTE 4.3) without unpacking anything and refuses what
 *  is locked, escapes its folder, overlaps itself or claims to unfold beyond bounds. */
export async function zipEntries(content: Content): Promise<readonly ZipEntry[]> {
  const end = await findEnd(content);
  if (!end) throw broken('压缩目录不完整', 'its directory is incomplete');
  const { entries: count, size, offset, multiDisk } = end;
  if (count > ZIP_ENTRIES_MAX) throw tooMuch('内含文件太多', 'too many entries');
  if (multiDisk || size > DIRECTORY_MAX || offset + size > end.at) throw brokenDirectory();
  const directory = await content.read(offset, size);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    const { entry, next } = readEntry(directory, at);
    entries.push(entry);
    at = next;
  }
  boundUnpacked(entries, content.size);
  refuseOverlap(entries, offset);
  return entries;
}

/** The names alone. */
export async function zipNames(content: Content): Promise<readonly string[]> {
  return (await zipEntries(content)).map((entry) => entry.name);
}

/** True if a ZIP directory ends exactly where the file ends: a second file hidden behind the first. */
export async function endsAsZip(content: Content): Promise<boolean> {
  return (await findEnd(content)) !== undefined;
}

async function findEnd(content: Content) {
  const start = Math.max(0, content.size - END_BYTES - COMMENT_MAX);
  const tail = await content.read(start, END_BYTES + COMMENT_MAX);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== 0x06054b50) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return {
      at: start + at,
      multiDisk: tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 6) !== 0,
      entries: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
  }
  return undefined;
}

function readEntry(directory: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== 0x02014b50) {
    throw brokenDirectory();
  }
  const flags = directory.readUInt16LE(at + 8);
  if (flags & 0x2041) throw new Refused(encrypted());
  const nameEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
  const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw brokenDirectory();
  const method = directory.readUInt16LE(at + 10);
  const packed = directory.readUInt32LE(at + 20);
  const unpacked = directory.readUInt32LE(at + 24);
  const offset = directory.readUInt32LE(at + 42);
  // Sizes moved to ZIP64 fields are 4 GB or pretend to be.
  if (unpacked === IN_ZIP64) throw tooMuch('内含文件自称超过 4 GB', 'an entry claims 4 GB or more');
  if (packed === IN_ZIP64 || offset === IN_ZIP64) throw brokenDirectory();
  const name = directory.toString(flags & 0x800 ? 'utf8' : 'latin1', at + ENTRY_BYTES, nameEnd);
  refusePath(name);
  return { entry: { name, method, packed, unpacked, offset }, next };
}

function refusePath(name: string): void {
  const parts = name.replaceAll('\\', '/').split('/');
  if (name.includes('\0') || parts[0] === '' || /^[a-z]:/i.test(name) || parts.includes('..')) {
    throw broken('内含越出目录的文件名', 'an entry escapes its folder');
  }
}

function boundUnpacked(entries: readonly ZipEntry[], fileSize: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > ZIP_UNPACKED_MAX) throw tooMuch('展开后超过 500 MB', 'over 500 MB unpacked');
  if (unpacked > RATIO_FREE_BYTES && unpacked / fileSize > ZIP_RATIO_MAX) {
    throw tooMuch('压缩比异常', 'an abnormal ratio');
  }
}

/** Entries that share bytes are how a small file unfolds into a huge one at a modest ratio each. */
function refuseOverlap(entries: readonly ZipEntry[], directoryAt: number): void {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < free) throw tooMuch('内含文件互相重叠', 'its entries overlap');
    free = entry.offset + LOCAL_BYTES + entry.packed;
  }
  if (free > directoryAt) throw brokenDirectory();
}

const broken = (zh: string, en: string) => new Refused(malformed(text(zh, en)));
const brokenDirectory = () => broken('压缩目录有错', 'its directory is wrong');
const tooMuch = (zh: string, en: string) => new Refused(bomb(text(zh, en)));
