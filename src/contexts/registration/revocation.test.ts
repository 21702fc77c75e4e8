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
  dueOf,
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
import { organisations, people, person } from '../../../test/office-people.ts';
import { beijing, inNotice, registered, stateOf } from './dossier.fixtures.ts';
import { groupsSeen } from '../../app/see.ts';
import { publicStatus } from './entry-life.ts';
import {
  accusing,
  expiring,
  found,
  inspector,
  investigated,
  revocationOf,
  revoked,
  told,
  validToOf,
  verified,
  why,
} from './renewal.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const later = (at: Office, days: number): string => addDays(orThrowDate(at.today), days);

function refused(at: Office, entry: Case, by: Actor, more: JsonObject = {}): Refusal {
  const refusal = tryOpen(at, 'reg.revoke', by, accusing(at, entry, by, more));
  assert.ok(isRefusal(refusal), '应被拒绝');
  return refusal;
}
const elsewhere = { creditCode: organisations.rival.code, name: beijingPack.name };
const said = { statement: '材料系误传，已更正', evidence: [] };

test('立案、告知、陈述、核实、由另一人决定：登记公开为“已撤销”，不是“已注销”', () => {
  const at = desk();
  const entry = registered(at);
  const c = revoked(at, entry);
  assert.deepEqual([statusOf(c), statusOf(entry)], ['REVOKED', 'REVOKED']);
  const decision = c.events.at(-1);
  assert.equal(decision?.type, 'reg.EntryRevoked');
  assert.deepEqual(decision.data, { about: entry.id, ground: 'concealment_or_falsehood' });
  assert.equal(c.procedure.events['reg.EntryRevoked']?.bindsOthers, true);
  assert.equal(c.procedure.states['REVOKED']?.title.zh, '已撤销');
  assert.equal(c.procedure.states['CLOSED']?.title.zh, '调查终结，不予撤销');
  assert.notEqual(entry.procedure.states['REVOKED'], entry.procedure.states['CANCELLED']);
  assert.equal(publicStatus(stateOf(entry)), 'revoked');
  assert.ok(decision.law.includes('BJ-REG-24'));
});

test('只能依规则列明的四种情形立案，须有事实和证据', () => {
  const at = desk();
  const entry = registered(at);
  const no = refused(at, entry, inspector, { ground: 'slow' });
  assert.equal(no.code, 'GROUND_NOT_LISTED');
  assert.ok(no.cites.includes('BJ-REG-24(1)'));
  assert.equal(refused(at, entry, inspector, { evidence: [] }).code, 'INPUT_INVALID');
  const theirs = [upload(at, people.rival)];
  assert.equal(refused(at, entry, inspector, { evidence: theirs }).code, 'FILE_UNKNOWN');
  assert.equal(refused(at, entry, inspector, { facts: '假' }).code, 'INPUT_INVALID');
  assert.equal(refused(at, entry, inspector, { source: 'rumour' }).code, 'INPUT_INVALID');
  for (const { id } of at.rules.profile.revocationGrounds) {
    const c = opens(at, 'reg.revoke', inspector, accusing(at, entry, inspector, { ground: id }));
    does(at, c, inspector, 'dismiss', why);
  }
});

test('只有登记机构的审核人员可以立案；没有登记结果的不能立案', () => {
  const at = desk();
  const entry = registered(at);
  for (const by of [people.issue, people.filer, people.rival, people.citizen, people.municipal])
    assert.equal(refused(at, entry, by).code, 'ACT_NOT_YOURS');
  assert.equal(refused(at, inNotice(at), inspector).code, 'ENTRY_UNKNOWN');
  assert.equal(refused(at, entry, inspector, { entry: 'DJ-没有' }).code, 'ENTRY_UNKNOWN');
});

test('登记机构自己是登记主体的，经办人员应当回避', () => {
  const at = desk();
  const { beijingRegistrar } = organisations;
  const filer = person('本机构填报员', beijingRegistrar, 'registrant');
  const reviewer = person('本机构审核员', beijingRegistrar, 'registrant_reviewer');
  // 由别处的机构登记，才有这样一件登记。
  const rules = { ...at.rules, profile: { ...at.rules.profile, registrar: elsewhere } };
  const away = { ...at, rules };
  const officers = Object.fromEntries(
    (['intake', 'review', 'issue'] as const).map((desk) => [
      desk,
      { ...people[desk], org: { ...organisations.rival, code: elsewhere.creditCode } },
    ]),
  );
  const entry = registered(away, { cast: { ...beijing, filer, reviewer, ...officers } });
  assert.equal(refused(at, entry, inspector).code, 'CONFLICT_OF_INTEREST');
});

