import type { Readable } from 'node:stream';

/** A received file before it is kept: read in any order, decrypted piece by piece. */
export interface Content {
  /** Plain bytes. */
  readonly size: number;
  /** At most `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  stream(): Readable;
}

export interface Stored {
  /** 64 hex digits; the same content has the same key. */
  readonly key: string;
  readonly size: number;
  readonly sha256: Buffer;
  /** The same content was there before. */
  readonly existed: boolean;
}

/** Keeps contents encrypted and once each. A key may be shared by several `file` rows: only who
 *  knows that no row refers to it any more may `remove` it. */
export interface FileStore {
  /** Stores the stream after `check` has accepted it; what `check` throws leaves no trace. A full
   *  disk or an absent store is `Refused` (busy): `FILE_DISK_FULL`, `FILE_STORE_UNAVAILABLE`. */
  put(source: Readable, check?: (content: Content) => Promise<void>): Promise<Stored>;
  /** The plain bytes; `FileMissing`, or `FileDamaged` at once or on the stream. */
  get(key: string): Promise<Readable>;
  has(key: string): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** A key that the register knows and the store does not: lost, never a person's mistake. */
export class FileMissing extends Error {
  constructor(key: string) {
    super(`stored file ${key} is missing`);
  }
}

const KEY = /^[0-9a-f]{64}$/;

/** Keys become paths: nothing but the digest form may pass. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error('malformed storage key');
  return key;
}
