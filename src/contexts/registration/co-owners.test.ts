import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { attempt, does, office, refuses, statusOf, viewOf } from '../../../test/office.ts';
import { isRefusal } from '../../base/refusal.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { complete, draft, reviewed, stateOf, submitted } from './dossier.fixtures.ts';
import { first } from './first.ts';

const desk = () => office(beijingPack, '2026-03-02');
const because = { reasons: '份额尚未商定' };

test('提交前共有主体可以撤回同意，撤回后不能提交，再同意后可以', () => {
  const at = desk();
  const c = reviewed(at, { coOwners: true });
  does(at, c, people.coOwner, 'withdrawConsent', because);
  assert.deepEqual([stateOf(c).consents, statusOf(c)], [[], 'reviewed']);
  const refusal = refuses(at, c, people.filer, 'submit', { declaration: true });
  assert.match(JSON.stringify(refusal), /尚未同意/);
  does(at, c, people.coOwner, 'consent', { agreed: true });
  does(at, c, people.filer, 'submit', { declaration: true });
  assert.equal(statusOf(c), 'submitted');
});

test('没有同意的、不是共有主体的，无从撤回；提交后不能撤回', () => {
  const at = desk();
  const c = complete(at, { coOwners: true });
  assert.equal(refuses(at, c, people.rival, 'withdrawConsent', because).code, 'ACT_NOT_YOURS');
  assert.equal(refuses(at, c, people.filer, 'withdrawConsent', because).code, 'ACT_NOT_YOURS');
  does(at, c, people.coOwner, 'withdrawConsent', because);
  const again = refuses(at, c, people.coOwner, 'withdrawConsent', because);
  assert.equal(again.code, 'NOT_CONSENTED');
  const filed = submitted(at, { coOwners: true });
  const late = refuses(at, filed, people.coOwner, 'withdrawConsent', because);
  assert.equal(late.code, 'ACT_WRONG_STATE');
});

test('撤回的原因不在公开部分，当事方看得到', () => {
  const at = desk();
  const c = does(at, complete(at, { coOwners: true }), people.coOwner, 'withdrawConsent', because);
  const event = c.events.at(-1);
  assert.deepEqual(event?.data, { organisation: organisations.planning.code });
  assert.deepEqual(event?.private?.['reasons'], { text: because.reasons });
  assert.deepEqual(viewOf(at, c, 'coOwner')['consents'], []);
});

test('列明共有主体即告知各共有主体；同意和撤回告知登记主体', () => {
  const at = desk();
  const c = draft(at);
  const { name, code: creditCode } = organisations.planning;
  const fill = (group: string, values: object) => {
    const done = attempt(at, c, people.filer, 'attachMaterial', { group, values: { ...values } });
    assert.ok(!isRefusal(done));
    return done.map((e) => e.type);
  };
  const named = ['reg.MaterialAttached', 'reg.CoRegistrantsNamed'];
  assert.deepEqual(fill('dataResource', { coOwners: [{ name, creditCode }] }), named);
  assert.deepEqual(fill('dataResource', { name: '甲数据' }), ['reg.MaterialAttached']);
  assert.deepEqual(fill('dataResource', { coOwners: [] }), ['reg.MaterialAttached']);
  assert.deepEqual(first.events['reg.CoRegistrantsNamed']?.tells, ['coOwner']);
  for (const type of ['reg.CoRegistrantConsented', 'reg.CoRegistrantConsentWithdrawn'])
    assert.deepEqual(first.events[type]?.tells, ['registrant', 'agent']);
});

test('提交、撤回、不予受理、审核不通过，都告知共有主体', () => {
  for (const type of [
    'reg.ApplicationSubmitted',
    'reg.ApplicationWithdrawn',
    'reg.AcceptanceRefused',
    'reg.FormalReviewFailed',
  ])
    assert.ok(first.events[type]?.tells?.includes('coOwner'), type);
});

test('登记之后内容更新、续展、注销、撤销，都告知共有主体', () => {
  const later = Object.entries(first.events).filter(([type]) => type.startsWith('entry.'));
  const told = later.filter(([, e]) => e.bindsOthers).map(([, e]) => e.tells?.includes('coOwner'));
  assert.ok(told.length >= 4 && told.every(Boolean));
  for (const type of ['reg.CodeAssigned', 'reg.RegistrationTerminated', 'reg.CancelledOnExpiry'])
    assert.ok(first.events[type]?.tells?.includes('coOwner'), type);
});
