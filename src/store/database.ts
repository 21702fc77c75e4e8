import pg from 'pg';
import { refuse, Refused } from '../base/refusal.ts';
import { startEmbedded } from './embedded.ts';
import type { Connection } from './embedded.ts';

/** An open database. */
export interface Database {
  readonly kind: 'embedded' | 'server';
  readonly pool: pg.Pool;
  /** How to reach it, for a thread that opens a pool of its own. */
  readonly connection: DatabaseAddress;
  /** Waits for the statements under way, then closes (and stops the embedded server). */
  readonly close: () => Promise<void>;
}

export type DatabaseAddress = Connection | { readonly connectionString: string };

export interface PoolSettings {
  /** Connections at most. */
  readonly poolSize: number;
  /** How long to wait for a free connection, in milliseconds. */
  readonly patienceMs?: number;
}

export interface DatabaseSettings extends PoolSettings {
  /** A PostgreSQL server; absent: the embedded one under `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

const VERSION_MIN = 15;
const CONNECT_PATIENCE_MS = 5000;
const STATEMENT_MS_MAX = 30_000;
const IDLE_IN_TRANSACTION_MS_MAX = 60_000;

/**
 * Opens the database the settings name. Throws `Refused` when the server is older than
 * PostgreSQL 15 or cannot be reached, and what `startEmbedded` refuses.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    return connectDatabase('server', { connectionString: settings.databaseUrl }, settings);
  }
  const server = await startEmbedded({ dataDir: settings.dataDir });
  try {
    const database = await connectDatabase('embedded', server.connection, settings);
    const close = async (): Promise<void> => {
      await database.close();
      await server.stop();
    };
    return { ...database, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Opens a pool on a running server and makes sure that it is one we can use. */
export async function connectDatabase(
  kind: Database['kind'],
  connection: DatabaseAddress,
  { poolSize, patienceMs = CONNECT_PATIENCE_MS }: PoolSettings,
): Promise<Database> {
  const pool = new pg.Pool({
    ...connection,
    application_name: 'shuji',
    max: poolSize,
    connectionTimeoutMillis: patienceMs,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    keepAlive: true,
    types,
  });
  // A connection lost while idle, or between two statements of a transaction, is dropped and
  // replaced; unheard, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await checkVersion(pool);
  } catch (error) {
    await pool.end();
    throw error instanceof Refused ? error : unreachable(error);
  }
  return { kind, pool, connection, close: () => pool.end() };
}

type Parser = (value: string) => unknown;

/** A calendar date stays text: as a JavaScript Date it would shift by the time zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (oid === pg.types.builtins.DATE ? String : pg.types.getTypeParser(oid, format)) as Parser,
};

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number,
       current_setting('server_version') as name`,
  );
  const version = rows[0];
  if (version && Number(version.number) >= VERSION_MIN * 10_000) return;
  throw tooOld(version?.name ?? '?');
}

/** Exported for its test: no server that old is at hand. */
export function tooOld(version: string): Refused {
  return new Refused(
    refuse('DATABASE_TOO_OLD', {
      zh: `数据库版本为 PostgreSQL ${version}，需要 ${VERSION_MIN} 或更高版本。请升级数据库后再启动。`,
      en: `The database is PostgreSQL ${version}; version ${VERSION_MIN} or later is needed. Upgrade it first.`,
    }),
  );
}

/** Tells why without the address, which may hold a password. */
function unreachable(error: unknown): Refused {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return new Refused(
    refuse(
      'DATABASE_UNREACHABLE',
      {
        zh: `连接不上数据库：${reason}。请检查 DATABASE_URL 和数据库是否在运行。`,
        en: `The database cannot be reached: ${reason}. Check DATABASE_URL and whether it is running.`,
      },
      [],
      'busy',
    ),
  );
}
