import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterRenewal } from './after-renewal.ts';

const LAST = '2029-03-01';
const said = (status: string, today: string, term: object | null = null): string =>
  afterRenewal(status, { validTo: LAST, term }, today)?.zh ?? '';

test('准予的，说新的有效期到哪一天', () => {
  assert.match(said('RENEWED', LAST, { from: '2029-03-02', to: '2032-03-01' }), /2032年3月1日/);
});

test('不予续展、撤回：最后一日还说原有效期不变、可以再次申请；过了这一日说已经注销', () => {
  for (const status of ['REFUSED', 'WITHDRAWN']) {
    assert.match(said(status, LAST), /有效期不变，至2029年3月1日.*再次申请续展/);
    assert.match(said(status, '2029-03-02'), /已于2029年3月1日.*已经注销/);
  }
});

test('登记被撤销或者注销、续展随之终结的：不说还有效，也不叫人再申请续展', () => {
  for (const today of ['2029-02-01', '2029-03-02']) {
    assert.match(said('CLOSED', today), /该登记已经终结/);
    assert.doesNotMatch(said('CLOSED', today), /有效期|再次申请/);
  }
});

test('不是续展的事项没有这句话', () => {
  assert.equal(afterRenewal('CLOSED', {}, LAST), undefined);
});
