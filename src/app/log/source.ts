import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ENTRY_MAX, TILE_WIDTH } from '../../log/tile.ts';
import { codeOf } from '../../store/transaction.ts';
import { boundedAnswer } from '../bounded-answer.ts';
import { tileStoreOf } from './store.ts';
import type { S3Address } from '../settings.ts';

/** Where somebody reads a log from; plain data, so that a thread can be told. */
export type SourceAddress =
  | { readonly kind: 'folder'; readonly folder: string }
  /** Without a slash at its end. */
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 's3'; readonly s3: S3Address };

type Read = Uint8Array | undefined;

/** The public files of a log as a reader sees them. The bytes handed out are the caller's. */
export interface LogSource {
  /** Undefined: no such file. Throws `Unreadable` for one that is there and cannot be had. */
  read(path: string): Read | Promise<Read>;
  /** Every file there is; absent where nobody can tell. */
  readonly paths?: () => readonly string[];
}

export class Unreadable extends Error {}

/** The largest file a log has: a bundle of 256 of the longest entries. */
const FILE_MAX = TILE_WIDTH * (2 + ENTRY_MAX);

export function openSource(address: SourceAddress): LogSource {
  if (address.kind === 'web') return { read: (path) => fetched(`${address.url}/${path}`) };
  if (address.kind === 'folder') return folderSource(address.folder);
  return tileStoreOf({ dataDir: '', store: 's3', s3: address.s3 });
}

/** What somebody typed: an address of the web, or a folder. */
export const sourceAt = (where: string): SourceAddress =>
  /^https?:\/\//i.test(where)
    ? { kind: 'web', url: where.replace(/\/+$/, '') }
    : { kind: 'folder', folder: where };

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** Reads without waiting: an audit runs in threads of its own and has nothing else to do. */
function folderSource(folder: string): LogSource {
  return {
    read(path) {
      const target = join(folder, path);
      try {
        if (statSync(target).size > FILE_MAX) throw new Unreadable(`${path} is too large`);
        return readFileSync(target);
      } catch (error) {
        if (ABSENT.has(codeOf(error))) return undefined;
        throw error instanceof Unreadable ? error : new Unreadable(`${path}: ${codeOf(error)}`);
      }
    },
    paths: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((each) =>
        each.isDirectory()
          ? []
          : join(each.parentPath, each.name).slice(join(folder, '/').length).replaceAll('\\', '/'),
      ),
  };
}

const PATIENCE_MS = 20_000;
const ATTEMPTS = 3;
const AGAIN_MS = 300;

async function fetched(url: string): Promise<Read> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (response.ok) return await boundedAnswer(response, FILE_MAX);
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return undefined;
      throw new Unreadable(`${url} answers ${response.status}`);
    } catch (error) {
      if (attempt === ATTEMPTS) {
        throw error instanceof Unreadable ? error : new Unreadable(`${url}: ${String(error)}`);
      }
      await wait(AGAIN_MS * attempt);
    }
  }
}
