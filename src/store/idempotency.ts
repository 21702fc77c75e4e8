import { openCase, type CaseRow, type StoredCase } from './cases.ts';
import type { SealKeys } from './seal.ts';
import { statement, type Runner } from './transaction.ts';

const COLUMNS = `c.case_id, c.procedure, c.jurisdiction, c.pack, c.version, c.opened_at,
  c.updated_at, c.state`;

const LOCK = statement(
  'case_lock_with_key',
  `SELECT ${COLUMNS}, i.fingerprint FROM case_row c
   LEFT JOIN idempotency i ON i.actor = $2 AND i.key = $3
   WHERE c.case_id = $1 FOR UPDATE OF c`,
);
const READ = statement(
  'case_read_with_key',
  `SELECT ${COLUMNS}, i.fingerprint FROM case_row c
   LEFT JOIN idempotency i ON i.actor = $2 AND i.key = $3 WHERE c.case_id = $1`,
);
const SEEN = statement(
  'idempotency_seen',
  'SELECT case_id, fingerprint FROM idempotency WHERE actor = $1 AND key = $2',
);

/** Reads a case and, in the same round trip, tells what this actor's key was used for before; with
 *  `lock` its row is held until the transaction ends. */
export async function loadWithKey(
  tx: Runner,
  keys: SealKeys,
  {
    caseId,
    actor,
    key,
    lock,
  }: {
    readonly caseId: string;
    readonly actor: string;
    readonly key: string | undefined;
    readonly lock: boolean;
  },
): Promise<{ stored: StoredCase; fingerprint: Buffer | null } | undefined> {
  const [row] = await tx.run<CaseRow & { fingerprint: Buffer | null }>(lock ? LOCK : READ, [
    caseId,
    actor,
    key ?? null,
  ]);
  if (!row) return undefined;
  // While the lock was waited for, the same key may have been used: the row of the case is then
  // read anew, but what it was joined with is not.
  const late = lock && key !== undefined ? await seenKey(tx, actor, key) : undefined;
  return { stored: openCase(keys, row), fingerprint: row.fingerprint ?? late?.fingerprint ?? null };
}

/** What a key was used for, for acts that open a case and have no row to lock yet. */
export async function seenKey(
  tx: Runner,
  actor: string,
  key: string,
): Promise<{ caseId: string; fingerprint: Buffer } | undefined> {
  const [row] = await tx.run<{ case_id: string; fingerprint: Buffer }>(SEEN, [actor, key]);
  return row && { caseId: row.case_id, fingerprint: row.fingerprint };
}
