import { createHash } from 'node:crypto';
import { Refused } from '../../base/refusal.ts';
import { checkpointIn } from '../../log/checkpoint.ts';
import type { SuiteId } from '../../log/suite.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { inTransaction, runnerOf, statement } from '../../store/transaction.ts';
import { DIARY, DIARY_CASE, type DiaryType } from '../../contexts/network/diary.ts';
import type { ForeignChain } from './foreign-chain.ts';
import type { House } from '../house.ts';
import { enterDiary } from './diary.ts';
import { CHECKPOINT } from './files.ts';
import { SUITES } from './emit.ts';
import { readTimestamp } from '../seals/timestamp-read.ts';
import type { TimestampAuthority } from '../seals/timestamp.ts';

export interface Anchoring {
  readonly pool: House['pool'];
  readonly store: TileStore;
  readonly authority: TimestampAuthority;
  now(): string;
}

const LATEST = statement(
  'anchor_latest',
  `SELECT count(*)::int AS n FROM (SELECT FROM log_leaf l JOIN event e USING (case_id, version)
     WHERE l.idx >= $1 AND e.procedure <> $2 LIMIT 1) AS newer`,
);

/** Of the SHA-256 tree, whose checkpoint is the one that is deposited. */
const LAST = statement(
  'anchor_last',
  `SELECT at, convert_from(entry, 'UTF8')::jsonb #>> '{data,size}' AS size FROM event
   WHERE case_id = $1 AND type = $2
     AND coalesce(convert_from(entry, 'UTF8')::jsonb #>> '{data,tree}', 'sha256') = 'sha256'
   ORDER BY version DESC LIMIT 1`,
);

interface Anchor {
  /** By the machine's clock, in milliseconds. */
  readonly atMs: number;
  readonly size: number;
}

async function last(pool: House['pool'], type: DiaryType): Promise<Anchor> {
  const [row] = await runnerOf(pool).run<{ at: Date; size: string }>(LAST, [DIARY_CASE, type]);
  return row ? { atMs: row.at.getTime(), size: Number(row.size) } : { atMs: 0, size: 0 };
}

/** What was time-stamped last, and when. */
export const lastAnchor = (pool: House['pool']): Promise<Anchor> => last(pool, 'log.TimeStamped');

/** Where the token over a checkpoint of this size stands among the public files. */
export const tokenPath = (suite: SuiteId, size: number): string =>
  `${suite === 'sm3' ? 'sm3/' : ''}anchors/${size}.tsr`;

const notePath = (suite: SuiteId, size: number): string =>
  tokenPath(suite, size).replace(/\.tsr$/, '.checkpoint');

/** Has the newest checkpoint of both trees time-stamped (SHA-256 and SM3 imprints) and says so on the
 *  log, of both or of none; nothing when nothing but the log's own statements came since the last. */
export async function anchorRound(a: Anchoring): Promise<void> {
  const heads = await Promise.all(SUITES.map((suite) => headIn(a.store, suite)));
  const { size: from } = await lastAnchor(a.pool);
  const [sha256] = heads;
  if (!sha256 || heads.includes(undefined) || sha256.size <= from) return;
  const [news] = await runnerOf(a.pool).run<{ n: number }>(LATEST, [from, DIARY]);
  if (news?.n === 0) return;
  const stamps = await Promise.all(heads.flatMap((head) => (head ? stamped(a, head) : [])));
  await a.store.write(stamps.flatMap(({ files }) => files));
  const at = a.now();
  await inTransaction(a.pool, async (tx) => {
    for (const { data } of stamps) await enterDiary(tx, 'log.TimeStamped', data, at);
  });
}

interface Head {
  readonly suite: SuiteId;
  readonly size: number;
  readonly note: string;
}

async function headIn(store: TileStore, suite: SuiteId): Promise<Head | undefined> {
  const note = (await store.read(CHECKPOINT[suite]))?.toString('utf8');
  const size = sizeOf(note);
  return note === undefined || size === undefined ? undefined : { suite, size, note };
}

async function stamped({ authority }: Anchoring, { suite, size, note }: Head) {
  const digest = createHash(suite).update(note).digest();
  const token = Buffer.from(await tokenOf(authority, { algorithm: suite, digest }));
  const read = readTimestamp(token);
  if (!('time' in read)) throw new Error('the authority gave a token that cannot be read');
  return {
    // The note goes beside its token: the head itself will be replaced in a moment.
    files: [
      { path: tokenPath(suite, size), bytes: token },
      { path: notePath(suite, size), bytes: Buffer.from(note) },
    ],
    data: {
      tree: suite,
      size,
      note: digest.toString('hex'),
      token: createHash('sha256').update(token).digest('hex'),
      authority: read.authority.slice(0, 200),
      time: read.time.toISOString(),
    },
  };
}

/** That an authority is away is waited out where a document is asked for; here the operator is told. */
async function tokenOf(
  authority: TimestampAuthority,
  imprint: Parameters<TimestampAuthority['stamp']>[0],
): Promise<Uint8Array> {
  try {
    return await authority.stamp(imprint);
  } catch (error) {
    throw error instanceof Refused ? new Error(error.message) : error;
  }
}

/** Deposits the checkpoint that was time-stamped last with the chain of somebody else, if it is not
 *  there yet, and says so on the log. A chain that is away gets it when it is back, or a newer one. */
export async function depositRound(a: Anchoring, chain: ForeignChain): Promise<void> {
  const { size } = await lastAnchor(a.pool);
  if (size <= (await last(a.pool, 'log.Deposited')).size) return;
  const note = await a.store.read(notePath('sha256', size));
  if (!note) return;
  const digest = createHash('sha256').update(note).digest('hex');
  const receipt = await chain.deposit({ digest, size });
  await a.store.write([
    { path: `anchors/${size}.${chain.name}.json`, bytes: Buffer.from(JSON.stringify(receipt)) },
  ]);
  const data = { size, note: digest, chain: chain.name, transaction: receipt.transaction };
  await enterDiary(runnerOf(a.pool), 'log.Deposited', data, a.now());
}

const sizeOf = (note: string | undefined): number | undefined => checkpointIn(note ?? '')?.size;
