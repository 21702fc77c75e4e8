import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg, { type Pool, type PoolClient } from 'pg';
import { refuse, Refused } from '../base/refusal.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** A migration says with this state, and a sentence in each language, why it cannot be done here. */
const REFUSED = 'SJ001';
const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;
/** Any number, as long as nobody else in the same database locks the same one: "shuji" in ASCII. */
const LOCK = '495673764457';

/** The migrations of this program, `migrations/NNNN-name.sql`, in order from 1 without gaps. */
export function readMigrations(folder = new URL('./migrations/', import.meta.url)): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((file, index) => {
    const [, number, name] = FILE_NAME.exec(file) ?? [];
    if (name === undefined || Number(number) !== index + 1) {
      throw new Error(`migrations/${file}: expected number ${index + 1} and NNNN-name.sql`);
    }
    // A checkout on Windows may change line ends; that is no other migration.
    const sql = readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n');
    return { number: index + 1, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the tables up to this program, one program at a time, each migration whole or not at all.
 * Returns the numbers applied now. Throws `Refused` when the database is newer than the program or
 * was made by migrations with other contents.
 */
export async function migrate(pool: Pool, migrations = readMigrations()): Promise<number[]> {
  const client = await pool.connect();
  let broken = true;
  try {
    // Waiting for another node's migration, or a long one of ours, is not a stuck query.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const applied = await applyMissing(client, migrations);
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    await client.query('reset statement_timeout');
    broken = false;
    return applied;
  } finally {
    // Closing the connection gives the lock back whatever happened.
    client.release(broken);
  }
}

async function applyMissing(
  client: PoolClient,
  migrations: readonly Migration[],
): Promise<number[]> {
  await client.query(`create table if not exists schema_migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`);
  const { rows: recorded } = await client.query<Omit<Migration, 'sql'>>(
    'select number, name, sha256 from schema_migration order by number',
  );
  for (const past of recorded) {
    const known = migrations[past.number - 1];
    if (known === undefined) throw newer(past, migrations.length);
    if (known.sha256 !== past.sha256) throw changed(past);
  }
  const missing = migrations.slice(recorded.length);
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ number }) => number);
}

async function apply(client: PoolClient, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (error instanceof pg.DatabaseError && error.code === REFUSED) {
      const said = { zh: error.message, en: error.detail ?? error.message };
      throw new Refused(refuse('MIGRATION_REFUSED', said));
    }
    throw new Error(`migration ${number} (${name}) failed`, { cause: error });
  }
}

function newer({ number, name }: Omit<Migration, 'sql'>, known: number): Refused {
  return new Refused(
    refuse('DATABASE_NEWER', {
      zh: `数据库已升级到 ${number}（${name}），本程序只认识到 ${known}。请使用新版本的程序，不要用旧版本打开。`,
      en: `The database is at migration ${number} (${name}); this program knows ${known}. Use the newer program.`,
    }),
  );
}

function changed({ number, name }: Omit<Migration, 'sql'>): Refused {
  return new Refused(
    refuse('MIGRATION_CHANGED', {
      zh: `迁移 ${number}（${name}）的内容与数据库中的记录不一致。已发布的迁移不得修改，请使用原来的程序；仅作演示的，可删除数据目录后重新开始。`,
      en: `Migration ${number} (${name}) differs from the one this database was made with. Use the original program; for a demonstration, delete its data folder and begin anew.`,
    }),
  );
}
