import type { Pool, PoolClient } from 'pg';
import { sameBytes } from '../../log/bytes.ts';
import { suites } from '../../log/node-suites.ts';
import { leafHash } from '../../log/suite.ts';
import { TILE_WIDTH } from '../../log/tile.ts';
import { isRecovering } from '../../store/log-recover.ts';
import {
  becomeSequencer,
  ceaseSequencer,
  leavesBetween,
  moveHead,
  otherLog,
  readHead,
  takePending,
  type Leaf,
  type LogHead,
} from '../../store/log-tables.ts';
import type { TileFile, TileStore } from '../../store/tile-store.ts';
import { runnerOf } from '../../store/transaction.ts';
import {
  alteredEntry,
  behind,
  diskFull,
  falseHead,
  otherName,
  unfinished,
  type Halt,
  type Remembered,
} from './compare.ts';
import { compareAll } from './continue.ts';
import { grow, nothingGrown, readBack, resume, rootsOf, SUITES, type Grown } from './emit.ts';
import { CHECKPOINT, partsAt, replacedBy } from './files.ts';
import { ownCheckpoint, signedCheckpoint, type LogKeys } from './keys.ts';

/** What the one writer of the log works with. */
export interface Sequencing {
  /** For the sequencer alone: its first connection carries the lock. */
  readonly pool: Pool;
  readonly store: TileStore;
  readonly keys: LogKeys;
  /** POSIX seconds. */
  now(): number;
  /** What witnesses and mirrors that can be reached remember of this log. */
  remembered(): Promise<readonly Remembered[]>;
  /** Bytes of disk that stay free: below, nothing more is accepted. */
  readonly reserve: number;
  /** Writes every public file again, whatever stands there. */
  readonly anew?: boolean;
}

/** A log that may be written: how far the database has signed it, and the trees at that size. */
export interface Awake {
  readonly client: PoolClient;
  readonly head: LogHead;
  readonly grown: Grown;
  /** Waiting numbers up to here were taken, or belonged to transactions that are long over. */
  readonly floor: bigint;
}

/** At most this many events get their places in one transaction. */
const BATCH = 8192;

/** Takes the sequencer's place and makes sure that what it will sign continues what anybody has seen.
 *  Undefined: another process is the sequencer. */
