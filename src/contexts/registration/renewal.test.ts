import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
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
import { entryFact } from '../../app/facts/entry.ts';
import { beijingOperator, chongqingOperator, registered, stateOf } from './dossier.fixtures.ts';
import type { EntryFact } from './entry-fact.ts';
import { approve } from './renewal-acts.ts';
import { claimOn } from './renewal-claim.ts';
import {
  agreed,
  asked,
  checked,
  expiring,
  filedRenewal,
  renewalOf,
  revoked,
  SHORT,
  validToOf,
  why,
  windowOf,
} from './renewal.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const next = (day: string, days = 1): string => addDays(orThrowDate(day), days);

function refused(
  at: Office,
  entry: Case,
  by: Actor = people.filer,
  more: JsonObject = {},
): Refusal {
  const refusal = tryOpen(at, 'reg.renew', by, asked(entry, more));
  assert.ok(isRefusal(refusal), '应被拒绝');
  return refusal;
}
const codeOf = (at: Office, entry: Case, by?: Actor, more?: JsonObject): string =>
  refused(at, entry, by, more).code;

test('续展期内申请，准予后自届满次日起续展三年，登记簿随之延长', () => {
  const at = desk();
  const entry = expiring(at);
  const before = validToOf(entry);
  const c = filedRenewal(at, entry);
  assert.equal(statusOf(c), 'renewal_pending');
  assert.equal(stateOf(entry).life?.renewal, c.id);
  does(at, c, people.issue, 'approve', checked);
  const granted = c.events.at(-1);
  assert.equal(granted?.type, 'reg.Renewed');
  const validTo = before.replace('2029', '2032');
  assert.deepEqual(granted.data, { about: entry.id, validFrom: next(before), validTo });
  assert.equal(c.procedure.events['reg.Renewed']?.bindsOthers, true);
  assert.deepEqual([statusOf(c), statusOf(entry)], ['RENEWED', 'REGISTERED']);
  assert.equal(validToOf(entry), validTo);
  assert.equal(stateOf(entry).life?.renewal, null);
});

test('核定之前就看得到现有效期和准予后的有效期，准予的正是所看到的', () => {
  const at = desk();
  const entry = expiring(at);
  const before = validToOf(entry);
  const c = filedRenewal(at, entry, people.filer, { months: 24 });
  const [from, to] = [next(before), before.replace('2029', '2031')];
  const shown = viewOf(at, c, 'office');
  assert.equal(shown['validTo'], before);
  assert.deepEqual(shown['wouldBe'], { from, to, capped: false, mostMonths: 36 });
  does(at, c, people.issue, 'approve', checked);
  assert.deepEqual(renewalOf(c).term, { from, to });
  assert.equal(viewOf(at, c, 'office')['wouldBe'], null);
});

test('补充后改了月数的，看到的是改过的有效期；到授权运营期限为止的会写明', () => {
  const at = desk();
  const entry = expiring(at, { ...SHORT, cast: beijingOperator });
  const c = filedRenewal(at, entry, people.operator, {
    months: 18,
    ...agreed(at, people.operator, '2028-06-15'),
  });
  const of = () => viewOf(at, c, 'registrant')['wouldBe'];
  const from = '2027-01-01';
  assert.deepEqual(of(), { from, to: '2028-06-15', capped: true, mostMonths: 36 });
  does(at, c, people.issue, 'notifyGaps', why);
  does(at, c, people.operator, 'resubmit', { months: 6 });
  assert.deepEqual(of(), { from, to: '2027-06-30', capped: false, mostMonths: 36 });
  assert.deepEqual(viewOf(at, c), { status: 'renewal_pending' });
});

