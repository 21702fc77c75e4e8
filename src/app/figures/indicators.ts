import { createHash } from 'node:crypto';
import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import type { Figures, IndicatorRow } from '../../contexts/supervision/indicators.ts';
import { tallyOf, type Days, type Elapsed } from '../../contexts/supervision/tally.ts';
import type { Calendar } from '../../law/calendar.ts';
import { statement, type Runner } from '../../store/transaction.ts';

/** What figures are drawn of. */
export interface Asked {
  readonly year: number;
  readonly jurisdiction: string;
  readonly calendar: Calendar;
}

export const daysOf = (year: number): Days => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** Working days after the one day up to the other; a walk of ten years is the longest. */
export const elapsedBy =
  (calendar: Calendar): Elapsed =>
  (from, to) => {
    let days = 0;
    let day = orThrowDate(from);
    for (let walked = 0; day < to && walked < 3660; walked += 1) {
      day = addDays(day, 1);
      if (calendar.isWorkingDay(day)) days += 1;
    }
    return days;
  };

// Whole cases that something happened to in the year: what began before it counts from its beginning.
const ROWS = statement(
  'indicator_rows',
  `SELECT e.case_id, e.version, e.entry FROM event e JOIN case_row c ON c.case_id = e.case_id
   WHERE c.jurisdiction = $1 AND e.at < $3 AND (e.case_id, e.version) > ($4, $5)
     AND EXISTS (SELECT FROM event y WHERE y.case_id = e.case_id AND y.at >= $2 AND y.at < $3)
   ORDER BY e.case_id, e.version LIMIT 2000`,
);
const START = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly case_id: string;
  readonly version: number;
  readonly entry: Buffer;
}

/** The rows of a year, case by case and in order: the public half of the record, and nothing else. */
export async function* indicatorRows(
  runner: Runner,
  { year, jurisdiction }: Pick<Asked, 'year' | 'jurisdiction'>,
): AsyncGenerator<IndicatorRow[]> {
  const [from, to] = [year, year + 1].map((y) => `${y}-01-01T00:00:00+08:00`);
  let at: readonly [string, number] = [START, 0];
  let own: IndicatorRow[] = [];
  for (;;) {
    const rows = await runner.run<Row>(ROWS, [jurisdiction, from, to, ...at]);
    for (const { entry } of rows) {
      const row = rowOf(JSON.parse(entry.toString('utf8')) as JsonObject);
      if (own[0] && own[0].caseId !== row.caseId) {
        yield own;
        own = [];
      }
      own.push(row);
    }
    const last = rows.at(-1);
    if (!last) break;
    at = [last.case_id, last.version];
  }
  if (own.length > 0) yield own;
}

function rowOf(entry: JsonObject): IndicatorRow {
  const deadlines = (entry['deadlines'] ?? []) as unknown as IndicatorRow['deadlines'];
  const { role } = entry['actor'] as { readonly role: string };
  return {
    caseId: String(entry['caseId']),
    version: Number(entry['version']),
    type: String(entry['type']),
    at: String(entry['at']),
    role,
    deadlines: deadlines.map(({ clock, startedOn, due }) => ({ clock, startedOn, due })),
  };
}

/** One line of the data a report rests on. */
export const lineOf = (row: IndicatorRow): string => `${canonical(row as unknown as Json)}\n`;

const HEAD = statement(
  'indicator_log_head',
  `SELECT size::text AS size, encode(sha256, 'hex') AS root FROM log_head ORDER BY origin LIMIT 1`,
);

/** Draws the figures of a year from the register; the same from any copy of it (BJ-REG-22). */
export async function drawIndicators(runner: Runner, asked: Asked): Promise<Figures> {
  const [head] = await runner.run<{ size: string; root: string }>(HEAD, []);
  const log = head ? { size: Number(head.size), root: head.root } : null;
  return { ...(await drawFrom(indicatorRows(runner, asked), asked)), log };
}

/** The same from rows wherever they come from. */
export async function drawFrom(
  cases: AsyncIterable<readonly IndicatorRow[]>,
  { year, calendar }: Omit<Asked, 'jurisdiction'>,
): Promise<Figures> {
  const days = daysOf(year);
  const tally = tallyOf(days, elapsedBy(calendar));
  const hash = createHash('sha256');
  let [count, events] = [0, 0];
  for await (const rows of cases) {
    tally.add(rows);
    for (const row of rows) hash.update(lineOf(row));
    count += 1;
    events += rows.length;
  }
  const span = { ...days, cases: count, events, digest: hash.digest('hex') };
  return { year, figures: tally.figures(), span, calendar: calendar.version, log: null };
}
