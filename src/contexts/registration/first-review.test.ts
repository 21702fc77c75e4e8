import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import type { Refusal } from '../../base/refusal.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  dueOf,
  office,
  opens,
  passTo,
  refuses,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import { accepted, confirmSeals, gapOn, stateOf, submitted } from './dossier.fixtures.ts';
import { sealedFiles } from './seals.ts';

const desk = (day = '2026-03-02') => office(beijingPack, day);
const gaps = (...items: string[]) => ({ gaps: items.map((i) => gapOn(beijingPack, i, 'review')) });
const filesOf = (r: Refusal) => (r.details?.['files'] ?? []) as readonly string[];
const pass = { checked: true };
const edit = (at: Office, c: Case, group: string, values: Record<string, string>) =>
  does(at, c, people.filer, 'attachMaterial', { group, values });
function roundTrip(at: Office, c: Case): Case {
  does(at, c, people.review, 'notifyReviewGaps', gaps('scenario.usable'));
  edit(at, c, 'scenario', { usable: `停车引导${at.today}` });
  does(at, c, people.filer, 'resubmit', { declaration: true });
  return does(at, c, people.intake, 'accept');
}

test('审核补正：审核期限停止；重新提交须重新受理，审核期限自重新受理起算', () => {
  const at = desk();
  const c = does(at, accepted(at), people.review, 'notifyReviewGaps', gaps('scenario.usable'));
  assert.equal(stateOf(c).status, 'review_gap');
  assert.equal(dueOf(c, 'formalReview'), undefined);
  edit(at, c, 'scenario', { usable: '停车引导' });
  passTo(at, '2026-03-10');
  does(at, c, people.filer, 'resubmit', { declaration: true });
  assert.equal(stateOf(c).status, 'submitted');
  assert.equal(dueOf(c, 'acceptance'), '2026-03-13');
  passTo(at, '2026-03-12');
  does(at, c, people.intake, 'accept');
  assert.equal(dueOf(c, 'formalReview'), '2026-04-10');
});

test('审核补正只能就六类材料，情形与材料相符', () => {
  for (const rules of [beijingPack, chongqingPack]) {
    const at = office(rules, '2026-03-02');
    const [cast, c] = [rules === beijingPack ? people.review : people.cqReview, accepted(at)];
    const ask = (item: string, ground: string) =>
      refuses(at, c, cast, 'notifyReviewGaps', { gaps: [{ item, ground, reason: '请补充完善' }] });
    const refusal = ask('subject.contactName', 'data_resource');
    assert.equal(refusal.code, 'GROUND_NOT_LISTED');
    assert.match(refusal.sentence.zh, /只能就下列材料/);
    assert.equal(ask('scenario.usable', 'risk_report').code, 'GROUND_NOT_LISTED');
    assert.equal(ask('scenario.usable', 'incomplete').code, 'GROUND_NOT_LISTED');
    for (const [item, ground] of [
      ['dataResource.summary', 'data_resource'],
      ['scenario', 'scenario'],
      ['sourceLegality.undertaking', 'undertaking'],
      ['evidence.proofFile', 'evidence_proof'],
      ['riskAssessment.report', 'risk_report'],
    ] as const) {
      const desk2 = office(rules, '2026-03-02');
      const named = [{ item, ground, reason: '未按要求提供' }];
      does(desk2, accepted(desk2), cast, 'notifyReviewGaps', { gaps: named });
    }
  }
});

test('受理时已告知过的，审核阶段首次告知仍可就审核事项提出', () => {
  const at = desk();
  const c = submitted(at);
  does(at, c, people.intake, 'notifyIntakeGaps', { gaps: [gapOn(beijingPack, 'scenario.usable')] });
  edit(at, c, 'scenario', { usable: '停车引导' });
  does(at, c, people.filer, 'resubmit', { declaration: true });
  does(at, c, people.intake, 'accept');
  does(at, c, people.review, 'notifyReviewGaps', gaps('dataResource.summary'));
});

test('审核阶段第二次告知，不得就未改动的项目再提要求', () => {
  const at = desk();
  const c = roundTrip(at, accepted(at));
  const refusal = refuses(at, c, people.review, 'notifyReviewGaps', gaps('dataResource.summary'));
  assert.equal(refusal.code, 'GAP_VISIBLE_BEFORE');
  assert.ok(refusal.cites.includes('BJ-REG-12b'));
  does(at, c, people.review, 'notifyReviewGaps', gaps('scenario.usable'));
});

