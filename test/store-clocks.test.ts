import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Pool } from 'pg';
import { importCalendar, settleCalendar } from '../src/app/calendars.ts';
import { runClocks } from '../src/app/clock-runner.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { isRefusal } from '../src/base/refusal.ts';
import { calendar2027 } from './calendar-2027.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { draft, filed, inNotice } from './story.ts';

async function types(pool: Pool, type: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM event WHERE type = $1',
    [type],
  );
  return rows[0]?.n ?? 0;
}

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext, start?: string) => {
    const { pool, close } = await open({ poolSize: 12 });
    t.after(close);
    const house = await houseOn(pool, start === undefined ? {} : { start });
    await settle(house);
    return { pool, house };
  };

  test('两个时钟进程同时运行：每个到期事项恰好办理一次', async (t) => {
    const { pool, house } = await begin(t);
    // A flag leaves the case in its state: nothing but the runner itself keeps it from a second.
    for (let n = 0; n < 6; n += 1) await filed(house, `名录${n}`);
    await inNotice(house, '公示中的名录');
    // As other processes, each with a house of its own.
    const houses = [
      house,
      await houseOn(pool, { seed: '乙' }),
      await houseOn(pool, { seed: '丙' }),
    ];
    for (const one of houses) one.at('2026-04-20T10:00:00+08:00');
    const fired = await Promise.all(houses.map((one) => runClocks(one)));
    assert.equal(await types(pool, 'reg.AcceptanceOverdue'), 6);
    assert.equal(await types(pool, 'reg.NoticeClosed'), 1);
    assert.equal(
      fired.reduce((a, b) => a + b, 0),
      7,
    );
    const { rows } = await pool.query(`SELECT name FROM clock WHERE attempts > 0`);
    assert.deepEqual(rows, [], 'to be overtaken is no failure');
    assert.equal(await runClocks(house), 0);
  });

  test('几日的到期事项一并办理：先到期的先办，同日的并排办，无一遗漏', async (t) => {
    const { pool, house } = await begin(t);
    for (const day of ['2026-03-02', '2026-03-04', '2026-03-06']) {
      house.at(`${day}T10:00:00+08:00`);
      for (let n = 0; n < 5; n += 1) await filed(house, `${day}第${n}件`);
    }
    house.at('2026-04-20T10:00:00+08:00');
    assert.equal(await runClocks(house), 15);
    const { rows } = await pool.query<{ due: string }>(
      `SELECT k.due FROM event e JOIN clock k ON k.case_id = e.case_id AND k.name = 'acceptance'
       WHERE e.type = 'reg.AcceptanceOverdue' ORDER BY e.appended`,
    );
    const days = rows.map((r) => r.due);
    assert.equal(new Set(days).size, 3);
    assert.deepEqual(days, days.toSorted());
  });

  test('末日终了之前不动作，次日零时动作', async (t) => {
    const { pool, house } = await begin(t);
    await filed(house);
    house.at('2026-03-05T23:59:59+08:00');
    assert.equal(await runClocks(house), 0);
    house.at('2026-03-06T00:00:00+08:00');
    assert.equal(await runClocks(house), 1);
    assert.equal(await types(pool, 'reg.AcceptanceOverdue'), 1);
  });

  test('办不成的到期事项计次后放下，不挡住别的', async (t) => {
    const { pool, house } = await begin(t);
    const [stuck] = [await filed(house, '甲'), await filed(house, '乙')];
    await pool.query(
      `UPDATE clock SET act = 'nothing' WHERE case_id = $1 AND name = 'acceptance'`,
      [stuck.caseId],
    );
    house.at('2026-03-06T00:00:00+08:00');
    for (let n = 0; n < 25; n += 1) await runClocks(house);
    assert.equal(await types(pool, 'reg.AcceptanceOverdue'), 1);
    const { rows } = await pool.query('SELECT attempts FROM clock WHERE attempts > 0');
    assert.deepEqual(rows, [{ attempts: 20 }]);
  });

  test('跨入未公布日历年度的期限为暂定，从不自动办理；导入日历后重算并留下记录，到期即办', async (t) => {
    const { pool, house } = await begin(t, '2026-12-30T09:00:00+08:00');
    const { caseId } = await draft(house);
    const clock = async () => {
      const { rows } = await pool.query<{ due: string; provisional: boolean; calendar: string }>(
        `SELECT due, provisional, calendar FROM clock WHERE case_id = $1 AND state = 'running'`,
        [caseId],
      );
      assert.ok(rows[0]);
      return rows[0];
    };
    const first = await clock();
    assert.equal(first.provisional, true);
    await moveDemoClock(house, '2027-06-01T09:00:00+08:00');
    assert.equal(await types(pool, 'reg.FilingOverdue'), 0);

    const loaded = await importCalendar(house, house.adopt, people.system, calendar2027());
    assert.ok(!isRefusal(loaded));
    assert.equal(loaded.recalculated, 1);
    const counted = await clock();
    assert.equal(counted.provisional, false);
    assert.notEqual(counted.due, first.due, 'the made-up holidays are longer');
    assert.match(counted.calendar, /cn-2027\.1/);
    const { rows } = await pool.query<{ entry: Buffer }>(
      `SELECT entry FROM event WHERE case_id = $1 AND type = 'clock.DeadlineRecalculated'`,
      [caseId],
    );
    assert.equal(rows.length, 1);
    const event = JSON.parse(rows[0]?.entry.toString('utf8') ?? '');
    assert.equal(event.deadlines[0].due, counted.due);
    assert.deepEqual(event.actor, { role: 'admin.system', org: people.system.org?.code });

    assert.equal(await runClocks(house), 1);
    assert.equal(await types(pool, 'reg.FilingOverdue'), 1);
  });

  test('同一版本的日历不重复导入，内置版本的名称不得挪用，非系统管理员不得导入', async (t) => {
    const { house } = await begin(t);
    const load = (actor = people.system, body = calendar2027()) =>
      importCalendar(house, house.adopt, actor, body);
    assert.ok(isRefusal(await load(people.intake)));
    assert.ok(!isRefusal(await load()));
    const codes = [
      await load(),
      await load(people.system, { ...calendar2027(), version: 'cn-2026.1', year: 2026 }),
    ];
    assert.equal(isRefusal(codes[0]) && codes[0].code, 'CALENDAR_LOADED');
    assert.ok(isRefusal(codes[1]));
    assert.ok(!isRefusal(await load(people.system, calendar2027('cn-2027.2'))));
  });

  test('导入日历中途停止：下次启动接着重算', async (t) => {
    const { pool, house } = await begin(t, '2026-12-30T09:00:00+08:00');
    await settleCalendar(house);
    const cases = [await draft(house), await draft(house)];
    const last = cases
      .map((c) => c.caseId)
      .toSorted()
      .at(-1);
    await pool.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$;
      CREATE TRIGGER injected BEFORE INSERT ON event FOR EACH ROW
      WHEN (NEW.case_id = '${last}') EXECUTE FUNCTION fail()`);
    await assert.rejects(
      importCalendar(house, house.adopt, people.system, calendar2027()),
      /injected/,
    );
    await pool.query('DROP TRIGGER injected ON event');
    const provisional = async () => {
      const { rowCount } = await pool.query(`SELECT FROM clock WHERE provisional`);
      return rowCount;
    };
    assert.equal(await provisional(), 1);
    assert.equal(
      await settleCalendar(await houseOn(pool, { start: '2026-12-31T09:00:00+08:00' })),
      1,
    );
    assert.equal(await provisional(), 0);
    assert.equal(await settleCalendar(house), 0);
  });
});