test('同一登记同时只有一件调查；终结之后可以再立案', () => {
  const at = desk();
  const entry = registered(at);
  const c = investigated(at, entry);
  assert.equal(refused(at, entry, inspector).code, 'REVOCATION_OPEN');
  does(at, c, inspector, 'dismiss', why);
  assert.deepEqual([statusOf(c), statusOf(entry)], ['CLOSED', 'REGISTERED']);
  investigated(at, entry);
});

test('没有告知登记主体的，不得认定事实', () => {
  const at = desk();
  const c = investigated(at, registered(at));
  const refusal = refuses(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(refusal.code, 'REGISTRANT_NOT_NOTIFIED');
  does(at, c, people.filer, 'fileStatement', said);
  const still = refuses(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(still.code, 'REGISTRANT_NOT_NOTIFIED', '告知之前的陈述不代替告知');
  does(at, c, inspector, 'notifyRegistrant', { answerBy: later(at, 5) });
  const soon = refuses(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(soon.code, 'STATEMENT_STILL_POSSIBLE', '告知之后仍有陈述的时间');
});

test('告知须写明陈述的最后一日，不早于明天；可以延长，不能缩短', () => {
  const at = desk();
  const c = investigated(at, registered(at));
  const by = (answerBy: string) => ({ answerBy });
  const no = (day: string): string => refuses(at, c, inspector, 'notifyRegistrant', by(day)).code;
  assert.equal(no(at.today), 'ANSWER_TOO_SOON');
  assert.equal(no(later(at, -3)), 'ANSWER_TOO_SOON');
  assert.equal(no('2026-02-30'), 'INPUT_INVALID');
  does(at, c, inspector, 'notifyRegistrant', by(later(at, 10)));
  assert.equal(dueOf(c, 'registrantAnswer'), later(at, 10));
  assert.equal(no(later(at, 10)), 'ANSWER_TOO_SOON');
  assert.equal(no(later(at, 1)), 'ANSWER_TOO_SOON');
  does(at, c, inspector, 'notifyRegistrant', by(later(at, 20)));
  assert.equal(dueOf(c, 'registrantAnswer'), later(at, 20));
});

test('未陈述的，最后一日过完才能认定；已陈述的，不必再等', () => {
  const at = desk();
  const c = told(at, registered(at));
  const answerBy = revocationOf(c).answerBy ?? '';
  passTo(at, answerBy);
  const early = refuses(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(early.code, 'STATEMENT_STILL_POSSIBLE');
  assert.ok(early.sentence.zh.includes(answerBy));
  assert.ok(!mayNext(at, c, inspector).includes('confirmFacts'), '办不了的不列出来');
  passTo(at, later(at, 1));
  assert.ok(mayNext(at, c, inspector).includes('confirmFacts'));
  does(at, c, inspector, 'confirmFacts', found(at, inspector));
  const answered = told(at, registered(at));
  does(at, answered, people.filer, 'fileStatement', said);
  assert.equal(dueOf(answered, 'registrantAnswer'), undefined);
  does(at, answered, inspector, 'confirmFacts', found(at, inspector));
});

test('到期没有陈述的，记一次逾期，期限就此结束；仍可陈述，再次告知的重新起算', () => {
  const at = desk();
  const c = told(at, registered(at));
  const answerBy = revocationOf(c).answerBy ?? '';
  const misses = () => c.events.filter(({ type }) => type === 'reg.AnswerMissed').length;
  passTo(at, answerBy);
  assert.deepEqual([misses(), dueOf(c, 'registrantAnswer')], [0, answerBy], '最后一日还没有过完');
  passTo(at, later(at, 1));
  assert.deepEqual([misses(), dueOf(c, 'registrantAnswer')], [1, undefined]);
  assert.deepEqual(c.events.at(-1)?.data, {}, '记录里认不出是谁');
  assert.deepEqual(c.procedure.events['reg.AnswerMissed']?.tells, ['office', 'registrant']);
  assert.deepEqual(mayNext(at, c, people.filer), ['fileStatement']);
  does(at, c, inspector, 'notifyRegistrant', { answerBy: later(at, 9) });
  assert.equal(dueOf(c, 'registrantAnswer'), later(at, 9));
  does(at, c, people.filer, 'fileStatement', said);
  passTo(at, later(at, 20));
  assert.equal(misses(), 1, '已经陈述的不算逾期');
});

test('调查期间登记主体可以多次陈述，逾期未认定的也可以；认定之后、别人都不行', () => {
  const at = desk();
  const c = told(at, registered(at));
  for (const by of [people.rival, people.coOwner, inspector, people.citizen])
    assert.equal(refuses(at, c, by, 'fileStatement', said).code, 'ACT_NOT_YOURS');
  const foreign = { ...said, evidence: [upload(at, people.rival)] };
  assert.equal(refuses(at, c, people.filer, 'fileStatement', foreign).code, 'FILE_UNKNOWN');
  passTo(at, later(at, 30));
  for (let i = 0; i < 20; i += 1) does(at, c, people.filer, 'fileStatement', said);
  assert.equal(refuses(at, c, people.filer, 'fileStatement', said).code, 'STATEMENTS_FULL');
  does(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(refuses(at, c, people.filer, 'fileStatement', said).code, 'ACT_WRONG_STATE');
});

test('认定事实须写明并附证据', () => {
  const at = desk();
  const c = told(at, registered(at));
  does(at, c, people.filer, 'fileStatement', said);
  const without = { ...found(at, inspector), evidence: [] };
  assert.equal(refuses(at, c, inspector, 'confirmFacts', without).code, 'INPUT_INVALID');
  const theirs = { ...found(at, inspector), evidence: [upload(at, people.filer)] };
  assert.equal(refuses(at, c, inspector, 'confirmFacts', theirs).code, 'FILE_UNKNOWN');
});

test('受理、审核过该登记的人员不得认定，也不得决定撤销', () => {
  const at = desk();
  const many = person(
    '多岗',
    organisations.beijingRegistrar,
    'registrar.intake',
    'registrar.issue',
  );
  const entry = registered(at, { cast: { ...beijing, intake: many } });
  assert.deepEqual(stateOf(entry).acceptedBy, many.accountId);
  const c = told(at, entry);
  does(at, c, people.filer, 'fileStatement', said);
  const confirm = refuses(at, c, people.review, 'confirmFacts', found(at, people.review));
  assert.equal(confirm.code, 'SAME_OFFICER');
  does(at, c, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(refuses(at, c, many, 'revoke', why).code, 'SAME_OFFICER');
  does(at, c, people.issue, 'revoke', why);
});

test('立案和核实的人员不得决定撤销，须换人', () => {
  const at = desk();
  const all = person('全岗', organisations.beijingRegistrar, 'registrar.review', 'registrar.issue');
  const one = opens(at, 'reg.revoke', all, accusing(at, registered(at), all));
  does(at, one, inspector, 'notifyRegistrant', { answerBy: later(at, 9) });
  does(at, one, people.filer, 'fileStatement', said);
  does(at, one, inspector, 'confirmFacts', found(at, inspector));
  assert.equal(refuses(at, one, all, 'revoke', why).code, 'SAME_OFFICER', '立案人');
  const two = told(at, registered(at));
  does(at, two, people.filer, 'fileStatement', said);
  does(at, two, all, 'confirmFacts', found(at, all));
  assert.equal(refuses(at, two, all, 'revoke', why).code, 'SAME_OFFICER', '核实人');
  does(at, two, people.issue, 'revoke', why);
});

test('未核实认定的不能撤销；撤销和不予撤销都须有理由', () => {
  const at = desk();
  const c = told(at, registered(at));
  assert.equal(refuses(at, c, people.issue, 'revoke', why).code, 'ACT_WRONG_STATE');
  assert.equal(refuses(at, c, inspector, 'dismiss', { reasons: '' }).code, 'INPUT_INVALID');
  const d = verified(at, registered(at));
  assert.equal(refuses(at, d, people.issue, 'revoke', { reasons: '行' }).code, 'INPUT_INVALID');
  does(at, d, people.issue, 'dismiss', why);
  assert.equal(statusOf(d), 'CLOSED');
});

test('决定列明审查过的全部证据', () => {
  const at = desk();
  const c = revoked(at, registered(at));
  const { facts, statements, findings } = revocationOf(c);
  const all = [facts, ...statements, findings].flatMap((s) => s?.files.map((f) => f.sha256) ?? []);
  assert.equal(all.length, 2);
  assert.deepEqual(c.events.at(-1)?.private?.['decision']?.['examined'], all);
});

test('已经注销的登记仍可撤销：不能以注销逃避撤销', () => {
  const at = desk();
  const entry = expiring(at);
  passTo(at, addDays(orThrowDate(validToOf(entry)), 1));
  assert.equal(statusOf(entry), 'CANCELLED');
  revoked(at, entry);
  assert.equal(statusOf(entry), 'REVOKED');
});

test('调查期间登记被注销的，调查不随之终结', () => {
  const at = desk();
  const entry = expiring(at);
  const c = verified(at, entry);
  passTo(at, addDays(orThrowDate(validToOf(entry)), 1));
  assert.deepEqual([statusOf(entry), statusOf(c)], ['CANCELLED', 'verified']);
  does(at, c, people.issue, 'revoke', why);
  assert.equal(statusOf(entry), 'REVOKED');
});

test('已经撤销的不能再立案', () => {
  const at = desk();
  const entry = registered(at);
  revoked(at, entry);
  assert.equal(refused(at, entry, inspector).code, 'ENTRY_REVOKED');
});

test('重庆：撤销情形是电子凭证，依第二十三条', () => {
  const at = office(chongqingPack, '2026-03-02');
  const entry = registered(at);
  const by = person('渝核查员', organisations.chongqingRegistrar, 'registrar.review');
  const more = { ground: 'altered_or_forged_result', source: 'own' };
  const c = opens(at, 'reg.revoke', by, accusing(at, entry, by, more));
  assert.ok(c.events[0]?.law.includes('CQ-REG-23'));
  does(at, c, by, 'notifyRegistrant', { answerBy: later(at, 5) });
  passTo(at, later(at, 6));
  does(at, c, by, 'confirmFacts', found(at, by));
  does(at, c, people.cqIssue, 'revoke', why);
  assert.equal(statusOf(entry), 'REVOKED');
});

test('登记主体看得到指控、认定和理由，看不到举报人和经办人员；监督部门只见经过，旁人只见状态', () => {
  const at = desk();
  const c = revoked(at, registered(at));
  const { reporter, facts, officers } = revocationOf(c);
  assert.ok(reporter !== '' && officers.length === 2);
  const registrant = JSON.stringify(viewOf(at, c, 'registrant'));
  for (const seen of [facts.text, why.reasons]) assert.ok(registrant.includes(seen));
  for (const hidden of [reporter, inspector.accountId, ...officers])
    assert.ok(!registrant.includes(hidden), hidden);
  assert.equal(viewOf(at, c, 'office')['reporter'], reporter);
  const wide = JSON.stringify(viewOf(at, c, 'municipal_data_authority'));
  for (const hidden of [reporter, facts.text, why.reasons, ...officers])
    assert.ok(!wide.includes(hidden), hidden);
  assert.deepEqual(viewOf(at, c), { status: 'REVOKED' });
  const groups = groupsSeen(c.procedure, 'reg.RevocationOpened', ['registrant']);
  assert.deepEqual(groups, ['matter', 'about', 'facts']);
});

test('决定撤销之前，记录的公开部分认不出是谁的登记：陈述也不写明单位', () => {
  const at = desk();
  const entry = registered(at);
  const c = verified(at, entry);
  const open = JSON.stringify(c.events.map(({ private: _secret, ...event }) => event));
  for (const word of [entry.id, stateOf(entry).registrant.code, people.filer.accountId])
    assert.ok(!open.includes(word), word);
  does(at, c, people.issue, 'revoke', why);
  assert.equal(c.events.at(-1)?.data['about'], entry.id);
});
