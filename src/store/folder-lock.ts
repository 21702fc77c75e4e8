import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** Kept here as well, so that a lock never goes with the garbage. */
const held = new Set<DatabaseSync>();

/**
 * Takes a folder for this process alone and makes it if need be; throws `Refused` while another
 * holds it. The lock is the operating system's, taken by SQLite on a file that stays empty: it ends
 * with the process or thread however that ends, and needs no guess about process ids, which mean
 * nothing between containers.
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isLocked(error) ? inUse(folder) : error;
  }
  held.add(lock);
  return {
    release() {
      if (held.delete(lock)) lock.close();
    },
  };
}

/** SQLITE_BUSY and SQLITE_LOCKED. */
const isLocked = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (error.errcode === 5 || error.errcode === 6);

const inUse = (folder: string): Refused =>
  new Refused(
    refuse(
      'FOLDER_IN_USE',
      text(
        `目录 ${folder} 正被另一个进程使用。请先停止该进程，或另设目录。`,
        `Another process is using the folder ${folder}. Stop it first, or set another folder.`,
      ),
      [],
      'conflict',
    ),
  );
