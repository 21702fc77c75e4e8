import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../store/database.ts';
import { round } from './bench-load.ts';
import { quantiles } from './bench-log-proofs.ts';
import { openDrafts, scenario, signIn } from './bench-people.ts';
import { startServer, type BenchServer } from './bench-server.ts';

/** So many that an edit hardly ever meets the one before it on the same draft. */
const DRAFTS = 400;
const LOOK_MS = 5;
const PATIENCE_MS = 15_000;

interface Acted {
  readonly caseId: string;
  readonly version: number;
  /** When it was due, and when it was answered; milliseconds of this process. */
  readonly dueAt: number;
  readonly ackAt: number;
}

/** A head that was seen, and when. */
interface Sight {
  readonly at: number;
  readonly size: number;
}

/** Acts over HTTP at a fixed rate, whatever the answers take; how long after its answer each stands
 *  under a published and under a witnessed head, by its true place on the log. */
export async function benchLive(dataDir: string, perSecond: number, seconds: number) {
  const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: '' });
  let run;
  try {
    run = await watched(server, perSecond, seconds);
  } finally {
    await server.stop();
  }
  const { acted, failed, took, published, witnessed } = run;
  const places = await placesIn(dataDir, acted);
  return {
    offeredPerSecond: perSecond,
    answeredPerSecond: Math.round(acted.length / took),
    failed,
    answerMs: quantiles(acted.map(({ dueAt, ackAt }) => ackAt - dueAt)),
    published: { ...delays(acted, places, published), aimP99Ms: 250 },
    witnessedBy2Of3: { ...delays(acted, places, witnessed), aimP99Ms: 1000 },
  };
}

async function watched(server: BenchServer, perSecond: number, seconds: number) {
  const { applicant } = await signIn(server);
  const drafts = await openDrafts(server, applicant, DRAFTS);
  const over = new AbortController();
  const looking = ['checkpoint', 'witnessed'].map((path) => watch(server, path, over.signal));
  const { acted, failed, took } = await openLoop(
    (turn) => edit(server, applicant, drafts, turn),
    perSecond,
    seconds,
  );
  // Until the last of them is witnessed: the heads do not move any more.
  await settled(server);
  over.abort();
  const [published = [], witnessed = []] = await Promise.all(looking);
  return { acted, failed, took, published, witnessed };
}

async function edit(
  server: BenchServer,
  token: string,
  drafts: readonly string[],
  turn: number,
): Promise<Pick<Acted, 'caseId' | 'version'>> {
  const caseId = drafts[turn % drafts.length] ?? '';
  const path = `/api/cases/${caseId}/acts/attachMaterial`;
  const { status, body } = await server.call('POST', path, token, scenario(turn), randomUUID());
  const { version } = JSON.parse(body) as { version?: number };
  if (status !== 200 || version === undefined) throw new Error(`answered ${status}`);
  return { caseId, version };
}

/** Begins so many a second, whether or not those before have been answered. */
async function openLoop(
  once: (turn: number) => Promise<Pick<Acted, 'caseId' | 'version'>>,
  perSecond: number,
  seconds: number,
) {
  const acted: Acted[] = [];
  let failed = 0;
  const began = performance.now();
  const sent: Promise<void>[] = [];
  const send = async (turn: number): Promise<void> => {
    const dueAt = began + (turn / perSecond) * 1000;
    try {
      acted.push({ ...(await once(turn)), dueAt, ackAt: performance.now() });
    } catch {
      failed += 1;
    }
  };
  const all = seconds * perSecond;
  for (let turn = 0; turn < all;) {
    const due = Math.min(all, ((performance.now() - began) / 1000) * perSecond);
    for (; turn < due; turn += 1) sent.push(send(turn));
    await wait(1);
  }
  await Promise.all(sent);
  return { acted, failed, took: (performance.now() - began) / 1000 };
}

/** On a connection of its own: acts that queue must not keep the watch from looking. */
async function sizeAt(server: BenchServer, path: string): Promise<number> {
  const answer = await fetch(`${server.url}/log/${path}`);
  const note = await answer.text();
  return answer.ok ? Number(note.split('\n')[1]) : 0;
}

async function watch(server: BenchServer, path: string, over: AbortSignal): Promise<Sight[]> {
  const seen: Sight[] = [];
  while (!over.aborted) {
    const size = await sizeAt(server, path);
    if (size > (seen.at(-1)?.size ?? 0)) seen.push({ at: performance.now(), size });
    await wait(LOOK_MS);
  }
  return seen;
}

async function settled(server: BenchServer): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  let before = -1;
  for (;;) {
    await wait(1000);
    const [published, witnessed] = [
      await sizeAt(server, 'checkpoint'),
      await sizeAt(server, 'witnessed'),
    ];
    if (published === witnessed && published === before) return;
    if (performance.now() > end) return;
    before = published;
  }
}

/** Where each act's event stands on the log. */
async function placesIn(dataDir: string, acted: readonly Acted[]): Promise<Map<string, number>> {
  const database = await openDatabase({ dataDir, poolSize: 1 });
  try {
    const { rows } = await database.pool.query<{ key: string; idx: string }>(
      `SELECT l.case_id || ' ' || l.version AS key, l.idx::text AS idx
       FROM log_leaf l WHERE l.case_id = ANY ($1::uuid[])`,
      [[...new Set(acted.map(({ caseId }) => caseId))]],
    );
    return new Map(rows.map(({ key, idx }) => [key, Number(idx)]));
  } finally {
    await database.close();
  }
}

function delays(acted: readonly Acted[], places: ReadonlyMap<string, number>, seen: Sight[]) {
  const afterAnswer: number[] = [];
  const afterDue: number[] = [];
  let never = 0;
  for (const { caseId, version, dueAt, ackAt } of acted) {
    const place = places.get(`${caseId} ${version}`) ?? Infinity;
    const under = seen.find(({ size }) => size > place);
    if (!under) {
      never += 1;
      continue;
    }
    afterAnswer.push(Math.max(0, under.at - ackAt));
    afterDue.push(under.at - dueAt);
  }
  return {
    afterAnswer: quantiles(afterAnswer),
    afterDue: quantiles(afterDue),
    heads: seen.length,
    never,
    lookedEveryMs: round(LOOK_MS),
  };
}
