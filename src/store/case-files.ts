import { statement, type Runner, type Statement } from './transaction.ts';

/** Holds the files until this is final: what nothing holds is swept away after a time, and a file that
 *  went in between is a reason to look again. */
const LINK: Statement = {
  ...statement(
    'case_file_link',
    `WITH held AS (SELECT id FROM file WHERE id = ANY($1::uuid[]) FOR KEY SHARE),
       linked AS (INSERT INTO case_file (file_id, case_id) SELECT id, $2 FROM held ON CONFLICT DO NOTHING)
     SELECT 1 FROM (SELECT count(*) AS n FROM held) h WHERE n = cardinality($1::uuid[])`,
  ),
  mustHit: true,
};
const CASES = statement(
  'case_file_cases',
  'SELECT case_id FROM case_file WHERE file_id = $1 LIMIT 50',
);

/** Remembers which files an act brought into a case. */
export async function linkFiles(
  tx: Runner,
  caseId: string,
  files: readonly string[],
): Promise<void> {
  if (files.length > 0) await tx.run(LINK, [files, caseId]);
}

export async function casesOfFile(runner: Runner, fileId: string): Promise<string[]> {
  return (await runner.run<{ case_id: string }>(CASES, [fileId])).map((r) => r.case_id);
}
