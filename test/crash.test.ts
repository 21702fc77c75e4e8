import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openInstance } from '../src/app/instance.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { readSettings } from '../src/app/settings.ts';
import { orThrow } from '../src/base/refusal.ts';
import { draft } from './story.ts';

const CHILD = fileURLToPath(new URL('./crash-child.ts', import.meta.url));
const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'shuji-crash-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

interface Acknowledged {
  readonly what: string;
  readonly caseId: string;
  readonly version: number;
  readonly key: string | undefined;
}

/** Runs the register until it has acknowledged `enough`, then calls `end` and gathers the rest. */
async function runUntil(enough: number, end: (child: ChildProcess) => Promise<void>) {
  const child = spawn(process.execPath, [CHILD, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const complaints: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => complaints.push(piece));
  const said: Acknowledged[] = [];
  let ending: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const [what = '', caseId = '', version, key] = line.split(' ');
    said.push({ what, caseId, version: Number(version), key });
    if (said.length >= enough) ending ??= end(child);
  }
  assert.ok(said.length >= enough, Buffer.concat(complaints).toString());
  await ending;
  return said;
}

const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

/** The database server dies with its register at the same moment, without a chance to tidy up. */
async function killBoth(child: ChildProcess): Promise<void> {
  const [pid] = readFileSync(join(dataDir, 'pg18', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await kill(child);
}

/** Everything acknowledged is there, nothing is there by halves, and keys still mean what they did. */
async function verify(said: readonly Acknowledged[]): Promise<void> {
  const instance = await openInstance(orThrow(readSettings({ DATA_DIR: dataDir })));
  try {
    const { house } = instance;
    const { rows: lost } = await house.pool.query(
      `SELECT a.* FROM unnest($1::uuid[], $2::int[]) AS a(case_id, version)
       LEFT JOIN event e USING (case_id, version) LEFT JOIN case_row c ON c.case_id = a.case_id
       WHERE e.case_id IS NULL OR c.version IS NULL OR c.version < a.version`,
      [said.map((s) => s.caseId), said.map((s) => s.version)],
    );
    assert.deepEqual(lost, [], 'acknowledged and gone');
    const checked = await checkRegister(house);
    assert.deepEqual([checked.faults, checked.examples], [[], []]);
    const { rows: halves } = await house.pool.query(
      `SELECT case_id FROM event WHERE type = 'reg.DraftOpened' AND NOT EXISTS (SELECT 1 FROM event f
         WHERE f.case_id = event.case_id AND f.type = 'reg.FilingClockStarted')
       UNION ALL
       SELECT c.case_id FROM case_row c LEFT JOIN case_row p ON p.case_id = c.parent_id
       WHERE c.status = 'UPHELD' AND p.status IS DISTINCT FROM 'TERMINATED'
       UNION ALL
       SELECT p.case_id FROM case_row p WHERE p.status = 'TERMINATED' AND NOT EXISTS (SELECT 1
         FROM case_row c WHERE c.parent_id = p.case_id AND c.status = 'UPHELD')`,
    );
    assert.deepEqual(halves, [], 'half an act');
    for (const { key, caseId } of said.filter((s) => s.what === 'opened').slice(-20)) {
      assert.equal((await draft(house, key)).caseId, caseId, 'a key acts once, crash or not');
    }
  } finally {
    await instance.close();
  }
}

test('办理不停时强行终止进程：已答复的办理一件不少，没有半件，重建核对无差异', async () => {
  let refused: { status: number | null; stderr: string } | undefined;
  const first = await runUntil(60, async (child) => {
    // Another process on the same folder, while the first is at work.
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
    refused = spawnSync(process.execPath, [SHUJI, 'rebuild', '--check'], { env, encoding: 'utf8' });
    await kill(child);
  });
  assert.equal(refused?.status, 1);
  assert.match(refused?.stderr ?? '', /数据目录正被另一个进程使用（进程号 \d+）/);
  await verify(first);
  const second = await runUntil(80, killBoth);
  await verify([...first, ...second]);
});
