import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingOn, wordOn, type PublicLife } from './entry-standing.ts';

const life: PublicLife = {
  versions: [
    { n: 1, on: '2026-03-02', kind: 'first', fields: { dataName: '甲' } },
    { n: 2, on: '2027-05-06', kind: 'change', fields: { dataName: '乙' } },
    { n: 3, on: '2027-05-06', kind: 'correction', fields: { dataName: '丙' } },
  ],
  terms: [
    { from: '2026-03-02', to: '2029-03-02', on: '2026-03-02' },
    { from: '2029-03-03', to: '2032-03-02', on: '2029-03-20' },
  ],
  ends: [],
};
const ended = (...ends: PublicLife['ends']): PublicLife => ({ ...life, ends });
const word = (of: PublicLife, day: string, pending = false): string | undefined =>
  standingOn(of, day, pending)?.status;

test('登记之前的一天：登记簿里还没有', () => {
  assert.equal(standingOn(life, '2026-03-01'), null);
  assert.equal(standingOn({ versions: [], terms: [], ends: [] }, '2026-03-02'), null);
});

test('首次登记当日起有效，当日就是第一版', () => {
  assert.deepEqual(standingOn(life, '2026-03-02'), {
    status: 'active',
    version: 1,
    validFrom: '2026-03-02',
    validTo: '2029-03-02',
  });
});

test('变更、更正当日起按新版本；同日两次的，以后一次为准', () => {
  assert.equal(standingOn(life, '2027-05-05')?.version, 1);
  assert.equal(standingOn(life, '2027-05-06')?.version, 3);
});

test('届满前申请、届满后才准予续展：中间的日子是暂续有效', () => {
  assert.equal(word(life, '2029-03-02'), 'active');
  assert.equal(word(life, '2029-03-03'), 'renewalPending');
  assert.equal(word(life, '2029-03-19'), 'renewalPending');
  assert.equal(standingOn(life, '2029-03-19')?.validTo, '2029-03-02');
  assert.equal(word(life, '2029-03-20'), 'active');
  assert.equal(standingOn(life, '2029-03-20')?.validTo, '2032-03-02');
});

test('续展后的有效期过了：没有在办的续展是已届满，有的是暂续有效', () => {
  assert.equal(word(life, '2032-03-02'), 'active');
  assert.equal(word(life, '2032-03-03'), 'expired');
  assert.equal(word(life, '2032-03-03', true), 'renewalPending');
});

test('注销、撤销各有各的词，自当日起；注销后又撤销的，从撤销之日改口', () => {
  const both = ended(
    { as: 'CANCELLED', ground: 'registrant_ended', on: '2028-01-05' },
    { as: 'REVOKED', ground: 'concealment_or_falsehood', on: '2028-02-01' },
  );
  assert.equal(word(both, '2028-01-04'), 'active');
  assert.equal(word(both, '2028-01-05'), 'cancelled');
  assert.equal(word(both, '2028-01-31', true), 'cancelled');
  assert.equal(word(both, '2028-02-01'), 'revoked');
});

test('今天的词：只有届满是自己到来的，别的词不因日子过去而改', () => {
  assert.equal(wordOn('active', '2026-03-02', '2026-03-02'), 'active');
  assert.equal(wordOn('active', '2026-03-02', '2026-03-03'), 'expired');
  for (const word of ['renewalPending', 'cancelled', 'revoked']) {
    assert.equal(wordOn(word, '2026-03-02', '2030-01-01'), word);
  }
});
