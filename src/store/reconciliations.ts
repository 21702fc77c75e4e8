import type { JsonObject } from '../base/json.ts';
import { statement, type Runner } from './transaction.ts';

const OURS = statement(
  'reconcile_ours',
  `SELECT e.case_id AS "caseId", e.code, e.status, to_char(e.valid_from, 'YYYY-MM-DD') AS "validFrom",
     to_char(e.valid_to, 'YYYY-MM-DD') AS "validTo", e.fields, c.version AS "caseVersion",
     coalesce(h.acknowledged, 0) AS acknowledged, coalesce(h.queued, false) AS queued,
     coalesce(h.refused, 0) AS refused, h.code AS "toldCode"
   FROM public_entry e JOIN case_row c USING (case_id)
   LEFT JOIN LATERAL (SELECT max(version) FILTER (WHERE state = 'acknowledged') AS acknowledged,
       bool_or(state = 'queued') AS queued, min(version) FILTER (WHERE state = 'refused') AS refused, max(national_code) AS code
     FROM hand_over h WHERE h.case_id = e.case_id AND h.counterpart = $1) AS h ON true
   WHERE e.case_id > $2 ORDER BY e.case_id LIMIT $3`,
);

export interface OurRow {
  readonly caseId: string;
  readonly code: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly fields: JsonObject;
  readonly caseVersion: number;
  readonly acknowledged: number;
  readonly queued: boolean;
  readonly refused: number;
  /** The national code we were told, whether its case has heard of it or not. */
  readonly toldCode: string | null;
}

/** A page of the register as its counterpart ought to have it, in the order of case ids. */
export const ourPage = (
  runner: Runner,
  counterpart: string,
  after: string,
  limit: number,
): Promise<OurRow[]> => runner.run<OurRow & JsonObject>(OURS, [counterpart, after, limit]);

const KEEP = statement(
  'reconciliation_keep',
  'INSERT INTO reconciliation (counterpart, at, report) VALUES ($1, $2, $3)',
);
const PRUNE = statement(
  'reconciliation_prune',
  `DELETE FROM reconciliation WHERE counterpart = $1 AND number < (SELECT min(number) FROM (
     SELECT number FROM reconciliation WHERE counterpart = $1 ORDER BY number DESC LIMIT 100) AS kept)`,
);

/** Keeps a report, and the ninety-nine before it. */
export async function keepReport(
  runner: Runner,
  counterpart: string,
  at: string,
  report: JsonObject,
): Promise<void> {
  await runner.run(KEEP, [counterpart, at, JSON.stringify(report)]);
  await runner.run(PRUNE, [counterpart]);
}

const LATEST = statement(
  'reconciliation_latest',
  'SELECT report FROM reconciliation WHERE counterpart = $1 ORDER BY number DESC LIMIT $2',
);

/** The newest reports first. */
export const latestReports = async (
  runner: Runner,
  counterpart: string,
  limit: number,
): Promise<JsonObject[]> =>
  (await runner.run<{ report: JsonObject }>(LATEST, [counterpart, limit])).map((r) => r.report);
