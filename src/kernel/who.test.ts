import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../base/refusal.ts';
import { actor, machine, REGISTRAR } from './sample.fixtures.ts';
import { anyone, mayTake, office, party, placesOf, system } from './who.ts';
import type { Actor, Party, Who } from './types.ts';

const LAW = ['BJ-REG-9'];
const parties: readonly Party[] = [
  { key: 'owner', id: 'unit-a', name: '甲单位' },
  { key: 'objector', id: 'account:citizen-objector', name: '某市民' },
];

function may(by: readonly Who[], who: Actor, of: readonly Party[] = parties): string {
  const answer = mayTake(by, who, { parties: of, registrar: REGISTRAR }, LAW);
  if (!isRefusal(answer)) return `可以：${answer.role}`;
  assert.ok(answer.cites.length > 0, '拒绝须有依据');
  assert.equal(answer.kind, 'forbidden');
  return answer.code;
}

test('没有写明可以办理的，一律不能办理', () => {
  assert.equal(may([], actor('unit-a', 'registrant')), 'ACT_NOT_YOURS');
  assert.equal(may([], machine), 'ACT_NOT_YOURS');
  assert.equal(may([anyone('registrant')], actor('unit-a')), 'ACT_NOT_YOURS');
  assert.equal(may([anyone('registrant')], actor('unit-a', 'auditor')), 'ACT_NOT_YOURS');
});

test('登记机构的事项只由本地登记机构相应岗位的人办理', () => {
  const by = [office('registrar.intake')];
  assert.equal(may(by, actor(REGISTRAR, 'registrar.intake')), '可以：registrar.intake');
  assert.equal(may(by, actor('other-registrar', 'registrar.intake')), 'ACT_NOT_YOURS');
  assert.equal(may(by, actor(REGISTRAR, 'registrar.review')), 'ACT_NOT_YOURS');
  assert.equal(may(by, actor(null, 'registrar.intake')), 'ACT_NOT_YOURS');
});

test('当事方的事项只由该单位相应岗位的人办理', () => {
  const by = [party('registrant', 'owner')];
  assert.equal(may(by, actor('unit-a', 'registrant')), '可以：registrant');
  assert.equal(may(by, actor('unit-b', 'registrant')), 'ACT_NOT_YOURS');
  assert.equal(may(by, actor('unit-a', 'registrant_reviewer')), 'ACT_NOT_YOURS');
  assert.equal(
    may([party('registrant', 'coOwner')], actor('unit-a', 'registrant')),
    'ACT_NOT_YOURS',
  );
});

test('市民以本人账户为当事方；有单位的账户以单位为当事方', () => {
  assert.deepEqual(placesOf(actor(null, 'objector'), parties), ['objector']);
  assert.deepEqual(placesOf({ ...actor('unit-b'), accountId: 'citizen-objector' }, parties), []);
  assert.deepEqual(placesOf(actor('unit-a'), parties), ['owner']);
});

test('本单位是当事方的，经办人员应当回避', () => {
  const own = [{ key: 'owner', id: REGISTRAR, name: '登记机构' }];
  const officer = actor(REGISTRAR, 'registrar.intake');
  assert.equal(may([office('registrar.intake')], officer, own), 'CONFLICT_OF_INTEREST');
  const both = actor(REGISTRAR, 'registrar.intake', 'registrant');
  assert.equal(
    may([office('registrar.intake'), party('registrant', 'owner')], both, own),
    '可以：registrant',
  );
});

test('到期自动办理的事项只由系统办理，人不能冒充系统', () => {
  assert.equal(may([system], machine), '可以：system');
  assert.equal(may([system], actor(REGISTRAR, 'system', 'registrar.intake')), 'ACT_NOT_YOURS');
  assert.equal(may([office('registrar.intake')], machine), 'ACT_NOT_YOURS');
});

test('被取消登记资格的单位，经办人员不能再办，说明是资格没有了；没有人在任时谁也不能办', () => {
  const by = [office('registrar.intake')];
  const old = actor('old-registrar', 'registrar.intake');
  for (const registrar of [REGISTRAR, '']) {
    const standing = { parties, registrar, withdrawn: ['old-registrar'] };
    const answer = mayTake(by, old, standing, LAW);
    assert.ok(isRefusal(answer));
    assert.equal(answer.code, 'REGISTRAR_WITHDRAWN');
    assert.deepEqual(answer.cites, ['NAT-REG-19', 'BJ-REG-23', 'CQ-REG-22']);
    const stranger = mayTake(by, actor('other', 'registrar.intake'), standing, LAW);
    assert.ok(isRefusal(stranger));
    assert.equal(stranger.code, 'ACT_NOT_YOURS');
    const citizen = mayTake(by, actor(null, 'registrar.intake'), standing, LAW);
    assert.ok(isRefusal(citizen), '没有单位的人不会因为无人在任而成为登记机构');
  }
});

test('以个人身份在案的，只有本人是当事方，同单位的人不是', () => {
  const own = [{ key: 'reporter', id: 'person:somebody', name: '某人' }];
  const somebody = { ...actor('unit-a'), accountId: 'somebody' };
  assert.deepEqual(placesOf(somebody, own), ['reporter']);
  assert.deepEqual(placesOf({ ...somebody, accountId: 'colleague' }, own), []);
});
