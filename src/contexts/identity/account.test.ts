import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../base/refusal.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  tryOpen,
  upload,
  viewOf,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, person } from '../../../test/office-people.ts';

function desk(realName = 'none'): Office {
  const at = office(chongqingPack, '2026-03-02');
  const { code } = organisations.chongqingBureau;
  at.register[code] = { ...organisations.chongqingBureau, realName };
  return at;
}
const identity = (at: Office, operator = '张某某') => ({
  operator,
  proof: upload(at, people.cqFiler),
});
const requested = (at: Office) => opens(at, 'account', people.cqFiler, identity(at));
const checked = { checked: true };
const reason = { reason: '单位证明文件不清晰' };

test('登记主体申请账户，登记机构实名认证', () => {
  const at = desk();
  const c = requested(at);
  assert.equal(statusOf(c), 'requested');
  does(at, c, people.cqIntake, 'verify', checked);
  assert.equal(statusOf(c), 'VERIFIED');
});

test('已认证的不再重复申请；未归属单位的、证明不是自己的，不能申请', () => {
  const ask = (at: Office, by = people.cqFiler, input = identity(at)) => {
    const answer = tryOpen(at, 'account', by, input);
    assert.ok(isRefusal(answer));
    assert.ok(answer.cites.length > 0);
    return answer.code;
  };
  assert.equal(ask(desk('verified')), 'ALREADY_VERIFIED');
  assert.equal(ask(desk(), person('无单位', null, 'registrant')), 'ORGANISATION_UNKNOWN');
  const at = desk();
  const foreign = { operator: '张某某', proof: upload(at, people.rival) };
  assert.equal(ask(at, people.cqFiler, foreign), 'FILE_UNKNOWN');
  assert.equal(ask(desk(), people.cqReviewer), 'ACT_NOT_YOURS');
});

test('须确认已核对两方身份；不通过须有理由', () => {
  const at = desk();
  const c = requested(at);
  assert.equal(refuses(at, c, people.cqIntake, 'verify', { checked: false }).code, 'INPUT_INVALID');
  assert.equal(refuses(at, c, people.cqIntake, 'reject', { reason: '否' }).code, 'INPUT_INVALID');
  does(at, c, people.cqIntake, 'reject', reason);
  assert.equal(statusOf(c), 'REJECTED');
});

test('身份信息变化后须重新认证', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'verify', checked);
  does(at, c, people.cqFiler, 'updateInfo', identity(at, '李某某'));
  assert.equal(statusOf(c), 'requested');
  does(at, c, people.cqIntake, 'verify', checked);
});

test('停用账户须有理由，停用后不能恢复', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'verify', checked);
  does(at, c, people.cqIntake, 'disable', reason);
  assert.equal(statusOf(c), 'DISABLED');
  for (const who of everybody) assert.deepEqual(mayNext(at, c, who), []);
});

test('每个状态每人恰好能办这些', () => {
  const at = desk();
  const c = requested(at);
  const able = () =>
    Object.fromEntries(
      everybody
        .map((who) => [who.name, mayNext(at, c, who)] as const)
        .filter(([, acts]) => acts.length > 0),
    );
  assert.deepEqual(able(), { 渝受理员: ['askVerifier', 'verify', 'reject'] });
  does(at, c, people.cqIntake, 'verify', checked);
  assert.deepEqual(able(), { 渝填报员: ['updateInfo'], 渝受理员: ['disable'] });
});

test('经办人姓名和证明不在公开部分，只有本单位和登记机构看得到', () => {
  const at = desk();
  const c = requested(at);
  const open = JSON.stringify(c.events.map(({ data }) => data));
  assert.ok(!open.includes('张某某'));
  for (const who of ['registrant', 'office'])
    assert.equal(viewOf(at, c, who)['operator'], '张某某');
  for (const who of ['auditor', 'municipal_data_authority', 'admin.system']) {
    assert.deepEqual(viewOf(at, c, who), { status: 'requested' });
  }
});

test('认证不通过、停用的，申请单位看得到理由；身份核验的答复仍只给登记机构', () => {
  const at = desk();
  const c = requested(at);
  does(at, c, people.cqIntake, 'reject', reason);
  const seen = viewOf(at, c, 'registrant');
  assert.equal(seen['reason'], reason.reason);
  assert.equal('check' in seen, false);
});
