import { digestFile } from '../../base/deposit-digest.ts';
import { fileName, FILES_MAX, type FileDigest } from '../../base/deposit-manifest.ts';
import type { Text } from '../../base/text.ts';
import { runningHash } from '../verifier/running-hash.ts';
import { BAD_NAME, TOO_MANY, UNREADABLE } from './words.ts';

/** Why it cannot go on, for the person before the page. */
export class Stopped extends Error {
  readonly words: Text;
  constructor(words: Text) {
    super(words.en);
    this.words = words;
  }
}

const PIECE = 1024 * 1024;

/** A file in pieces, so that it may be larger than the memory. */
async function* piecesOf(file: File, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    yield piece;
    read(piece.length);
  }
}

/** The names under which files go into a manifest; throws `Stopped` where two are the same. */
export function named(files: readonly File[]): { readonly file: File; readonly name: string }[] {
  if (files.length > FILES_MAX) throw new Stopped(TOO_MANY);
  const names = new Set<string>();
  return files.map((file) => {
    const name = fileName(file.name);
    if (name === undefined || names.has(name)) throw new Stopped(BAD_NAME(file.name.slice(0, 80)));
    names.add(name);
    return { file, name };
  });
}

/** Digests of the files, one after the other; `read` hears of each piece and may throw to stop. */
export async function digestsOf(
  files: readonly File[],
  blockSize: number,
  read: (bytes: number, name: string) => void,
): Promise<FileDigest[]> {
  const digests: FileDigest[] = [];
  for (const { file, name } of named(files)) {
    const pieces = piecesOf(file, (bytes) => read(bytes, name));
    const how = { blockSize, sizeMax: file.size, hashing: runningHash };
    digests.push(
      await digestFile(name, pieces, how).catch((error: unknown) => {
        throw error instanceof Stopped ? error : new Stopped(UNREADABLE);
      }),
    );
  }
  return digests;
}
