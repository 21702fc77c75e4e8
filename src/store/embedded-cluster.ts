import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries, PostgresVersion } from './embedded-binaries.ts';
import type { Guard } from './embedded-guard.ts';

/** The database and its only role; the name has to need no quoting. */
export const NAME = 'shuji';

/**
 * Creates the database folder unless it exists. Made beside and renamed into place, so that a crash
 * half way leaves nothing to trip on. Returns the password that TCP asks for (the unix socket, in a
 * folder only its owner can enter, asks for none).
 */
export function initialise(
  binaries: Binaries,
  guard: Guard,
  pgdata: string,
  version: PostgresVersion,
): string {
  const passwordFile = `${pgdata}.password`;
  if (existsSync(join(pgdata, 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8').trim();

  const fresh = `${pgdata}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (guard.owner) {
    chownSync(fresh, guard.owner.uid, guard.owner.gid);
    chownSync(passwordFile, guard.owner.uid, guard.owner.gid);
  }
  const words = ['-D', fresh, '-U', NAME, `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  words.push('--data-checksums', '--auth-local=trust', '--auth-host=scram-sha-256');
  words.push(...localeOptions(version));
  const [program = '', ...args] = [...guard.prefix, binaries.initdb, ...words];
  const env = { ...process.env, ...binaries.env, LC_ALL: 'C' };
  const done = spawnSync(program, args, { encoding: 'utf8', cwd: fresh, env });
  if (done.status !== 0) {
    throw new Error(`initdb failed: ${done.error?.message ?? done.stderr.slice(-2000)}`);
  }
  renameSync(fresh, pgdata);
  return password;
}

/** Sorting by code point everywhere, so that no system update reorders an index. */
function localeOptions(version: PostgresVersion): string[] {
  const libc = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  if (version === 15) return [`--locale=${libc}`];
  return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${libc}`];
}

/** Settings for a small machine; everything that keeps an acknowledged commit is on,
 *  except on a server made to be thrown away. */
export function serverSettings(
  socketDir: string,
  port: number,
  { tcp, throwaway }: { readonly tcp: boolean; readonly throwaway: boolean },
): string[] {
  const durable = throwaway ? 'off' : 'on';
  const settings = {
    listen_addresses: tcp ? '127.0.0.1' : '',
    port,
    // A list: quoted, because a path may hold a comma.
    unix_socket_directories:
      process.platform === 'win32' ? '' : `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: 40,
    shared_buffers: '256MB',
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    wal_compression: 'on',
    max_wal_size: '1GB',
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
