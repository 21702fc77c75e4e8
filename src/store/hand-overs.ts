import type { PoolClient } from 'pg';
import type { JsonObject } from '../base/json.ts';
import { statement, type Runner } from './transaction.ts';

/** "shuji" and "hand" in ASCII, as two halves: whoever holds the pair sends to that counterpart. */
const LEASE = 'SELECT pg_try_advisory_lock(1936220522, hashtext($1)) AS mine';

/** Becomes the one that sends to this counterpart for as long as the connection lives; false while
 *  another process, or another part of this one, does. */
export async function leaseOf(client: PoolClient, counterpart: string): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(LEASE, [counterpart]);
  return rows[0]?.mine === true;
}

/** Lets another send at once. */
export async function endLease(client: PoolClient, counterpart: string): Promise<void> {
  const unlock = 'SELECT pg_advisory_unlock(1936220522, hashtext($1))';
  await client.query(unlock, [counterpart]).catch(() => undefined);
  client.release(true);
}

const QUEUE = statement(
  'hand_over_queue',
  `INSERT INTO hand_over (case_id, counterpart, version, previous, change, body, queued_at, next_at)
   SELECT $1, c.name, $2::int,
     coalesce($6::int, (SELECT max(h.version) FROM hand_over h
                        WHERE h.case_id = $1 AND h.counterpart = c.name), 0),
     $3, $4, $5, $5
   FROM (SELECT name FROM counterpart UNION SELECT 'national') c WHERE $7::text IS NULL OR c.name = $7`,
);

export interface Queued {
  readonly caseId: string;
  readonly version: number;
  readonly change: string;
  readonly body: JsonObject;
  readonly at: string;
  /** What the counterpart was found to have, where that is not what we handed over last. */
  readonly after: number | null;
  /** For this counterpart alone; null: for all. */
  readonly only: string | null;
}

/** Puts a message into the queue of each counterpart, behind the one before it about the same case. */
export const queueHandOver = async (tx: Runner, q: Queued): Promise<void> => {
  const body = JSON.stringify(q.body);
  await tx.run(QUEUE, [q.caseId, q.version, q.change, body, q.at, q.after, q.only]);
};

/** A message stands behind an earlier one about its case that waits longer or was refused: it is left
 *  where it is, so that each entry arrives in order. */
const CLAIM = statement(
  'hand_over_claim',
  `SELECT h.case_id AS "caseId", h.version, h.previous, h.seq::text AS seq, h.attempts, h.body
   FROM hand_over h
   WHERE h.counterpart = $1 AND h.state = 'queued' AND h.seq > $2::bigint AND h.next_at <= $3
     AND NOT EXISTS (SELECT FROM hand_over p
       WHERE p.case_id = h.case_id AND p.counterpart = h.counterpart AND p.version < h.version
         AND (p.state = 'refused' OR (p.state = 'queued' AND p.next_at > $3)))
   ORDER BY h.seq LIMIT $4`,
);

export interface Waiting {
  readonly caseId: string;
  readonly version: number;
  readonly previous: number;
  readonly seq: string;
  readonly attempts: number;
  readonly body: JsonObject;
}

/** The next messages that may be sent now, oldest first, behind `after` in the queue. */
export const claim = (
  runner: Runner,
  counterpart: string,
  after: string,
  now: string,
  most: number,
): Promise<Waiting[]> => runner.run<Waiting & JsonObject>(CLAIM, [counterpart, after, now, most]);

const ACKNOWLEDGED = statement(
  'hand_over_acknowledged',
  `UPDATE hand_over h SET state = 'acknowledged', body = NULL, attempts = attempts + 1,
     answered_at = $2, last_error = NULL, national_code = x.national_code, receipt = x.receipt,
     noted = $7
   FROM unnest($3::uuid[], $4::int[], $5::text[], $6::text[]) AS x(case_id, version, national_code, receipt)
   WHERE h.case_id = x.case_id AND h.counterpart = $1 AND h.version = x.version
     AND h.state = 'queued'`,
);
const REFUSED = statement(
  'hand_over_refused',
  `UPDATE hand_over h SET state = 'refused', attempts = attempts + 1, answered_at = $2,
     last_error = x.why, noted = $6
   FROM unnest($3::uuid[], $4::int[], $5::text[]) AS x(case_id, version, why)
   WHERE h.case_id = x.case_id AND h.counterpart = $1 AND h.version = x.version
     AND h.state = 'queued'`,
);
const LATER = statement(
  'hand_over_later',
  `UPDATE hand_over SET attempts = attempts + 1, next_at = $4, last_error = $5
   WHERE case_id = $2 AND counterpart = $1 AND version = $3 AND state = 'queued'`,
);

export interface Acknowledged {
  readonly caseId: string;
  readonly version: number;
  readonly nationalCode: string | null;
  readonly receipt: string;
}

