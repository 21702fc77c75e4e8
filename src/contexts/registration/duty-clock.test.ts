import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { beijingPack } from '../../law/beijing.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import { deadline } from '../../law/deadline.ts';
import { dueOf, office, passTo, statusOf } from '../../../test/office.ts';
import { organisations } from '../../../test/office-people.ts';
import { dutyState, supplied } from './duty.fixtures.ts';

const calendar = calendarOf(builtInYears);

/** 自某日提供起，提醒和到期各在哪天。 */
function clocksFrom(suppliedOn: string, today: string = suppliedOn) {
  const at = office(beijingPack, today);
  const c = supplied(at, suppliedOn);
  return { at, c, due: dueOf(c, 'filingDuty'), reminder: dueOf(c, 'filingReminder') };
}

const EXAMPLES = [
  // 跨春节：2月14日、2月28日调休上班，2月15日至23日放假。
  ['2026-02-13', '2026-03-12', '2026-03-19'],
  // 跨清明、五一和5月9日调休上班。
  ['2026-04-15', '2026-05-09', '2026-05-15'],
  // 跨国庆：10月1日至7日放假，10月10日调休上班。
  ['2026-09-30', '2026-10-27', '2026-11-03'],
  ['2025-09-26', '2025-10-23', '2025-10-30'],
  // 当日不算；周五提供，下周一为第一日。
  ['2026-03-06', '2026-03-27', '2026-04-03'],
] as const;

for (const [suppliedOn, reminder, due] of EXAMPLES) {
  test(`${suppliedOn}首次提供：${reminder}后提醒，${due}为最后一日`, () => {
    const clocks = clocksFrom(suppliedOn, suppliedOn < '2025-12-01' ? '2026-03-02' : suppliedOn);
    assert.deepEqual([clocks.reminder, clocks.due], [reminder, due]);
  });
}

test('2025年3月1日前已提供的，自当日起30个工作日，至2025年4月14日；当日及以后的为20个工作日', () => {
  const old = clocksFrom('2025-01-10', '2026-03-02');
  assert.deepEqual([old.due, old.reminder], ['2025-04-14', '2025-04-07']);
  assert.deepEqual(
    [dutyState(old.c).countedFrom, dutyState(old.c).transition],
    ['2025-03-01', true],
  );
  assert.equal(clocksFrom('2025-02-28', '2026-03-02').due, '2025-04-14');
  assert.equal(clocksFrom('2025-03-01', '2026-03-02').due, '2025-03-28');
  assert.equal(clocksFrom('2025-03-03', '2026-03-02').due, '2025-03-31');
});

test('过渡期的数字出自国家办法，两地都照此', () => {
  for (const rules of [beijingPack, chongqingPack]) {
    const { clocks, duty } = rules.profile;
    assert.deepEqual(clocks.filingTransition?.length, { n: 30, unit: 'workingDay' });
    assert.ok(clocks.filingTransition?.law.includes('NAT-REG-9(1)'));
    assert.equal(clocks.filingReminder?.basis, 'inf');
    assert.equal(duty.operatingBefore, '2025-03-01');
    assert.equal(rules.provenance['clocks.filingTransition.length'], 'national-2025');
  }
});

test('列入清单时期限早已过去的，当天即提醒并列入逾期', () => {
  const { at, c } = clocksFrom('2025-01-10', '2026-03-02');
  passTo(at, '2026-03-02');
  assert.equal(statusOf(c), 'overdue');
});

const anyDay = fc
  .integer({ min: 0, max: 600 })
  .map((n) => addDays(orThrowDate('2025-03-01'), n) as string);

test('任何一天提供：提醒之后恰好还有5个工作日，最后一日不逾期，次日逾期', () => {
  fc.assert(
    fc.property(anyDay, fc.boolean(), (suppliedOn, must) => {
      const today = suppliedOn < '2025-12-01' ? '2026-11-01' : suppliedOn;
      const at = office(beijingPack, today);
      const holder = must ? organisations.transport.code : organisations.operator.code;
      const c = supplied(at, suppliedOn, { holder });
      const [due, reminder] = [dueOf(c, 'filingDuty') ?? '', dueOf(c, 'filingReminder') ?? ''];
      assert.ok(suppliedOn < reminder && reminder < due);
      const left = { n: 5, unit: 'workingDay' } as const;
      assert.equal(deadline(orThrowDate(reminder), left, calendar).due, due);
      if (today > reminder) return;
      passTo(at, reminder);
      assert.equal(dutyState(c).remindedOn, null);
      passTo(at, due);
      assert.deepEqual(
        [statusOf(c), dutyState(c).remindedOn],
        ['running', addDays(orThrowDate(reminder), 1)],
      );
      passTo(at, addDays(orThrowDate(due), 1));
      assert.equal(statusOf(c), must ? 'overdue' : 'reminded');
    }),
    { numRuns: 150 },
  );
});
