import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importCalendar } from '../src/app/calendars.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { historyFor } from '../src/app/history.ts';
import type { House } from '../src/app/house.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { forged, recordAt, versionOf } from '../src/app/audit/rerun.fixtures.ts';
import { rerunCase, type Disclosed } from '../src/app/audit/rerun.ts';
import { viewCase } from '../src/app/view.ts';
import { isRefusal } from '../src/base/refusal.ts';
import { openBody, type StoredEventRow } from '../src/store/bodies.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { walk } from './acts-at-random.ts';
import { calendar2027 } from './calendar-2027.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { draft, inNotice } from './story.ts';

/** Every case as it would be disclosed whole. */
async function disclosedCases({ pool, keys }: House): Promise<Map<string, Disclosed[]>> {
  const { rows } = await pool.query<StoredEventRow>(
    `SELECT e.case_id, e.version, e.entry, b.body FROM event e
     LEFT JOIN event_body b USING (case_id, version) ORDER BY case_id, version`,
  );
  const byCase = Map.groupBy(rows, (row) => row.case_id);
  const disclosed = ([caseId, events]: [string, StoredEventRow[]]) =>
    [caseId, events.map((row) => ({ entry: row.entry, body: openBody(keys, row) }))] as const;
  return new Map([...byCase].map(disclosed));
}

const unlike = (entries: readonly Disclosed[]) =>
  rerunCase(entries).acts.filter((act) => act.outcome !== 'same');

forEachDatabase((_name, open) => {
  let house: TestHouse;
  let drafted = '';
  let told: Map<string, Disclosed[]>;

  before(async () => {
    const { pool } = await open();
    house = await houseOn(pool);
    await settle(house);
    await walk(house, 'rerun', 250);
    await moveDemoClock(house, '2026-12-20T10:00:00+08:00');
    drafted = (await draft(house)).caseId;
    await inNotice(house, '跨年公示的名录');
    const imported = await importCalendar(house, house.adopt, people.system, calendar2027());
    assert.ok(!isRefusal(imported) && imported.recalculated > 0);
    await moveDemoClock(house, '2027-03-01T10:00:00+08:00');
    await inNotice(house, '按导入日历公示的名录');
    told = await disclosedCases(house);
  });

  test('登记簿里的每一件，含系统办理、案间联动、日历重算，凭记录重办结果都相同', () => {
    for (const entries of told.values()) assert.deepEqual(unlike(entries), []);
    const text = [...told.values()].flat().map(({ entry }) => Buffer.from(entry).toString());
    for (const type of ['clock.DeadlineRecalculated', 'reg.NoticeClosed', 'reg.ObjectionNoted'])
      assert.ok(
        text.some((entry) => entry.includes(`"type":"${type}"`)),
        type,
      );
  });

  test('按导入日历计算的期限，记录里带着那份日历；改了日历即不同，没有日历即不知道', () => {
    const entries = told.get(drafted) ?? [];
    const version = versionOf(entries, 'clock.DeadlineRecalculated');
    assert.equal(JSON.stringify(recordAt(entries, version)['years']).includes('cn-2027.1'), true);
    const at = (write: (years: { holidays: unknown[]; version: string }[]) => unknown) => {
      const { outcome, acts } = rerunCase(
        forged(entries, version, ({ body }) => {
          const record = body['$act']?.['value'] as unknown as { years: never[] };
          write(record.years);
        }),
      );
      return [outcome, ...(acts.flatMap((act) => act.found)[0]?.names ?? [])];
    };
    assert.deepEqual(
      at((years) => years.pop()),
      ['unknownRules', 'cn-2027.1'],
    );
    const [longer] = at((years) =>
      Object.assign(years[0]?.holidays[0] ?? {}, { to: '2027-01-06' }),
    );
    assert.equal(longer, 'different');
    const claimed = at((years) => Object.assign(years[0] ?? {}, { version: 'cn-2026.1' }));
    assert.equal(claimed[0], 'different', '内置版本的名称不得挪用');
  });

  test('办理记录不进事件、不上页面：登记机构看办理经过也看不到', async () => {
    const stored = await loadCase(runnerOf(house.pool), house.keys, drafted, false);
    assert.ok(stored);
    const history = JSON.stringify(await historyFor(house, stored, ['office', 'registrant']));
    assert.ok(history.includes(people.editor.accountId), '谁办的仍然知道');
    assert.doesNotMatch(history, /\$act|\$who|"facts"/);
    assert.doesNotMatch(JSON.stringify(viewCase(house, people.editor, stored)), /\$act|\$who/);
  });

  test('依法清空以后，登记簿自核无误，重办说明内容未披露', async () => {
    await house.pool.query('UPDATE event_body SET body = NULL WHERE case_id = $1', [drafted]);
    const erased = (await disclosedCases(house)).get(drafted) ?? [];
    const { outcome, acts } = rerunCase(erased);
    assert.equal(outcome, 'undisclosed');
    assert.ok(acts.every((act) => act.outcome === 'undisclosed'));
    const { faults } = await checkRegister(house);
    assert.deepEqual(faults, []);
  });

  test('不由管理员重算期限的，重办不出', () => {
    const entries = told.get(drafted) ?? [];
    const version = versionOf(entries, 'clock.DeadlineRecalculated');
    const { acts } = rerunCase(
      forged(entries, version, ({ body }) => {
        const record = body['$act']?.['value'] as unknown as { actor: { roles: string[] } };
        record.actor.roles = ['registrant'];
      }),
    );
    assert.deepEqual(acts.flatMap((act) => act.found)[0]?.what, 'refused');
  });
});