test('超过20个工作日：标记逾期，说明原因后才能通过，案件继续', () => {
  const at = desk();
  const c = accepted(at);
  confirmSeals(at, c, people.review);
  passTo(at, '2026-03-31');
  assert.deepEqual(stateOf(c).overdue, { review: '2026-03-31' });
  assert.equal(c.events.at(-1)?.type, 'reg.ReviewOverdue');
  const refusal = refuses(at, c, people.review, 'passReview', pass);
  assert.equal(refusal.code, 'DELAY_NOT_EXPLAINED');
  assert.ok(refusal.cites.includes('BJ-REG-12a'));
  const reason = '评估报告需要会商';
  assert.equal(
    refuses(at, c, people.review, 'explainDelay', { reason: '忙' }).code,
    'INPUT_INVALID',
  );
  does(at, c, people.review, 'explainDelay', { reason });
  assert.equal(stateOf(c).delays[0]?.reason, reason);
  does(at, c, people.review, 'passReview', pass);
});

test('期限届满前已说明原因的，届满后可以通过', () => {
  const at = desk();
  const c = accepted(at);
  confirmSeals(at, c, people.review);
  does(at, c, people.review, 'explainDelay', { reason: '评估报告需要会商' });
  passTo(at, '2026-04-01');
  does(at, c, people.review, 'passReview', pass);
});

test('上一轮审核的说明不抵下一轮的逾期', () => {
  const at = desk();
  const c = accepted(at);
  does(at, c, people.review, 'explainDelay', { reason: '评估报告需要会商' });
  roundTrip(at, c);
  confirmSeals(at, c, people.review);
  passTo(at, '2026-06-01');
  assert.ok(stateOf(c).overdue.review);
  assert.equal(refuses(at, c, people.review, 'passReview', pass).code, 'DELAY_NOT_EXPLAINED');
});

test('重新提交后逾期标记从头算', () => {
  const at = desk();
  const c = accepted(at);
  passTo(at, '2026-04-01');
  does(at, c, people.review, 'notifyReviewGaps', gaps('scenario.usable'));
  edit(at, c, 'scenario', { usable: '停车引导' });
  does(at, c, people.filer, 'resubmit', { declaration: true });
  assert.deepEqual(stateOf(c).overdue, {});
});

test('应盖章的文件逐份目视核对，未核对或核对未通过的不能通过审核', () => {
  const at = desk();
  const c = accepted(at);
  const refusal = refuses(at, c, people.review, 'passReview', pass);
  assert.equal(refusal.code, 'SEALS_NOT_CONFIRMED');
  assert.equal(filesOf(refusal).length, 3);
  assert.match(refusal.sentence.zh, /承诺书、存证证明文件、数据安全风险评估报告/);
  confirmSeals(at, c, people.review);
  const [file] = sealedFiles(stateOf(c), beijingPack);
  does(at, c, people.intake, 'confirmSeal', {
    file: file?.id ?? '',
    found: false,
    note: '印章不清',
  });
  assert.equal(refuses(at, c, people.review, 'passReview', pass).code, 'SEALS_NOT_CONFIRMED');
  does(at, c, people.review, 'confirmSeal', { file: file?.id ?? '', found: true });
  does(at, c, people.review, 'passReview', pass);
});

test('不是本申请中应盖章的文件，不能核对', () => {
  const at = desk();
  const c = accepted(at);
  const input = { file: upload(at, people.filer), found: true };
  assert.equal(refuses(at, c, people.review, 'confirmSeal', input).code, 'FILE_NOT_HERE');
});

test('补正换了文件的，新文件须重新核对', () => {
  const at = desk();
  const c = accepted(at);
  confirmSeals(at, c, people.review);
  does(at, c, people.review, 'notifyReviewGaps', gaps('sourceLegality.undertaking'));
  edit(at, c, 'sourceLegality', { undertaking: upload(at, people.filer) });
  does(at, c, people.filer, 'resubmit', { declaration: true });
  does(at, c, people.intake, 'accept');
  const refusal = refuses(at, c, people.review, 'passReview', pass);
  assert.equal(filesOf(refusal).length, 1);
});

