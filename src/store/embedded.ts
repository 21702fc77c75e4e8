import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './embedded-binaries.ts';
import type { Binaries, PostgresVersion } from './embedded-binaries.ts';
import { initialise, NAME, serverSettings } from './embedded-cluster.ts';
import { claimFolder, inUse, readServerPid, releaseFolder } from './embedded-folder.ts';
import { socketFolder } from './embedded-folder.ts';
import { findGuard } from './embedded-guard.ts';
import type { Guard } from './embedded-guard.ts';
import { codeOf } from './transaction.ts';

/** What `pg` needs to connect. With a unix socket `host` is its folder and there is no password. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

export interface EmbeddedServer {
  readonly connection: Connection;
  readonly version: PostgresVersion;
  /** Process id of the running server; undefined for a moment while it is being restarted. */
  readonly pid: () => number | undefined;
  /** Fast shutdown: open transactions are rolled back, committed ones are safe. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly version?: PostgresVersion;
  /** Also listen on this loopback port, with a password; without it there is no TCP at all. */
  readonly tcpPort?: number;
  /** Of a test: need not survive a power loss, and is quicker for it. */
  readonly throwaway?: boolean;
  /** How to run it; found out when absent. */
  readonly guard?: Guard;
}

const START_PATIENCE_MS = 120_000;
const STOP_PATIENCE_MS = 30_000;
const RESTARTS_MAX = 10;
const LOG_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Starts the private PostgreSQL under `dataDir/pg<version>`, creating it the first time, and brings
 * it back when it crashes. It dies with this process. Throws `Refused` when another process uses
 * the folder, when the programs are missing, or when this user cannot run them.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const pgdata = join(realpathSync(options.dataDir), `pg${options.version ?? 18}`);
  await claimFolder(pgdata);
  try {
    return await startClaimed(options, pgdata);
  } catch (error) {
    releaseFolder(pgdata);
    throw error;
  }
}

async function startClaimed(options: EmbeddedOptions, pgdata: string): Promise<EmbeddedServer> {
  const version = options.version ?? 18;
  const binaries = findBinaries(version, `${pgdata}.lib`);
  const guard = options.guard ?? findGuard(pgdata);
  const password = initialise(binaries, guard, pgdata, version);
  const tcpPort = options.tcpPort ?? (process.platform === 'win32' ? await freePort() : undefined);
  const socketDir = socketFolder(pgdata, guard);
  const connection: Connection =
    tcpPort === undefined
      ? { host: socketDir, port: 5432, user: NAME, database: NAME }
      : { host: '127.0.0.1', port: tcpPort, user: NAME, database: NAME, password };
  const words = serverSettings(socketDir, connection.port, {
    tcp: tcpPort !== undefined,
    throwaway: options.throwaway ?? false,
  });
  const launch = async (): Promise<ChildProcess> => {
    const child = spawnServer(binaries, guard, pgdata, words);
    await ready(child, connection, pgdata);
    return child;
  };

  let server = await launch();
  let stopping = false;
  const watch = (): void => {
    server.once('exit', () => void restart());
  };
  const restart = async (): Promise<void> => {
    for (let attempt = 1; attempt <= RESTARTS_MAX; attempt += 1) {
      if (stopping) return;
      await sleep(100 * attempt, undefined, { ref: false });
      if (stopping) return;
      try {
        server = await launch();
        watch();
        break;
      } catch {
        // Processes of the crashed server may still hold its memory; they leave by themselves.
      }
    }
    if (stopping) await halt(server);
  };
  watch();

  return {
    connection,
    version,
    pid: () => (hasExited(server) ? undefined : server.pid),
    stop: async () => {
      stopping = true;
      await halt(server);
      releaseFolder(pgdata);
    },
  };
}

function spawnServer(
  binaries: Binaries,
  guard: Guard,
  pgdata: string,
  settings: readonly string[],
): ChildProcess {
  const words = [...guard.prefix, binaries.postgres, '-D', pgdata, ...settings];
  const [program = '', ...args] = words;
  const log = openLog(pgdata);
  // Its own process group: Ctrl-C in a terminal must reach us first, so that we can drain.
  const child = spawn(program, args, {
    cwd: pgdata,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...binaries.env, LC_ALL: 'C' },
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  return child;
}

const logFile = (pgdata: string): string => `${pgdata}.log`;

function openLog(pgdata: string): number {
  const size = statSync(logFile(pgdata), { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(logFile(pgdata), `${logFile(pgdata)}.1`);
  return openSync(logFile(pgdata), 'a', 0o600);
}

/** Waits until the server answers (recovery after a crash may take a while) and has its database. */
async function ready(server: ChildProcess, connection: Connection, pgdata: string): Promise<void> {
  const until = Date.now() + START_PATIENCE_MS;
  while (!hasExited(server)) {
    try {
      await createDatabase(connection);
      break;
    } catch (error) {
      const notYet = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03'].includes(codeOf(error));
      if (!notYet || Date.now() > until) {
        await halt(server);
        throw error;
      }
      await sleep(20);
    }
  }
  const running = readServerPid(pgdata);
  if (running !== undefined && running !== server.pid) throw inUse(running);
  if (!hasExited(server)) return;
  const tail = readFileSync(logFile(pgdata), 'utf8').trim().split('\n').slice(-4).join('\n');
  throw new Error(`the embedded database did not start (${logFile(pgdata)}):\n${tail}`);
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select from pg_database where datname = $1', [NAME]);
    if (found.rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const hasExited = (server: ChildProcess): boolean =>
  server.pid === undefined || server.exitCode !== null || server.signalCode !== null;

/** On Windows this is a crash as far as PostgreSQL can tell: safe, the next start recovers. */
async function halt(server: ChildProcess): Promise<void> {
  if (hasExited(server)) return;
  const gone = once(server, 'exit');
  server.ref();
  server.kill('SIGINT');
  const impatient = setTimeout(() => server.kill('SIGQUIT'), STOP_PATIENCE_MS);
  await gone;
  clearTimeout(impatient);
}

/** A loopback port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
