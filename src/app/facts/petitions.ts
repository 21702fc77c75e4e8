import type { Json, JsonObject } from '../../base/json.ts';
import { statement } from '../../store/transaction.ts';
import { entry } from './entry.ts';
import type { Asking } from './facts.ts';

// Holding the entry's row, two filings about one entry come one after the other.
const HELD = statement('fact_entry_held', 'SELECT 1 FROM case_row WHERE case_id = $1 FOR UPDATE');
const BESIDE = statement(
  'fact_petitions',
  `SELECT case_id AS "caseId", status, NOT terminal AS open FROM case_row
   WHERE parent_id = $1 AND procedure = $2 AND case_id <> $3 ORDER BY case_id DESC LIMIT 200`,
);

/** Cases of the same procedure about the same entry, the latest first. */
export async function petitions(a: Asking): Promise<Json> {
  const found = (await entry(a)) as { readonly caseId: string } | null;
  if (!found) return [];
  await a.tx.run(HELD, [found.caseId]);
  return a.tx.run<JsonObject>(BESIDE, [found.caseId, a.procedure, a.caseId]);
}
