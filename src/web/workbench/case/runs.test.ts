import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryEvent } from '../queries.ts';
import { runsOf } from './runs.ts';

const event = (version: number, type: string, account: string): HistoryEvent => ({
  version,
  type,
  title: { zh: type, en: type },
  at: '2026-03-02T09:00:00+08:00',
  act: 'x',
  actor: { account, name: null, role: 'registrant', org: null },
  law: [],
  data: {},
  private: {},
  deadlines: [],
});

test('同一人连续多次填写合为一条，最新在前，一次不少', () => {
  const runs = runsOf([
    event(1, 'a', '甲'),
    event(2, 'b', '甲'),
    event(3, 'b', '甲'),
    event(4, 'b', '乙'),
  ]);
  assert.deepEqual(
    runs.map((run) => run.map((e) => e.version)),
    [[4], [3, 2], [1]],
  );
});
