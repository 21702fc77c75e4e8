import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkRegister } from '../src/app/register-check.ts';
import { linkStatus } from '../src/app/national/status.ts';
import type { Connection } from '../src/store/embedded.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, MASTER } from './house.ts';
import { eventually, start, type Running } from './instance-process.ts';
import { settle } from './people.ts';
import { change, nationalRig, registered } from './national-rig.ts';

/** Hand-overs while both sides are killed; SHUJI_DRILLS=10000 is the full drill. */
const HAND_OVERS = Number(process.env['SHUJI_DRILLS'] ?? 240);
const SHUJI = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const ENTRIES = 12;
const EVERY = Math.max(40, Math.floor(HAND_OVERS / 80));

forEachDatabase((name, open) => {
  if (!name.includes('外部')) return;
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-hand-over-'));
  const ends: (() => Promise<void>)[] = [];
  after(async () => {
    for (const end of ends.toReversed()) await end();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('报送不停时随机强行终止任何一方：一件不丢，一件不重，次序不乱，对账为零', async () => {
    const { pool, connection } = await open({ poolSize: 4 });
    const house = await houseOn(pool);
    await settle(house);
    const cases = (await registered(house, ENTRIES)).map(({ caseId }) => caseId);
    const national = await nationalRig();
    ends.push(() => national.close());
    const env = {
      DATA_DIR: dataDir,
      DATABASE_URL: urlOf(connection as Connection),
      SHUJI_SECRET: MASTER.toString('hex'),
      SHUJI_NATIONAL_URL: national.url(),
      SHUJI_NATIONAL_KEY_FILE: national.keyFile,
    };
    let serving: Running = await start('serve', env);
    ends.push(() => serving.stop('SIGKILL'));
    let kills = 0;
    const killOne = async (): Promise<void> => {
      kills += 1;
      // Each side in turn, so that a short drill kills both; the moment is left to chance.
      await wait(Math.random() * 300);
      if (kills % 2 === 0) {
        await national.kill();
        await national.restart();
        return;
      }
      await serving.stop('SIGKILL');
      serving = await start('serve', env);
    };
    let killing: Promise<void> | undefined;
    for (let n = ENTRIES; n < HAND_OVERS; n += 1) {
      await change(house, cases[Math.floor(Math.random() * cases.length)] ?? '');
      await wait(Math.random() * 10);
      if (n % EVERY === 0) {
        await killing;
        killing = killOne();
      }
    }
    await killing;
    assert.ok(kills >= 4, `${kills}`);
    const status = await eventually(
      () => linkStatus(runnerOf(pool), 'national', Date.now(), true),
      (now) => now.queued === 0 && now.unnoted === 0,
      120_000,
    );
    assert.equal(status.refused, 0, JSON.stringify(status));

    const { rows: ours } = await pool.query<{ caseId: string; version: number }>(
      `SELECT case_id AS "caseId", version FROM event WHERE type = 'sync.Queued'`,
    );
    assert.ok(ours.length >= HAND_OVERS, '报送的件数');
    const place = (t: { caseId: string; version: number }): string => `${t.caseId}/${t.version}`;
    const taken = national.taken();
    assert.deepEqual(taken.map(place).toSorted(), ours.map(place).toSorted(), '不多不少');
    const last = new Map<string, number>();
    for (const { caseId, version, previous } of taken) {
      assert.equal(previous, last.get(caseId) ?? 0, `${caseId}的次序`);
      last.set(caseId, version);
    }
    const codes = national.entries();
    assert.equal(new Set(codes.map((e) => e.national_code)).size, ENTRIES, '一证一码');
    const { rows: noted } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM public_entry p WHERE EXISTS (SELECT FROM event e
         WHERE e.case_id = p.case_id AND e.type = 'sync.Acknowledged')`,
    );
    assert.equal(noted[0]?.n, ENTRIES, '国家编码都已记入案卷');
    const checked = await checkRegister(house);
    assert.deepEqual([checked.faults, checked.examples], [[], []]);

    await pool.query(`UPDATE counterpart SET asked_at = now()`);
    const { rows } = await eventually(
      () =>
        pool.query<{
          report: { differences: number; pending: number; ours: number; theirs: number };
        }>(
          `SELECT report FROM reconciliation, counterpart c WHERE c.asked_at IS NULL
           ORDER BY number DESC LIMIT 1`,
        ),
      (found) => found.rows.length === 1,
    );
    const { differences, pending, ours: here, theirs } = rows[0]?.report ?? assert.fail();
    assert.deepEqual([differences, pending, here, theirs], [0, 0, ENTRIES, ENTRIES]);

    await serving.stop();
    assert.equal(serving.said().includes('Error'), false, serving.said());
    const again = spawnSync(process.execPath, [SHUJI, 'national', 'reconcile'], {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stdout, /1 轮后差异 differences after 1: 0/);
  });
});

function urlOf({ host, port, user, password, database }: Connection): string {
  const login = `${user}:${encodeURIComponent(String(password ?? ''))}`;
  return `postgres://${login}@${host}:${port}/${database}`;
}