test('早于续展期不能申请，告知第一天是哪天；第一天和最后有效日都可以', () => {
  const at = desk();
  const entry = registered(at);
  const first = windowOf(at, entry);
  assert.equal(first, next(validToOf(entry), -59));
  passTo(at, next(first, -1));
  const early = refused(at, entry);
  assert.equal(early.code, 'RENEWAL_TOO_EARLY');
  assert.ok(early.sentence.zh.includes(first), early.sentence.zh);
  assert.ok(early.cites.includes('BJ-REG-18b'));
  passTo(at, first);
  const c = filedRenewal(at, entry);
  does(at, c, people.filer, 'withdraw', why);
  passTo(at, validToOf(entry));
  filedRenewal(at, entry);
});

test('有效期届满后不能申请，注销程序尚未运行也不能', () => {
  const at = desk();
  const entry = expiring(at);
  at.today = next(validToOf(entry));
  assert.equal(statusOf(entry), 'REGISTERED');
  assert.equal(codeOf(at, entry), 'RENEWAL_TOO_LATE');
  passTo(at, at.today);
  assert.equal(statusOf(entry), 'CANCELLED');
  assert.equal(codeOf(at, entry), 'ENTRY_ENDED');
});

test('同一登记不能同时有两件续展；前一件了结后可以再申请', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry);
  assert.equal(codeOf(at, entry), 'RENEWAL_OPEN');
  does(at, c, people.issue, 'refuse', why);
  assert.equal(stateOf(entry).life?.renewal, null);
  const again = filedRenewal(at, entry);
  does(at, again, people.issue, 'approve', checked);
  assert.equal(codeOf(at, entry), 'RENEWAL_TOO_EARLY');
});

test('只有登记主体可以申请，别的单位、登记机构和监督部门都不行', () => {
  const at = desk();
  const entry = expiring(at);
  assert.equal(codeOf(at, entry, people.rival), 'NOT_REGISTRANT');
  assert.equal(codeOf(at, entry, people.agent), 'MANDATE_NOT_IN_FORCE');
  for (const by of [people.issue, people.municipal, people.citizen, people.administrator])
    assert.equal(codeOf(at, entry, by), 'ACT_NOT_YOURS');
  const nothing = tryOpen(at, 'reg.renew', people.filer, { ...asked(entry), entry: 'DJ-没有' });
  assert.ok(isRefusal(nothing) && nothing.code === 'ENTRY_UNKNOWN');
});

function mandate(at: Office, to: string, more: JsonObject = {}): string {
  const c = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: at.today,
    to,
    agreement: upload(at, people.filer),
    ...more,
  });
  for (const by of [people.filer, people.agent]) does(at, c, by, 'seal', { sealed: true });
  return c.id;
}

test('代理机构凭期限内的委托可以申请；期满后由登记主体接着办', () => {
  const at = desk();
  const entry = expiring(at);
  const id = mandate(at, next(at.today, 10));
  const c = filedRenewal(at, entry, people.agent, { mandate: id });
  assert.equal(renewalOf(c).agent?.mandate, id);
  assert.equal(renewalOf(c).registrant.code, organisations.transport.code);
  passTo(at, next(at.today, 11));
  assert.equal(renewalOf(c).agent, null);
  assert.equal(refuses(at, c, people.agent, 'withdraw', why).code, 'ACT_NOT_YOURS');
  does(at, c, people.filer, 'withdraw', why);
});

test('委托已经期满、委托的是别人的登记，代理机构不能申请', () => {
  const at = desk();
  const entry = registered(at, { cast: beijingOperator });
  const mine = registered(at);
  const over = mandate(at, next(at.today, 5));
  passTo(at, windowOf(at, mine));
  assert.equal(codeOf(at, mine, people.agent, { mandate: over }), 'MANDATE_NOT_IN_FORCE');
  const live = mandate(at, next(at.today, 300));
  assert.equal(codeOf(at, entry, people.agent, { mandate: live }), 'NOT_REGISTRANT');
});

