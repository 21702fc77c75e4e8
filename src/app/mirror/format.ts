import { concat, fromBase64, textOf, toBase64, utf8 } from '../../log/bytes.ts';
import { decimal } from '../../log/checkpoint.ts';
import { HASH_BYTES } from '../../log/suite.ts';
import { bundleOf, TILE_WIDTH } from '../../log/tile.ts';
import type { ByteReader } from './stream.ts';

/** The bytes of add-entries (C2SP tlog-mirror): a header, then packages of at most 256 entries. */
export interface UploadHeader {
  readonly origin: string;
  readonly start: number;
  /** The size of the checkpoint that the proofs lead to. */
  readonly end: number;
  /** What the mirror gave out before; empty at first. */
  readonly ticket: Uint8Array;
}

/** The entries from `start` to before `end`; the proof is of those from `base`, a multiple of 256. */
export interface PackagePlace {
  readonly base: number;
  readonly start: number;
  readonly end: number;
}

export interface PackageBytes {
  readonly entries: readonly Uint8Array[];
  readonly proof: readonly Uint8Array[];
}

const HASHES_MAX = 63;

/** The packages of an upload, in the one order they may come in. */
export function* packagesOf(start: number, end: number): Generator<PackagePlace> {
  for (let base = start - (start % TILE_WIDTH); base < end && start < end; base += TILE_WIDTH) {
    yield { base, start: Math.max(start, base), end: Math.min(end, base + TILE_WIDTH) };
  }
}

export function headerBytes({ origin, start, end, ticket }: UploadHeader): Uint8Array {
  const name = utf8(origin);
  const numbers = new DataView(new ArrayBuffer(16));
  numbers.setBigUint64(0, BigInt(start));
  numbers.setBigUint64(8, BigInt(end));
  return concat(
    uint16(name.length),
    name,
    new Uint8Array(numbers.buffer),
    uint16(ticket.length),
    ticket,
  );
}

/** Throws a RangeError for an entry of more than 65,535 bytes. */
export const packageBytes = ({ entries, proof }: PackageBytes): Uint8Array =>
  concat(bundleOf(entries), new Uint8Array([proof.length]), ...proof);

const uint16 = (value: number): Uint8Array => new Uint8Array([value >> 8, value & 0xff]);

async function takeSized(body: ByteReader): Promise<Uint8Array | undefined> {
  const [high, low] = (await body.take(2)) ?? [];
  return high === undefined || low === undefined ? undefined : body.take(high * 256 + low);
}

/** undefined for a header that is cut off or malformed. */
export async function readHeader(body: ByteReader): Promise<UploadHeader | undefined> {
  const name = await takeSized(body);
  const origin = name && textOf(name);
  const numbers = await body.take(16);
  if (origin === undefined || numbers === undefined) return undefined;
  const view = new DataView(numbers.buffer, numbers.byteOffset);
  // Beyond 2^53 the number is inexact, and no size that anybody knows.
  const [start, end] = [Number(view.getBigUint64(0)), Number(view.getBigUint64(8))];
  const ticket = (await takeSized(body))?.slice();
  return ticket === undefined || start > end ? undefined : { origin, start, end, ticket };
}

/** A package of so many entries; undefined when it is cut off. A proof of more than 63 hashes comes
 *  back in a form that proves nothing: no tree needs more. */
export async function readPackage(
  body: ByteReader,
  count: number,
): Promise<PackageBytes | undefined> {
  const entries: Uint8Array[] = [];
  while (entries.length < count) {
    const entry = await takeSized(body);
    if (!entry) return undefined;
    entries.push(entry.slice());
  }
  const hashes = (await body.take(1))?.[0];
  if (hashes === undefined) return undefined;
  if (hashes > HASHES_MAX) return { entries, proof: [new Uint8Array(0)] };
  const bytes = await body.take(hashes * HASH_BYTES);
  if (!bytes) return undefined;
  const at = (i: number): Uint8Array => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES);
  return { entries, proof: Array.from({ length: hashes }, (_, i) => at(i)) };
}

export const INFO_TYPE = 'text/x.tlog.mirror-info';

/** What a mirror says of itself with 202 and 409. */
export interface MirrorInfo {
  /** A size an upload may lead to. */
  readonly size: number;
  /** The first entry it does not have. */
  readonly next: number;
  readonly ticket: Uint8Array;
}

export const infoText = ({ size, next, ticket }: MirrorInfo): string =>
  `${size}\n${next}\n${toBase64(ticket)}\n`;

export function parseInfo(text: string): MirrorInfo | undefined {
  const [first = '', second = '', third = '', rest, ...more] = text.split('\n');
  const [size, next, ticket] = [decimal(first), decimal(second), fromBase64(third)];
  if (rest !== '' || more.length > 0) return undefined;
  if (size === undefined || next === undefined || ticket === undefined) return undefined;
  return ticket.length > 65_535 ? undefined : { size, next, ticket };
}
