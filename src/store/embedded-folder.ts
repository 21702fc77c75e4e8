import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse, Refused } from '../base/refusal.ts';
import { isPostgres, processIdentity } from './embedded-process.ts';
import type { Guard } from './embedded-guard.ts';
import { codeOf } from './transaction.ts';

/** Linux allows 107 bytes of socket path; the others a few less. */
const SOCKET_PATH_MAX = 103;
const SOCKET_NAME_LENGTH = '/.s.PGSQL.65535.lock'.length;
const ORPHAN_PATIENCE_MS = 20_000;
const CLAIM_ATTEMPTS = 5;

/**
 * The folder of the unix socket: the database's own folder, or, where that path is too long for a
 * socket, a private folder under the system's temporary folder.
 */
export function socketFolder(pgdata: string, guard: Guard): string {
  if (Buffer.byteLength(pgdata) + SOCKET_NAME_LENGTH <= SOCKET_PATH_MAX) return pgdata;
  const digest = createHash('sha256').update(pgdata).digest('hex').slice(0, 20);
  const folder = join(tmpdir(), `shuji-${digest}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = [process.getuid?.(), guard.owner?.uid];
  // Anybody can make a folder there before us; a stranger's folder would hand over the database.
  if (!found.isDirectory() || !ours.includes(found.uid)) {
    throw new Error(`${folder} belongs to somebody else; move DATA_DIR to a shorter path`);
  }
  chmodSync(folder, 0o700);
  if (guard.owner) chownSync(folder, guard.owner.uid, guard.owner.gid);
  return folder;
}

/**
 * Makes this process the owner of the folder. A living owner: `Refused`, naming its process.
 * A server whose owner died is shutting down (or, without the orphan guard, is told to): waits.
 * A server somebody started by hand: `Refused`. A server id left by `kill -9`: removed.
 */
export async function claimFolder(pgdata: string): Promise<void> {
  const ownerDied = takeOwnership(pgdata);
  const pidFile = join(pgdata, 'postmaster.pid');
  const until = Date.now() + ORPHAN_PATIENCE_MS;
  for (let pid = readServerPid(pgdata); pid !== undefined; pid = readServerPid(pgdata)) {
    if (!isPostgres(pid, pgdata)) {
      // Otherwise a new program under the old number would keep the database from starting.
      rmSync(pidFile, { force: true });
      return;
    }
    if (!ownerDied || Date.now() > until) {
      releaseFolder(pgdata);
      throw inUse(pid);
    }
    tellToStop(pid);
    await sleep(50);
  }
}

export function releaseFolder(pgdata: string): void {
  if (readOwner(pgdata) === processIdentity(process.pid))
    rmSync(ownerFile(pgdata), { force: true });
}

/** The process that has the folder open according to PostgreSQL itself. */
export function readServerPid(pgdata: string): number | undefined {
  return toPid(readFirstLine(join(pgdata, 'postmaster.pid')));
}

export function inUse(pid: number): Refused {
  return new Refused(
    refuse(
      'DATABASE_IN_USE',
      {
        zh: `数据目录正被另一个进程使用（进程号 ${pid}）。请先停止该进程，或另设 DATA_DIR。`,
        en: `Another process (pid ${pid}) is using this data folder. Stop it first, or set another DATA_DIR.`,
      },
      [],
      'conflict',
      { pid },
    ),
  );
}

/** True when the owner before us died without giving the folder back. */
function takeOwnership(pgdata: string): boolean {
  let ownerDied = false;
  for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
    try {
      writeFileSync(ownerFile(pgdata), `${processIdentity(process.pid)}\n`, { flag: 'wx' });
      return ownerDied;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const owner = readOwner(pgdata);
    const pid = toPid(owner);
    if (pid !== undefined && processIdentity(pid) === owner) throw inUse(pid);
    ownerDied = true;
    rmSync(ownerFile(pgdata), { force: true });
  }
  throw new Error(`cannot become the owner of ${pgdata}`);
}

const ownerFile = (pgdata: string): string => `${pgdata}.owner`;
const readOwner = (pgdata: string): string => readFirstLine(ownerFile(pgdata));

function readFirstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
  } catch {
    return '';
  }
}

function toPid(line: string): number | undefined {
  const pid = Number.parseInt(line, 10);
  return pid > 0 ? pid : undefined;
}

function tellToStop(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It went away between the look and the signal, which is what we want.
  }
}
