import type { PoolClient } from 'pg';
import { statement, type Runner } from './transaction.ts';

/** How far a log has been signed, as the database knows it. */
export interface LogHead {
  readonly size: number;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
  /** The signed notes, ready to be published. */
  readonly checkpoint: string;
  readonly checkpointSm3: string;
}

/** An entry with its leaf hashes, as they were written with the event. */
export interface Leaf {
  readonly entry: Buffer;
  readonly sha256: Buffer;
  readonly sm3: Buffer;
}

/** "shuji" in ASCII, then "log": whoever holds it is the sequencer. */
const SEQUENCER_LOCK = '8319668912410423143';

/** Becomes the one sequencer of this database for as long as the connection lives; false when
 *  another process is it. */
export async function becomeSequencer(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS mine',
    [SEQUENCER_LOCK],
  );
  return rows[0]?.mine === true;
}

/** Lets another become the sequencer at once. */
export async function ceaseSequencer(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1)', [SEQUENCER_LOCK]).catch(() => undefined);
  client.release(true);
}

const HEAD = statement(
  'log_head_read',
  `SELECT size::text AS size, sha256, sm3, checkpoint, checkpoint_sm3 AS "checkpointSm3"
   FROM log_head WHERE origin = $1`,
);

export async function readHead(runner: Runner, origin: string): Promise<LogHead | undefined> {
  const [row] = await runner.run<Omit<LogHead, 'size'> & { size: string }>(HEAD, [origin]);
  return row && { ...row, size: Number(row.size) };
}

const FIRST_HEAD = statement(
  'log_head_first',
  `INSERT INTO log_head (origin, size, sha256, sm3, checkpoint, checkpoint_sm3)
   VALUES ($1, $2, $3, $4, $5, $6)`,
);
const MOVE_HEAD = {
  mustHit: true,
  ...statement(
    'log_head_move',
    `UPDATE log_head SET size = $2, sha256 = $3, sm3 = $4, checkpoint = $5, checkpoint_sm3 = $6
     WHERE origin = $1 AND size = $7 AND sha256 = $8 RETURNING origin`,
  ),
} as const;

/** Moves the head from exactly where it was believed to be; throws `Overtaken` when it is elsewhere. */
export async function moveHead(
  tx: Runner,
  origin: string,
  from: Pick<LogHead, 'size' | 'sha256'> | undefined,
  to: LogHead,
): Promise<void> {
  const row = [origin, to.size, to.sha256, to.sm3, to.checkpoint, to.checkpointSm3];
  if (!from) await tx.run(FIRST_HEAD, row);
  else await tx.run(MOVE_HEAD, [...row, from.size, from.sha256]);
}

/** Entries are text by their making, and come over as such; both hashes in one piece. */
const COLUMNS = `convert_from(e.entry, 'UTF8'), encode(e.sha256 || e.sm3, 'hex')`;

/** What is taken is exactly what this one look at the table sees up to its last row, so a range deletes
 *  it: to look the rows up again would read all that waits. The order is made here, because sorting rows
 *  with their entries in them takes the database to its disk. */
const TAKE = `WITH t AS (
    SELECT seq, case_id, version FROM log_pending WHERE seq > $1 ORDER BY seq LIMIT $2
  ), n AS (
    SELECT seq, case_id, version, $3::bigint - 1 + row_number() OVER (ORDER BY seq) AS idx FROM t
  ), d AS (
    DELETE FROM log_pending WHERE seq > $1 AND seq <= (SELECT max(seq) FROM t)
  ), l AS (
    INSERT INTO log_leaf (case_id, version, idx) SELECT case_id, version, idx FROM n ORDER BY idx
  )
  SELECT ${COLUMNS}, n.seq::text FROM n LEFT JOIN event e USING (case_id, version)`;

export interface Taken {
  readonly leaves: readonly Leaf[];
  /** The highest waiting number among them. */
  readonly seq: bigint;
}

/** Gives up to `limit` waiting events the places from `size` on, oldest first, and returns them in
 *  that order. An event whose transaction ended late simply goes with a later batch; of one case the
 *  order is always that of its versions. Takes nothing unless the transaction commits. */
export async function takePending(
  client: PoolClient,
  { after, limit, size }: { after: bigint; limit: number; size: number },
): Promise<Taken> {
  const { rows } = await client.query<[string | null, string, string]>({
    name: 'log_take',
    text: TAKE,
    values: [after, limit, size],
    rowMode: 'array',
  });
  const placed = rows.map((row) => ({ row, seq: BigInt(row[2]) }));
  placed.sort((a, b) => (a.seq < b.seq ? -1 : 1));
  return {
    leaves: placed.map(({ row }) => leafOf(row)),
    seq: placed.at(-1)?.seq ?? after,
  };
}

