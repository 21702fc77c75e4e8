import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg, { type Pool, type PoolClient } from 'pg';
import { refuse, Refused } from '../../base/refusal.ts';
import { readArchive, type Entry } from '../../store/archive.ts';
import { flushFolder } from '../../store/flush-folder.ts';
import { letWait } from '../../store/log-tables.ts';
import { migrate, readMigrations } from '../../store/migrate.ts';
import {
  advanceSequences,
  firstFilled,
  forCopy,
  load,
  rowsIn,
  type Table,
} from '../../store/table-copy.ts';
import { whole } from './check.ts';
import { FILE_PART, TABLE_PART, type Manifest } from './format.ts';

export interface RestoreOptions {
  readonly pool: Pool;
  /** Where encrypted files go; absent: they are in an object store. */
  readonly folder?: string;
  readonly progress?: (done: { readonly part: string; readonly bytes: number }) => void;
}

const ROWS = 200;

/** Brings a backup that `checkBackup` has passed into an empty database and an empty folder: all of
 *  it in one transaction, or nothing. Throws `Refused` when something stands there already, and when
 *  the backup is of a newer program. */
export async function restore(
  path: string,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  const { pool, folder } = options;
  const known = readMigrations();
  const same = manifest.migrations.every((m, i) => known[i]?.sha256 === m.sha256);
  if (!same) throw newer();
  if (folder !== undefined && (await shards(folder)).length > 0) throw notEmpty(folder);
  const level = manifest.migrations.length;
  const reached = await migratedTo(pool);
  if (reached > level) throw notEmpty('schema_migration');
  await migrate(pool, known.slice(0, level));
  const staging = folder === undefined ? undefined : `${folder}.restoring`;
  if (staging !== undefined) await rm(staging, { recursive: true, force: true });
  try {
    await inOne(pool, async (tx) => {
      const filled = await firstFilled(tx, manifest.tables);
      if (filled !== undefined) throw notEmpty(filled);
      await fill(tx, path, manifest, staging, options);
      for (const { name, rows } of manifest.tables) {
        const found = await rowsIn(tx, name);
        if (found !== rows) throw new Error(`${name}: ${found} rows instead of ${rows}`);
      }
      await advanceSequences(tx);
      await letWait(tx);
      if (folder !== undefined && staging !== undefined) await settle(staging, folder);
    });
  } catch (error) {
    // Only what the database itself reports is sure to have failed: when the connection broke at the
    // commit, these may be the files of rows that stand.
    if (folder !== undefined && error instanceof pg.DatabaseError) await clear(folder);
    throw error;
  } finally {
    if (staging !== undefined) await rm(staging, { recursive: true, force: true });
  }
  await migrate(pool);
}

async function fill(
  tx: PoolClient,
  path: string,
  manifest: Manifest,
  staging: string | undefined,
  { progress }: RestoreOptions,
): Promise<void> {
  const tables = new Map(manifest.tables.map((t) => [t.name, t]));
  let bytes = 0;
  for await (const entry of readArchive(path)) {
    const table = tables.get(TABLE_PART.exec(entry.name)?.[1] ?? '');
    const key = FILE_PART.exec(entry.name)?.[1];
    if (table) await fillTable(tx, table, entry);
    else if (key !== undefined && staging !== undefined) await writeFile(staging, key, entry);
    else await drain(entry);
    bytes += entry.size;
    progress?.({ part: entry.name, bytes });
  }
}

async function fillTable(tx: PoolClient, table: Table, entry: Entry): Promise<void> {
  const lines = (await whole(entry)).toString('utf8').split('\n').slice(0, -1);
  for (let at = 0; at < lines.length; at += ROWS) {
    const rows = lines.slice(at, at + ROWS).map((line) => JSON.parse(line) as (string | null)[]);
    await load(tx, table, rows);
  }
}

async function writeFile(staging: string, key: string, entry: Entry): Promise<void> {
  const shard = join(staging, key.slice(0, 2));
  await mkdir(shard, { recursive: true, mode: 0o700 });
  // `flush` brings the content to the disk before the stream is done.
  const to = createWriteStream(join(shard, key), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(entry.bytes(), to);
}

async function drain(entry: Entry): Promise<void> {
  let left = entry.size;
  for await (const piece of entry.bytes()) left -= piece.length;
  if (left !== 0) throw new Error(`${entry.name} is not as long as it says`);
}

/** Moves what was written into its place, just before the rows that refer to it are committed. */
async function settle(staging: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    for (const shard of await shards(staging)) {
      await flushFolder(join(staging, shard));
      await rename(join(staging, shard), join(folder, shard));
    }
    await flushFolder(folder);
  } catch (error) {
    await clear(folder);
    throw error;
  }
}

/** The folder was empty before; contents without their rows would only be in the way. */
async function clear(folder: string): Promise<void> {
  for (const shard of await shards(folder)) await rm(join(folder, shard), { recursive: true });
}

async function shards(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name));
}

async function migratedTo(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('public.schema_migration') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there) return 0;
  const done = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM schema_migration');
  return done.rows[0]?.n ?? 0;
}

async function inOne(pool: Pool, work: (tx: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    await forCopy(client);
    await work(client);
    await client.query('COMMIT');
    broken = false;
  } finally {
    // A connection that is given up takes its transaction with it.
    client.release(broken);
  }
}

const notEmpty = (what: string): Refused =>
  new Refused(
    refuse('RESTORE_NOT_EMPTY', {
      zh: `只能恢复到空的数据库和空的文件目录：${what} 中已有内容。没有恢复任何内容。`,
      en: `A backup is restored into an empty database and folder only: ${what} holds something. Nothing was restored.`,
    }),
  );

const newer = (): Refused =>
  new Refused(
    refuse('BACKUP_NEWER', {
      zh: '备份出自更新的或不同的程序版本，本程序不认识其中的表结构。请用备份时的版本恢复。没有恢复任何内容。',
      en: 'The backup comes from a newer or different program whose tables this one does not know. Use that version. Nothing was restored.',
    }),
  );
