import { textOf } from '../../../log/bytes.ts';
import type { Source } from '../source.ts';

/** A part of an archive, where it begins and how long it is. */
export interface ZipPart {
  readonly name: string;
  readonly from: number;
  readonly size: number;
}

const PARTS_MAX = 1502;
const DIRECTORY_MAX = 1_048_576;
const LOCAL = 30;
const ENTRY = 46;
const END = 22;
const DESCRIPTOR = 16;

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Listed extends ZipPart {
  readonly offset: number;
}

/** One line of the directory; undefined for whatever we never write: packed, locked, or with more to it. */
function listedAt(directory: Uint8Array, at: number): Listed | undefined {
  if (at + ENTRY > directory.length) return undefined;
  const entry = view(directory.subarray(at));
  const length = entry.getUint16(28, true);
  const more = entry.getUint16(30, true) + entry.getUint16(32, true);
  const [packed, size] = [entry.getUint32(20, true), entry.getUint32(24, true)];
  const plain =
    entry.getUint16(10, true) === 0 && packed === size && (entry.getUint16(8, true) & 0x2041) === 0;
  const name = textOf(directory.subarray(at + ENTRY, at + ENTRY + length));
  if (entry.getUint32(0, true) !== 0x02014b50 || more > 0 || !plain || !name) return undefined;
  return { name, size, offset: entry.getUint32(42, true), from: 0 };
}

/** The part behind its own header, which must name it as the directory does. */
async function placed(
  source: Source,
  { name, size, offset }: Listed,
): Promise<ZipPart | undefined> {
  const head = await source.read(offset, LOCAL);
  if (head.length < LOCAL || view(head).getUint32(0, true) !== 0x04034b50) return undefined;
  const length = view(head).getUint16(26, true);
  const own = textOf(await source.read(offset + LOCAL, length));
  const bare = view(head).getUint16(28, true) === 0;
  return own === name && bare ? { name, size, from: offset + LOCAL + length } : undefined;
}

async function endOf(source: Source, { from, size }: ZipPart): Promise<number> {
  const after = await source.read(from + size, DESCRIPTOR);
  const sized =
    after.length === DESCRIPTOR &&
    view(after).getUint32(0, true) === 0x08074b50 &&
    view(after).getUint32(8, true) === size;
  return from + size + (sized ? DESCRIPTOR : 0);
}

/** The parts of an archive as our program writes it (`src/app/archive/read.ts` is the reference): stored,
 *  each once, one behind the other and nothing between. undefined for every other ZIP; nothing is ever
 *  unfolded. */
export async function zipParts(source: Source): Promise<ReadonlyMap<string, ZipPart> | undefined> {
  const tail = await source.read(Math.max(0, source.size - END), END);
  if (tail.length < END || view(tail).getUint32(0, true) !== 0x06054b50) return undefined;
  const [count, long, start] = [
    view(tail).getUint16(10, true),
    view(tail).getUint32(12, true),
    view(tail).getUint32(16, true),
  ];
  if (count > PARTS_MAX || long > DIRECTORY_MAX || start + long + END !== source.size)
    return undefined;
  const directory = await source.read(start, long);
  const listed: Listed[] = [];
  for (let at = 0; at < directory.length;) {
    const one = listedAt(directory, at);
    if (one === undefined || listed.length === count) return undefined;
    listed.push(one);
    at += ENTRY + new TextEncoder().encode(one.name).length;
  }
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (const one of listed.toSorted((a, b) => a.offset - b.offset)) {
    const part = one.offset === at ? await placed(source, one) : undefined;
    if (part === undefined || parts.has(part.name) || part.from + part.size > start)
      return undefined;
    parts.set(part.name, part);
    at = await endOf(source, part);
  }
  return at === start && listed.length === count ? parts : undefined;
}
