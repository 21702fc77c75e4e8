import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elapsedBy } from '../../app/figures/indicators.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { articleById } from '../../law/articles.ts';
import { beijingPack } from '../../law/beijing.ts';
import { indicators, type IndicatorRow } from './indicators.ts';
import { figuresFrom } from './tally.ts';

const days = { from: '2026-01-01', to: '2026-12-31' };
const elapsed = elapsedBy(calendarOf(builtInYears));

type Step = readonly [day: string, type: string, clock?: string, due?: string];

const caseOf = (caseId: string, ...steps: Step[]): IndicatorRow[] =>
  steps.map(([day, type, clock, due], i) => ({
    caseId,
    version: i + 1,
    type,
    at: `${day}T10:00:00.000+08:00`,
    role: 'registrar.intake',
    deadlines: clock && due ? [{ clock, startedOn: day, due }] : [],
  }));

const drawn = (...rows: IndicatorRow[][]) =>
  Object.fromEntries(
    figuresFrom(rows.flat(), days, elapsed).map(({ id, value, of }) => [id, [value, of]]),
  );

const sent = (day: string, due: string): Step => [
  day,
  'reg.ApplicationSubmitted',
  'acceptance',
  due,
];

test('受理用时按工作日算，起算日不计，节假日不计', () => {
  const f = drawn(
    caseOf('a', sent('2026-03-02', '2026-03-05'), ['2026-03-02', 'reg.ApplicationAccepted']),
    caseOf('b', sent('2026-03-02', '2026-03-05'), ['2026-03-05', 'reg.AcceptanceRefused']),
    caseOf('c', sent('2026-03-06', '2026-03-11'), ['2026-03-09', 'reg.IntakeDeficiencyNotified']),
  );
  assert.deepEqual(f['acceptanceMedian'], [1, 3]);
  assert.deepEqual(f['acceptanceNinth'], [3, 3]);
  assert.deepEqual(f['acceptanceInTime'], [3, 3]);
});

test('中位数和九成：恰有半数、恰有九成的那个天数', () => {
  const rows = Array.from({ length: 10 }, (_, i) =>
    caseOf(`c${i}`, sent('2026-03-02', '2026-03-05'), [
      `2026-03-${String(i < 5 ? 3 : i < 9 ? 4 : 6).padStart(2, '0')}`,
      'reg.ApplicationAccepted',
    ]),
  );
  const f = drawn(...rows);
  assert.deepEqual(f['acceptanceMedian'], [1, 10]);
  assert.deepEqual(f['acceptanceNinth'], [2, 10]);
  assert.deepEqual(f['acceptanceInTime'], [9, 10]);
});

test('没有决定的，用时没有数，不是零', () => {
  const f = drawn(caseOf('a', sent('2026-03-02', '2026-03-05')));
  assert.deepEqual(f['acceptanceMedian'], [null, 0]);
  assert.deepEqual(f['acceptanceOverdue'], [0, 1]);
});

test('撤回的申请不算登记机构的决定', () => {
  const f = drawn(
    caseOf('a', sent('2026-03-02', '2026-03-05'), ['2026-03-20', 'reg.ApplicationWithdrawn']),
  );
  assert.deepEqual(f['acceptanceInTime'], [0, 0]);
});

test('跨年的案件：上年起算、当年作出的决定算在当年，用时从上年起算', () => {
  const f = drawn(
    caseOf('a', sent('2025-12-30', '2026-01-05'), ['2026-01-05', 'reg.ApplicationAccepted']),
    caseOf('b', sent('2025-12-01', '2025-12-04'), ['2025-12-03', 'reg.ApplicationAccepted']),
  );
  assert.equal(f['acceptanceInTime']?.[1], 1);
  assert.ok((f['acceptanceMedian']?.[0] ?? 0) > 0);
  assert.deepEqual(f['acceptanceOverdue'], [0, 0], '上年送交的不算当年送交');
});

test('日历更新后重算的期限是准', () => {
  const f = drawn(
    caseOf(
      'a',
      sent('2026-03-02', '2026-03-05'),
      ['2026-03-03', 'clock.DeadlineRecalculated', 'acceptance', '2026-03-06'],
      ['2026-03-06', 'reg.ApplicationAccepted'],
    ),
  );
  assert.deepEqual(f['acceptanceInTime'], [1, 1]);
  assert.deepEqual(f['acceptanceOverdue'], [0, 1], '重算不是再次送交');
});

