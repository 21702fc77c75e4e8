import assert from 'node:assert/strict';
import { test } from 'node:test';
import { later, morningAfter } from './travel.ts';

test('时间机只按北京时间向前走整天', () => {
  assert.equal(later('2026-03-02T23:30:00.000+08:00', 1), '2026-03-03T23:30:00+08:00');
  assert.equal(later('2026-12-31T16:00:00Z', 0), '2027-01-01T00:00:00+08:00');
});

test('到下一个期限，是期限届满次日上午九时', () => {
  assert.equal(
    morningAfter('2026-03-05', '2026-03-02T09:00:00+08:00'),
    '2026-03-06T09:00:00+08:00',
  );
});

test('期限已过的，只前进一天，不会倒退', () => {
  assert.equal(
    morningAfter('2026-03-01', '2026-03-02T10:00:00+08:00'),
    '2026-03-03T10:00:00+08:00',
  );
});
