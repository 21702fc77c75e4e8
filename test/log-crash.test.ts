import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sameBytes } from '../src/log/bytes.ts';
import { suites } from '../src/log/node-suites.ts';
import { tileProver } from '../src/log/prove.ts';
import { prefixOf, SUITES } from '../src/app/log/emit.ts';
import { CHECKPOINT, tileFetcher } from '../src/app/log/files.ts';
import { compareRegister } from '../src/app/fsck/register.ts';
import { ownCheckpoint } from '../src/app/log/keys.ts';
import { readHead } from '../src/store/log-tables.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { fsckOf, rig, settle, type Rig } from './log-rig.ts';
import { strictWitness, witnessDoor } from './log-strict-witness.ts';

const KILLS = Number(process.env['SHUJI_DRILLS'] ?? 8);
/** Reading everything again takes longer the longer the log is. */
const FSCK_EVERY = Math.max(10, Math.floor(KILLS / 20));
const CHILD = fileURLToPath(new URL('./log-crash-child.ts', import.meta.url));

interface Said {
  readonly caseId: string;
  readonly version: number;
}

/** Runs the log until it has been open for a moment, and kills it at once. */
async function runAndKill(r: Rig, said: Said[]): Promise<void> {
  const args = [CHILD, JSON.stringify(r.database.connection), r.home];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  const gone = once(child, 'exit');
  assert.ok(child.stdout && child.stderr);
  child.stderr.on('data', (piece: Buffer) => complaints.push(piece.toString()));
  const opened = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const line of createInterface({ input: child.stdout ?? assert.fail() })) {
      const [caseId = '', version] = line.split(' ');
      if (version === undefined && caseId === 'open') opened.resolve();
      if (version !== undefined) said.push({ caseId, version: Number(version) });
    }
  })();
  // One in eight dies on its way up, wherever that is.
  const early = Math.random() < 0.125;
  await Promise.race([
    early ? wait(Math.random() * 1000) : opened.promise,
    gone,
    wait(20_000, undefined, { ref: false }),
  ]);
  await wait(Math.random() * 300);
  child.kill('SIGKILL');
  await gone;
  await reading;
  assert.deepEqual(complaints, []);
}

/** What must hold between two lives: nothing acknowledged is gone, places are dense, and what is
 *  published is the beginning of what the database signed. Whether the kill came between the two. */
async function between(
  r: Rig,
  said: readonly Said[],
  before: Map<string, Uint8Array>,
): Promise<boolean> {
  let midway = false;
  const { rows: lost } = await r.pool.query(
    `SELECT a.* FROM unnest($1::uuid[], $2::int[]) AS a(case_id, version)
     LEFT JOIN event e USING (case_id, version) WHERE e.case_id IS NULL`,
    [said.map((s) => s.caseId), said.map((s) => s.version)],
  );
  assert.deepEqual(lost, [], 'acknowledged and gone');
  const head = await readHead(runnerOf(r.pool), r.keys.origin);
  const size = head?.size ?? 0;
  const { rows } = await r.pool.query(
    'SELECT count(*)::int AS n, coalesce(max(idx), -1)::int AS last FROM log_leaf',
  );
  assert.deepEqual(rows, [{ n: size, last: size - 1 }]);
  for (const suite of SUITES) {
    const note = (await r.store.read(CHECKPOINT[suite]))?.toString('utf8');
    if (note === undefined) continue;
    const checkpoint = await ownCheckpoint(r.keys, suite, note);
    assert.ok(checkpoint && checkpoint.size <= size, `${suite} is published further than signed`);
    midway ||= checkpoint.size < size;
    const prover = tileProver(suites[suite], checkpoint.size, tileFetcher(r.store, suite));
    assert.ok(sameBytes(await prover.root(), checkpoint.root), `${suite} ${checkpoint.size}`);
    const [was, root] = [...before].findLast(([key]) => key.startsWith(`${suite}/`)) ?? [];
    const from = Number(was?.split('/')[1] ?? 0);
    assert.ok(from <= checkpoint.size, `${suite}: ${from} was published, now ${checkpoint.size}`);
    if (root && from > 0) assert.ok(sameBytes(await prover.subtreeRoot(0, from), root));
    before.delete(was ?? '');
    before.set(`${suite}/${checkpoint.size}`, checkpoint.root);
  }
  return midway;
}

forEachDatabase((name, open) => {
  if (!name.startsWith('内置')) return;

  test(`上链进程被强行终止 ${KILLS} 次：没有分叉，已答复的一件不少，没有一个错瓦片`, async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const url = await witnessDoor(t, witness);
    mkdirSync(join(r.folder, 'sm3'));
    for (const suite of SUITES) {
      const policy = witness.policy(suite, url);
      writeFileSync(join(r.home, `policy-${suite}`), policy);
      writeFileSync(join(r.folder, `${prefixOf(suite)}policy`), policy);
    }
    const said: Said[] = [];
    const published = new Map<string, Uint8Array>();
    const began = performance.now();
    let midway = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const from = said.length;
      await runAndKill(r, said);
      await witness.look(r.store);
      if (await between(r, said.slice(from), published)) midway += 1;
      assert.deepEqual(witness.faults, []);
      if (kill % FSCK_EVERY === 0) await fsckOf(r);
    }
    const size = await settle(r);
    await witness.look(r.store);
    const { rows } = await r.pool.query('SELECT count(*)::int AS n FROM event');
    assert.equal(rows[0].n, size, 'every event has its place');
    await witness.settle(r.store, size);
    const { trees } = await fsckOf(r);
    const address = { kind: 'folder', folder: r.folder } as const;
    assert.equal((await compareRegister(r.pool, { address, trees })).faulty, 0);
    assert.ok(witness.size('sha256') > 0 && witness.size('sm3') > 0);
    const seconds = Math.round((performance.now() - began) / 1000);
    t.diagnostic(
      `${KILLS} 次（其中 ${midway} 次在签名与公布之间），${seconds} 秒，${said.length} 次答复，${size} 条，${witness.seen().length} 个检查点`,
    );
  });
});
