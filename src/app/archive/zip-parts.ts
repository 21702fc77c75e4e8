import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { isRefusal, Refused, type Refusal } from '../../base/refusal.ts';
import type { Content } from '../../store/file-store.ts';
import { zipEntries, type ZipEntry } from '../../store/inspect-zip.ts';
import { broken, tooMuchText } from '../imports/table.ts';

/** The parts of an archive that is held in memory, unpacked while they are read. */
export interface ZipParts {
  readonly names: readonly string[];
  /** The bytes of a part, or undefined where there is none. Unpacks at most `mostBytes`, whatever the
   *  directory claims, and throws `Refused` beyond. */
  open(name: string, mostBytes: number): AsyncGenerator<Buffer> | undefined;
}

const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** Opens an archive whose directory is sound (`zipEntries`). */
export async function zipParts(bytes: Buffer): Promise<ZipParts | Refusal> {
  try {
    const entries = new Map((await zipEntries(contentOf(bytes))).map((e) => [e.name, e]));
    return {
      names: [...entries.keys()],
      open: (name, mostBytes) => {
        const entry = entries.get(name);
        return entry && unpacked(bytes, entry, mostBytes);
      },
    };
  } catch (error) {
    if (error instanceof Refused && isRefusal(error.refusal)) return error.refusal;
    throw error;
  }
}

async function* unpacked(bytes: Buffer, entry: ZipEntry, most: number): AsyncGenerator<Buffer> {
  if (bytes.readUInt32LE(entry.offset) !== 0x04034b50) throw new Refused(damaged());
  const begin =
    entry.offset +
    LOCAL_BYTES +
    bytes.readUInt16LE(entry.offset + 26) +
    bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(begin, begin + entry.packed);
  if (packed.length !== entry.packed) throw new Refused(damaged());
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new Refused(damaged());
  let size = 0;
  const pieces: AsyncIterable<Buffer> = entry.method === STORED ? whole(packed) : inflated(packed);
  for await (const piece of pieces) {
    size += piece.length;
    if (size > most) throw new Refused(tooMuchText());
    yield piece;
  }
}

async function* whole(packed: Buffer): AsyncGenerator<Buffer> {
  yield packed;
}

async function* inflated(packed: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  try {
    yield* Readable.from([packed]).pipe(inflate) as AsyncIterable<Buffer>;
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw String(code).startsWith('Z_') ? new Refused(damaged()) : error;
  } finally {
    inflate.destroy();
  }
}

const contentOf = (bytes: Buffer): Content => ({
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  stream: () => Readable.from([bytes]),
});

const damaged = (): Refusal => broken('压缩内容已损坏', 'its packed content is damaged');
