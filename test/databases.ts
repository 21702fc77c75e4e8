import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import { connectDatabase } from '../src/store/database.ts';
import type { Database, PoolSettings } from '../src/store/database.ts';
import { freePort, startEmbedded } from '../src/store/embedded.ts';
import type { EmbeddedServer } from '../src/store/embedded.ts';
import { findBinaries } from '../src/store/embedded-binaries.ts';
import { migrate } from '../src/store/migrate.ts';

/** Opens a fresh database of its own; closed and thrown away with the suite. */
export type Open = (options?: OpenOptions) => Promise<Database>;

interface OpenOptions extends Partial<PoolSettings> {
  /** Without any table. */
  readonly bare?: boolean;
}

/**
 * Runs a suite on every database we claim: the embedded PostgreSQL 18 on its unix socket, and a
 * server on loopback TCP with a password, PostgreSQL 15 where the registry has one for this machine.
 */
export function forEachDatabase(suite: (name: string, open: Open) => void): void {
  describeOn('embedded', 18, suite);
  describeOn('server', oldestVersion(), suite);
}

function describeOn(
  kind: 'embedded' | 'server',
  version: 15 | 18,
  suite: (name: string, open: Open) => void,
): void {
  const name = `${kind === 'embedded' ? '内置数据库' : '外部数据库'} PostgreSQL ${version}`;
  describe(name, () => {
    const dataDir = mkdtempSync(join(quickFolder(), 'shuji-test-'));
    const opened: { close: () => Promise<void> }[] = [];
    let server: EmbeddedServer | undefined;
    let count = 0;

    before(async () => {
      const tcpPort = kind === 'server' ? await freePort() : undefined;
      const door = tcpPort === undefined ? {} : { tcpPort };
      server = await startEmbedded({ dataDir, version, throwaway: true, ...door });
      const template = await connectDatabase(kind, server.connection, { poolSize: 1 });
      await migrate(template.pool);
      await template.close();
    });
    after(async () => {
      await Promise.all(opened.map((database) => database.close()));
      await server?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    suite(name, async ({ bare = false, ...pool }: OpenOptions = {}): Promise<Database> => {
      if (server === undefined) throw new Error('open a database in a test or a hook');
      const { connection } = server;
      count += 1;
      const database = `test${count}`;
      const template = bare ? 'template1' : connection.database;
      const client = new pg.Client({ ...connection, database: 'postgres' });
      await client.connect();
      await client.query(`create database ${database} template ${template} strategy file_copy`);
      await client.end();
      const open = await connectDatabase(
        kind,
        { ...connection, database },
        { poolSize: 4, ...pool },
      );
      let closing: Promise<void> | undefined;
      const close = (): Promise<void> => (closing ??= open.close());
      opened.push({ close });
      return { ...open, close };
    });
  });
}

/** Memory where there is plenty of it: a fresh database is some 300 files. */
export function quickFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 4 * 2 ** 30 ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

function oldestVersion(): 15 | 18 {
  try {
    findBinaries(15, join(tmpdir(), 'shuji-pg15.lib'));
    return 15;
  } catch {
    return 18;
  }
}
