import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';

/** A named statement is prepared once per connection; the name is the address of the SQL. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Returns a row when it has done its work; none means that somebody else was faster. */
  readonly mustHit?: true;
}

/** Somebody changed the case in between; worth another try, like a serialisation failure. */
export class Overtaken extends Error {
  readonly code = '40001';
}

const named = new Map<string, string>();

/** A statement with a name of its own in the whole program; two texts under one name would make
 *  PostgreSQL run the wrong one on some connections, so that is refused when the module loads. */
export function statement(name: string, sql: string): Statement {
  const known = named.get(name);
  if (known !== undefined && known !== sql) throw new Error(`two statements are called ${name}`);
  named.set(name, sql);
  return { name, text: sql };
}

/** Runs statements: a pool (each on its own) or a transaction (all or nothing). */
export interface Runner {
  run<T extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<T[]>;
  /** Where writes are kept for later: what is to be looked at once they are made and hold their rows,
   *  before they are final. */
  readonly atEnd?: (work: (tx: Runner) => Promise<void>) => void;
}

export function runnerOf(connection: Pool | PoolClient): Runner {
  return {
    async run<T extends QueryResultRow>(s: Statement, values: readonly unknown[]): Promise<T[]> {
      try {
        const { rows } = await connection.query<T>({
          name: s.name,
          text: s.text,
          values: [...values],
        });
        if (s.mustHit && rows.length === 0) throw new Overtaken(s.name);
        return rows;
      } catch (error) {
        throw unavailable(error) ?? error;
      }
    },
  };
}

/** Reads at once and keeps every write for later: an act that needs no lock is decided without a
 *  transaction, and what it wrote is then applied whole. */
export function deferringRunner(pool: Pool): {
  readonly runner: Runner;
  readonly apply: () => Promise<void>;
} {
  const direct = runnerOf(pool);
  const writes: { statement: Statement; values: readonly unknown[] }[] = [];
  const last: ((tx: Runner) => Promise<void>)[] = [];
  return {
    runner: {
      atEnd: (work) => void last.push(work),
      async run<T extends QueryResultRow>(s: Statement, values: readonly unknown[]): Promise<T[]> {
        if (/^\s*SELECT\b/i.test(s.text)) return direct.run<T>(s, values);
        writes.push({ statement: s, values });
        return [];
      },
    },
    async apply() {
      const [only] = writes;
      if (only && writes.length === 1 && last.length === 0) {
        await direct.run(only.statement, only.values).catch((error: unknown) => {
          throw lostOnTheWay(error) ? outcomeUnknown() : error;
        });
        return;
      }
      if (writes.length === 0) return;
      const all = async (tx: Runner): Promise<void> => {
        for (const { statement: s, values } of writes) await tx.run(s, values);
        for (const look of last) await look(tx);
      };
      // Bound to the state it was decided on: the same writes would lose a second time.
      await inTransaction(pool, all, 1);
    },
  };
}

const RETRY = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

/** All of `work` in one transaction, or nothing. Deadlocks and serialisation failures are tried
 *  again from the start; a lost database becomes the refusal 503 that promise 9 asks for. */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: Runner) => Promise<T>,
  attempts = ATTEMPTS,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect().catch((error: unknown) => {
      throw unavailable(error) ?? error;
    });
    let broken = false;
    let committing = false;
    try {
      await client.query('BEGIN');
      const result = await work(runnerOf(client));
      committing = true;
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
      if (attempt < attempts && isRace(error)) continue;
      if (committing && lostOnTheWay(error)) throw outcomeUnknown();
      throw unavailable(error) ?? error;
    } finally {
      client.release(broken);
    }
  }
}

/** Lost against somebody else at the same moment: nothing was written, and a second try will see what
 *  they did. Two requests under one idempotency key meet at its primary key. */
export function isRace(error: unknown): boolean {
  const constraint =
    typeof error === 'object' && error !== null && 'constraint' in error ? error.constraint : '';
  return (
    RETRY.has(codeOf(error)) || (codeOf(error) === '23505' && constraint === 'idempotency_pkey')
  );
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

const GONE = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|57014)$/;

/** The connection broke after the request had gone out: nobody told us how it ended. An error that
 *  the database itself reports means that nothing was written. */
function lostOnTheWay(error: unknown): boolean {
  const cause = error instanceof Refused ? error.cause : error;
  if (unavailable(cause) === undefined) return false;
  const neverSent = /timeout exceeded/i.test(String(cause));
  return !neverSent && !/^\d|^ECONNREFUSED$|^ENOENT$/.test(codeOf(cause));
}

const outcomeUnknown = (): Refused =>
  new Refused(
    refuse(
      'STORE_OUTCOME_UNKNOWN',
      text(
        '数据库连接在写入时中断，本次办理是否生效尚不清楚；请用同一幂等键重试，或刷新后核对。',
        'The database was lost while writing; whether the act took effect is not known. Try again with the same idempotency key, or read the case again.',
      ),
      [],
      'busy',
    ),
  );

/** Operating errors of the database, told as 503; anything else is a defect and stays itself. */
function unavailable(error: unknown): Refused | undefined {
  if (error instanceof Refused) return undefined;
  const message = error instanceof Error ? error.message : '';
  const lost =
    GONE.test(codeOf(error)) ||
    /terminat|timeout exceeded|Connection ended|not queryable/i.test(message);
  if (!lost) return undefined;
  const refused = new Refused(
    refuse(
      'STORE_UNAVAILABLE',
      text(
        '数据库暂时不可用，请稍后再试；本次办理没有生效。',
        'The database cannot be reached; nothing was done. Try again shortly.',
      ),
      [],
      'busy',
    ),
  );
  refused.cause = error;
  return refused;
}
