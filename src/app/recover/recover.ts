import { setTimeout as wait } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { sameBytes } from '../../log/bytes.ts';
import { rootOf } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import {
  bring,
  conflicting,
  isRecovering,
  setRecovering,
  waitNoMore,
} from '../../store/log-recover.ts';
import { addLostCases } from '../../store/lost-cases.ts';
import { becomeSequencer, ceaseSequencer, moveHead, otherLog } from '../../store/log-tables.ts';
import { readHead, type LogHead } from '../../store/log-tables.ts';
import type { SealKeys } from '../../store/seal.ts';
import { forCopy } from '../../store/table-copy.ts';
import { runnerOf } from '../../store/transaction.ts';
import { otherName } from '../log/compare.ts';
import { emptyTrees, growBoth, growFrom, type Trees } from '../log/continue.ts';
import { enterDiary } from '../log/diary.ts';
import { SUITES } from '../log/emit.ts';
import type { LogKeys } from '../log/keys.ts';
import { fetchEntries } from './entries.ts';
import { headsAt, recoveredHead, type SourceHead } from './heads.ts';
import { losses, type Losses } from './losses.ts';
import { mend, type Mended } from './mend.ts';
import { recoverRefused } from './refusals.ts';
import type { LogSource } from '../log/source.ts';

export interface Recovering {
  readonly pool: Pool;
  readonly sealKeys: SealKeys;
  readonly keys: LogKeys;
  readonly source: LogSource;
  /** The source as it was named, for sentences. */
  readonly where: string;
  /** Milliseconds since 1970. */
  nowMs(): number;
  readonly progress?: (done: { readonly entries: number; readonly of: number }) => void;
  /** How long to wait for another process to let go of the log, in milliseconds. */
  readonly patienceMs?: number;
}

export interface Recovered {
  /** The sizes of the log before and after. */
  readonly from: number;
  readonly to: number;
  /** Events that had waited in the register and kept their private part. */
  readonly kept: number;
  readonly losses: Losses;
  /** Absent when nothing was missing and nothing left to be mended. */
  readonly mended: Mended | undefined;
}

const BATCH = 2048;

/** Brings a register that is behind its own log, because its database was restored from an old backup,
 *  up to a copy of the log: the entries are verified by our own signature, written with their places in
 *  one transaction, and everything that is read from them is rebuilt. Throws `Refused`, with nothing
 *  written, when a server runs, when the copy is not what we signed, or when the register has gone
 *  another way. */
export async function recover(r: Recovering): Promise<Recovered> {
  const client = await soleWriter(r.pool, r.patienceMs ?? 5000);
  try {
    const runner = runnerOf(client);
    const head = await readHead(runner, r.keys.origin);
    const other = head ? undefined : await otherLog(runner, r.keys.origin);
    if (other !== undefined) throw recoverRefused.otherLog(otherName(r.keys.origin, other).why);
    const heads = await headsAt(r.source, r.keys);
    if (heads.length === 0) throw recoverRefused.noHead(r.where);
    const fetched = await inOne(client, () => fetchAll(r, client, head, heads));
    const rest = await isRecovering(runner);
    const mended = rest ? await mend(r) : undefined;
    if (mended) await setRecovering(runner, false);
    return { ...fetched, mended };
  } finally {
    await ceaseSequencer(client);
  }
}

async function soleWriter(pool: Pool, patienceMs: number): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    const until = performance.now() + patienceMs;
    while (!(await becomeSequencer(client))) {
      if (performance.now() >= until) throw recoverRefused.running();
      await wait(250);
    }
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function inOne<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await forCopy(client);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function fetchAll(
  r: Recovering,
  client: PoolClient,
  head: LogHead | undefined,
  heads: readonly SourceHead[],
): Promise<Omit<Recovered, 'mended'>> {
  const tx = runnerOf(client);
  const from = head?.size ?? 0;
  const to = Math.max(from, ...heads.map(({ size }) => size));
  let trees = await ownTrees(r, client, head, heads);
  const found = losses();
  let kept = 0;
  for (let at = from; at < to; at = trees.sha256.size) {
    const next = Math.min(at + BATCH - (at % BATCH), ...heads.map(beyond(at)));
    const events = await fetchEntries(r.source, at, next, to);
    const conflict = await conflicting(tx, events);
    if (conflict) throw recoverRefused.conflict(conflict.caseId, conflict.version);
    const missing = await bring(tx, events, at);
    kept += events.length - missing.length;
    found.add(events, missing);
    trees = growBoth(trees, events);
    const wrong = differing(trees, heads);
    if (wrong) throw recoverRefused.wrongSource(wrong.size, r.where);
    r.progress?.({ entries: next - from, of: to - from });
  }
  if (to > from) {
    const now = (): number => Math.floor(r.nowMs() / 1000);
    const reached = await recoveredHead({ keys: r.keys, now }, trees, heads);
    await moveHead(tx, r.keys.origin, head, reached);
    await waitNoMore(tx);
    await found.count(tx);
    await setRecovering(tx, true);
    const { bodies, content } = found.all();
    await addLostCases(tx, content);
    const at = new Date(r.nowMs()).toISOString();
    await enterDiary(tx, 'log.Recovered', { from, to, lost: bodies }, at);
  }
  return { from, to, kept, losses: found.all() };
}

const beyond =
  (at: number) =>
  ({ size }: SourceHead): number =>
    size > at ? size : Infinity;

/** The trees as the register's own leaves give them, once they are found to be those of its own head
 *  and to be the beginning of the copy. */
async function ownTrees(
  r: Recovering,
  client: PoolClient,
  head: LogHead | undefined,
  heads: readonly SourceHead[],
): Promise<Trees> {
  let trees = emptyTrees;
  const size = head?.size ?? 0;
  const sizes = [...heads.map((each) => each.size), size].filter((each) => each <= size);
  for (const each of sizes.toSorted((a, b) => a - b)) {
    const grown = await growFrom(client, trees, each);
    if (!grown) throw recoverRefused.damaged();
    trees = grown;
    const wrong = differing(trees, heads);
    if (wrong) throw recoverRefused.fork(wrong.size, r.where);
  }
  const sound = SUITES.every(
    (suite) => !head || sameBytes(rootOf(suites[suite], trees[suite]), head[suite]),
  );
  if (!sound) throw recoverRefused.damaged();
  return trees;
}

const differing = (trees: Trees, heads: readonly SourceHead[]): SourceHead | undefined =>
  heads.find(
    ({ suite, size, root }) =>
      size === trees[suite].size && !sameBytes(rootOf(suites[suite], trees[suite]), root),
  );
