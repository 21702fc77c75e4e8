import type { JsonObject } from '../base/json.ts';
import { statement, type Runner } from './transaction.ts';

/** An event as an entry of the log tells it. */
export interface RecoveredEvent {
  readonly caseId: string;
  readonly version: number;
  readonly procedure: string;
  readonly type: string;
  readonly at: string;
  readonly entry: Buffer;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
  /** It has a private part, which is not on the log. */
  readonly hasBody: boolean;
}

export interface Place {
  readonly caseId: string;
  readonly version: number;
}

const CONFLICT = statement(
  'recover_conflict',
  `SELECT e.case_id AS "caseId", e.version
   FROM unnest($1::uuid[], $2::int[], $3::bytea[]) AS x(case_id, version, entry)
   JOIN event e USING (case_id, version) LEFT JOIN log_leaf l USING (case_id, version)
   WHERE e.entry <> x.entry OR l.idx IS NOT NULL LIMIT 1`,
);

/** The first of these that stands in the register with other bytes, or at another place. */
export async function conflicting(
  runner: Runner,
  events: readonly RecoveredEvent[],
): Promise<Place | undefined> {
  const [row] = await runner.run<{ caseId: string; version: number }>(CONFLICT, [
    events.map((e) => e.caseId),
    events.map((e) => e.version),
    events.map((e) => e.entry),
  ]);
  return row;
}

const BRING = statement(
  'recover_bring',
  `WITH x AS (
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[],
       $6::bytea[], $7::bytea[], $8::bytea[], $9::bool[])
       WITH ORDINALITY AS x(case_id, version, procedure, type, at, entry, sha256, sm3, private, n)
   ), e AS (
     INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
     SELECT case_id, version, procedure, type, at, entry, sha256, sm3 FROM x ORDER BY n
     ON CONFLICT DO NOTHING RETURNING case_id, version
   ), b AS (
     INSERT INTO event_body (case_id, version, body)
     SELECT case_id, version, ''::bytea FROM x JOIN e USING (case_id, version) WHERE private
   ), l AS (
     INSERT INTO log_leaf (case_id, version, idx)
     SELECT case_id, version, $10::bigint - 1 + n FROM x ORDER BY n
   )
   SELECT case_id AS "caseId", version FROM e`,
);

/** Writes the events that are missing, with an empty body where theirs is lost, and gives all of them
 *  the places from `from` on. Returns those that were missing. */
export const bring = (
  tx: Runner,
  events: readonly RecoveredEvent[],
  from: number,
): Promise<Place[]> =>
  tx.run<{ caseId: string; version: number }>(BRING, [
    events.map((e) => e.caseId),
    events.map((e) => e.version),
    events.map((e) => e.procedure),
    events.map((e) => e.type),
    events.map((e) => e.at),
    events.map((e) => e.entry),
    events.map((e) => e.sha256),
    events.map((e) => e.sm3),
    events.map((e) => e.hasBody),
    from,
  ]);

const PLACED = statement(
  'recover_placed',
  `DELETE FROM log_pending p USING log_leaf l
   WHERE l.case_id = p.case_id AND l.version = p.version`,
);

/** Nothing that has its place goes on waiting for one. */
export const waitNoMore = (tx: Runner): Promise<unknown> => tx.run(PLACED, []);

const FIRST = statement(
  'recover_first',
  `SELECT case_id AS "caseId", entry FROM event WHERE case_id = ANY ($1::uuid[]) AND version = 1`,
);

/** The public part of the first event of each of these cases. */
export async function openings(
  runner: Runner,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const rows = await runner.run<{ caseId: string; entry: Buffer }>(FIRST, [caseIds]);
  return new Map(
    rows.map(({ caseId, entry }) => [caseId, JSON.parse(entry.toString('utf8')) as JsonObject]),
  );
}

const SERIALS = statement(
  'recover_serials',
  `INSERT INTO code_serial (scheme, period, last) VALUES ($1, $2, $3)
   ON CONFLICT (scheme, period) DO UPDATE SET last = code_serial.last + excluded.last`,
);

/** Counts codes that were given out and are known again. */
export const countSerials = (
  tx: Runner,
  scheme: string,
  period: string,
  count: number,
): Promise<unknown> => tx.run(SERIALS, [scheme, period, count]);

const RECOVERING = 'log.recovering';
const RECOVERING_READ = statement(
  'log_recovering',
  `SELECT 1 AS n FROM instance WHERE name = '${RECOVERING}'`,
);
const RECOVERING_SET = statement(
  'log_recovering_set',
  `INSERT INTO instance (name, value) VALUES ('${RECOVERING}', 'true') ON CONFLICT DO NOTHING`,
);
const RECOVERING_OVER = statement(
  'log_recovering_over',
  `DELETE FROM instance WHERE name = '${RECOVERING}'`,
);

/** Whether entries were fetched from a copy and what is read from them was not yet rebuilt. */
export const isRecovering = async (runner: Runner): Promise<boolean> =>
  (await runner.run(RECOVERING_READ, [])).length > 0;

export const setRecovering = async (runner: Runner, now: boolean): Promise<void> =>
  void (await runner.run(now ? RECOVERING_SET : RECOVERING_OVER, []));
