import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allMarks } from './marks.ts';

type Event = Parameters<typeof allMarks>[0][number];

let version = 0;
const on = (day: string, type: string, more: Partial<Event> = {}): Event => {
  version += 1;
  return { type, version, at: `${day}T10:00:00+08:00`, data: {}, deadlines: [], ...more };
};
const due = (clock: string, startedOn: string, last: string): Partial<Event> => ({
  deadlines: [
    {
      clock,
      startedOn,
      due: last,
      length: 3,
      unit: 'workingDay',
      provisional: false,
      calendar: '',
    },
  ],
});
const said = (events: readonly Event[]): string[] =>
  allMarks(events).map(({ mark, said: what, first, startedOn }) =>
    [mark, what, first ? 'first' : '', startedOn ?? ''].join(' ').trim(),
  );

test('首次不予受理、补正后受理、审核、赋码，各算各的，先后分得清', () => {
  const filed = () =>
    on('2026-03-02', 'reg.ApplicationSubmitted', due('acceptance', '2026-03-02', '2026-03-05'));
  const refused = on('2026-03-03', 'reg.AcceptanceRefused', { data: { ground: 'dispute' } });
  assert.deepEqual(said([filed(), refused]), [
    'filed  first',
    'acceptance refused first 2026-03-02',
    'refusedOn dispute first',
  ]);
  const items = ['scenario.usable', 'scenario.forbidden', 'evidence'];
  const gaps = { data: { items, grounds: ['incomplete'] } };
  const whole = [
    filed(),
    on('2026-03-04', 'reg.IntakeDeficiencyNotified', gaps),
    on('2026-03-09', 'reg.ApplicationResubmitted', due('acceptance', '2026-03-09', '2026-03-12')),
    on('2026-03-16', 'reg.AcceptanceOverdue'),
    on('2026-03-17', 'reg.ApplicationAccepted', due('formalReview', '2026-03-17', '2026-04-15')),
    on('2026-03-20', 'reg.FormalReviewPassed'),
    on('2026-04-10', 'reg.CodeAssigned'),
  ];
  assert.deepEqual(said(whole), [
    'filed  first',
    'acceptance returned first 2026-03-02',
    // Two fields of one group are that group once.
    'returnedFor scenario first',
    'returnedFor evidence first',
    'returnedOn incomplete first',
    'overdue acceptance first',
    'acceptance accepted  2026-03-09',
    'formalReview passed first 2026-03-17',
    'coded  first 2026-03-02',
  ]);
  const accepted = allMarks(whole).find(({ said: what }) => what === 'accepted');
  assert.deepEqual([accepted?.day, accepted?.due], ['2026-03-17', '2026-03-12']);
});

test('期限重算之后按新的最后一日算', () => {
  const events = [
    on('2026-03-02', 'reg.ApplicationSubmitted', due('acceptance', '2026-03-02', '2026-03-05')),
    on('2026-03-03', 'clock.DeadlineRecalculated', due('acceptance', '2026-03-02', '2026-03-06')),
    on('2026-03-06', 'reg.ApplicationAccepted'),
  ];
  assert.equal(allMarks(events).at(-1)?.due, '2026-03-06');
});

test('没有计时的决定、不认得的事件、缺了内容的告知，都不出错', () => {
  assert.deepEqual(
    said([on('2026-03-02', 'reg.ApplicationAccepted'), on('2026-03-02', 'constructor')]),
    [],
  );
  assert.deepEqual(
    said([
      on('2026-03-02', 'reg.IntakeDeficiencyNotified', { data: { items: 'x', grounds: [1] } }),
    ]),
    [],
  );
});
