import type { JsonObject } from '../../base/json.ts';
import type { Refusal } from '../../base/refusal.ts';
import type { Text } from '../../base/text.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import type { Fault, Mapped } from './plan.ts';

export type ImportState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
export type Outcome = 'created' | 'ready' | 'skipped' | 'refused';

/** One import as its table has it. */
export interface ImportJob {
  readonly id: string;
  readonly account: string;
  readonly jurisdiction: string;
  readonly file: string;
  readonly mode: 'check' | 'import';
  readonly state: ImportState;
  readonly opening: JsonObject;
  readonly mapping: Readonly<Record<string, string>>;
  readonly columns: readonly Mapped[];
  readonly notes: readonly Text[];
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly lines: number;
  readonly fault: Refusal | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export interface LineOutcome {
  readonly line: number;
  readonly outcome: Outcome;
  readonly title: string;
  readonly caseId: string | null;
  readonly faults: readonly Fault[];
}

const COLUMNS = `import_id AS id, account_id AS account, jurisdiction, file_id AS file, mode, state,
  opening, mapping, columns, notes, encoding, sheet, lines, fault, attempts,
  created_at AS "createdAt", ended_at AS "endedAt"`;

const INSERT = statement(
  'import_insert',
  `INSERT INTO import_job (import_id, account_id, jurisdiction, file_id, mode, state, opening, mapping,
     columns, notes, encoding, sheet, lines, created_at)
   SELECT $1, $2, $3, id, $5, 'waiting', $6, $7, $8, $9, $10, $11, $12, $13
   FROM (SELECT id FROM file WHERE id = $4 FOR KEY SHARE) sheet
   WHERE NOT EXISTS (SELECT 1 FROM import_job
     WHERE account_id = $2 AND state IN ('waiting', 'running'))
   RETURNING ${COLUMNS}`,
);

/** Enters an import; undefined while the same account has another that is not over. */
export async function insertJob(
  runner: Runner,
  job: Omit<ImportJob, 'state' | 'fault' | 'attempts' | 'createdAt' | 'endedAt'>,
  now: string,
): Promise<ImportJob | undefined> {
  const [row] = await runner.run<ImportJob>(INSERT, [
    job.id,
    job.account,
    job.jurisdiction,
    job.file,
    job.mode,
    JSON.stringify(job.opening),
    JSON.stringify(job.mapping),
    JSON.stringify(job.columns),
    JSON.stringify(job.notes),
    job.encoding,
    job.sheet,
    job.lines,
    now,
  ]);
  return row;
}

const ONE = statement(
  'import_read',
  `SELECT ${COLUMNS} FROM import_job WHERE import_id = $1 AND account_id = $2`,
);
const LIST = statement(
  'import_list',
  `SELECT ${COLUMNS} FROM import_job WHERE account_id = $1 ORDER BY import_id DESC LIMIT 20`,
);
const COUNTS = statement(
  'import_counts',
  `SELECT import_id AS id, outcome, count(*)::int AS n FROM import_line
   WHERE import_id = ANY($1::uuid[]) GROUP BY import_id, outcome`,
);

export const readJob = async (
  runner: Runner,
  id: string,
  account: string,
): Promise<ImportJob | undefined> => (await runner.run<ImportJob>(ONE, [id, account]))[0];

export const listJobs = (runner: Runner, account: string): Promise<ImportJob[]> =>
  runner.run<ImportJob>(LIST, [account]);

export type Counts = Readonly<Record<Outcome, number>>;
const NONE: Counts = { created: 0, ready: 0, skipped: 0, refused: 0 };

export async function countLines(
  runner: Runner,
  ids: readonly string[],
): Promise<(id: string) => Counts> {
  const rows = await runner.run<{ id: string; outcome: Outcome; n: number }>(COUNTS, [ids]);
  const found = new Map<string, Counts>();
  for (const { id, outcome, n } of rows) {
    found.set(id, { ...(found.get(id) ?? NONE), [outcome]: n });
  }
  return (id) => found.get(id) ?? NONE;
}

const LINES = statement(
  'import_lines',
  `SELECT line, outcome, title, case_id AS "caseId", faults FROM import_line
   WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR outcome = $3)
   ORDER BY line LIMIT $4`,
);

export const readLines = (
  runner: Runner,
  id: string,
  { after = 0, outcome, limit }: { after?: number; outcome?: Outcome; limit: number },
): Promise<LineOutcome[]> => runner.run<LineOutcome>(LINES, [id, after, outcome ?? null, limit]);

const HOLD_SECONDS = 15;

const CLAIM = statement(
  'import_claim',
  `UPDATE import_job SET state = 'running', attempts = attempts + 1,
     held_until = now() + interval '${HOLD_SECONDS} seconds'
   WHERE import_id = (SELECT import_id FROM import_job
     WHERE state IN ('waiting', 'running') AND held_until < now()
     ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING ${COLUMNS}`,
);
const HOLD = statement(
  'import_hold',
  `UPDATE import_job SET held_until = now() + interval '${HOLD_SECONDS} seconds'
   WHERE import_id = $1 AND state = 'running' RETURNING import_id`,
);
const RELEASE = statement(
  'import_release',
  `UPDATE import_job SET held_until = '-infinity', attempts = CASE WHEN $2 THEN 0 ELSE attempts END
   WHERE import_id = $1`,
);
const END = statement(
  'import_end',
  `UPDATE import_job SET state = $2, fault = $3, ended_at = $4, held_until = '-infinity'
   WHERE import_id = $1 AND state IN ('waiting', 'running') RETURNING import_id`,
);
const DONE_LINES = statement(
  'import_done_lines',
  'SELECT line FROM import_line WHERE import_id = $1',
);
const PUT_LINES = statement(
  'import_put_lines',
  `INSERT INTO import_line (import_id, line, outcome, title, case_id, faults)
   SELECT $1, x.* FROM unnest($2::int[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[]) AS x
   ON CONFLICT DO NOTHING RETURNING line`,
);
const PURGE = statement(
  'import_purge',
  `WITH old AS (DELETE FROM import_job WHERE ended_at < $1 RETURNING import_id)
   DELETE FROM import_line WHERE import_id IN (SELECT import_id FROM old)`,
);

/** Takes the oldest import that nobody works on; the hold ends by itself if this process dies. */
export const claimJob = async (runner: Runner): Promise<ImportJob | undefined> =>
  (await runner.run<ImportJob>(CLAIM, []))[0];

/** Keeps the hold; false once somebody has cancelled. */
export const holdJob = async (runner: Runner, id: string): Promise<boolean> =>
  (await runner.run(HOLD, [id])).length > 0;

/** Lays it down for whoever comes next; `well`: not because it failed. */
export const releaseJob = async (runner: Runner, id: string, well: boolean): Promise<void> => {
  await runner.run(RELEASE, [id, well]);
};

export const endJob = async (
  runner: Runner,
  id: string,
  state: 'done' | 'cancelled' | 'failed',
  fault: Refusal | null,
  now: string,
): Promise<boolean> =>
  (await runner.run(END, [id, state, fault && JSON.stringify(fault), now])).length > 0;

export const linesDone = async (runner: Runner, id: string): Promise<Set<number>> =>
  new Set((await runner.run<{ line: number }>(DONE_LINES, [id])).map((r) => r.line));

/** Writes what lines led to, each once; false where one of them is known already. */
export async function putLines(
  runner: Runner,
  id: string,
  lines: readonly LineOutcome[],
): Promise<boolean> {
  if (lines.length === 0) return true;
  const written = await runner.run(PUT_LINES, [
    id,
    lines.map((l) => l.line),
    lines.map((l) => l.outcome),
    lines.map((l) => l.title),
    lines.map((l) => l.caseId),
    lines.map((l) => JSON.stringify(l.faults)),
  ]);
  return written.length === lines.length;
}

export const purgeJobs = async (runner: Runner, before: string): Promise<void> => {
  await runner.run(PURGE, [before]);
};
