import { Readable } from 'node:stream';
import { isRefusal, Refused } from '../base/refusal.ts';
import type { Content } from './file-store.ts';

/** Small files made for the tests of this folder; nothing here is read by the program. */

/** A PDF with a true cross-reference pointer; `inside` goes into its body, `trailer` into the end. */
export function samplePdf(inside = '', trailer = ''): Buffer {
  const body = `%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n${inside}\n`;
  const xref = 'xref\n0 1\n0000000000 65535 f \n';
  return Buffer.from(
    `${body}${xref}trailer\n<</Size 2/Root 1 0 R${trailer}>>\nstartxref\n${Buffer.byteLength(body)}\n%%EOF\n`,
  );
}

/** A PNG header with any claimed size and a one-byte body. */
export function samplePng(width = 8, height = 8): Buffer {
  const head = Buffer.alloc(33);
  head.write('89504e470d0a1a0a0000000d49484452', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([
    head,
    Buffer.from('0000000149444154000000000000000049454e44ae426082', 'hex'),
  ]);
}

/** A JPEG of one APP0 segment, a frame header and an end. */
export function sampleJpeg(width = 8, height = 8): Buffer {
  const frame = Buffer.from('ffc0000b08000000000101110000', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from('ffd8ffe000044a46', 'hex'),
    frame,
    Buffer.from('ffda0002ffd9', 'hex'),
  ]);
}

export interface SampleEntry {
  readonly name: string;
  readonly body?: string;
  /** What the directory claims instead of the truth. */
  readonly unpacked?: number;
  readonly flags?: number;
  readonly offset?: number;
}

/** A ZIP of stored entries whose directory may lie. */
export function sampleZip(entries: readonly SampleEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const body = Buffer.from(entry.body ?? 'x');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(body.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(entry.flags ?? 0x800, 8);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt32LE(entry.unpacked ?? body.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(entry.offset ?? at, 42);
    locals.push(local, name, body);
    directory.push(central, name);
    at += 30 + name.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export function contentOf(bytes: Buffer): Content {
  return {
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    stream: () => pieces(bytes),
  };
}

/** A stream in pieces of odd size, as a network delivers them. */
export function pieces(bytes: Buffer, size = 1_009): Readable {
  const cut = function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  return Readable.from(cut(), { objectMode: false });
}

/** For `assert.rejects`: refused with this code. */
export function refusedAs(code: string, kind = 'unprocessable'): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refused &&
    isRefusal(error.refusal) &&
    error.refusal.code === code &&
    error.refusal.kind === kind;
}
