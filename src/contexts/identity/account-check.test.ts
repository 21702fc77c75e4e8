import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chongqingPack } from '../../law/chongqing.ts';
import { replay } from '../../kernel/take.ts';
import { rerunCase } from '../../app/audit/rerun.ts';
import type { JsonObject } from '../../base/json.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, system } from '../../../test/office-people.ts';
import { account, type AccountState } from './account.ts';

function desk(): Office {
  const at = office(chongqingPack, '2026-03-02');
  const { code } = organisations.chongqingBureau;
  at.register[code] = { ...organisations.chongqingBureau, realName: 'none' };
  return at;
}

const identity = (at: Office) => ({ operator: '张某某', proof: upload(at, people.cqFiler) });
const requested = (at: Office): Case => opens(at, 'account', people.cqFiler, identity(at));
const state = (c: Case): AccountState => c.still.state as unknown as AccountState;
const answer = (c: Case, outcome: string, more: JsonObject = {}): JsonObject => ({
  round: state(c).round,
  outcome,
  adapter: 'simulator',
  reference: 'SIM-1',
  message: '答复',
  ...more,
});

test('送核验后等答复，答复只由系统记载；在等的时候不重复送', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'askVerifier');
  assert.equal(refuses(at, c, people.cqIntake, 'askVerifier').code, 'CHECK_PENDING');
  const said = answer(c, 'verified');
  assert.equal(refuses(at, c, people.cqIntake, 'noteCheck', said).code, 'ACT_NOT_YOURS');
  does(at, c, system, 'noteCheck', said);
  assert.equal(state(c).check?.outcome, 'verified');
  assert.deepEqual(mayNext(at, c, people.cqIntake), ['askVerifier', 'verify', 'reject']);
});

test('核验通过也不自动认证：仍由受理人员决定', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'askVerifier');
  does(at, c, system, 'noteCheck', answer(c, 'verified'));
  assert.equal(statusOf(c), 'requested');
  does(at, c, people.cqIntake, 'verify', { checked: true });
  assert.equal(c.events.at(-1)?.data['check'], 'verified');
  assert.equal(rerunCase(c.entries).outcome, 'same');
});

test('核验不符、核验不到的，仍予通过须写明理由；也可以不通过', () => {
  for (const outcome of ['refused', 'unreachable']) {
    const at = desk();
    const c = does(at, requested(at), people.cqIntake, 'askVerifier');
    does(at, c, system, 'noteCheck', answer(c, outcome));
    assert.equal(
      refuses(at, c, people.cqIntake, 'verify', { checked: true }).code,
      'REASONS_NEEDED',
    );
    does(at, c, people.cqIntake, 'verify', { checked: true, reasons: '当面核对证件原件' });
    assert.equal(statusOf(c), 'VERIFIED');
    assert.equal(c.events.at(-1)?.data['check'], outcome);
  }
});

test('身份信息更新以后，原来的答复作废', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'askVerifier');
  const late = answer(c, 'verified');
  does(at, c, system, 'noteCheck', late);
  does(at, c, people.cqIntake, 'verify', { checked: true });
  does(at, c, people.cqFiler, 'updateInfo', identity(at));
  assert.equal(state(c).check, null);
  does(at, c, people.cqIntake, 'askVerifier');
  assert.equal(refuses(at, c, system, 'noteCheck', late).code, 'CHECK_STALE');
});

test('没有接入核验服务的，只能人工核对', () => {
  const at = { ...desk(), verifier: 'manual' };
  const c = requested(at);
  assert.equal(refuses(at, c, people.cqIntake, 'askVerifier').code, 'NO_VERIFIER');
  does(at, c, people.cqIntake, 'verify', { checked: true });
  assert.equal(c.events.at(-1)?.data['check'], 'none');
});

test('答复的编号和说明不上链，只有登记机构看得到；清空以后仍能重放', () => {
  const at = desk();
  const c = does(at, requested(at), people.cqIntake, 'askVerifier');
  does(at, c, system, 'noteCheck', answer(c, 'refused', { message: '单位与经办人不一致' }));
  const open = JSON.stringify(c.events.map(({ data }) => data));
  assert.ok(!open.includes('SIM-1') && !open.includes('不一致'));
  assert.ok(JSON.stringify(viewOf(at, c, 'office')).includes('不一致'));
  assert.ok(!JSON.stringify(viewOf(at, c, 'registrant')).includes('不一致'));
  const bare = c.events.map(({ private: _gone, ...event }) => event);
  assert.equal(replay(account, bare)?.state.status, 'requested');
});