/** Puts down what was answered; `noted`: nobody else has to hear of it. */
export async function acknowledge(
  runner: Runner,
  counterpart: string,
  at: string,
  rows: readonly Acknowledged[],
  noted: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  await runner.run(ACKNOWLEDGED, [
    counterpart,
    at,
    rows.map((r) => r.caseId),
    rows.map((r) => r.version),
    rows.map((r) => r.nationalCode),
    rows.map((r) => r.receipt),
    noted,
  ]);
}

export async function refused(
  runner: Runner,
  counterpart: string,
  at: string,
  rows: readonly { readonly caseId: string; readonly version: number; readonly why: string }[],
  noted: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  await runner.run(REFUSED, [
    counterpart,
    at,
    rows.map((r) => r.caseId),
    rows.map((r) => r.version),
    rows.map((r) => r.why),
    noted,
  ]);
}

/** Sends one message later, and with it whatever stands behind it about the same case. */
export const postpone = async (
  runner: Runner,
  counterpart: string,
  { caseId, version }: Pick<Waiting, 'caseId' | 'version'>,
  until: string,
  why: string,
): Promise<void> => {
  await runner.run(LATER, [counterpart, caseId, version, until, why]);
};

const MEND = statement(
  'hand_over_mend',
  `UPDATE hand_over h SET state = 'queued', next_at = $4, noted = false, previous = $3
   WHERE h.case_id = $2 AND h.counterpart = $1 AND h.state = 'refused' AND h.version > $3
     AND NOT EXISTS (SELECT FROM hand_over p WHERE p.case_id = h.case_id
       AND p.counterpart = h.counterpart AND p.state = 'refused' AND p.version < h.version)
   RETURNING h.version`,
);

/** Puts the first refused message of a case back into its old place, to follow what the counterpart
 *  has; false where that is newer than the message. */
export const mendRefused = async (
  runner: Runner,
  counterpart: string,
  caseId: string,
  have: number,
  now: string,
): Promise<boolean> => (await runner.run(MEND, [counterpart, caseId, have, now])).length > 0;

const ADOPT = statement(
  'hand_over_adopt',
  `WITH r AS (UPDATE hand_over SET state = 'acknowledged', body = NULL, noted = true
     WHERE case_id = $2 AND counterpart = $1 AND version < $3 AND state = 'refused')
   INSERT INTO hand_over (case_id, counterpart, version, previous, change, state, queued_at, next_at,
     answered_at, national_code, receipt, noted)
   VALUES ($2, $1, $3, 0, 'reconciled', 'acknowledged', $4, $4, $4, $5, $6, $7)
   ON CONFLICT (case_id, counterpart, version) DO UPDATE SET state = 'acknowledged', body = NULL,
     answered_at = $4, national_code = $5, noted = $7
   WHERE hand_over.state <> 'queued'`,
);

/** Believes that the counterpart took a version which we no longer know was sent. */
export const adopt = async (
  runner: Runner,
  counterpart: string,
  row: Acknowledged,
  at: string,
  noted: boolean,
): Promise<void> => {
  const { caseId, version, nationalCode, receipt } = row;
  await runner.run(ADOPT, [counterpart, caseId, version, at, nationalCode, receipt, noted]);
};

const UNNOTED = statement(
  'hand_over_unnoted',
  `SELECT case_id AS "caseId", version, state, national_code AS "nationalCode", receipt,
     last_error AS why FROM hand_over
   WHERE counterpart = $1 AND NOT noted AND state <> 'queued' ORDER BY seq LIMIT $2`,
);

export interface Unnoted {
  readonly caseId: string;
  readonly version: number;
  readonly state: 'acknowledged' | 'refused';
  readonly nationalCode: string | null;
  readonly receipt: string | null;
  readonly why: string | null;
}

/** Answers of which the cases have not heard, oldest first. */
export const unnoted = (runner: Runner, counterpart: string, most: number): Promise<Unnoted[]> =>
  runner.run<Unnoted & JsonObject>(UNNOTED, [counterpart, most]);

const NOTED = statement(
  'hand_over_noted',
  `UPDATE hand_over h SET noted = true FROM unnest($2::uuid[], $3::int[], $4::text[])
     AS x(case_id, version, state)
   WHERE h.case_id = x.case_id AND h.counterpart = $1 AND h.version = x.version
     AND h.state = x.state`,
);

export const markNoted = async (
  runner: Runner,
  counterpart: string,
  rows: readonly Pick<Unnoted, 'caseId' | 'version' | 'state'>[],
): Promise<void> => {
  if (rows.length === 0) return;
  await runner.run(NOTED, [
    counterpart,
    rows.map((r) => r.caseId),
    rows.map((r) => r.version),
    rows.map((r) => r.state),
  ]);
};
