import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { Pool } from 'pg';
import { canonical } from '../src/base/canonical-json.ts';
import { uuidV7 } from '../src/base/id.ts';
import { DIARY } from '../src/contexts/network/diary.ts';
import { fsckLog } from '../src/app/fsck/fsck.ts';
import type { Fsck } from '../src/app/fsck/words.ts';
import { bringOut, sequence, wake, type Awake } from '../src/app/log/sequencer.ts';
import type { Sequencing } from '../src/app/log/sequencer.ts';
import type { Halt } from '../src/app/log/compare.ts';
import { loadLogKeys, type LogKeys } from '../src/app/log/keys.ts';
import { connectDatabase, type Database } from '../src/store/database.ts';
import { formatVerifierKey } from '../src/log/note.ts';
import { FORMAT } from '../src/log/entry.ts';
import { leavesOf } from '../src/log/node-suites.ts';
import { ceaseSequencer } from '../src/store/log-tables.ts';
import { tileFolder } from '../src/store/tile-folder.ts';
import type { TileStore } from '../src/store/tile-store.ts';
import { quickFolder } from './databases.ts';
import { randomFrom } from './house.ts';

/** A log with nothing around it: a database of its own, keys and files in a folder of its own. */
export interface Rig<D = Database> {
  readonly database: D;
  readonly pool: Pool;
  /** DATA_DIR: `keys` and `log` stand in it. */
  readonly home: string;
  readonly folder: string;
  readonly store: TileStore;
  readonly keys: LogKeys;
  readonly sequencing: Sequencing;
}

export const place = (t: { after(fn: () => void): void }): string => {
  const home = mkdtempSync(join(quickFolder(), 'shuji-log-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
};

/** A rig on an open database; `of` puts something else in the place of its parts. */
export function rigOn<D extends Pick<Database, 'pool'>>(
  database: D,
  home: string,
  of: Partial<Sequencing> = {},
): Rig<D> {
  mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const keys = loadLogKeys({ dataDir: home, mode: 'demo', host: 'test.example' });
  const folder = join(home, 'log');
  const store = of.store ?? tileFolder(folder);
  mkdirSync(folder, { recursive: true });
  const verifiers = [...keys.verifiers.sha256, ...keys.verifiers.sm3].map(formatVerifierKey);
  writeFileSync(join(folder, 'keys'), verifiers.map((key) => `${key}\n`).join(''));
  const { pool } = database;
  const sequencing: Sequencing = {
    pool,
    store,
    keys,
    now: () => Math.floor(Date.now() / 1000),
    remembered: () => Promise.resolve([]),
    reserve: 0,
    ...of,
  };
  return { database, pool, home, folder, store, keys, sequencing };
}

export async function rig(
  t: TestContext,
  open: () => Promise<Database>,
  of: Partial<Sequencing> = {},
): Promise<Rig> {
  const database = await open();
  t.after(() => database.close());
  return rigOn(database, place(t), of);
}

/** A second pool on the same database, as another process would have. */
export async function beside(t: TestContext, { database }: Rig): Promise<Pool> {
  const other = await connectDatabase('server', database.connection, { poolSize: 3 });
  t.after(() => other.close());
  return other.pool;
}

export interface Appended {
  readonly caseId: string;
  readonly version: number;
}

const anId = (): string => uuidV7(Date.now(), randomBytes(10));

/** The rows of `count` events of one case, from a version on; they are of no procedure, so that
 *  nothing folds them. */
export function eventRows(count: number, caseId = anId(), from = 1) {
  return Array.from({ length: count }, (_, i) => {
    const version = from + i;
    const at = '2026-03-02T09:00:00+08:00';
    const type = 'test.Happened';
    const data = { note: randomBytes(8 + (version % 60)).toString('hex') };
    const content = {
      format: FORMAT,
      procedure: DIARY,
      caseId,
      version,
      type,
      at,
      law: [],
      data,
      commitments: {},
    };
    const entry = Buffer.from(canonical(content));
    return { caseId, version, type, at, entry, ...leavesOf(entry) };
  });
}

const INSERT = `INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[],
    $7::bytea[], $8::bytea[])`;

export async function insertRows(
  pool: Pick<Pool, 'query'>,
  rows: ReturnType<typeof eventRows>,
): Promise<void> {
  await pool.query({
    name: 'rig_insert',
    text: INSERT,
    values: [
      rows.map((r) => r.caseId),
      rows.map((r) => r.version),
      rows.map(() => DIARY),
      rows.map((r) => r.type),
      rows.map((r) => r.at),
      rows.map((r) => r.entry),
      rows.map((r) => Buffer.from(r.sha256)),
      rows.map((r) => Buffer.from(r.sm3)),
    ],
  });
}

/** Appends events of a new case, or further events of a known one. */
export async function append(
  pool: Pick<Pool, 'query'>,
  count: number,
  caseId?: string,
  from = 1,
): Promise<Appended[]> {
  const rows = eventRows(count, caseId, from);
  await insertRows(pool, rows);
  return rows.map(({ caseId: id, version }) => ({ caseId: id, version }));
}

/** Wakes, expecting to; the caller lets go of it. */
export async function awaken({ sequencing }: Pick<Rig, 'sequencing'>): Promise<Awake> {
  // The server takes a moment to notice that the one before let go.
  let awake = await wake(sequencing);
  for (let n = 0; !awake && n < 100; n += 1) {
    await wait(20);
    awake = await wake(sequencing);
  }
  if (!awake) throw new Error('another is the sequencer');
  if ('state' in awake) throw new Error(`${awake.state}: ${awake.why.en}`);
  return awake;
}

/** Takes in and publishes whatever waits, as one life of the sequencer; the size it then has. */
export async function settle(of: Pick<Rig, 'sequencing'>): Promise<number> {
  let awake = await awaken(of);
  try {
    for (;;) {
      const step = await sequence(of.sequencing, awake);
      if (!step) return awake.head.size;
      await bringOut(of.sequencing, step);
      awake = step.awake;
    }
  } finally {
    await ceaseSequencer(awake.client);
  }
}

/** What waking says when it must not succeed. */
export async function halted(of: Pick<Rig, 'sequencing'>): Promise<Halt> {
  const awake = await wake(of.sequencing);
  if (!awake) throw new Error('another is the sequencer');
  if ('state' in awake) return awake;
  await ceaseSequencer(awake.client);
  throw new Error('it woke');
}

/** Waits until it is so; fails after ten seconds. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await so())) {
    if (performance.now() > end) throw new Error('it never came about');
    await wait(20);
  }
}

/** Audits every public file; fails on the first fault. */
export async function fsckOf({ folder }: Pick<Rig, 'folder'>): Promise<Fsck> {
  const found = await fsckLog({ kind: 'folder', folder }, { policies: undefined, threads: 1 });
  if (!found) throw new Error('there is no log');
  if (found.faulty > 0) throw new Error(JSON.stringify(found.faults));
  return found;
}

/** Numbers below a bound, the same for the same seed. */
export const diceOf = (seed: string): ((below: number) => number) => {
  const draw = randomFrom(seed);
  return (below) => draw(4).readUInt32BE() % below;
};
