import { statement, type Runner } from './transaction.ts';

const NAME = 'log.lost-cases';
const READ = statement('lost_cases', `SELECT value FROM instance WHERE name = '${NAME}'`);
const WRITE = statement(
  'lost_cases_write',
  `INSERT INTO instance (name, value) VALUES ('${NAME}', $1)
   ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);

/** The cases whose private content could not be brought back with the log. */
export async function readLostCases(runner: Runner): Promise<readonly string[]> {
  const [row] = await runner.run<{ value: string[] }>(READ, []);
  return row?.value ?? [];
}

/** Adds to them. */
export async function addLostCases(runner: Runner, caseIds: Iterable<string>): Promise<void> {
  const all = new Set([...(await readLostCases(runner)), ...caseIds]);
  if (all.size > 0) await runner.run(WRITE, [JSON.stringify([...all])]);
}
