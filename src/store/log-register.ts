import type { Pool, PoolClient } from 'pg';

/** The register's side of the log, for an audit: which event stands at which place, and its hashes. */
export interface PlacedEvent {
  readonly index: number;
  readonly caseId: string;
  readonly version: number;
  /** Leaf hash of its bytes, computed by the database just now; undefined: there is no such event. */
  readonly leaf: Buffer | undefined;
  /** The leaf hashes written with it. */
  readonly sha256: Buffer | undefined;
  readonly sm3: Buffer | undefined;
}

/** An event that has no place and does not wait for one either, or has one and waits nevertheless. */
export interface Misplaced {
  readonly caseId: string;
  readonly version: number;
  readonly what: 'noPlace' | 'waitsAgain';
}

/** How far a log is signed. */
export interface SignedHead {
  readonly origin: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
}

export interface RegisterLog {
  heads(): Promise<readonly SignedHead[]>;
  /** How many places are given out. */
  places(): Promise<number>;
  /** The places from `from` up to, not including, `to` in their order, as often as each is given. */
  placed(from: number, to: number): Promise<readonly PlacedEvent[]>;
  /** At most `limit` of each kind. */
  misplaced(limit: number): Promise<readonly Misplaced[]>;
}

const PLACED = `SELECT l.idx::text, l.case_id, l.version,
    encode(sha256('\\x00'::bytea || e.entry) || e.sha256 || e.sm3, 'hex')
  FROM log_leaf l LEFT JOIN event e USING (case_id, version)
  WHERE l.idx >= $1 AND l.idx < $2 ORDER BY l.idx`;

const NO_PLACE = `SELECT e.case_id, e.version FROM event e
  LEFT JOIN log_leaf l USING (case_id, version) LEFT JOIN log_pending p USING (case_id, version)
  WHERE l.case_id IS NULL AND p.case_id IS NULL LIMIT $1`;

const WAITS_AGAIN = `SELECT l.case_id, l.version FROM log_leaf l
  JOIN log_pending p USING (case_id, version) LIMIT $1`;

/** Reads the register as it is at one moment, while acts go on; changes nothing. */
export async function readRegisterLog<T>(
  pool: Pool,
  work: (register: RegisterLog) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A join over the whole register may take longer than anything a clerk waits for.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    return await work(registerOn(client));
  } finally {
    client.release(true);
  }
}

function registerOn(client: PoolClient): RegisterLog {
  const events = async (what: Misplaced['what'], sql: string, limit: number) => {
    const { rows } = await client.query<{ case_id: string; version: number }>(sql, [limit]);
    return rows.map((row) => ({ caseId: row.case_id, version: row.version, what }));
  };
  return {
    async heads() {
      const { rows } = await client.query<Omit<SignedHead, 'size'> & { size: string }>(
        'SELECT origin, size::text, sha256, sm3 FROM log_head',
      );
      return rows.map((row) => ({ ...row, size: Number(row.size) }));
    },
    async places() {
      const { rows } = await client.query<{ n: string }>(
        'SELECT count(*)::text AS n FROM log_leaf',
      );
      return Number(rows[0]?.n ?? 0);
    },
    async placed(from, to) {
      const { rows } = await client.query<[string, string, number, string | null]>({
        name: 'log_placed',
        text: PLACED,
        values: [from, to],
        rowMode: 'array',
      });
      return rows.map(placedOf);
    },
    misplaced: async (limit) => [
      ...(await events('noPlace', NO_PLACE, limit)),
      ...(await events('waitsAgain', WAITS_AGAIN, limit)),
    ],
  };
}

function placedOf([index, caseId, version, hex]: [string, string, number, string | null]) {
  const hashes = hex === null ? undefined : Buffer.from(hex, 'hex');
  return {
    index: Number(index),
    caseId,
    version,
    leaf: hashes?.subarray(0, 32),
    sha256: hashes?.subarray(32, 64),
    sm3: hashes?.subarray(64),
  };
}
