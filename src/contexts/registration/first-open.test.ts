import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { RulePack } from '../../law/types.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Actor } from '../../kernel/types.ts';
import { does, office, opens, passTo, tryOpen, upload, type Office } from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import { draft, stateOf } from './dossier.fixtures.ts';

const resource = { objectKind: 'resource', inScope: true };

/** 准予时返回状态，不准时返回代码。 */
function file(at: Office, by: Actor, input: JsonObject = resource): string {
  const opened = tryOpen(at, 'reg.first', by, input);
  if (!isRefusal(opened)) return opened.still.state.status;
  assert.ok(opened.cites.length > 0);
  assert.equal(at.cases.filter((c) => c.procedure.name === 'reg.first').length, 0);
  return opened.code;
}
const on = (rules: RulePack, day = '2026-03-02') => office(rules, day);

test('北京：本市机关可以新建申请，带出主体信息', () => {
  const c = draft(on(beijingPack));
  const { registrant, dossier, duty, status } = stateOf(c);
  const { realName: _proof, ...unit } = organisations.transport;
  assert.deepEqual([status, duty, registrant], ['draft', 'must', unit]);
  assert.deepEqual(dossier['subject'], {
    name: unit.name,
    creditCode: unit.code,
    subjectKind: unit.kind,
    district: unit.region,
  });
});

test('外地主体不能依本市规则申请登记', () => {
  assert.equal(file(on(beijingPack), people.cqFiler), 'REGISTRANT_ELSEWHERE');
  assert.equal(file(on(chongqingPack), people.filer), 'REGISTRANT_ELSEWHERE');
});

test('非法人组织：北京不能作为登记主体，重庆可以', () => {
  assert.equal(file(on(beijingPack), people.club), 'REGISTRANT_KIND');
  assert.equal(file(on(chongqingPack), people.cqClub), 'draft');
});

test('中央单位不在北京市登记', () => {
  const at = on(beijingPack);
  at.register[organisations.transport.code] = { ...organisations.transport, kind: 'ministry' };
  assert.equal(file(at, people.filer), 'REGISTRANT_KIND');
});

test('登记账户未实名认证：重庆不能申请，北京不以此为前提', () => {
  for (const [rules, by, answer] of [
    [chongqingPack, people.cqFiler, 'ACCOUNT_NOT_VERIFIED'],
    [beijingPack, people.filer, 'draft'],
  ] as const) {
    const at = on(rules);
    const code = by.org?.code ?? '';
    const unit = at.register[code];
    assert.ok(unit);
    at.register[code] = { ...unit, realName: 'requested' };
    assert.equal(file(at, by), answer);
  }
});

test('未归属单位的账户、没有登记主体角色的人，不能申请', () => {
  const stranger = person('无单位', null, 'registrant');
  assert.equal(file(on(beijingPack), stranger), 'ORGANISATION_UNKNOWN');
  for (const by of [people.reviewer, people.intake, people.citizen, people.administrator]) {
    assert.equal(file(on(beijingPack), by), 'ACT_NOT_YOURS');
  }
});

test('细则施行日之前不能依其申请；施行当日可以', () => {
  assert.equal(file(on(beijingPack, '2025-11-30'), people.filer), 'PACK_NOT_IN_FORCE');
  assert.equal(file(on(beijingPack, '2025-12-01'), people.filer), 'draft');
});

test('重庆办法是征求意见稿，可以试办', () => {
  assert.equal(file(on(chongqingPack, '2025-11-30'), people.cqFiler), 'draft');
});

test('登记对象须在所列之中', () => {
  assert.equal(file(on(beijingPack), people.filer, { objectKind: 'car' }), 'INPUT_INVALID');
});

const mandated = (at: Office, more: JsonObject = {}) => {
  const c = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: '2026-03-01',
    to: '2026-06-30',
    agreement: upload(at, people.filer),
    ...more,
  });
  does(at, c, people.filer, 'seal', { sealed: true });
  return does(at, c, people.agent, 'seal', { sealed: true });
};

test('代理机构没有委托的，不能申请', () => {
  const at = on(beijingPack);
  assert.equal(file(at, people.agent), 'MANDATE_NOT_IN_FORCE');
  const unknown = { ...resource, mandate: '00000000-0000-7000-8000-ffffffffffff' };
  assert.equal(file(at, people.agent, unknown), 'MANDATE_NOT_IN_FORCE');
});

