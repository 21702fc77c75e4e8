import { canonicalBytes } from './canonical-json.ts';
import type { Json } from './json.ts';
import { parseBounded } from './parse-json.ts';
import { isRefusal } from './refusal.ts';
import { text, type Text } from './text.ts';

/** What an evidence deposit must show (BJ-REG-10(1)4), each part one or more files. */
export const PARTS = ['storageLocation', 'queryResult', 'operationLog'] as const;
export type PartId = (typeof PARTS)[number];

export const PART_WORDS: Readonly<Record<PartId, Text>> = {
  storageLocation: text('存储位置', 'Storage location'),
  queryResult: text('数据库查询结果', 'Query result'),
  operationLog: text('数据操作日志', 'Operation log'),
};

/** A file by its digests, so that another one can be compared with it: SHA-256 and SM3 of the whole,
 *  SHA-256 of each block. Sizes in bytes, digests in lower-case hex. */
export interface FileDigest {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly blocks: readonly string[];
}

/** The list of what was deposited. It stays with the depositor; its digest is what is deposited. The
 *  salt keeps others from finding out by trial what was deposited. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** 32 random bytes, hex. */
  readonly salt: string;
  /** When the files were read: RFC 3339. */
  readonly snapshotAt: string;
  /** Bytes: one number for all files, as small as the bound on blocks allows. */
  readonly blockSize: number;
  readonly parts: Readonly<Record<PartId, readonly FileDigest[]>>;
}

const FORMAT = 'shuji-deposit-v1';
const PART_FORMAT = 'shuji-deposit-part-v1';
export const FILES_MAX = 5000;
const BLOCKS_MAX = 16_384;
const BLOCK_MIN = 4096;
export const MANIFEST_BYTES_MAX = 16 * 1024 * 1024;
const NAME_MAX = 1000;

export const blocksOf = (size: number, blockSize: number): number => Math.ceil(size / blockSize);

/** The smallest power of two with which files of these sizes have few enough blocks together. */
export function blockSizeFor(sizes: readonly number[]): number {
  let size = BLOCK_MIN;
  while (sizes.reduce((sum, one) => sum + blocksOf(one, size), 0) > BLOCKS_MAX) size *= 2;
  return size;
}

const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** One name on every system: parts of the way with `/`, composed characters; undefined where it leads
 *  elsewhere or cannot be written down. */
export function fileName(path: string): string | undefined {
  if (!path.isWellFormed()) return undefined;
  const name = path.normalize('NFC');
  const steps = name.split('/');
  const odd = steps.some((step) => step === '' || step === '.' || step === '..');
  return odd || name.length > NAME_MAX || CONTROL.test(name) ? undefined : name;
}

const byName = (a: FileDigest, b: FileDigest): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** Puts the files in the one order they can have. */
export function manifestOf(made: Omit<Manifest, 'format'>): Manifest {
  const { salt, snapshotAt, blockSize, parts } = made;
  const sorted = (part: PartId): FileDigest[] => parts[part].toSorted(byName);
  const [storageLocation, queryResult, operationLog] = [
    sorted('storageLocation'),
    sorted('queryResult'),
    sorted('operationLog'),
  ];
  return {
    format: FORMAT,
    salt,
    snapshotAt,
    blockSize,
    parts: { storageLocation, queryResult, operationLog },
  };
}

/** The manifest as it is kept and hashed: canonical JSON in UTF-8, so that any program that hashes the
 *  file finds the digest that was deposited. */
export const manifestBytes = (manifest: Manifest): Uint8Array =>
  canonicalBytes(manifest as unknown as Json);

/** One part alone, under the same salt: its digest says that the part was there. */
export const partBytes = (manifest: Manifest, part: PartId): Uint8Array =>
  canonicalBytes({
    format: PART_FORMAT,
    salt: manifest.salt,
    part,
    blockSize: manifest.blockSize,
    files: manifest.parts[part] as unknown as Json,
  });

const HEX = /^[0-9a-f]{64}$/;
const isHex = (value: unknown): boolean => typeof value === 'string' && HEX.test(value);
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function isFile(value: unknown, blockSize: number): value is FileDigest {
  if (typeof value !== 'object' || value === null) return false;
  const { name, size, sha256, sm3, blocks } = value as Record<string, unknown>;
  return (
    typeof name === 'string' &&
    fileName(name) === name &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0 &&
    isHex(sha256) &&
    isHex(sm3) &&
    Array.isArray(blocks) &&
    blocks.length === blocksOf(Number(size), blockSize) &&
    blocks.every(isHex)
  );
}

/** Reads a manifest that somebody kept; undefined for anything that this program would not have
 *  written: of one list there is one text, or its digest would say nothing. */
export function readManifest(written: string): Manifest | undefined {
  const value = parseBounded(written, { maxBytes: MANIFEST_BYTES_MAX, maxKeys: FILES_MAX * 6 });
  if (isRefusal(value) || typeof value !== 'object' || value === null) return undefined;
  const made = value as unknown as Manifest;
  const { format, salt, snapshotAt, blockSize, parts } = made;
  const sized = Number.isSafeInteger(blockSize) && blockSize >= BLOCK_MIN;
  if (format !== FORMAT || !isHex(salt) || !sized || !TIME.test(snapshotAt)) return undefined;
  const lists = PARTS.map((part): unknown => (parts as Partial<Manifest['parts']> | null)?.[part]);
  const sound = lists.every(
    (list) => Array.isArray(list) && list.length > 0 && list.every((f) => isFile(f, blockSize)),
  );
  if (!sound) return undefined;
  const files = PARTS.flatMap((part) => parts[part].map(({ name }) => `${part}/${name}`));
  if (files.length > FILES_MAX || new Set(files).size < files.length) return undefined;
  const again = new TextDecoder().decode(manifestBytes(manifestOf(made)));
  return again === written.trimEnd() ? manifestOf(made) : undefined;
}