test('审核逾期：说明了原因的和没有说明的分开；先说明后逾期也算说明', () => {
  const review = (day: string): Step => [
    day,
    'reg.ApplicationAccepted',
    'formalReview',
    '2026-03-30',
  ];
  const f = drawn(
    caseOf('a', review('2026-03-02'), ['2026-03-31', 'reg.ReviewOverdue']),
    caseOf(
      'b',
      review('2026-03-02'),
      ['2026-03-31', 'reg.ReviewOverdue'],
      ['2026-04-01', 'reg.ReviewDelayExplained'],
    ),
    caseOf(
      'c',
      review('2026-03-02'),
      ['2026-03-27', 'reg.ReviewDelayExplained'],
      ['2026-03-31', 'reg.ReviewOverdue'],
    ),
  );
  assert.deepEqual(f['reviewOverdue'], [3, 3]);
  assert.deepEqual(f['delaysUnexplained'], [1, 3]);
});

test('同一环节告知两次补正的，第二次起计数；受理和审核各告知一次不算', () => {
  const f = drawn(
    caseOf(
      'a',
      ['2026-03-02', 'reg.IntakeDeficiencyNotified'],
      ['2026-03-09', 'reg.ReviewDeficiencyNotified'],
    ),
    caseOf(
      'b',
      ['2026-03-02', 'reg.IntakeDeficiencyNotified'],
      ['2026-03-09', 'reg.IntakeDeficiencyNotified'],
    ),
  );
  assert.deepEqual(f['noticesRepeated'], [1, 4]);
});

test('质量：异议成立、撤销、更正、对登记机构的措施', () => {
  const f = drawn(
    caseOf('o1', ['2026-03-02', 'obj.Upheld']),
    caseOf('o2', ['2026-03-02', 'obj.Dismissed']),
    caseOf('r', ['2026-03-02', 'reg.EntryRevoked']),
    caseOf('k', ['2026-03-02', 'reg.CodeAssigned'], ['2027-01-02', 'reg.CodeAssigned']),
    caseOf(
      'm',
      ['2026-03-02', 'eval.MisconductReported'],
      ['2026-03-09', 'eval.RegistrarMeasureTaken'],
    ),
  );
  assert.deepEqual(f['objectionsUpheld'], [1, 2]);
  assert.deepEqual(f['revocations'], [1, 1], '次年的不算');
  assert.deepEqual(f['corrections'], [0, 1]);
  assert.deepEqual(f['measures'], [1, 1]);
});

test('安全：按期自查、逾期后补上的、一直没有做的；当年报告的事件是否办结', () => {
  const f = drawn(
    caseOf(
      's',
      ['2026-01-05', 'sec.SelfCheckScheduled', 'selfCheck', '2026-04-05'],
      ['2026-04-05', 'sec.SelfCheckRecorded', 'selfCheck', '2026-07-04'],
      ['2026-07-05', 'sec.SelfCheckOverdue'],
      ['2026-07-20', 'sec.SelfCheckRecorded', 'selfCheck', '2026-10-18'],
      ['2026-10-19', 'sec.SelfCheckOverdue'],
    ),
    caseOf('i', ['2026-03-02', 'sec.IncidentReported'], ['2026-03-09', 'sec.IncidentClosed']),
    caseOf('j', ['2026-03-02', 'sec.IncidentReported']),
    caseOf('k', ['2025-03-02', 'sec.IncidentReported'], ['2026-03-09', 'sec.IncidentClosed']),
  );
  assert.deepEqual(f['selfChecksInTime'], [1, 3]);
  assert.deepEqual(f['incidentsClosed'], [1, 2]);
});

test('指标与行的先后、与无关的记录无关', () => {
  const rows = caseOf('a', sent('2026-03-02', '2026-03-05'), [
    '2026-03-04',
    'reg.ApplicationAccepted',
  ]);
  const noise = caseOf('z', ['2026-03-02', '没有这种记录']);
  assert.deepEqual(drawn(rows.toReversed(), noise), drawn(rows));
});

test('四个方面都有指标，与规则包一致；每个指标有依据，没有权重和分数', () => {
  const axes = beijingPack.profile.evaluationAxes.map(({ id }) => id);
  assert.deepEqual([...new Set(Object.values(indicators).map(({ axis }) => axis as string))], axes);
  for (const [id, { law }] of Object.entries(indicators)) {
    assert.ok(law.length > 0, id);
    for (const cited of law) assert.ok(articleById(cited), `${id} ${cited}`);
  }
  assert.deepEqual(Object.keys(drawn()), Object.keys(indicators));
});
