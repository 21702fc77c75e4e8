import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import {
  does,
  dueOf,
  office,
  opens,
  passTo,
  statusOf,
  tryOpen,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people } from '../../../test/office-people.ts';
import { fill, stateOf } from './dossier.fixtures.ts';
import { arisen, dutyState, supplied } from './duty.fixtures.ts';
import { everyState } from './states.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const under = (duty: Case, more: JsonObject = {}) => ({
  objectKind: 'resource',
  duty: duty.id,
  ...more,
});
function opening(at: Office, by: Actor, input: JsonObject): string {
  const c = tryOpen(at, 'reg.first', by, input);
  if (!isRefusal(c)) return 'ok';
  assert.ok(c.cites.length > 0);
  return c.code;
}

/** 填齐材料、业务审核、提交。 */
function file(at: Office, c: Case): void {
  fill(at, c, people.filer);
  does(at, c, people.filer, 'linkCatalogue', { itemId: 'park-1' });
  does(at, c, people.filer, 'linkEvidence', { depositedOn: '2025-11-20' });
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意申请' });
  does(at, c, people.filer, 'submit', { declaration: true });
}

test('在登记义务下新建申请：带出提供日期和运营范围，期限只在义务一处计算', () => {
  const at = desk();
  const duty = supplied(at, '2026-02-13');
  const c = opens(at, 'reg.first', people.filer, under(duty));
  const { suppliedOn, inScope, duty: must, dutyCase } = stateOf(c);
  assert.deepEqual([suppliedOn, inScope, must, dutyCase], ['2026-02-13', true, 'must', duty.id]);
  assert.deepEqual(c.still.clocks, []);
  assert.equal(dueOf(duty, 'filingDuty'), '2026-03-19');
  assert.equal(viewOf(at, c, 'registrant')['dutyCase'], duty.id);
});

test('义务尚未起算的，也可以先申请；不在义务下的申请仍自己计算期限', () => {
  const at = desk();
  const c = opens(at, 'reg.first', people.filer, under(arisen(at), { suppliedOn: '2026-03-02' }));
  assert.deepEqual([stateOf(c).suppliedOn, c.still.clocks], [null, []]);
  const alone = opens(at, 'reg.first', people.filer, {
    objectKind: 'resource',
    suppliedOn: '2026-03-02',
  });
  assert.equal(dueOf(alone, 'filingDuty'), '2026-03-30');
});

test('提交申请即履行登记义务，提醒和逾期不再发生', () => {
  const at = desk();
  const duty = supplied(at);
  const c = opens(at, 'reg.first', people.filer, under(duty));
  assert.equal(statusOf(duty), 'running');
  file(at, c);
  assert.equal(statusOf(duty), 'FULFILLED');
  assert.deepEqual(dutyState(duty).fulfilled, { application: c.id, on: '2026-03-02' });
  passTo(at, '2026-06-01');
  assert.equal(duty.events.at(-1)?.type, 'reg.DutyFulfilled');
});

test('逾期后、提醒后、起算前提交的，也算履行；草稿不算', () => {
  for (const [when, more] of [
    ['overdue', {}],
    ['reminded', { inScope: false }],
  ] as const) {
    const at = desk();
    const duty = supplied(at, '2026-03-02', more);
    const c = opens(at, 'reg.first', people.filer, under(duty));
    passTo(at, '2026-04-20');
    assert.equal(statusOf(duty), when);
    file(at, c);
    assert.equal(statusOf(duty), 'FULFILLED');
  }
  const at = desk();
  const early = arisen(at);
  file(at, opens(at, 'reg.first', people.filer, under(early)));
  assert.equal(statusOf(early), 'FULFILLED');
});

test('同一义务下的第二件申请、义务已解除后的申请，照常提交', () => {
  const at = desk();
  const duty = supplied(at);
  const [one, two] = [1, 2].map(() => opens(at, 'reg.first', people.filer, under(duty)));
  const released = supplied(at);
  const three = opens(at, 'reg.first', people.filer, under(released));
  does(at, released, people.municipal, 'release', { reasons: '列明有误，予以解除' });
  assert.ok(one && two);
  for (const c of [one, two, three]) {
    file(at, c);
    assert.equal(statusOf(c), 'submitted');
  }
  assert.equal(dutyState(duty).fulfilled?.application, one.id);
  assert.equal(statusOf(released), 'RELEASED');
});

test('别人的义务、没有的义务、登记对象不同的、已履行或解除的，不能在其下新建', () => {
  const at = desk();
  const duty = supplied(at);
  assert.equal(opening(at, people.operator, under(duty)), 'DUTY_UNKNOWN');
  const unknown = '00000000-0000-7000-8000-ffffffffffff';
  const none = { objectKind: 'resource', duty: unknown };
  assert.equal(opening(at, people.filer, none), 'DUTY_UNKNOWN');
  const wrong = under(duty, { objectKind: 'product' });
  assert.equal(opening(at, people.filer, wrong), 'DUTY_OTHER_OBJECT');
  does(at, duty, people.municipal, 'release', { reasons: '列明有误，予以解除' });
  assert.equal(opening(at, people.filer, under(duty)), 'DUTY_OVER');
});

test('终止、未通过、不予受理、撤回的，可以重新申请并关联原事项', () => {
  for (const status of ['TERMINATED', 'NOT_PASSED', 'NOT_ACCEPTED', 'WITHDRAWN']) {
    const at = desk();
    const old = everyState[status]?.(at);
    assert.ok(old);
    const again = { objectKind: 'resource', after: old.id };
    assert.equal(opening(at, people.operator, again), 'EARLIER_UNKNOWN');
    const c = opens(at, 'reg.first', people.filer, again);
    assert.equal(stateOf(c).after, old.id);
    assert.equal(viewOf(at, c, 'office')['after'], old.id);
    assert.deepEqual(c.events[1]?.data, { after: old.id });
  }
});

test('原事项尚未终结、不存在或不是登记申请的，不能关联', () => {
  const at = desk();
  const running = everyState['submitted']?.(at);
  assert.ok(running);
  const ask = (after: string) => opening(at, people.filer, { objectKind: 'resource', after });
  assert.equal(ask(running.id), 'EARLIER_RUNS');
  assert.equal(ask('00000000-0000-7000-8000-ffffffffffff'), 'EARLIER_UNKNOWN');
  assert.equal(ask(arisen(at).id), 'EARLIER_UNKNOWN');
});
