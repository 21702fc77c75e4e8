import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { importCalendar } from '../src/app/calendars.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { isRefusal } from '../src/base/refusal.ts';
import { calendar2027 } from './calendar-2027.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { walk } from './acts-at-random.ts';

const TABLES = [
  'case_row',
  'case_party',
  'clock',
  'public_notice',
  'public_entry',
  'likeness',
  'case_mark',
];

/** Every row as the database writes it, in an order of its own. */
async function dump(pool: Pool): Promise<string[]> {
  const rows: string[] = [];
  for (const table of TABLES) {
    const found = await pool.query<{ line: string }>(
      `SELECT '${table}' || t::text AS line FROM ${table} t ORDER BY t::text`,
    );
    rows.push(...found.rows.map((r) => r.line));
  }
  return rows;
}

const wipe = (pool: Pool): Promise<unknown> => pool.query(`TRUNCATE ${TABLES.join(', ')}`);

forEachDatabase((_name, open) => {
  test('从事件重建的各表与办理时写下的逐字节相同，导入日历和拨动时钟之后也相同', async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    const { taken, cases } = await walk(house, 'rebuild', 400);
    assert.ok(taken > 80 && cases.length > 40, `${taken} acts on ${cases.length} cases`);
    const moved = await moveDemoClock(house, '2026-12-25T10:00:00+08:00');
    assert.ok(!isRefusal(moved));
    await walk(house, 'at the turn of the year', 60);
    const imported = await importCalendar(house, house.adopt, people.system, calendar2027());
    assert.ok(!isRefusal(imported) && imported.recalculated > 0);
    await moveDemoClock(house, '2027-03-01T10:00:00+08:00');
    // Failures of the runner are no part of the truth.
    await pool.query('UPDATE clock SET attempts = 0');

    const before = await dump(pool);
    assert.ok(
      before.some((line) => line.startsWith('public_entry')),
      'nothing was registered',
    );
    const clean = await rebuild(house, { check: true });
    assert.deepEqual(clean.examples, []);

    await wipe(pool);
    const gone = await rebuild(house, { check: true });
    assert.ok(gone.differing >= clean.cases);
    assert.deepEqual(await dump(pool), [], 'a check writes nothing');
    const again = await rebuild(house, { check: false });
    assert.deepEqual([again.cases, again.events], [clean.cases, clean.events]);
    assert.deepEqual(await dump(pool), before);
    assert.equal((await rebuild(house, { check: true })).differing, 0);
  });

  test('核对指出被改动、遗失和多余的各行，重建只改正这些', async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    const { cases } = await walk(house, 'three faults', 60);
    const before = await dump(pool);
    const [changed = '', lost = ''] = cases;
    const ghost = '0190a000-0000-7000-8000-00000000ffff';
    await pool.query('UPDATE case_row SET title = $2 WHERE case_id = $1', [changed, '改过的名称']);
    await pool.query('DELETE FROM case_party WHERE case_id = $1', [lost]);
    await pool.query(`INSERT INTO case_party VALUES ($1, 'registrant', 'X')`, [ghost]);
    const wanted = [
      { caseId: changed, table: 'case_row' },
      { caseId: lost, table: 'case_party' },
      { caseId: ghost, table: 'case_party' },
    ];
    const place = (d: { caseId: string; table: string }) => `${d.caseId} ${d.table}`;
    const found = await rebuild(house, { check: true });
    assert.deepEqual(found.examples.map(place).toSorted(), wanted.map(place).toSorted());
    assert.equal((await rebuild(house, { check: false })).differing, 3);
    assert.deepEqual(await dump(pool), before);
  });

  test('读不出的事项被指名，其余照常重建', async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    const { cases } = await walk(house, 'one broken', 30);
    const [broken = ''] = cases;
    await pool.query(
      `UPDATE event_body SET body = set_byte(body, 40, get_byte(body, 40) # 1)
       WHERE case_id = $1 AND version = 1`,
      [broken],
    );
    const found = await rebuild(house, { check: true });
    assert.deepEqual(
      found.examples.map(({ caseId, table }) => ({ caseId, table })),
      [{ caseId: broken, table: 'event' }],
    );
  });
});
