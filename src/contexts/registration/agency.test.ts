import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import {
  does,
  mayNext,
  office,
  opens,
  passTo,
  refuses,
  statusOf,
  tryOpen,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { draft, reviewed, stateOf, submitted } from './dossier.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const sealed = { sealed: true };
const input = (at: Office, more: JsonObject = {}): JsonObject => ({
  agentName: organisations.agency.name,
  agentCreditCode: organisations.agency.code,
  from: '2026-03-01',
  to: '2026-06-30',
  agreement: upload(at, people.filer),
  ...more,
});
const drafted = (at: Office, more: JsonObject = {}) =>
  opens(at, 'agency', people.filer, input(at, more));

function mandate(at: Office, more: JsonObject = {}): Case {
  const c = drafted(at, more);
  does(at, c, people.filer, 'seal', sealed);
  return does(at, c, people.agent, 'seal', sealed);
}
function drafting(more: JsonObject): string {
  const at = desk();
  const refusal = tryOpen(at, 'agency', people.filer, input(at, more));
  assert.ok(isRefusal(refusal));
  assert.ok(refusal.cites.length > 0);
  return refusal.code;
}

test('双方都盖章、在期限内的，委托即时生效', () => {
  const at = desk();
  const c = drafted(at);
  does(at, c, people.filer, 'seal', sealed);
  assert.equal(statusOf(c), 'drafted');
  assert.equal(refuses(at, c, people.filer, 'seal', sealed).code, 'ALREADY_SEALED');
  does(at, c, people.agent, 'seal', sealed);
  assert.equal(statusOf(c), 'active');
});

test('盖章不分先后，旁人不能代盖', () => {
  const at = desk();
  const c = drafted(at);
  for (const by of [people.rival, people.intake, people.reviewer]) {
    assert.equal(refuses(at, c, by, 'seal', sealed).code, 'ACT_NOT_YOURS');
  }
  does(at, c, people.agent, 'seal', sealed);
  does(at, c, people.filer, 'seal', sealed);
  assert.equal(statusOf(c), 'active');
});

test('起始日未到的，盖章后等到起始日生效', () => {
  const at = desk();
  const c = mandate(at, { from: '2026-03-10' });
  assert.equal(statusOf(c), 'sealed');
  passTo(at, '2026-03-09');
  assert.equal(statusOf(c), 'sealed');
  passTo(at, '2026-03-10');
  assert.equal(statusOf(c), 'active');
  assert.equal(c.events.at(-1)?.type, 'agency.MandateActivated');
});

test('最后一天仍有效，次日期满终止', () => {
  const at = desk();
  const c = mandate(at, { to: '2026-03-20' });
  passTo(at, '2026-03-20');
  assert.equal(statusOf(c), 'active');
  passTo(at, '2026-03-21');
  assert.equal(statusOf(c), 'ENDED');
  assert.equal(c.events.at(-1)?.type, 'agency.MandateExpired');
});

test('未盖章的委托也会期满', () => {
  const at = desk();
  const c = drafted(at, { to: '2026-03-03' });
  passTo(at, '2026-03-04');
  assert.equal(statusOf(c), 'ENDED');
});

test('只有委托人可以解除委托', () => {
  const at = desk();
  const c = mandate(at);
  const reason = { reason: '另行委托' };
  assert.equal(refuses(at, c, people.agent, 'revoke', reason).code, 'ACT_NOT_YOURS');
  does(at, c, people.filer, 'revoke', reason);
  assert.equal(statusOf(c), 'ENDED');
  passTo(at, '2026-12-01');
  assert.equal(c.events.length, 5);
});

test('代理机构代码错误、委托自己、时限颠倒或已过、协议书不是自己的，不能设立', () => {
  assert.equal(drafting({ agentCreditCode: '91110105MA0000A05X' }), 'USCC_CHECK');
  assert.equal(drafting({ agentCreditCode: organisations.transport.code }), 'MANDATE_NOT_ALLOWED');
  assert.equal(drafting({ from: '2026-05-01', to: '2026-04-30' }), 'MANDATE_TERM');
  assert.equal(drafting({ from: '2026-01-01', to: '2026-03-01' }), 'MANDATE_TERM');
  assert.equal(drafting({ agreement: '00000000-0000-7000-8000-cccccccccccc' }), 'FILE_UNKNOWN');
});

const byAgent = (at: Office, more: JsonObject = {}) => ({
  actor: people.agent,
  mandate: mandate(at, more).id,
});

test('代理机构可以代为填报、提交；业务审核仍由登记主体办理', () => {
  const at = desk();
  const c = submitted(at, { agent: byAgent(at) });
  const submittedBy = c.events.find((e) => e.type === 'reg.ApplicationSubmitted')?.actor;
  assert.deepEqual([submittedBy?.role, submittedBy?.org], ['agent', organisations.agency.code]);
  const reviewedBy = c.events.find((e) => e.type === 'reg.InternalReviewPassed')?.actor;
  assert.equal(reviewedBy?.org, organisations.transport.code);
});

test('承诺须由登记主体作出：未承诺的，代理机构不能提交；承诺后又改动的，须重新承诺', () => {
  const at = desk();
  const c = reviewed(at, { agent: byAgent(at) });
  const missing = refuses(at, c, people.agent, 'submit', { declaration: true });
  assert.equal(missing.code, 'DECLARATION_NOT_REGISTRANTS');
  does(at, c, people.filer, 'declare', { declaration: true });
  assert.equal(
    refuses(at, c, people.filer, 'declare', { declaration: true }).code,
    'DECLARATION_IDLE',
  );
  const values = { usable: '停车引导与规划研究' };
  does(at, c, people.agent, 'attachMaterial', { group: 'scenario', values });
  assert.equal(stateOf(c).declaredOn, null);
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  const again = refuses(at, c, people.agent, 'submit', { declaration: true });
  assert.equal(again.code, 'DECLARATION_NOT_REGISTRANTS');
  does(at, c, people.reviewer, 'declare', { declaration: true });
  does(at, c, people.agent, 'submit', { declaration: true });
  assert.equal(statusOf(c), 'submitted');
});

test('委托书上已有的名称、代码和时限，代理申请不必重填', () => {
  const at = desk();
  const c = draft(at, { agent: byAgent(at) });
  const { agency } = stateOf(c).dossier;
  assert.equal(agency?.['agentCreditCode'], organisations.agency.code);
  assert.equal(agency?.['principalName'], organisations.transport.name);
  assert.equal(agency?.['agreement'], undefined);
});

test('办理中委托期满：代理人不能再办，案件由登记主体继续', () => {
  const at = desk();
  const c = draft(at, { agent: byAgent(at, { to: '2026-03-10' }) });
  assert.ok(mayNext(at, c, people.agent).includes('attachMaterial'));
  passTo(at, '2026-03-11');
  assert.equal(stateOf(c).agent, null);
  assert.deepEqual(mayNext(at, c, people.agent), []);
  assert.ok(mayNext(at, c, people.filer).includes('attachMaterial'));
  assert.equal(statusOf(c), 'draft');
});

test('受理后解除委托：案件状态不变，代理人退出', () => {
  const at = desk();
  const agent = byAgent(at);
  const c = submitted(at, { agent });
  const m = at.cases.find((x) => x.id === agent.mandate);
  assert.ok(m);
  does(at, m, people.filer, 'revoke', { reason: '自行办理' });
  assert.deepEqual([statusOf(c), stateOf(c).agent], ['submitted', null]);
  does(at, c, people.intake, 'accept');
});

test('一件委托终止，不影响同一代理人的另一件委托', () => {
  const at = desk();
  const c = draft(at, { agent: byAgent(at) });
  const other = mandate(at, { to: '2026-03-05' });
  passTo(at, '2026-03-06');
  assert.equal(statusOf(other), 'ENDED');
  assert.equal(stateOf(c).agent?.code, organisations.agency.code);
});

test('双方和登记机构看得到委托内容，旁人只看到状态', () => {
  const at = desk();
  const c = mandate(at);
  for (const who of ['principal', 'agent', 'office']) {
    assert.ok('agreement' in viewOf(at, c, who));
  }
  assert.deepEqual(viewOf(at, c, 'municipal_data_authority'), { status: 'active' });
});
