import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { orThrow } from '../base/refusal.ts';
import { openInstance } from '../app/instance.ts';
import { readSettings } from '../app/settings.ts';
import { closedLoop, round, type Load } from './bench-load.ts';
import { plantExpiring } from './bench-lapse-plant.ts';
import { openDrafts, scenario, signIn } from './bench-people.ts';
import { startServer, type BenchServer } from './bench-server.ts';

/** Some eighty acts a second: more than two million on a working day. */
const CLIENTS = 16;
const THINK_MS = 200;
/** The last day of all of them, and the moment after it. */
const DAY = '2026-03-09';
const BEFORE = `${DAY}T09:00:00+08:00`;
const MIDNIGHT = '2026-03-10T00:00:00+08:00';

export interface BenchLapse {
  readonly entries: number;
  /** How long people are measured by themselves. */
  readonly seconds: number;
  readonly dataDir: string;
}

/** Very many entries whose day is over at once: how long until the last of them has lapsed or may be
 *  renewed, and what people notice of it. */
export async function benchLapse(b: BenchLapse, tell: (what: string) => void) {
  const env = { DATA_DIR: b.dataDir, DATABASE_URL: '' };
  await (await startServer(env)).stop();
  tell(`lapse: planting ${b.entries} entries`);
  await withInstance(env, ({ house }) => plantExpiring(house, b.entries, DAY));
  const server = await startServer(env);
  let measured;
  try {
    measured = await measure(server, b.seconds, tell);
  } finally {
    await server.stop();
  }
  const { alone, meanwhile, seconds } = measured;
  return {
    entries: b.entries,
    ...(await outcome(env)),
    seconds: round(seconds, 1),
    perSecond: Math.round(b.entries / seconds),
    aimSeconds: 300,
    alone,
    meanwhile,
    aloneP99Ms: alone.p99Ms,
    meanwhileP99Ms: meanwhile.p99Ms,
    ratio: round(meanwhile.p99Ms / alone.p99Ms),
    aimRatio: 2,
  };
}

async function measure(server: BenchServer, seconds: number, tell: (what: string) => void) {
  const { applicant } = await signIn(server);
  await move(server, BEFORE);
  await logged(server);
  const ids = await openDrafts(server, applicant, CLIENTS);
  const people = (until: Parameters<typeof closedLoop>[1]): Promise<Load> =>
    closedLoop(
      CLIENTS,
      until,
      async (client, turn) => {
        const path = `/api/cases/${ids[client]}/acts/attachMaterial`;
        const sent = await server.call('POST', path, applicant, scenario(turn), randomUUID());
        // Why one in many thousands was not taken is worth knowing.
        if (sent.status !== 200) tell(`lapse: answered ${sent.status} ${sent.body.slice(0, 200)}`);
        return sent.status === 200;
      },
      THINK_MS,
    );
  // So that a program that has just begun is not compared with one that is warm.
  await people(seconds);
  tell('lapse: people alone');
  const alone = await people(seconds);
  tell('lapse: the day is over');
  const began = performance.now();
  let over = false;
  const [meanwhile, took] = await Promise.all([
    people(() => over),
    move(server, MIDNIGHT).then(() => {
      over = true;
      return (performance.now() - began) / 1000;
    }),
  ]);
  return { alone, meanwhile, seconds: took };
}

async function move(server: BenchServer, now: string): Promise<void> {
  const { status, body } = await server.call('POST', '/api/demo/clock', undefined, { now });
  if (status !== 200) throw new Error(`the clock was not moved: ${status} ${body}`);
}

/** Until the log has taken in what was planted. */
async function logged(server: BenchServer): Promise<void> {
  for (let before = '', same = 0; same < 3;) {
    await wait(1000);
    const { body } = await server.call('GET', '/log/checkpoint');
    same = body === before ? same + 1 : 0;
    before = body;
  }
}

type Opened = Awaited<ReturnType<typeof openInstance>>;

async function withInstance<T>(
  env: Readonly<Record<string, string>>,
  work: (instance: Opened) => Promise<T>,
): Promise<T> {
  const settings = readSettings({ ...process.env, SHUJI_MODE: 'demo', ...env });
  const instance = await openInstance(orThrow(settings));
  try {
    return await work(instance);
  } finally {
    await instance.close();
  }
}

/** What became of them, from the register itself. */
const outcome = (env: Readonly<Record<string, string>>) =>
  withInstance(env, async ({ house }) => {
    const { rows } = await house.pool.query<{ lapsed: number; reminded: number; waiting: number }>(
      `SELECT count(*) FILTER (WHERE type = 'reg.CancelledOnExpiry')::int AS lapsed,
         count(*) FILTER (WHERE type = 'reg.RenewalWindowOpened' AND at >= $1)::int AS reminded,
         (SELECT count(*)::int FROM clock WHERE state = 'running' AND fires_at <= $1) AS waiting
       FROM event`,
      [MIDNIGHT],
    );
    return rows[0];
  });
