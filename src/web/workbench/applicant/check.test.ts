import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrongAt } from './check.ts';

const TODAY = '2026-03-02';
const said = (item: string, value: string, beside = {}) => wrongAt(item, value, beside, TODAY)?.zh;

test('存证和评估的日期不能晚于今天', () => {
  assert.match(said('evidence.depositedOn', '2026-03-03') ?? '', /不能晚于今天/);
  assert.equal(said('evidence.depositedOn', TODAY), undefined);
  assert.equal(said('agency.termTo', '2030-01-01'), undefined);
});

test('期限的最后一天不能早于第一天', () => {
  assert.match(said('agency.termTo', '2026-01-01', { termFrom: '2026-02-01' }) ?? '', /早于/);
  assert.match(
    said('product.agreementTo', '2026-01-01', { agreementFrom: '2026-02-01' }) ?? '',
    /早于/,
  );
});

test('摘要不足64位的，说出有几位；空着的什么也不说', () => {
  assert.match(said('evidence.digest', 'a'.repeat(63)) ?? '', /63位/);
  assert.equal(said('evidence.digest', 'A'.repeat(64)), undefined);
  assert.equal(said('evidence.digest', ''), undefined);
});
