import { isUuid } from '../../base/id.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { factsOf, type FileFacts, type FileRow } from './file-facts.ts';

const FACTS = statement(
  'file_facts',
  `SELECT id, key, name, size, type, sha256, sm3, scan, signature, uploaded_by, org
   FROM file WHERE id = ANY($1::uuid[])`,
);

/** The facts of files, read in the transaction of an act. Read through the pool they would wait for
 *  a second connection while holding the first: as many acts at once as there are connections would
 *  all wait for each other. */
export async function fileFactsIn(
  tx: Runner,
  ids: readonly string[],
): Promise<Map<string, FileFacts>> {
  const known = ids.filter(isUuid);
  if (known.length === 0) return new Map();
  const rows = await tx.run<FileRow>(FACTS, [known]);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}
