import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { orThrow } from '../base/refusal.ts';
import { openInstance } from '../app/instance.ts';
import { rebuild } from '../app/backup/rebuild.ts';
import { readSettings } from '../app/settings.ts';
import { closedLoop, round } from './bench-load.ts';
import { plantCases, plantEvents } from './bench-plant.ts';
import { openDrafts, scenario, signIn } from './bench-people.ts';
import { startServer } from './bench-server.ts';

interface Bench {
  readonly cases: number;
  readonly seconds: number;
  readonly events: number;
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

const CLIENTS = 32;

/** All figures of one database, each taken through the program as a process of its own. */
export async function benchDatabase(b: Bench, tell: (what: string) => void) {
  const env = {
    DATA_DIR: b.dataDir,
    ...(b.databaseUrl === undefined ? { DATABASE_URL: '' } : { DATABASE_URL: b.databaseUrl }),
  };
  const first = await startServer(env);
  await first.stop();
  tell('start on an empty database');
  const server = await startServer(env);
  const emptyStartMs = round(server.startMs, 0);
  tell('acts and reads over HTTP');
  const people = await signIn(server);
  const ids = await openDrafts(server, people.applicant, CLIENTS);
  const acts = await closedLoop(CLIENTS, b.seconds, async (client, turn) => {
    const path = `/api/cases/${ids[client]}/acts/attachMaterial`;
    return (
      (await server.call('POST', path, people.applicant, scenario(turn), randomUUID())).status ===
      200
    );
  });
  const reads = await closedLoop(CLIENTS, b.seconds, async (client) => {
    return (await server.call('GET', `/api/cases/${ids[client]}`, people.applicant)).status === 200;
  });
  const loadedRssMb = server.rssMb();
  await server.stop();
  tell('raw durable inserts on the same database');
  const raw = await rawInserts(env, b.seconds);
  tell('rebuild');
  const rebuilt = await benchRebuild(env, b.events, tell);
  tell(`a queue of ${b.cases} cases`);
  await withPool(env, (pool) => plantCases(pool, b.cases));
  const full = await startServer(env);
  const officer = (await signIn(full)).officer;
  const queue = await closedLoop(1, b.seconds, async (_client, turn) => {
    const path = QUEUES[turn % QUEUES.length] ?? '';
    return (await full.call('GET', path, officer)).status === 200;
  });
  const figures = {
    acts: { ...acts, clients: CLIENTS, aimPerSecond: 1000 },
    rawInserts: raw,
    actsToRaw: { ratio: round(acts.perSecond / raw.perSecond, 3), aim: 0.12 },
    caseReads: { ...reads, clients: CLIENTS, aimPerSecond: 4000 },
    queueOf50: {
      cases: b.cases,
      p50Ms: queue.p50Ms,
      p95Ms: queue.p95Ms,
      p99Ms: queue.p99Ms,
      failed: queue.failed,
      aimP95Ms: 20,
    },
    rebuild: { ...rebuilt, aimEventsPerSecond: 20_000 },
    startMs: { empty: emptyStartMs, full: round(full.startMs, 0) },
    memoryMb: { afterLoad: loadedRssMb, full: full.rssMb() },
  };
  await full.stop();
  return figures;
}

const QUEUES = [
  '/api/cases?jurisdiction=beijing&limit=50',
  '/api/cases?jurisdiction=beijing&limit=50&status=submitted',
  '/api/cases?jurisdiction=beijing&limit=50&procedure=reg.first',
  '/api/cases?jurisdiction=beijing&limit=50&due=2026-06-30',
  '/api/cases?jurisdiction=beijing&limit=50&which=all',
];

type Env = Readonly<Record<string, string>>;

/** The database of an instance, for what is planted or measured beside the program. */
export async function withPool<T>(env: Env, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const instance = await openInstance(
    orThrow(
      readSettings({ ...process.env, SHUJI_MODE: 'demo', SHUJI_DATABASE_POOL: '32', ...env }),
    ),
  );
  try {
    return await work(instance.house.pool);
  } finally {
    await instance.close();
  }
}

/** The baseline: one small durable row for each commit, by the same number of clients. */
function rawInserts(env: Env, seconds: number) {
  return withPool(env, async (pool) => {
    await pool.query(
      'CREATE TABLE bench_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)',
    );
    const text = 'INSERT INTO bench_raw (body) VALUES ($1)';
    const load = await closedLoop(CLIENTS, seconds, async (_client, turn) => {
      await pool.query({ name: 'bench_raw', text, values: [`${turn}`.padEnd(200, '.')] });
      return true;
    });
    await pool.query('DROP TABLE bench_raw');
    return load;
  });
}

async function benchRebuild(env: Env, events: number, tell: (what: string) => void) {
  const instance = await openInstance(
    orThrow(readSettings({ ...process.env, SHUJI_MODE: 'demo', ...env })),
  );
  try {
    await plantEvents(instance.house, events);
    tell('rebuild: planted');
    const began = performance.now();
    const done = await rebuild(instance.house, { check: false });
    const seconds = (performance.now() - began) / 1000;
    return {
      events: done.events,
      differing: done.differing,
      eventsPerSecond: Math.round(done.events / seconds),
    };
  } finally {
    await instance.close();
  }
}
