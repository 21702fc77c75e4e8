import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export type Mode = 'demo' | 'production';

/** Says which file others may read; a production instance does not start with it. */
export class KeyExposed extends Error {
  readonly path: string;
  constructor(path: string) {
    super(
      `${path} 可被他人读取，请执行 chmod 600。 ${path} is readable by others: run chmod 600 on it.`,
    );
    this.path = path;
  }
}

/** Refuses a key others may read; a demonstration closes it instead. Windows has no such modes. */
export function guardPrivate(path: string, mode: Mode, wanted: number): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return;
  if (mode === 'production') throw new KeyExposed(path);
  chmodSync(path, wanted);
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The content in a file beside its place, on the disk already. */
function writeDraft(path: string, content: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** Writes a new file whole or not at all, safe from power loss; false if one was there already. */
function writeOnce(path: string, content: string): boolean {
  const draft = writeDraft(path, content);
  try {
    linkSync(draft, path);
    if (process.platform !== 'win32') flush(dirname(path));
    return true;
  } catch (error) {
    // Another process was first; its key is as good.
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The content of a private file, made and kept on first need. */
export function keptSecret(
  path: string,
  mode: Mode,
  make: () => string,
): { readonly content: string; readonly created: boolean } {
  const found = read(path);
  if (found !== undefined) {
    guardPrivate(path, mode, 0o600);
    return { content: found, created: false };
  }
  const created = writeOnce(path, make());
  return { content: readFileSync(path, 'utf8'), created };
}

/** Puts another content in the place of a private file: a reader, and a restart after power loss, finds
 *  the old one whole or the new one whole. */
export function replaceSecret(path: string, content: string): void {
  const draft = writeDraft(path, content);
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  if (process.platform !== 'win32') flush(dirname(path));
}
