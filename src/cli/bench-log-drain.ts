import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { loadLogKeys } from '../app/log/keys.ts';
import { bringOut, sequence, wake, type Sequencing } from '../app/log/sequencer.ts';
import { connectDatabase, openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { tileFolder } from '../store/tile-folder.ts';
import { benchLeaves } from './bench-log-entries.ts';

const PLANTED_AT_ONCE = 5000;

/** Events that wait for their places, without the acts they would come from. */
async function plantWaiting(pool: Pool, count: number): Promise<void> {
  for (let at = 0; at < count; at += PLANTED_AT_ONCE) {
    const leaves = benchLeaves(at, Math.min(count, at + PLANTED_AT_ONCE));
    await pool.query(
      `INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
       SELECT x.i, 1, 'bench', 'bench', now(), x.e, x.s, x.m
       FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) AS x (i, e, s, m)`,
      [
        leaves.map(() => randomUUID()),
        leaves.map(({ entry }) => entry),
        leaves.map(({ sha256 }) => sha256),
        leaves.map(({ sm3 }) => sm3),
      ],
    );
  }
}

/** Sequences a backlog as the log's thread does: one batch is brought out, safe on the disk, while the
 *  database gives the next its places. `around` is called with the work that is timed. */
export async function benchDrain(
  dataDir: string,
  entries: number,
  around: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
) {
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  const database = await openDatabase({ dataDir, poolSize: 4 });
  try {
    await migrate(database.pool);
    await plantWaiting(database.pool, entries);
    const own = await connectDatabase('server', database.connection, { poolSize: 2 });
    const sequencing: Sequencing = {
      pool: own.pool,
      store: tileFolder(join(dataDir, 'log')),
      keys: loadLogKeys({ dataDir, mode: 'demo', host: 'bench.invalid' }),
      now: () => Math.floor(Date.now() / 1000),
      remembered: () => Promise.resolve([]),
      reserve: 0,
    };
    try {
      return await around(() => drain(sequencing));
    } finally {
      await own.close();
    }
  } finally {
    await database.close();
  }
}

async function drain(sequencing: Sequencing) {
  const awake = await wake(sequencing);
  if (!awake || 'state' in awake) throw new Error('the log is not to be had');
  let now = awake;
  let batches = 0;
  const began = performance.now();
  const cpu = process.cpuUsage();
  let coming: Promise<void> = Promise.resolve();
  for (;;) {
    const step = await sequence(sequencing, now);
    await coming;
    if (!step) break;
    now = step.awake;
    batches += 1;
    coming = bringOut(sequencing, step);
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  now.client.release(true);
  const entries = now.head.size;
  return {
    entries,
    batches,
    perSecond: Math.round(entries / seconds),
    cpuMicrosPerEntry: Number(((user + system) / entries).toFixed(2)),
  };
}
