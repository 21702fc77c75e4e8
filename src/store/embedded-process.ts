import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { codeOf } from './transaction.ts';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * A process told apart from a later one with the same number: its id and the time it began.
 * Undefined when there is no such process.
 */
export function processIdentity(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'win32') return String(pid);
  if (process.platform !== 'linux') return `${pid} ${ps(pid, 'lstart=')}`;
  try {
    // proc(5): the name stands in brackets and may hold anything; 22 is the start time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${pid} ${afterName[22 - 3]}`;
  } catch {
    return undefined;
  }
}

/** Whether this process is a PostgreSQL on this very folder (a server works inside its folder). */
export function isPostgres(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') return ps(pid, 'comm=').includes('postgres');
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return false;
  } catch {
    return false;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata);
  } catch {
    return true;
  }
}

const ps = (pid: number, field: string): string =>
  spawnSync('ps', ['-p', String(pid), '-o', field], { encoding: 'utf8' }).stdout.trim();
