import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { importCalendar } from '../src/app/calendars.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import type { Deadline, Length, Unit } from '../src/base/deadline.ts';
import type { JsonObject } from '../src/base/json.ts';
import { addDays, dayNumber, orThrowDate } from '../src/base/plain-date.ts';
import { isRefusal, orThrow } from '../src/base/refusal.ts';
import { builtInYears, calendarOf, type Calendar } from '../src/law/calendar.ts';
import { parseYearCalendar, type YearCalendar } from '../src/law/calendar-year.ts';
import { deadline } from '../src/law/deadline.ts';
import { walk } from './acts-at-random.ts';
import { calendar2027 } from './calendar-2027.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';

/** Counts a recorded deadline again with nothing but what it says of itself: the day it started, its
 *  length, and the calendar versions it names, each of them looked up among all ever published. */
function recount(recorded: Deadline, published: readonly YearCalendar[]): Deadline {
  const named = recorded.calendar.split(' ').filter((v) => v !== '' && !v.endsWith('.unpublished'));
  const years = named.map((version) => {
    const found = published.filter((year) => year.version === version);
    assert.equal(found.length, 1, `${version} must name one calendar`);
    return found[0];
  });
  const calendar = calendarOf(years.flatMap((year) => year ?? []));
  const { unit, length: n, due, startedOn } = recorded;
  const length: Length = unit === 'until' ? { until: due } : { n, unit };
  return deadline(orThrowDate(startedOn), length, calendar);
}

const year2027 = orThrow(parseYearCalendar(calendar2027()));
const published = [...builtInYears, year2027];

forEachDatabase((_name, open) => {
  test('案卷中的每个期限都可以从事件和其所载日历版本重新算出，分毫不差', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    await walk(house, 'deadlines', 120);
    await moveDemoClock(house, '2026-12-22T10:00:00+08:00');
    await walk(house, 'the last days of the year', 60);
    const second = { ...calendar2027('cn-2027.2'), workdays: ['2027-01-09', '2027-02-21'] };
    for (const body of [calendar2027(), second]) {
      const loaded = await importCalendar(house, house.adopt, people.system, body);
      assert.ok(!isRefusal(loaded));
    }
    await walk(house, 'after the notice', 40);

    const bodies = await pool.query<{ body: JsonObject }>('SELECT body FROM calendar');
    const all = [...builtInYears, ...bodies.rows.map((r) => orThrow(parseYearCalendar(r.body)))];
    const { rows } = await pool.query<{ entry: Buffer }>('SELECT entry FROM event');
    const seen = { counted: 0, provisional: 0, recalculated: 0, agreed: 0 };
    for (const { entry } of rows) {
      const event = JSON.parse(entry.toString('utf8'));
      for (const { clock: _clock, ...recorded } of event.deadlines) {
        assert.deepEqual(recount(recorded, all), recorded, `${event.caseId} ${event.type}`);
        seen.counted += 1;
        if (recorded.provisional) seen.provisional += 1;
        if (recorded.unit === 'until') seen.agreed += 1;
        if (event.type === 'clock.DeadlineRecalculated') seen.recalculated += 1;
        if (recorded.provisional) assert.match(recorded.calendar, /\.unpublished/);
      }
    }
    for (const [what, n] of Object.entries(seen)) assert.ok(n > 0, `no deadline was ${what}`);
    const clocks = await pool.query(
      `SELECT count(*)::int AS n FROM clock WHERE state = 'running' AND provisional`,
    );
    assert.deepEqual(clocks.rows, [{ n: 0 }]);
  });
});

const day = fc
  .integer({ min: dayNumber(orThrowDate('2025-01-01')), max: dayNumber(orThrowDate('2027-12-31')) })
  .map((n) => addDays(orThrowDate('2025-01-01'), n - dayNumber(orThrowDate('2025-01-01'))));
const period = fc.oneof(
  fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constant<Unit>('workingDay') }),
  fc.record({ n: fc.integer({ min: 1, max: 180 }), unit: fc.constant<Unit>('day') }),
  fc.record({ n: fc.integer({ min: 1, max: 5 }), unit: fc.constant<Unit>('year') }),
);
const calendars = fc.subarray(published).map(calendarOf);

test('任取起算日、期间和已公布的日历：所算的期限只凭其自身所载即可复算', () => {
  fc.assert(
    fc.property(day, period, calendars, (from, length, calendar) => {
      const counted = deadline(from, length, calendar);
      assert.deepEqual(recount(counted, published), counted);
    }),
    { numRuns: 3000 },
  );
});

/** Working days after `from` up to and including `to`, one by one. */
function between(from: string, to: string, calendar: Calendar): number {
  let n = 0;
  for (let at = addDays(orThrowDate(from), 1); at <= to; at = addDays(at, 1)) {
    if (calendar.isWorkingDay(at)) n += 1;
  }
  return n;
}

test('工作日期限：起算日不计，末日为工作日，其间恰有所定的工作日数', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), calendars, (from, n, calendar) => {
      const { due } = deadline(from, { n, unit: 'workingDay' }, calendar);
      assert.equal(between(from, due, calendar), n);
      assert.ok(calendar.isWorkingDay(orThrowDate(due)));
    }),
    { numRuns: 1000 },
  );
});

test('所经年度全部公布的期限不是暂定；经过未公布年度的必是暂定', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), calendars, (from, n, calendar) => {
      const { due, provisional } = deadline(from, { n, unit: 'workingDay' }, calendar);
      const first = addDays(orThrowDate(from), 1);
      const years = [Number(first.slice(0, 4)), Number(due.slice(0, 4))];
      assert.equal(
        provisional,
        years.some((year) => !calendar.published(year)),
      );
    }),
    { numRuns: 1000 },
  );
});
