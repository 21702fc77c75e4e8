import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEADLINE_RECALCULATED, foldClocks, startedBy } from './clocks.ts';
import type { ClockRow } from './types.ts';
import { letter } from './sample.fixtures.ts';
import type { RecordedEvent } from './types.ts';

const counted = (due: string, startedOn = '2026-03-02') => ({
  clock: 'answer',
  startedOn,
  length: 5,
  unit: 'workingDay' as const,
  due,
  provisional: false,
  calendar: 'cn-2026.1',
});

const event = (
  type: string,
  version: number,
  deadlines: RecordedEvent['deadlines'] = [],
  act = 'any',
): RecordedEvent => ({
  type,
  data: {},
  caseId: 'case-1',
  version,
  at: '2026-03-02T09:00:00+08:00',
  act,
  actor: { account: 'a', role: 'registrant', org: null },
  law: [],
  deadlines,
});

const fold = (events: readonly RecordedEvent[]): ClockRow[] =>
  events.reduce<ClockRow[]>((rows, e) => foldClocks(letter, rows, e), []);
const brief = (rows: readonly ClockRow[]) => rows.map((r) => [r.name, r.state, r.due, r.since]);

const start = event('letter.Filed', 1, [counted('2026-03-09')]);

test('起算、停止', () => {
  assert.deepEqual(brief(fold([start])), [['answer', 'running', '2026-03-09', 1]]);
  assert.deepEqual(brief(fold([start, event('letter.Answered', 2)])), [
    ['answer', 'stopped', '2026-03-09', 1],
  ]);
  assert.deepEqual(brief(fold([start, event('letter.Whispered', 2)])), brief(fold([start])));
});

test('重新起算是一次新的计算，同一期限不会有两个', () => {
  const again = event('letter.Renewed', 2, [counted('2026-03-12', '2026-03-05')]);
  assert.deepEqual(brief(fold([start, again])), [['answer', 'running', '2026-03-12', 2]]);
  const after = [start, event('letter.Answered', 2), { ...again, version: 3 }];
  assert.deepEqual(brief(fold(after)), [['answer', 'running', '2026-03-12', 3]]);
});

test('期满自动办理后期限为已届满，不再停止', () => {
  const lapsed = event('letter.Lapsed', 2, [], 'lapse');
  assert.deepEqual(brief(fold([start, lapsed])), [['answer', 'expired', '2026-03-09', 1]]);
  assert.deepEqual(brief(fold([start, lapsed, event('letter.Answered', 3)])), [
    ['answer', 'expired', '2026-03-09', 1],
  ]);
});

test('日历公布后重新计算：只改最后一天，不算重新起算，不唤醒已停止的', () => {
  const again = (version: number) =>
    event(DEADLINE_RECALCULATED, version, [counted('2026-03-10')], 'recalculateDeadlines');
  assert.deepEqual(brief(fold([start, again(2)])), [['answer', 'running', '2026-03-10', 1]]);
  const stopped = [start, event('letter.Answered', 2)];
  assert.deepEqual(fold([...stopped, again(3)]), fold(stopped));
  assert.deepEqual(fold([again(1)]), []);
});

test('期限按名称排列，折叠不改动旧值', () => {
  const before = fold([start]);
  const kept = structuredClone(before);
  foldClocks(letter, before, event('letter.Answered', 2));
  assert.deepEqual(before, kept);
  const other = { ...counted('2026-03-20'), clock: 'about' };
  assert.deepEqual(
    fold([start, event('letter.Whispered', 2, [other])]).map((r) => r.name),
    ['about', 'answer'],
  );
});

test('哪个事件起算哪个期限，由程序的声明决定', () => {
  const state = { status: 'filed', owner: 'unit-a', words: '' };
  const started = startedBy(letter, 'letter.Filed', state, { days: 5 });
  assert.deepEqual(started, [
    { clock: 'answer', length: { n: 5, unit: 'workingDay' }, from: undefined },
  ]);
  assert.deepEqual(startedBy(letter, 'letter.Answered', state, { days: 5 }), []);
});
