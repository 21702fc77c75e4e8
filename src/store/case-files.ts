import { statement, type Runner } from './transaction.ts';

const LINK = statement(
  'case_file_link',
  'INSERT INTO case_file (file_id, case_id) SELECT f, $2 FROM unnest($1::uuid[]) AS f ON CONFLICT DO NOTHING',
);
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
