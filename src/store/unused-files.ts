import { leave } from './erase.ts';
import { statement, type Runner } from './transaction.ts';

/** A file that nothing holds: no case, no sheet of an import, no draft in the scratch. Before drafts
 *  said which files they name, nobody could tell. */
const UNUSED = `f.uploaded_at < $1
   AND NOT EXISTS (SELECT FROM case_file c WHERE c.file_id = f.id)
   AND NOT EXISTS (SELECT FROM import_job j WHERE j.file_id = f.id)
   AND NOT EXISTS (SELECT FROM named n WHERE n.id = f.id)
   AND NOT EXISTS (SELECT FROM scratch s WHERE s.files IS NULL)`;
const NAMED = 'named AS (SELECT unnest(files) AS id FROM scratch)';

const HOLD = statement(
  'unused_files_hold',
  `WITH ${NAMED} SELECT f.id FROM file f WHERE ${UNUSED} LIMIT $2 FOR UPDATE OF f SKIP LOCKED`,
);
const DROP = statement(
  'unused_files_drop',
  `WITH ${NAMED} DELETE FROM file f WHERE f.id = ANY ($2::uuid[]) AND ${UNUSED} RETURNING f.key`,
);

/** Forgets up to `most` files that were uploaded before a moment and that nothing holds, and notes their
 *  contents to be removed from the store once this is committed. Whoever brings a file into a case, a
 *  sheet or a draft holds its row until that is final: such a file is passed over, and once a row is held
 *  here it is looked again whether somebody was faster. Returns how many files went. */
export async function dropUnusedFiles(tx: Runner, before: Date, most: number): Promise<number> {
  const found = await tx.run<{ id: string }>(HOLD, [before, most]);
  if (found.length === 0) return 0;
  const ids = found.map(({ id }) => id);
  const gone = await tx.run<{ key: string }>(DROP, [before, ids]);
  await leave(
    tx,
    gone.map(({ key }) => key),
  );
  return gone.length;
}
