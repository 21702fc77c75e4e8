import { createReadStream, lstatSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeHash } from '../app/log/running-hash.ts';
import { digestFile } from '../base/deposit-digest.ts';
import { fileName, FILES_MAX, PART_WORDS, type FileDigest } from '../base/deposit-manifest.ts';
import { PARTS, type PartId } from '../base/deposit-manifest.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** A file to be read: where it is, and what it is called in the deposit. */
export interface Found {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

const DEEPEST = 64;

/** The files of one or more paths. A folder is taken whole, with everything below it under its name
 *  there; a link inside a folder is refused, because what it leads to is no part of the folder. What a
 *  person names on the command line may itself be a link: that is what they meant. Throws `Refused`. */
export function filesAt(paths: readonly string[]): Found[] {
  const found: Found[] = [];
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) throw missing(path);
    if (stats.isDirectory()) under(path, '', 0, found);
    else add(path, basename(path), stats, found);
  }
  const names = new Set(found.map(({ name }) => name));
  if (names.size < found.length) throw sameName(found);
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function under(folder: string, prefix: string, depth: number, found: Found[]): void {
  if (depth > DEEPEST)
    throw notTaken(folder, '文件夹层次过多', 'the folders are nested too deeply');
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const stats = lstatSync(path);
    const name = prefix === '' ? entry : `${prefix}/${entry}`;
    if (stats.isSymbolicLink()) throw notTaken(path, '是链接', 'it is a link');
    if (stats.isDirectory()) under(path, name, depth + 1, found);
    else add(path, name, stats, found);
  }
}

function add(path: string, named: string, stats: Stats, found: Found[]): void {
  if (!stats.isFile()) throw notTaken(path, '不是普通文件', 'it is no regular file');
  const name = fileName(named);
  if (name === undefined) throw notTaken(path, '文件名不能写入清单', 'its name cannot be written');
  if (found.length >= FILES_MAX)
    throw notTaken(path, `超过${FILES_MAX}个文件`, `there are more than ${FILES_MAX} files`);
  found.push({ path, name, size: stats.size });
}

/** Folder names under which a package may keep its parts. */
const FOLDERS: Readonly<Record<PartId, readonly string[]>> = {
  storageLocation: ['storage-location', 'storageLocation', PART_WORDS.storageLocation.zh],
  queryResult: ['query-result', 'queryResult', PART_WORDS.queryResult.zh, '查询结果'],
  operationLog: ['operation-log', 'operationLog', PART_WORDS.operationLog.zh, '操作日志'],
};

/** The parts of a package in one folder; undefined where it does not have all three. */
export function partsIn(folder: string): Record<PartId, string[]> | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const names = readdirSync(folder);
  const at = (part: PartId): string[] =>
    FOLDERS[part].filter((name) => names.includes(name)).map((name) => join(folder, name));
  const parts = {
    storageLocation: at('storageLocation'),
    queryResult: at('queryResult'),
    operationLog: at('operationLog'),
  };
  return PARTS.every((part) => parts[part].length === 1) ? parts : undefined;
}

const PIECE = 1024 * 1024;

/** Reads one file; throws `Refused` where it cannot be read, or is not what it was a moment ago. */
export async function digestAt(
  { path, name, size }: Found,
  blockSize: number,
  progressed: (bytes: number) => void,
): Promise<FileDigest> {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
      progressed((piece as Uint8Array).length);
      yield piece as Uint8Array;
    }
  };
  try {
    const made = await digestFile(name, pieces(), { blockSize, sizeMax: size, hashing: nodeHash });
    if (made.size === size) return made;
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw notTaken(
        path,
        '读不出来',
        (error as NodeJS.ErrnoException).code ?? 'it cannot be read',
      );
    }
  }
  throw notTaken(path, '读取期间有改动，请先停止写入', 'it changed while it was read');
}

const missing = (path: string): Refused =>
  new Refused(
    refuse('FILE_MISSING', text(`没有文件${path}。`, `There is no file ${path}.`), ['BJ-REG-8a']),
  );

const sameName = (found: readonly Found[]): Refused => {
  const twice = found.find(({ name }, i) => found.findIndex((f) => f.name === name) !== i);
  return notTaken(
    twice?.path ?? '',
    '同一部分已有同名文件',
    'another file of the part has its name',
  );
};

const notTaken = (path: string, zh: string, en: string): Refused =>
  new Refused(
    refuse(
      'FILE_NOT_TAKEN',
      text(`不能存证${path}：${zh}。`, `${path} cannot be deposited: ${en}.`),
      ['BJ-REG-8a'],
    ),
  );
