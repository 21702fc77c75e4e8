import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorsOf, statusOf } from './entry.ts';

const none = { windowOn: null, renewal: null };
const names = (...given: Parameters<typeof doorsOf>): string[] =>
  doorsOf(...given).map(({ procedure }) => procedure.slice(4));

test('条目的五个词各不相同；暂续有效的不说已届满', () => {
  const word = (state: string, carriedOver: boolean, today: string): string =>
    statusOf(state, { carriedOver }, '2029-03-02', today).word.zh;
  assert.equal(word('REGISTERED', false, '2029-03-02'), '有效');
  assert.equal(word('REGISTERED', false, '2029-03-03'), '已届满');
  assert.equal(word('REGISTERED', true, '2029-03-03'), '续展办理中（暂续有效）');
  assert.equal(word('CANCELLED', false, '2027-01-01'), '已注销');
  assert.equal(word('REVOKED', false, '2027-01-01'), '已撤销');
});

test('登记主体：续展要等进入续展期，且没有在办的续展', () => {
  assert.deepEqual(names('REGISTERED', none, ['registrant']), [
    'change',
    'correct',
    'cancel',
    'revoke',
  ]);
  const open = { windowOn: '2029-01-02', renewal: null };
  assert.ok(names('REGISTERED', open, ['registrant']).includes('renew'));
  assert.ok(!names('REGISTERED', { ...open, renewal: 'x' }, ['registrant']).includes('renew'));
});

test('注销后只剩撤销，撤销后没有；共有主体只能申请更正', () => {
  assert.deepEqual(names('CANCELLED', none, ['office']), ['revoke']);
  assert.deepEqual(names('REVOKED', none, ['office']), []);
  assert.deepEqual(names('REGISTERED', none, ['coOwner']), ['correct']);
});

test('登记机构发起的注销写明是依职权', () => {
  const word = (audience: string): string | undefined =>
    doorsOf('REGISTERED', none, [audience]).find((d) => d.procedure === 'reg.cancel')?.word.zh;
  assert.equal(word('office'), '依职权注销');
  assert.equal(word('registrant'), '申请注销');
});