test('须承诺内容没有变化，否则须指明已提交的变更', () => {
  const at = desk();
  const other = registered(at);
  const entry = expiring(at);
  assert.equal(codeOf(at, entry, people.filer, { unchanged: false }), 'CONTENT_UNDECLARED');
  for (const changeCase of [other.id, entry.id, '00000000-0000-7000-8000-dddddddddddd']) {
    const more = { unchanged: false, changeCase };
    assert.equal(codeOf(at, entry, people.filer, more), 'CHANGE_UNKNOWN');
  }
});

test('已提交或者已登记的变更可以代替承诺，草稿、未获登记的和别的登记的变更不行', () => {
  const at = desk();
  const of = entryFact('事项', stateOf(registered(at))) as unknown as EntryFact;
  const input = { months: 12, unchanged: false, changeCase: '变更' };
  const named = (more: object) => {
    const base = { caseId: '变更', procedure: 'reg.change', status: 'submitted' };
    const changeCase = { ...base, about: of.caseId, counts: true, ...more };
    const claim = claimOn(input, undefined, of, { files: {}, changeCase }, at.rules);
    return isRefusal(claim) ? claim.code : claim.changeCase;
  };
  assert.equal(named({}), '变更');
  assert.equal(named({ counts: false }), 'CHANGE_UNKNOWN');
  assert.equal(named({ about: '别的登记' }), 'CHANGE_UNKNOWN');
  assert.equal(named({ procedure: 'reg.correct' }), 'CHANGE_UNKNOWN');
});

test('每次最长三年：超过的月数拒绝；月数须为正整数', () => {
  const at = desk();
  const entry = expiring(at);
  assert.equal(codeOf(at, entry, people.filer, { months: 37 }), 'RENEWAL_TOO_LONG');
  for (const months of [0, -1, 1.5, '36'])
    assert.equal(codeOf(at, entry, people.filer, { months }), 'INPUT_INVALID');
});

test('起始日不能填写：新的有效期总是自届满次日起，无从与原有效期重叠', () => {
  const at = desk();
  const entry = expiring(at);
  for (const more of [{ validFrom: at.today }, { validTo: '2040-01-01' }, { from: at.today }])
    assert.equal(codeOf(at, entry, people.filer, more), 'INPUT_INVALID');
});

test('产品的授权运营期限不晚于现有效期的，须提交新的授权文件，文件和终止日期缺一不可', () => {
  const at = desk();
  const entry = expiring(at, { ...SHORT, cast: beijingOperator });
  const by = people.operator;
  assert.equal(validToOf(entry), '2026-12-31');
  assert.equal(codeOf(at, entry, by), 'AGREEMENT_WANTED');
  assert.equal(codeOf(at, entry, by, { agreementTo: '2028-06-30' }), 'AGREEMENT_HALF');
  assert.equal(codeOf(at, entry, by, { agreement: upload(at, by) }), 'AGREEMENT_HALF');
  assert.equal(codeOf(at, entry, by, agreed(at, people.rival, '2028-06-30')), 'FILE_UNKNOWN');
  assert.equal(codeOf(at, entry, by, agreed(at, by, '2026-12-31')), 'AUTHORISATION_OVER');
});

test('续展不得超过授权运营期限；期限落在最后一个月内的，到期限止', () => {
  const at = desk();
  const entry = expiring(at, { ...SHORT, cast: beijingOperator });
  const by = people.operator;
  const to = (months: number) => ({ months, ...agreed(at, by, '2028-06-15') });
  const beyond = refused(at, entry, by, to(36));
  assert.equal(beyond.code, 'RENEWAL_BEYOND_AUTHORISATION');
  assert.ok(beyond.sentence.zh.includes('2028-06-15'));
  const c = filedRenewal(at, entry, by, to(18));
  does(at, c, people.issue, 'approve', checked);
  assert.equal(validToOf(entry), '2028-06-15');
});