test('代理机构持有效委托，以委托人为登记主体申请', () => {
  const at = on(beijingPack);
  const mandate = mandated(at).id;
  const c = opens(at, 'reg.first', people.agent, { ...resource, mandate });
  const { registrant, agent } = stateOf(c);
  assert.equal(registrant.code, organisations.transport.code);
  const { code, name } = organisations.agency;
  assert.deepEqual(agent, { code, name, mandate, to: '2026-06-30' });
});

test('委托未到起始日、已期满、已解除的，不能以代理身份申请', () => {
  const early = on(beijingPack);
  const later = mandated(early, { from: '2026-03-10' }).id;
  const asking = (mandate: string) => ({ ...resource, mandate });
  assert.equal(file(early, people.agent, asking(later)), 'MANDATE_NOT_IN_FORCE');
  const over = on(beijingPack);
  const short = mandated(over, { to: '2026-03-05' }).id;
  passTo(over, '2026-03-06');
  assert.equal(file(over, people.agent, asking(short)), 'MANDATE_NOT_IN_FORCE');
  const ended = on(beijingPack);
  const c = mandated(ended);
  does(ended, c, people.filer, 'revoke', { reason: '另行委托' });
  assert.equal(file(ended, people.agent, asking(c.id)), 'MANDATE_NOT_IN_FORCE');
});

test('委托最后一天已过，期满程序尚未运行，也不能再以代理身份申请', () => {
  const at = on(beijingPack);
  const mandate = mandated(at, { to: '2026-03-05' }).id;
  at.today = '2026-03-06';
  assert.equal(file(at, people.agent, { ...resource, mandate }), 'MANDATE_NOT_IN_FORCE');
});

test('别的机构不能用他人的委托；不是代理角色的，不能以代理身份申请', () => {
  const at = on(beijingPack);
  const mandate = mandated(at).id;
  const other = person('别家代理', organisations.rival, 'agent');
  assert.equal(file(at, other, { ...resource, mandate }), 'MANDATE_NOT_IN_FORCE');
  const notAgent = person('代理机构登记员', organisations.agency, 'registrant');
  assert.equal(file(at, notAgent, { ...resource, mandate }), 'MANDATE_NOT_IN_FORCE');
});

test('应当登记还是鼓励登记，由两地规则各自决定', () => {
  const duty = (rules: RulePack, by: Actor, objectKind: string, inScope = true) =>
    stateOf(opens(on(rules), 'reg.first', by, { objectKind, inScope })).duty;
  assert.equal(duty(beijingPack, people.filer, 'resource'), 'must');
  assert.equal(duty(beijingPack, people.filer, 'resource', false), 'encouraged');
  assert.equal(duty(beijingPack, people.operator, 'resource'), 'encouraged');
  assert.equal(duty(beijingPack, people.operator, 'product'), 'encouraged');
  assert.equal(duty(chongqingPack, people.cqOperator, 'resource'), 'must');
  assert.equal(duty(chongqingPack, people.cqOperator, 'product'), 'encouraged');
});

test('首次提供日起20个工作日内应当申请；逾期只作标记，不影响申请', () => {
  const at = on(beijingPack);
  const c = draft(at, { suppliedOn: '2026-03-02' });
  assert.deepEqual(
    c.still.clocks.map((k) => [k.name, k.due]),
    [['filingDuty', '2026-03-30']],
  );
  passTo(at, '2026-03-30');
  assert.deepEqual(stateOf(c).overdue, {});
  passTo(at, '2026-03-31');
  assert.deepEqual([stateOf(c).status, stateOf(c).overdue], ['draft', { filing: '2026-03-31' }]);
});

test('首次提供日早已过去的，期限从提供日起算；提供日在将来的，不能填', () => {
  const at = on(beijingPack);
  const c = draft(at, { suppliedOn: '2026-01-05' });
  assert.equal(c.still.clocks[0]?.due, '2026-02-02');
  const later = { ...resource, suppliedOn: '2026-03-03' };
  assert.equal(file(on(beijingPack), people.filer, later), 'SUPPLIED_LATER');
});
