import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byUrgency } from './urgency.ts';

test('等我办的：有期限的按期限，退回补正的其次，自己的草稿在后；同样急的不换次序', () => {
  const item = (status: string, due: string | null = null) => ({
    procedure: 'reg.first',
    status,
    due,
  });
  const items = [
    item('draft'),
    item('awaiting_reply', '2026-05-01'),
    item('reviewed'),
    item('intake_gap'),
    item('running', '2026-04-20'),
    item('review_gap'),
  ];
  const unfiled = new Set(['draft', 'reviewed']);
  assert.deepEqual(
    byUrgency(items, ({ status }) => unfiled.has(status)).map(({ status }) => status),
    ['running', 'awaiting_reply', 'intake_gap', 'review_gap', 'draft', 'reviewed'],
  );
});