test('重庆：续展不超过授权期限是条文明定', () => {
  const at = office(chongqingPack, '2026-03-02');
  const entry = expiring(at, { ...SHORT, cast: chongqingOperator });
  const refusal = refused(
    at,
    entry,
    people.cqOperator,
    agreed(at, people.cqOperator, '2027-06-30'),
  );
  assert.equal(refusal.code, 'RENEWAL_BEYOND_AUTHORISATION');
  assert.ok(refusal.cites.includes('CQ-REG-18'));
  const paper = refused(at, entry, people.cqOperator);
  assert.match(paper.sentence.zh, /授权文件/);
  const more = { months: 6, ...agreed(at, people.cqOperator, '2027-06-30') };
  const c = filedRenewal(at, entry, people.cqOperator, more);
  does(at, c, people.cqIssue, 'approve', checked);
  assert.deepEqual(renewalOf(c).term, { from: '2027-01-01', to: '2027-06-30' });
  assert.equal(entry.events.at(-1)?.type === 'reg.CancelledOnExpiry', false);
});

test('重庆：登记账户被停用的，不能申请续展', () => {
  const at = office(chongqingPack, '2026-03-02');
  const entry = expiring(at, { ...SHORT, cast: chongqingOperator });
  const { code } = organisations.chongqingOperator;
  at.register[code] = { ...organisations.chongqingOperator, realName: 'none' };
  const refusal = refused(at, entry, people.cqOperator);
  assert.equal(refusal.code, 'ACCOUNT_NOT_VERIFIED');
});

test('登记的授权期限仍晚于现有效期的，不必另交文件，以登记的期限为限', () => {
  const at = desk();
  const plan = { ...SHORT, items: { 'product.agreementTo': '2030-01-31' } };
  const entry = expiring(at, { ...plan, cast: beijingOperator });
  assert.ok(validToOf(entry) < '2030-01-31');
  assert.equal(codeOf(at, entry, people.operator), 'RENEWAL_BEYOND_AUTHORISATION');
  const c = filedRenewal(at, entry, people.operator, { months: 11 });
  does(at, c, people.issue, 'approve', checked);
  assert.equal(validToOf(entry), '2030-01-31');
});

test('数据资源的续展不提交授权文件', () => {
  const at = desk();
  const entry = expiring(at);
  const more = agreed(at, people.filer, '2040-01-01');
  assert.equal(codeOf(at, entry, people.filer, more), 'AGREEMENT_NEEDLESS');
});

test('届满时尚未办结：登记暂续有效；届满后准予的，仍自届满次日起算', () => {
  const at = desk();
  const entry = expiring(at);
  const before = validToOf(entry);
  const c = filedRenewal(at, entry);
  passTo(at, before);
  assert.equal(viewOf(at, c, 'office')['carriedOver'], false);
  passTo(at, next(before, 20));
  assert.equal(statusOf(entry), 'REGISTERED');
  assert.equal(viewOf(at, c, 'office')['carriedOver'], true);
  assert.equal(viewOf(at, c, 'office')['ageDays'], 79);
  does(at, c, people.issue, 'approve', checked);
  assert.equal(renewalOf(c).term?.from, next(before));
  assert.equal(validToOf(entry), before.replace('2029', '2032'));
  assert.equal(viewOf(at, c, 'office')['carriedOver'], false);
});

test('届满后不予续展或者撤回的，登记当日注销；届满前的不影响余下的有效期', () => {
  for (const [act, by] of [
    ['refuse', people.issue] as const,
    ['withdraw', people.filer] as const,
  ]) {
    const at = desk();
    const entry = expiring(at);
    const c = filedRenewal(at, entry);
    const before = validToOf(entry);
    passTo(at, next(before, 3));
    does(at, c, by, act, why);
    assert.equal(statusOf(entry), 'CANCELLED', act);
    const early = desk();
    const other = expiring(early);
    does(early, filedRenewal(early, other), by, act, why);
    assert.equal(statusOf(other), 'REGISTERED', act);
    passTo(early, next(validToOf(other)));
    assert.equal(statusOf(other), 'CANCELLED', act);
  }
});

