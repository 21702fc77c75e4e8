import { createReadStream } from 'node:fs';
import { link, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { refuse, Refused } from '../../base/refusal.ts';
import { archiveWriter } from '../../store/archive.ts';
import { checkedKey } from '../../store/file-store.ts';
import { flushFolder } from '../../store/flush-folder.ts';
import { forCopy, pagesOf, tablesOf, type Table } from '../../store/table-copy.ts';
import { codeOf } from '../../store/transaction.ts';
import {
  FORMAT,
  MANIFEST,
  README,
  README_TEXT,
  SEAL,
  sealOf,
  type Manifest,
  type PartDigest,
} from './format.ts';

export interface BackupOptions {
  readonly pool: Pool;
  readonly master: Buffer;
  /** Where the encrypted files are; absent: in an object store, which is backed up on its own. */
  readonly folder?: string;
  readonly now: string;
  readonly progress?: (done: { readonly part: string; readonly bytes: number }) => void;
}

/** Sign-ins and keys of programs do not come back with old data (one of them may be revoked since), the record of migrations stands in the manifest, and what
 *  waits for its place on the log is every event without one. */
const LEFT_OUT = ['session', 'api_key', 'schema_migration', 'log_pending'];
const PART_BYTES = 1024 * 1024;
const INDEX_PARTS = 1000;

type Add = (
  name: string,
  size: number,
  content: Iterable<Buffer> | AsyncIterable<Buffer>,
) => Promise<void>;

/** Writes all tables as they are at one moment, and the stored files, into a new file; while acts go
 *  on. Streamed: no table and no file is ever held whole. The file appears under its name when it is
 *  complete and on the disk; an existing one is never written over (`Refused`). */
export async function backup(to: string, options: BackupOptions): Promise<Manifest> {
  if (await stat(to).catch(() => undefined)) throw exists(to);
  const draft = `${to}.part`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    const manifest = await write(archiveWriter(handle), options);
    await handle.sync();
    // Unlike a rename, a link does not replace what somebody put there in the meantime.
    await link(draft, to).catch((error: unknown) => {
      throw codeOf(error) === 'EEXIST' ? exists(to) : error;
    });
    await flushFolder(dirname(to));
    return manifest;
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}

async function write(
  archive: ReturnType<typeof archiveWriter>,
  options: BackupOptions,
): Promise<Manifest> {
  let listed: PartDigest[] = [];
  const indexes: PartDigest[] = [];
  let bytes = 0;
  const small = (name: string, content: unknown): Promise<PartDigest> => {
    const body = Buffer.from(`${JSON.stringify(content)}\n`);
    return archive.add(name, body.length, [body]);
  };
  const index = async (): Promise<void> => {
    if (listed.length === 0) return;
    const number = String(indexes.length + 1).padStart(8, '0');
    indexes.push(await small(`index/${number}.json`, listed));
    listed = [];
  };
  const add: Add = async (name, size, content) => {
    listed.push(await archive.add(name, size, content));
    bytes += size;
    options.progress?.({ part: name, bytes });
    if (listed.length === INDEX_PARTS) await index();
  };
  await add(README, Buffer.byteLength(README_TEXT), [Buffer.from(README_TEXT)]);
  const found = await inSnapshot(options.pool, async (tx) => {
    const migrations = await tx.query<Manifest['migrations'][number]>(
      'SELECT number, name, sha256 FROM schema_migration ORDER BY number',
    );
    const tables: Manifest['tables'] = [];
    for (const table of await tablesOf(tx, LEFT_OUT)) {
      tables.push({ ...table, columns: [...table.columns], rows: await addTable(tx, table, add) });
    }
    const files = await addFiles(tx, options.folder, add);
    return { migrations: migrations.rows, tables, files };
  });
  await index();
  const manifest: Manifest = { format: FORMAT, createdAt: options.now, ...found, indexes };
  await small(MANIFEST, manifest);
  const sha256 = archive.sha256();
  await small(SEAL, { sha256, hmac: sealOf(options.master, sha256) });
  await archive.end();
  return manifest;
}

async function inSnapshot<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await forCopy(client);
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

async function addTable(tx: PoolClient, table: Table, add: Add): Promise<number> {
  let rows = 0;
  let parts = 0;
  let lines: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    parts += 1;
    await add(`tables/${table.name}/${String(parts).padStart(8, '0')}.jsonl`, size, lines);
    lines = [];
    size = 0;
  };
  for await (const page of pagesOf(tx, table)) {
    for (const row of page) {
      const line = Buffer.from(`${JSON.stringify(row)}\n`);
      lines.push(line);
      size += line.length;
      rows += 1;
      if (size >= PART_BYTES) await flush();
    }
  }
  await flush();
  return rows;
}

/** The stored contents that the register knows at this moment, each once. */
async function addFiles(
  tx: PoolClient,
  folder: string | undefined,
  add: Add,
): Promise<Manifest['files']> {
  if (folder === undefined) return { where: 's3', count: 0, missing: 0 };
  let count = 0;
  let missing = 0;
  await tx.query('DECLARE keys NO SCROLL CURSOR FOR SELECT DISTINCT key FROM file ORDER BY key');
  for (;;) {
    const { rows } = await tx.query<{ key: string }>('FETCH 500 FROM keys');
    for (const { key } of rows) {
      const path = join(folder, checkedKey(key).slice(0, 2), key);
      const found = await stat(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      });
      if (!found) missing += 1;
      else {
        await add(`files/${key}`, found.size, createReadStream(path));
        count += 1;
      }
    }
    if (rows.length === 0) return { where: 'here', count, missing };
  }
}

const exists = (path: string): Refused =>
  new Refused(
    refuse('BACKUP_EXISTS', {
      zh: `${path} 已经存在，备份不覆盖已有文件。`,
      en: `${path} exists already; a backup never writes over a file.`,
    }),
  );