const signed = (signer: string, valid = true) => ({ kind: 'digital', valid, signer });

test('本单位有效的电子签名可以代替目视核对；签名人不符、验证不过的不能代替', () => {
  const unit = organisations.transport.name;
  for (const [signature, eyes] of [
    [signed(`CN=${unit}`), false],
    [signed(`CN=${unit}`, false), true],
    [signed('CN=某个人'), true],
    [{ kind: 'digital', signer: unit }, true],
    [{ kind: 'scan', valid: true, signer: unit }, true],
  ] as const) {
    const at = desk();
    const undertaking = upload(at, people.filer, { signature });
    const c = accepted(at, { items: { 'sourceLegality.undertaking': undertaking } });
    const files = refuses(at, c, people.review, 'passReview', pass).details?.['files'];
    assert.equal(
      (files as readonly string[]).includes(undertaking),
      eyes,
      JSON.stringify(signature),
    );
  }
});

test('谁的公章：自行的盖登记主体章，第三方的盖出具机构章，委托协议盖双方章', () => {
  const at = desk();
  const sealsOf = (c: Case) =>
    Object.fromEntries(
      sealedFiles(stateOf(c), beijingPack).map((f) => [f.item, f.seals.map((s) => s.of)]),
    );
  assert.deepEqual(sealsOf(accepted(at)), {
    'sourceLegality.undertaking': ['registrant'],
    'evidence.proofFile': ['registrant'],
    'riskAssessment.report': ['registrant'],
  });
  const third = accepted(at, {
    items: { 'evidence.mode': 'third_party', 'riskAssessment.author': 'third_party' },
  });
  assert.deepEqual(sealsOf(third), {
    'sourceLegality.undertaking': ['registrant'],
    'evidence.proofFile': ['provider'],
    'riskAssessment.report': ['assessor'],
  });
});

test('委托代理协议书须双方章：一个电子签名代替不了两枚章', () => {
  const at = desk();
  const m = opens(at, 'agency', people.filer, {
    agentName: organisations.agency.name,
    agentCreditCode: organisations.agency.code,
    from: '2026-03-01',
    to: '2026-12-31',
    agreement: upload(at, people.filer),
  });
  does(at, m, people.filer, 'seal', { sealed: true });
  does(at, m, people.agent, 'seal', { sealed: true });
  const signature = signed(organisations.transport.name);
  const agreement = upload(at, people.agent, { signature });
  const agent = { actor: people.agent, mandate: m.id };
  const c = accepted(at, { agent, items: { 'agency.agreement': agreement } });
  const file = sealedFiles(stateOf(c), beijingPack).find((f) => f.id === agreement);
  assert.deepEqual(
    file?.seals.map((s) => s.of),
    ['principal', 'agent'],
  );
  assert.equal(file?.verified, false);
});

test('第三方报告由登记主体签名的，不能代替第三方的章', () => {
  const at = desk();
  const report = upload(at, people.filer, { signature: signed(organisations.transport.name) });
  const c = accepted(at, {
    items: { 'riskAssessment.author': 'third_party', 'riskAssessment.report': report },
  });
  const files = refuses(at, c, people.review, 'passReview', pass).details?.['files'];
  assert.ok((files as readonly string[]).includes(report));
});

test('审核中才发现的，可依不予受理的情形不通过（G15）', () => {
  const at = desk();
  const c = accepted(at);
  const reasons = '承诺书与事实不符';
  const fail = (input: Record<string, string>) =>
    refuses(at, c, people.review, 'failReview', input).code;
  assert.equal(fail({ ground: 'scenario', reasons }), 'GROUND_NOT_LISTED');
  assert.equal(fail({ ground: 'duplicate', reasons }), 'DUPLICATE_UNNAMED');
  does(at, c, people.review, 'failReview', { ground: 'falsehood', reasons });
  assert.deepEqual(stateOf(c).ended, { ground: 'falsehood', reasons, on: '2026-03-02' });
  assert.equal(dueOf(c, 'formalReview'), undefined);
});

test('两次提交之间改了哪些项目，看得出来', () => {
  const at = desk();
  const c = roundTrip(at, accepted(at));
  const submissions = viewOf(at, c, 'office')['submissions'] as readonly { changed: string[] }[];
  assert.deepEqual(
    submissions.map((s) => s.changed),
    [[], ['scenario.usable']],
  );
});
