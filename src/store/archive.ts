import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** One entry of an archive. The bytes must be read to their end before the next entry. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  bytes(): AsyncIterable<Buffer>;
}

/** Why an archive cannot be read; `at` names the place. */
export class ArchiveDamaged extends Error {
  readonly fault: 'truncated' | 'altered';
  readonly at: string;
  constructor(fault: 'truncated' | 'altered', at: string) {
    super(`the archive is ${fault} at ${at}`);
    this.fault = fault;
    this.at = at;
  }
}

const BLOCK = 512;
const CHUNK = 1024 * 1024;
const END = Buffer.alloc(2 * BLOCK);
/** What eleven octal digits hold; more is written in base 256, as GNU tar and bsdtar read it. */
const OCTAL_MAX = 8 ** 11 - 1;

/** The header of POSIX.1-1988 ustar for a private plain file; nothing in it but name and size. */
function header(name: string, size: number): Buffer {
  if (!/^[\w./-]{1,99}$/.test(name)) throw new Error(`no name for an archive entry: ${name}`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 'latin1');
  block.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  if (size <= OCTAL_MAX) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write('00000000000\0        0', 136, 'latin1');
  block.write('ustar\0' + '00', 257, 'latin1');
  const sum = block.reduce((a, b) => a + b, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Writes a tar file entry by entry, and knows the SHA-256 of each and of all so far. */
export function archiveWriter(to: FileHandle) {
  const whole = createHash('sha256');
  const put = async (bytes: Buffer): Promise<void> => {
    whole.update(bytes);
    await to.writeFile(bytes);
  };
  return {
    /** Appends an entry; throws when the content has another length than `size`. */
    async add(name: string, size: number, content: Iterable<Buffer> | AsyncIterable<Buffer>) {
      await put(header(name, size));
      const hash = createHash('sha256');
      let written = 0;
      for await (const piece of content) {
        hash.update(piece);
        written += piece.length;
        await put(piece);
      }
      if (written !== size) throw new Error(`${name}: ${written} bytes instead of ${size}`);
      await put(padding(size));
      return { name, size, sha256: hash.digest('hex') };
    },
    sha256: (): string => whole.copy().digest('hex'),
    end: (): Promise<void> => put(END),
  };
}

/** Reads what `archiveWriter` wrote, and nothing else: a header that it would not have written, a
 *  missing end or bytes after it are `ArchiveDamaged`. `whole` is the digest of all entries before
 *  the one at hand. */
export async function* readArchive(
  path: string,
): AsyncGenerator<Entry & { readonly whole: string }, void, undefined> {
  const handle = await open(path, 'r');
  try {
    const whole = createHash('sha256');
    const { size: length } = await handle.stat();
    let at = 0;
    let last = 'the beginning';
    const take = async (most: number): Promise<Buffer> => {
      const buffer = Buffer.allocUnsafe(most);
      const { bytesRead } = await handle.read(buffer, 0, most, at);
      if (bytesRead < most) throw new ArchiveDamaged('truncated', last);
      at += most;
      return buffer;
    };
    for (;;) {
      const block = await take(BLOCK);
      if (block.equals(END.subarray(0, BLOCK))) {
        const rest = await take(BLOCK);
        if (at !== length || !rest.equals(block)) throw new ArchiveDamaged('altered', 'the end');
        return;
      }
      const { name, size } = parsed(block, last);
      const before = whole.copy().digest('hex');
      whole.update(block);
      if (at + size > length) throw new ArchiveDamaged('truncated', name);
      last = name;
      let left = size;
      const bytes = async function* (): AsyncGenerator<Buffer> {
        while (left > 0) {
          const piece = await take(Math.min(CHUNK, left));
          whole.update(piece);
          left -= piece.length;
          yield piece;
        }
      };
      yield { name, size, bytes, whole: before };
      if (left > 0) throw new Error(`${name} was not read to its end`);
      const filler = await take(padding(size).length);
      if (!filler.equals(padding(size))) throw new ArchiveDamaged('altered', name);
      whole.update(filler);
    }
  } finally {
    await handle.close();
  }
}

function parsed(block: Buffer, after: string): { name: string; size: number } {
  const name = block.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const octal = block.toString('latin1', 124, 135);
  const big = block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.NaN;
  const size = /^[0-7]{11}$/.test(octal) ? Number.parseInt(octal, 8) : big;
  const sound = /^[\w./-]{1,99}$/.test(name) && Number.isSafeInteger(size);
  if (sound && header(name, size).equals(block)) return { name, size };
  throw new ArchiveDamaged('altered', `the entry after ${after}`);
}
