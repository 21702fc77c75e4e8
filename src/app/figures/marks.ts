import { BEGINNING, END, marksOf, type Mark } from '../../contexts/supervision/marks.ts';
import type { ClockRow, RecordedEvent } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';

const WRITE = statement(
  'case_mark_write',
  `INSERT INTO case_mark (case_id, version, n, jurisdiction, procedure, mark, said, day, first, started_on, due)
   SELECT $1, v, n, $2, $3, m, s, d,
     NOT EXISTS (SELECT FROM case_mark e WHERE e.case_id = $1 AND e.mark = m AND e.version < v),
     CASE WHEN m <> '${END}' THEN f ELSE (SELECT e.day FROM case_mark e
       WHERE e.case_id = $1 AND e.mark = '${BEGINNING}' ORDER BY e.version LIMIT 1) END, u
   FROM unnest($4::int[], $5::int[], $6::text[], $7::text[], $8::date[], $9::date[], $10::date[])
     AS x(v, n, m, s, d, f, u)`,
);

export interface Marked {
  readonly caseId: string;
  readonly jurisdiction: string;
  readonly procedure: string;
  /** Its clocks before these events. */
  readonly clocks: readonly ClockRow[];
  readonly events: readonly RecordedEvent[];
}

/** Writes what these events add to the counts (decision 0039). */
export async function writeMarks(tx: Runner, of: Marked): Promise<void> {
  // One that was stopped ran before; one that is over still waits for its decision.
  const waiting = of.clocks.filter(({ state }) => state !== 'stopped');
  const running = new Map(waiting.map(({ name, startedOn, due }) => [name, { startedOn, due }]));
  const marks = of.events.flatMap((event) => marksOf(event, running));
  if (marks.length === 0) return;
  const column = <K extends keyof Mark>(key: K) => marks.map((mark) => mark[key]);
  await tx.run(WRITE, [
    of.caseId,
    of.jurisdiction,
    of.procedure,
    column('version'),
    column('n'),
    column('mark'),
    column('said'),
    column('day'),
    column('startedOn'),
    column('due'),
  ]);
}
