import type { Json, JsonObject } from '../../base/json.ts';
import type { FirstState } from '../../contexts/registration/first-state.ts';
import type { CaseState } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';

const LINKED = statement(
  'fact_catalogue_linked',
  `SELECT item_id AS "itemId", department, name, summary, formats, encode(digest, 'hex') AS digest
   FROM catalogue_item WHERE item_id = $1 AND digest = decode($2, 'hex')
   UNION ALL
   SELECT item_id, department, name, summary, formats, encode(digest, 'hex')
   FROM catalogue_past WHERE item_id = $1 AND digest = decode($2, 'hex') LIMIT 1`,
);

/** The catalogue item of a case as it was when it was linked; null where that is no longer known. */
export async function catalogueLinked(a: {
  readonly tx: Runner;
  readonly state: CaseState | undefined;
}): Promise<Json> {
  const anchor = (a.state as FirstState | undefined)?.anchor;
  if (!anchor || !/^(?:[0-9a-f]{2})*$/.test(anchor.digest)) return null;
  return (await a.tx.run<JsonObject>(LINKED, [anchor.itemId, anchor.digest]))[0] ?? null;
}
