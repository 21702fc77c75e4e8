import type { QueryResultRow } from 'pg';
import { statement, type Runner } from './transaction.ts';

/** How the link to one counterpart stands. Instants in RFC 3339. */
export interface CounterpartRow {
  readonly name: string;
  readonly failures: number;
  readonly failingSince: string | null;
  readonly nextAt: string | null;
  readonly lastError: string | null;
  readonly lastAnswerAt: string | null;
  readonly repeated: number;
  readonly askedAt: string | null;
  readonly askedDisown: boolean;
}

type Row = QueryResultRow & {
  name: string;
  failures: number;
  failing_since: Date | null;
  next_at: Date | null;
  last_error: string | null;
  last_answer_at: Date | null;
  repeated: string;
  asked_at: Date | null;
  asked_disown: boolean;
};

const READ = statement('counterpart_read', 'SELECT * FROM counterpart WHERE name = $1');

export async function readCounterpart(
  runner: Runner,
  name: string,
): Promise<CounterpartRow | undefined> {
  const [row] = await runner.run<Row>(READ, [name]);
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return (
    row && {
      name: row.name,
      failures: row.failures,
      failingSince: iso(row.failing_since),
      nextAt: iso(row.next_at),
      lastError: row.last_error,
      lastAnswerAt: iso(row.last_answer_at),
      repeated: Number(row.repeated),
      askedAt: iso(row.asked_at),
      askedDisown: row.asked_disown,
    }
  );
}

const ADD = statement(
  'counterpart_add',
  'INSERT INTO counterpart (name) VALUES ($1) ON CONFLICT DO NOTHING',
);

/** From now on changes are queued for this counterpart too. */
export const addCounterpart = async (runner: Runner, name: string): Promise<void> => {
  await runner.run(ADD, [name]);
};

const ANSWERED = statement(
  'counterpart_answered',
  `UPDATE counterpart SET failures = 0, failing_since = NULL, next_at = NULL, last_error = NULL,
     last_answer_at = $2, repeated = repeated + $3 WHERE name = $1`,
);

export const noteAnswered = async (
  runner: Runner,
  name: string,
  at: string,
  repeated: number,
): Promise<void> => {
  await runner.run(ANSWERED, [name, at, repeated]);
};

const FAILED = statement(
  'counterpart_failed',
  `UPDATE counterpart SET failures = failures + 1, failing_since = coalesce(failing_since, $2),
     next_at = $3, last_error = $4 WHERE name = $1`,
);

export const noteFailed = async (
  runner: Runner,
  name: string,
  at: string,
  nextAt: string,
  why: string,
): Promise<void> => {
  await runner.run(FAILED, [name, at, nextAt, why]);
};

const ASK = statement(
  'counterpart_ask',
  'UPDATE counterpart SET asked_at = $2, asked_disown = $3 WHERE name = $1',
);

/** Asks whoever sends to this counterpart to compare both registers. */
export const askReconciliation = async (
  runner: Runner,
  name: string,
  at: string,
  disown: boolean,
): Promise<void> => {
  await runner.run(ASK, [name, at, disown]);
};

const DONE = statement(
  'counterpart_asked_done',
  'UPDATE counterpart SET asked_at = NULL, asked_disown = false WHERE name = $1 AND asked_at <= $2',
);

/** What was asked up to this moment has been done. */
export const reconciliationDone = async (
  runner: Runner,
  name: string,
  at: string,
): Promise<void> => {
  await runner.run(DONE, [name, at]);
};

const COUNTS = statement(
  'hand_over_counts',
  `SELECT
     (SELECT count(*) FROM hand_over WHERE counterpart = $1 AND state = 'queued')::int AS queued,
     (SELECT count(*) FROM hand_over WHERE counterpart = $1 AND state = 'refused')::int AS refused,
     (SELECT count(*) FROM hand_over WHERE counterpart = $1 AND NOT noted AND state <> 'queued')::int
       AS unnoted,
     (SELECT min(queued_at) FROM (SELECT queued_at FROM hand_over
        WHERE counterpart = $1 AND state = 'queued' ORDER BY seq LIMIT 1) AS q) AS oldest`,
);

export interface Counts {
  readonly queued: number;
  readonly refused: number;
  /** Answered, and the case has not heard of it. */
  readonly unnoted: number;
  /** When the oldest that waits was queued. */
  readonly oldest: string | null;
}

export async function countHandOvers(runner: Runner, name: string): Promise<Counts> {
  const [row] = await runner.run<Omit<Counts, 'oldest'> & { oldest: Date | null }>(COUNTS, [name]);
  return {
    queued: row?.queued ?? 0,
    refused: row?.refused ?? 0,
    unnoted: row?.unnoted ?? 0,
    oldest: row?.oldest?.toISOString() ?? null,
  };
}