function leafOf([entry, hashes]: readonly [string | null, string, ...string[]]): Leaf {
  if (entry === null) throw new Error('an event waits for its place and is not in the register');
  const bytes = Buffer.from(hashes, 'hex');
  return { entry: Buffer.from(entry), sha256: bytes.subarray(0, 32), sm3: bytes.subarray(32) };
}

const LEAVES = `SELECT ${COLUMNS}, l.idx::text FROM log_leaf l JOIN event e USING (case_id, version)
  WHERE l.idx >= $1 AND l.idx < $2 ORDER BY l.idx`;

/** Whether these are the places from the first on, each once. */
const areDense = (places: readonly string[], from: number): boolean =>
  places.every((place, i) => Number(place) === from + i);

/** The leaves with the places `from` up to, not including, `to`; throws unless all are there. */
export async function leavesBetween(
  client: PoolClient,
  from: number,
  to: number,
): Promise<readonly Leaf[]> {
  const { rows } = await client.query<[string, string, string]>({
    name: 'log_leaves',
    text: LEAVES,
    values: [from, to],
    rowMode: 'array',
  });
  const dense = areDense(
    rows.map(([, , place]) => place),
    from,
  );
  if (rows.length !== to - from || !dense) {
    throw new Error(`the register has not each of the leaves from ${from} to ${to} once`);
  }
  return rows.map(leafOf);
}

const HASHES = `SELECT encode(e.sha256 || e.sm3, 'hex'), l.idx::text
  FROM log_leaf l JOIN event e USING (case_id, version)
  WHERE l.idx >= $1 AND l.idx < $2 ORDER BY l.idx`;

/** The leaf hashes at the places `from` up to, not including, `to`, without the entries; undefined
 *  unless the register has each of them once. */
export async function leafHashes(
  client: Pick<PoolClient, 'query'>,
  from: number,
  to: number,
): Promise<readonly Omit<Leaf, 'entry'>[] | undefined> {
  const { rows } = await client.query<[string, string]>({
    name: 'log_leaf_hashes',
    text: HASHES,
    values: [from, to],
    rowMode: 'array',
  });
  const places = rows.map(([, place]) => place);
  if (rows.length !== to - from || !areDense(places, from)) return undefined;
  return rows.map(([hashes]) => {
    const bytes = Buffer.from(hashes, 'hex');
    return { sha256: bytes.subarray(0, 32), sm3: bytes.subarray(32) };
  });
}

const OTHERS = statement(
  'log_others',
  `SELECT coalesce((SELECT origin FROM log_head WHERE origin <> $1 LIMIT 1),
     (SELECT '?' FROM log_leaf WHERE NOT EXISTS (SELECT FROM log_head) LIMIT 1)) AS origin`,
);

/** The log of another name that this register's entries stand on; `?` where nobody says which. */
export async function otherLog(runner: Runner, origin: string): Promise<string | undefined> {
  const [row] = await runner.run<{ origin: string | null }>(OTHERS, [origin]);
  return row?.origin ?? undefined;
}

const PLACES = statement(
  'log_places',
  `SELECT version, idx::text AS idx FROM log_leaf WHERE case_id = $1 AND version > $2
   ORDER BY version LIMIT $3`,
);

export interface LeafPlace {
  readonly version: number;
  readonly index: number;
}

/** Where the events of a case stand on the log, after a version; those still waiting are left out. */
export async function placesOf(
  runner: Runner,
  caseId: string,
  after: number,
  limit: number,
): Promise<LeafPlace[]> {
  const rows = await runner.run<{ version: number; idx: string }>(PLACES, [caseId, after, limit]);
  return rows.map(({ version, idx }) => ({ version, index: Number(idx) }));
}

const WITHOUT_PLACE = `FROM event e WHERE NOT EXISTS (
  SELECT FROM log_leaf l WHERE l.case_id = e.case_id AND l.version = e.version)`;

/** Lets every event without a place on the log wait for one, oldest first, and no other: after rows
 *  were written as they stood in a backup. Does nothing in a register from before there was a log. */
export async function letWait(tx: PoolClient): Promise<void> {
  const { rows } = await tx.query<{ there: boolean }>(
    `SELECT to_regclass('public.log_pending') IS NOT NULL AS there`,
  );
  if (!rows[0]?.there) return;
  await tx.query('TRUNCATE log_pending');
  await tx.query(
    `INSERT INTO log_pending (case_id, version) SELECT case_id, version ${WITHOUT_PLACE} ORDER BY appended`,
  );
}

const WAITING = statement(
  'log_waiting',
  'SELECT count(*)::int AS n FROM (SELECT FROM log_pending LIMIT $1) AS first',
);

/** How many events wait, counted no further than `limit`. */
export async function waiting(runner: Runner, limit: number): Promise<number> {
  const [row] = await runner.run<{ n: number }>(WAITING, [limit]);
  return row?.n ?? 0;
}