test('短期续展拖到新期限也过了才准予的，准予照办，随即期满注销', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry, people.filer, { months: 1 });
  passTo(at, next(validToOf(entry), 45));
  does(at, c, people.issue, 'approve', checked);
  assert.equal(statusOf(entry), 'REGISTERED');
  passTo(at, at.today);
  assert.equal(statusOf(entry), 'CANCELLED');
});

test('核定时按登记簿现在的授权期限再算一次：期限已被改短的，不能照原申请准予', () => {
  const at = desk();
  const plan = { ...SHORT, items: { 'product.agreementTo': '2030-01-31' } };
  const entry = expiring(at, { ...plan, cast: beijingOperator });
  const c = filedRenewal(at, entry, people.operator, { months: 11 });
  const decide = (authorisedTo: string) => {
    const fact = entryFact(entry.id, stateOf(entry)) as unknown as EntryFact;
    const facts = { entry: { ...fact, authorisedTo } };
    const context = { state: renewalOf(c), input: { checked: true }, facts, rules: at.rules };
    return approve.decide(context as unknown as Parameters<typeof approve.decide>[0]);
  };
  const shorter = decide('2029-06-30');
  assert.ok(isRefusal(shorter) && shorter.code === 'RENEWAL_BEYOND_AUTHORISATION');
  assert.ok(!isRefusal(decide('2030-01-31')));
});

test('准予须勾选已核对；理由不能是空话；登记主体自己不能准予', () => {
  const at = desk();
  const c = filedRenewal(at, expiring(at));
  assert.equal(refuses(at, c, people.issue, 'approve', {}).code, 'INPUT_INVALID');
  assert.equal(refuses(at, c, people.issue, 'refuse', { reasons: '否' }).code, 'INPUT_INVALID');
  for (const by of [people.filer, people.review, people.municipal, people.rival])
    assert.equal(refuses(at, c, by, 'approve', checked).code, 'ACT_NOT_YOURS');
});

test('登记被撤销的，在办的续展随登记终结', () => {
  const at = desk();
  const entry = expiring(at);
  const c = filedRenewal(at, entry);
  revoked(at, entry);
  assert.deepEqual([statusOf(entry), statusOf(c)], ['REVOKED', 'CLOSED']);
  assert.equal(c.events.at(-1)?.type, 'reg.ClosedWithEntry');
  assert.equal(codeOf(at, entry), 'ENTRY_ENDED');
});

test('可以一届一届续展下去，首尾相接', () => {
  const at = desk();
  const entry = expiring(at);
  for (let i = 0; i < 4; i += 1) {
    passTo(at, windowOf(at, entry));
    does(at, filedRenewal(at, entry), people.issue, 'approve', checked);
  }
  const terms = stateOf(entry).life?.terms ?? [];
  assert.equal(terms.length, 5);
  terms.slice(1).forEach((term, i) => assert.equal(term.from, next(terms[i]?.to ?? '')));
});

test('双方和登记机构看全文；监督部门不见文件和理由；旁人只见状态', () => {
  const at = desk();
  const entry = expiring(at, { ...SHORT, cast: beijingOperator });
  const by = people.operator;
  const c = filedRenewal(at, entry, by, { months: 6, ...agreed(at, by, '2027-06-30') });
  does(at, c, people.issue, 'refuse', why);
  for (const who of ['office', 'registrant', 'agent']) {
    assert.equal(viewOf(at, c, who)['reasons'], why.reasons);
    assert.ok(viewOf(at, c, who)['agreement']);
  }
  const wide = viewOf(at, c, 'supervisor_cac');
  assert.deepEqual([wide['status'], wide['agreementTo']], ['REFUSED', '2027-06-30']);
  assert.ok(!JSON.stringify(wide).includes(why.reasons) && !('agreement' in wide));
  assert.deepEqual(viewOf(at, c), { status: 'REFUSED' });
});