export async function wake(s: Sequencing): Promise<Awake | Halt | undefined> {
  const client = await s.pool.connect();
  try {
    if (!(await becomeSequencer(client))) {
      client.release();
      return undefined;
    }
    const awake = await wakeOn(s, client);
    if ('state' in awake) await ceaseSequencer(client);
    return awake;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function wakeOn(s: Sequencing, client: PoolClient): Promise<Awake | Halt> {
  if (await isFull(s)) return diskFull;
  const runner = runnerOf(client);
  const stored = await readHead(runner, s.keys.origin);
  const other = stored ? undefined : await otherLog(runner, s.keys.origin);
  if (other !== undefined) return otherName(s.keys.origin, other);
  if (await isRecovering(runner)) return unfinished;
  const published = await publishedIn(s);
  if ('state' in published) return published;
  const remembered = [...published, ...(await s.remembered())];
  const ahead = remembered.find(({ size }) => size > (stored?.size ?? 0));
  if (ahead) return behind(stored?.size ?? 0, ahead);
  const head = stored ?? (await firstHead(s, client));
  const smallest = Math.min(head.size, ...published.map(({ size }) => size));
  const believes = published.length > 0 && s.anew !== true;
  const believed = believes ? smallest - (smallest % TILE_WIDTH) : 0;
  const compared = await compareAll({ client, store: s.store, head, remembered }, believed);
  if ('state' in compared) return compared;
  const grown = await emitted(s, client, head, compared.from);
  if ('state' in grown) return grown;
  const sound = await soundHead(s, head, grown);
  await publish(s, sound);
  return { client, head: sound, grown, floor: 0n };
}

/** Whether less of the disk is free than must stay so. */
export const isFull = async ({ store, reserve }: Sequencing): Promise<boolean> =>
  (await store.room()) < reserve;

/** The log of a new register: signed at size 0, so that there is a head to move on from. */
async function firstHead(s: Sequencing, client: PoolClient): Promise<LogHead> {
  const head = await signed(s, nothingGrown);
  await moveHead(runnerOf(client), s.keys.origin, undefined, head);
  return head;
}

/** The head over both trees, signed. */
export async function signed(
  s: Pick<Sequencing, 'keys' | 'now'>,
  grown: Pick<Grown, 'size' | 'trees'>,
): Promise<LogHead> {
  const roots = rootsOf(grown);
  const { size } = grown;
  const at = s.now();
  const base = { size, extensions: [] };
  return {
    size,
    ...roots,
    checkpoint: await signedCheckpoint(s.keys, 'sha256', { ...base, root: roots.sha256 }, at),
    checkpointSm3: await signedCheckpoint(
      s.keys,
      'sm3',
      { size, root: roots.sm3, extensions: [boundTo(roots.sha256)] },
      at,
    ),
  };
}

/** The twin names the root of the other tree at the same size: one signature binds the two. */
const boundTo = (sha256: Buffer): string => `sha256 ${sha256.toString('base64')}`;

/** The head with notes that say what the trees give; a stored note that does not is signed anew. */
async function soundHead(s: Sequencing, head: LogHead, grown: Grown): Promise<LogHead> {
  const notes = { sha256: head.checkpoint, sm3: head.checkpointSm3 };
  for (const suite of SUITES) {
    const said = await ownCheckpoint(s.keys, suite, notes[suite]);
    const right = said && said.size === head.size && sameBytes(said.root, head[suite]);
    const bound = suite === 'sha256' || said?.extensions[0] === boundTo(head.sha256);
    if (!right || !bound) return signed(s, grown);
  }
  return head;
}

/** The heads that stand in the store. Of the two trees one is enough: both are signed together, and
 *  what the other one said is written anew. */
async function publishedIn(s: Sequencing): Promise<Remembered[] | Halt> {
  const found: Remembered[] = [];
  let wrong: string | undefined;
  for (const suite of SUITES) {
    const where = CHECKPOINT[suite];
    const note = await s.store.read(where);
    if (!note) continue;
    const checkpoint = await ownCheckpoint(s.keys, suite, note.toString('utf8'));
    if (!checkpoint) wrong ??= where;
    else found.push({ where, suite, size: checkpoint.size, root: checkpoint.root });
  }
  return wrong !== undefined && found.length === 0 ? falseHead(wrong) : found;
}

/** Writes the public files again from the register, from a size on up to which they are right. */
async function emitted(
  s: Sequencing,
  client: PoolClient,
  head: LogHead,
  from: number,
): Promise<Grown | Halt> {
  let grown = from === 0 ? nothingGrown : await resume(s.store, from, []);
  if (s.anew) await Promise.all(partsAt(head.size).map((path) => s.store.removeFolder(path)));
  while (grown.size < head.size) {
    const upTo = Math.min(head.size, grown.size - (grown.size % TILE_WIDTH) + BATCH);
    const leaves = await leavesBetween(client, grown.size, upTo);
    const wrong = leaves.findIndex(isAltered);
    if (wrong >= 0) return alteredEntry(grown.size + wrong);
    const step = grow(grown, leaves);
    await s.store.write(step.files);
    await readBack(s.store, grown.size, step.grown);
    grown = step.grown;
  }
  return grown;
}

const isAltered = (leaf: Leaf): boolean =>
  SUITES.some((suite) => !sameBytes(leafHash(suites[suite], leaf.entry), leaf[suite]));

/** Shows the world how far the log goes; last of all, when every file it speaks of is there. */
async function publish(s: Sequencing, head: LogHead): Promise<void> {
  await s.store.write([
    { path: CHECKPOINT.sm3, bytes: Buffer.from(head.checkpointSm3) },
    { path: CHECKPOINT.sha256, bytes: Buffer.from(head.checkpoint) },
  ]);
}

/** A batch that stands in the database and not yet among the public files. */
export interface Step {
  readonly awake: Awake;
  readonly from: number;
  readonly files: readonly TileFile[];
  /** The highest waiting number it took. */
  readonly seq: bigint;
}

/** Gives waiting events their places and signs the head over them, all in one transaction; undefined
 *  when none waits. */
export async function sequence(s: Sequencing, awake: Awake): Promise<Step | undefined> {
  const { client, head, grown, floor } = awake;
  await client.query('BEGIN');
  try {
    const taken = await takePending(client, { after: floor, limit: BATCH, size: head.size });
    if (taken.leaves.length === 0) {
      await client.query('ROLLBACK');
      return undefined;
    }
    const step = grow(grown, taken.leaves);
    const next = await signed(s, step.grown);
    await moveHead(runnerOf(client), s.keys.origin, head, next);
    await client.query('COMMIT');
    const after = { ...awake, head: next, grown: step.grown };
    return { awake: after, from: head.size, files: step.files, seq: taken.seq };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Brings a batch to the public side: files, the same files read back, and only then the heads. */
export async function bringOut(s: Sequencing, step: Step): Promise<void> {
  await s.store.write(step.files);
  await readBack(s.store, step.from, step.awake.grown);
  await publish(s, step.awake.head);
  await Promise.all(replacedBy(step.files, step.from).map((each) => s.store.removeFolder(each)));
}
