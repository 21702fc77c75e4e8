import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlainDate } from '../base/plain-date.ts';
import { addDays, isPlainDate } from '../base/plain-date.ts';
import { endOfRenewal, endOfValidity, renewalWindowStart } from './validity.ts';

function day(value: string): PlainDate {
  assert.ok(isPlainDate(value), value);
  return value;
}

test('自赋码日起三年：到三年后的对应日；较严读法早一日', () => {
  assert.equal(endOfValidity(day('2026-03-02'), 3, 'correspondingDay'), '2029-03-02');
  assert.equal(endOfValidity(day('2026-03-02'), 3, 'dayBefore'), '2029-03-01');
  assert.equal(endOfValidity(day('2028-02-29'), 3, 'correspondingDay'), '2031-02-28');
  assert.equal(endOfValidity(day('2028-02-29'), 4, 'correspondingDay'), '2032-02-29');
});

test('运营期限短于三年的到运营期限止，长于三年的仍为三年', () => {
  const from = day('2026-03-02');
  assert.equal(endOfValidity(from, 3, 'correspondingDay', day('2028-02-29')), '2028-02-29');
  assert.equal(endOfValidity(from, 3, 'correspondingDay', day('2030-12-31')), '2029-03-02');
});

test('续展自上一届满次日起，前后相接，两种读法都不留空档', () => {
  assert.equal(endOfRenewal(day('2029-03-02'), 3), '2032-03-02');
  assert.equal(endOfRenewal(day('2029-03-01'), 3), '2032-03-01');
  assert.equal(endOfRenewal(day('2029-03-02'), 3, day('2030-12-31')), '2030-12-31');
});

test('续展窗口正好六十日，最后有效日是其中最后一日', () => {
  const start = renewalWindowStart(day('2029-03-02'), 60);
  assert.equal(start, '2029-01-02');
  assert.equal(addDays(start, 59), '2029-03-02');
});
