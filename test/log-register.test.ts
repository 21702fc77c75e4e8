import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { compareRegister } from '../src/app/fsck/register.ts';
import { forEachDatabase } from './databases.ts';
import { append, rig, settle, type Rig } from './log-rig.ts';

const compared = (r: Rig, size: number) =>
  compareRegister(r.pool, {
    address: { kind: 'folder', folder: r.folder },
    trees: [
      { suite: 'sha256', size },
      { suite: 'sm3', size },
    ],
  });

/** Does what no program path can: the tables refuse it. */
async function behindItsBack(pool: Pool, table: string, sql: string, values: unknown[] = []) {
  await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await pool.query(sql, values);
  await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

forEachDatabase((_name, open) => {
  test('登记簿与目录链逐条一致；等候的、尚未公布的不算不符', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 700);
    await settle(r);
    assert.deepEqual(await compared(r, 700), {
      events: 700,
      unpublished: 0,
      faulty: 0,
      faults: [],
    });
    await append(r.pool, 3);
    assert.deepEqual((await compared(r, 700)).faults, []);
    await settle(r);
    const ahead = await compared(r, 700);
    assert.deepEqual([ahead.unpublished, ahead.faults], [3, []]);
  });

  test('改了内容、改了散列、删了事件、漏了位置、重了位置、多等一次，各有各的说法', async (t) => {
    const r = await rig(t, open);
    const rows = await append(r.pool, 600);
    await settle(r);
    const of = (index: number) => {
      const row = rows[index];
      return row ? [row.caseId, row.version] : assert.fail(String(index));
    };
    const where = 'WHERE case_id = $1 AND version = $2';
    const { pool } = r;
    const sql = (what: string): string => `${what} ${where}`;
    await behindItsBack(pool, 'event', sql(`UPDATE event SET entry = entry || 'x'::bytea`), of(10));
    await behindItsBack(pool, 'event', sql(`UPDATE event SET sm3 = sha256(sm3)`), of(300));
    await behindItsBack(pool, 'event', sql('DELETE FROM event'), of(301));
    await behindItsBack(pool, 'log_leaf', sql('UPDATE log_leaf SET idx = 511'), of(512));
    await behindItsBack(pool, 'log_leaf', sql('DELETE FROM log_leaf'), of(599));
    await pool.query('INSERT INTO log_pending (case_id, version) VALUES ($1, $2)', of(20));
    const { faults: all, faulty } = await compared(r, 600);
    assert.equal(faulty, all.length);
    // Which of two events at one place is the wrong one depends on who is read first.
    const faults = all.filter(({ index, what }) => index !== 511 || what === 'taken');
    assert.deepEqual(
      faults.map(({ index, what }) => [index, what]),
      [
        [10, 'otherBytes'],
        [300, 'otherHash'],
        [301, 'noEvent'],
        [511, 'taken'],
        [512, 'empty'],
        [599, 'empty'],
        [null, 'noPlace'],
        [null, 'waitsAgain'],
      ],
    );
    assert.deepEqual([faults[6]?.caseId, faults[6]?.version], of(599));
    assert.deepEqual([faults[7]?.caseId, faults[7]?.version], of(20));
  });

  test('没有触发器就写进的事件不在链上，会被说出；公开文件多出来的位置也会', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 5);
    await settle(r);
    const id = randomUUID();
    const insert = `INSERT INTO event (case_id, version, procedure, type, at, entry, sha256, sm3)
      SELECT $1, 1, procedure, type, at, entry, sha256, sm3 FROM event LIMIT 1`;
    await behindItsBack(r.pool, 'event', insert, [id]);
    const found = await compared(r, 5);
    assert.deepEqual(found.faults, [{ caseId: id, version: 1, index: null, what: 'noPlace' }]);
    const { faults } = await compared(r, 7);
    assert.deepEqual(
      faults.map(({ index, what }) => [index, what]),
      [
        [5, 'empty'],
        [6, 'empty'],
        [null, 'noPlace'],
      ],
    );
  });
});
