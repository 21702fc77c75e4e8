import type { StoredEventRow } from './bodies.ts';
import { statement, type Runner } from './transaction.ts';

/** Whole cases, by id: those after the first and up to the last, included. */
export interface CaseRange {
  readonly after: string;
  readonly upTo: string;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** One case alone. */
export function rangeOf(caseId: string): CaseRange {
  const before = (BigInt(`0x${caseId.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0');
  const after = before.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { after, upTo: caseId };
}

const BOUNDARY = statement(
  'event_range_boundary',
  `SELECT case_id FROM event WHERE case_id > $1 ORDER BY case_id, version OFFSET $2 LIMIT 1`,
);

/** Cuts the register into ranges of some `events` events each, without gap or overlap: what is not
 *  in one of them does not exist. Asked for one at a time, by any number of workers. */
export function caseRanges(runner: Runner, events: number): () => Promise<CaseRange | undefined> {
  let next: string | undefined = FIRST;
  let last: Promise<unknown> = Promise.resolve();
  const ask = async (): Promise<CaseRange | undefined> => {
    if (next === undefined) return undefined;
    const after = next;
    const [row] = await runner.run<{ case_id: string }>(BOUNDARY, [after, events]);
    next = row?.case_id;
    return { after, upTo: row?.case_id ?? LAST };
  };
  return () => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
}

export interface RangedEvent extends StoredEventRow {
  readonly type: string;
  readonly procedure: string;
  readonly at: Date;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
  /** There is a row for the private part; `body` is null in it once it was erased. */
  readonly kept: boolean;
}

const EVENTS = statement(
  'event_range',
  `SELECT e.case_id, e.version, e.type, e.procedure, e.at, e.entry, e.sha256, e.sm3, b.body,
     b.case_id IS NOT NULL AS kept
   FROM event e LEFT JOIN event_body b ON b.case_id = e.case_id AND b.version = e.version
     AND b.case_id > $1 AND b.case_id <= $2
   WHERE e.case_id > $1 AND e.case_id <= $2 ORDER BY e.case_id, e.version`,
);

/** The events of a range, case by case, each case in order. */
export async function eventsIn(runner: Runner, range: CaseRange): Promise<RangedEvent[][]> {
  const rows = await runner.run<RangedEvent>(EVENTS, [range.after, range.upTo]);
  const cases: RangedEvent[][] = [];
  let current: RangedEvent[] = [];
  for (const row of rows) {
    if (current[0]?.case_id !== row.case_id) cases.push((current = []));
    current.push(row);
  }
  return cases;
}
