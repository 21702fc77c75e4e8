import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import {
  attempt,
  does,
  dueOf,
  office,
  opens,
  passTo,
  refuses,
  statusOf,
  tryOpen,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, system } from '../../../test/office-people.ts';
import type { AgencyState } from './agency-state.ts';
import { reviewed } from './dossier.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const stateOf = (c: Case) => c.still.state as unknown as AgencyState;

function mandate(at: Office, more: JsonObject = {}): Case {
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
}

function filing(at: Office, m: Case, objectKind = 'resource'): string {
  const c = tryOpen(at, 'reg.first', people.agent, { objectKind, inScope: true, mandate: m.id });
  if (!isRefusal(c)) return c.id;
  assert.ok(c.cites.length > 0);
  return c.code;
}

test('代理机构每依委托办理一件，委托上记一次', () => {
  const at = desk();
  const m = mandate(at);
  assert.deepEqual([stateOf(m).uses, stateOf(m).lastUsedOn], [0, null]);
  const filed = [filing(at, m), filing(at, m)];
  const used = m.events.filter((e) => e.type === 'agency.MandateUsed');
  assert.deepEqual(
    used.map((e) => e.data['application']),
    filed,
  );
  assert.ok(used.every((e) => e.actor.role === 'system'));
  assert.deepEqual([stateOf(m).uses, stateOf(m).lastUsedOn], [2, '2026-03-02']);
  opens(at, 'reg.first', people.filer, { objectKind: 'resource' });
  assert.equal(stateOf(m).uses, 2, '登记主体自己办理不算');
});

test('委托未生效、已终止的，不能再依其办理', () => {
  const at = desk();
  const early = mandate(at, { from: '2026-03-10' });
  const ended = mandate(at);
  does(at, ended, people.filer, 'revoke', { reason: '另行委托' });
  for (const m of [early, ended]) {
    const used = attempt(at, m, system, 'useMandate', { application: m.id });
    assert.ok(isRefusal(used));
    assert.equal(used.code, 'ACT_WRONG_STATE');
    assert.equal(filing(at, m), 'MANDATE_NOT_IN_FORCE');
  }
});

test('委托限定登记对象、办理事项的，超出范围不能办理', () => {
  const at = desk();
  const products = mandate(at, { objectKinds: ['product', 'service'] });
  assert.equal(filing(at, products), 'MANDATE_TOO_NARROW');
  assert.notEqual(filing(at, products, 'product'), 'MANDATE_TOO_NARROW');
  assert.equal(stateOf(products).uses, 1);
  const renewals = mandate(at, { procedures: ['reg.renew'] });
  assert.equal(filing(at, renewals), 'MANDATE_TOO_NARROW');
  const both = mandate(at, { procedures: ['reg.first', 'reg.renew'], objectKinds: ['resource'] });
  assert.equal(filing(at, both), at.cases.at(-1)?.id);
});

test('委托范围须在所列之中，不能为空', () => {
  const at = desk();
  const ask = (more: JsonObject): string => {
    const refusal = tryOpen(at, 'agency', people.filer, {
      agentName: '代理机构',
      agentCreditCode: organisations.agency.code,
      from: '2026-03-01',
      to: '2026-06-30',
      agreement: upload(at, people.filer),
      ...more,
    });
    return isRefusal(refusal) ? refusal.code : 'ok';
  };
  assert.equal(ask({ procedures: ['reg.objection'] }), 'INPUT_INVALID');
  assert.equal(ask({ procedures: [] }), 'INPUT_INVALID');
  assert.equal(ask({ objectKinds: ['汽车'] }), 'INPUT_INVALID');
});

test('期满前10日提示双方；委托期短于此的不提示；解除后不再提示', () => {
  const at = desk();
  const m = mandate(at);
  assert.equal(dueOf(m, 'termReminder'), '2026-06-20');
  const gone = mandate(at);
  does(at, gone, people.filer, 'revoke', { reason: '另行委托' });
  const short = mandate(at, { to: '2026-03-08' });
  assert.equal(dueOf(short, 'termReminder'), undefined);
  const hints = (c: Case) => c.events.filter((e) => e.type === 'agency.MandateExpiring').length;
  passTo(at, '2026-06-20');
  assert.equal(hints(m), 0);
  passTo(at, '2026-06-21');
  assert.deepEqual([hints(m), hints(gone), hints(short)], [1, 0, 0]);
  assert.equal(statusOf(m), 'active');
  assert.deepEqual(m.procedure.events['agency.MandateExpiring']?.tells, ['principal', 'agent']);
  passTo(at, '2026-07-01');
  assert.equal(statusOf(m), 'ENDED');
});

test('委托最后一日已过、期满程序尚未运行，代理机构也不能提交已开的申请', () => {
  const at = desk();
  const m = mandate(at, { to: '2026-03-10' });
  const c = reviewed(at, { agent: { actor: people.agent, mandate: m.id } });
  does(at, c, people.filer, 'declare', { declaration: true });
  at.today = '2026-03-11';
  assert.equal(statusOf(m), 'active');
  const refusal = refuses(at, c, people.agent, 'submit', { declaration: true });
  assert.match(JSON.stringify(refusal), /委托期限已届满/);
});
