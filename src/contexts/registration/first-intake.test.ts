import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  dueOf,
  mayNext,
  office,
  passTo,
  refuses,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import { notRepaired } from './digests.ts';
import { accepted, complete, gapOn, stateOf, submitted } from './dossier.fixtures.ts';
import type { Likeness } from './first-state.ts';

const desk = (day = '2026-03-02') => office(beijingPack, day);
const gaps = (...items: string[]) => ({ gaps: items.map((i) => gapOn(beijingPack, i)) });
const edit = (at: Office, c: Case, group: string, values: Record<string, string>) =>
  does(at, c, people.filer, 'attachMaterial', { group, values });
const again = (at: Office, c: Case) => does(at, c, people.filer, 'resubmit', { declaration: true });

test('受理后进入形式审核，受理期限停止，审核期限20个工作日起算', () => {
  const at = desk();
  const c = accepted(at);
  assert.equal(dueOf(c, 'acceptance'), undefined);
  assert.equal(dueOf(c, 'formalReview'), '2026-03-30');
});

test('期限跳过节假日，计入调休上班日', () => {
  const c = submitted(desk('2026-02-11'));
  assert.equal(dueOf(c, 'acceptance'), '2026-02-14');
  assert.equal(dueOf(submitted(desk('2026-02-13')), 'acceptance'), '2026-02-25');
});

test('数到放假安排未公布的年份，期限为暂定，不会自动触发', () => {
  const at = desk('2026-12-30');
  const c = submitted(at);
  assert.equal(c.still.clocks.find((k) => k.name === 'acceptance')?.provisional, true);
  passTo(at, '2027-02-01');
  assert.deepEqual(stateOf(c).overdue, {});
});

test('超过3个工作日未受理：标记逾期，绝不视为受理', () => {
  const at = desk();
  const c = submitted(at);
  passTo(at, '2026-03-05');
  assert.deepEqual(stateOf(c).overdue, {});
  passTo(at, '2026-06-01');
  assert.deepEqual(
    [stateOf(c).status, stateOf(c).overdue],
    ['submitted', { acceptance: '2026-03-06' }],
  );
  does(at, c, people.intake, 'accept');
});

test('只有本地登记机构的受理人员可以受理', () => {
  const at = desk();
  const c = submitted(at);
  const others = [people.review, people.issue, people.judge, people.cqIntake, people.filer];
  for (const by of [...others, people.municipal, people.auditor, people.administrator]) {
    assert.equal(refuses(at, c, by, 'accept').code, 'ACT_NOT_YOURS', by.name);
  }
});

test('登记机构自己是当事方的，其受理人员应当回避', () => {
  const at = desk();
  const self = organisations.beijingRegistrar;
  const coOwners = [{ name: self.name, creditCode: self.code }];
  const c = complete(at, { items: { 'dataResource.coOwners': coOwners } });
  does(at, c, person('本机构登记员', self, 'registrant'), 'consent', { agreed: true });
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  does(at, c, people.filer, 'submit', { declaration: true });
  assert.equal(refuses(at, c, people.intake, 'accept').code, 'CONFLICT_OF_INTEREST');
});

test('一次性告知：期限停止，只能改告知的项目，重新提交后期限重新起算', () => {
  const at = desk();
  const c = does(at, submitted(at), people.intake, 'notifyIntakeGaps', gaps('scenario.usable'));
  assert.equal(stateOf(c).status, 'intake_gap');
  assert.equal(dueOf(c, 'acceptance'), undefined);
  const forbidden = { group: 'scenario', values: { forbidden: '改' } };
  const refusal = refuses(at, c, people.filer, 'attachMaterial', forbidden);
  assert.equal(refusal.code, 'ITEM_LOCKED');
  assert.deepEqual(refusal.details?.['items'], ['scenario.forbidden']);
  edit(at, c, 'scenario', { usable: '停车引导' });
  passTo(at, '2026-03-10');
  again(at, c);
  assert.equal(dueOf(c, 'acceptance'), '2026-03-13');
  assert.equal(c.still.clocks.filter((k) => k.name === 'acceptance').length, 1);
});

test('告知的项目没有改动的，重新提交前提示，不阻止；改动后不再提示', () => {
  const at = desk();
  const c = submitted(at);
  does(at, c, people.intake, 'notifyIntakeGaps', gaps('scenario.usable', 'scenario.forbidden'));
  const told = () => notRepaired(stateOf(c)).map((f) => [f.item, f.level]);
  assert.deepEqual(told(), [
    ['scenario.usable', 'warning'],
    ['scenario.forbidden', 'warning'],
  ]);
  edit(at, c, 'scenario', { usable: '停车引导、路网规划与公共服务' });
  assert.deepEqual(told(), [['scenario.forbidden', 'warning']]);
  again(at, c);
  assert.deepEqual(told(), []);
});

test('按组告知的，整组可以修改', () => {
  const at = desk();
  const c = does(at, submitted(at), people.intake, 'notifyIntakeGaps', gaps('scenario'));
  edit(at, c, 'scenario', { usable: '甲', forbidden: '乙' });
});

test('告知的项目须在材料清单中，不得重复，情形须为不齐全或不符合规定', () => {
  const at = desk();
  const c = submitted(at);
  const ask = (...named: object[]) =>
    refuses(at, c, people.intake, 'notifyIntakeGaps', { gaps: named as never }).code;
  assert.equal(ask(gapOn(beijingPack, '没有.这项')), 'GAP_ITEM_UNKNOWN');
  assert.equal(ask(gapOn(beijingPack, 'scenario.nothing')), 'GAP_ITEM_UNKNOWN');
  assert.equal(ask(gapOn(beijingPack, 'product.intro')), 'GAP_ITEM_UNKNOWN');
  const one = gapOn(beijingPack, 'scenario.usable');
  assert.equal(ask(one, one), 'GAP_ITEM_TWICE');
  assert.equal(ask({ ...one, ground: 'scenario' }), 'GROUND_NOT_LISTED');
  assert.equal(ask({ ...one, ground: 'toString' }), 'GROUND_NOT_LISTED');
  assert.equal(ask({ ...one, reason: '改' }), 'INPUT_INVALID');
  assert.equal(ask(), 'INPUT_INVALID');
});

test('再次告知：上次未列、也未改动的项目，不得再要求补正', () => {
  const at = desk();
  const c = does(at, submitted(at), people.intake, 'notifyIntakeGaps', gaps('scenario.usable'));
  edit(at, c, 'scenario', { usable: '停车引导' });
  again(at, c);
  const more = gaps('scenario.usable', 'scenario.forbidden', 'subject.contactName');
  const refusal = refuses(at, c, people.intake, 'notifyIntakeGaps', more);
  assert.equal(refusal.code, 'GAP_VISIBLE_BEFORE');
  assert.deepEqual(refusal.details?.['items'], ['scenario.forbidden', 'subject.contactName']);
  assert.ok(refusal.cites.includes('BJ-REG-11b'));
  // 未补好的原事项可以再次告知（G13）。
  does(at, c, people.intake, 'notifyIntakeGaps', gaps('scenario.usable'));
});

test('补正引起的新必填项可以填写，也可以再告知', () => {
  const at = desk();
  const c = does(at, submitted(at), people.intake, 'notifyIntakeGaps', gaps('evidence.mode'));
  edit(at, c, 'evidence', { mode: 'third_party' });
  const refusal = refuses(at, c, people.filer, 'resubmit', { declaration: true });
  assert.match(refusal.sentence.zh, /存证机构名称/);
  edit(at, c, 'evidence', { providerName: '示例存证', providerCreditCode: '12110000MB1B45614X' });
  again(at, c);
  does(at, c, people.intake, 'notifyIntakeGaps', gaps('evidence.providerName'));
});

test('两次之间先受理后审核告知的，受理阶段也不得就原有内容再提要求', () => {
  const at = desk();
  const c = accepted(at);
  const review = { gaps: [gapOn(beijingPack, 'scenario.usable', 'review')] };
  does(at, c, people.review, 'notifyReviewGaps', review);
  edit(at, c, 'scenario', { usable: '停车引导' });
  again(at, c);
  const refusal = refuses(at, c, people.intake, 'notifyIntakeGaps', gaps('subject.contactName'));
  assert.equal(refusal.code, 'GAP_VISIBLE_BEFORE');
});

test('不予受理须有所列情形和理由', () => {
  const at = desk();
  const c = submitted(at);
  const reasons = '与在先申请的数据存在登记争议';
  const ask = (input: Record<string, string>) =>
    refuses(at, c, people.intake, 'refuseAcceptance', input).code;
  assert.equal(ask({ ground: 'incomplete', reasons }), 'GROUND_NOT_LISTED');
  assert.equal(ask({ ground: 'dispute', reasons: '' }), 'INPUT_INVALID');
  assert.equal(ask({ ground: 'dispute', reasons: '  有  ' }), 'INPUT_INVALID');
  assert.equal(ask({ ground: 'duplicate', reasons }), 'DUPLICATE_UNNAMED');
  does(at, c, people.intake, 'refuseAcceptance', { ground: 'dispute', reasons });
  assert.deepEqual(stateOf(c).ended, { ground: 'dispute', reasons, on: '2026-03-02' });
  assert.equal(dueOf(c, 'acceptance'), undefined);
});

test('四种不予受理情形两地都可以用', () => {
  for (const rules of [beijingPack, chongqingPack]) {
    const grounds = rules.profile.refusalGrounds.map((g) => g.id);
    assert.deepEqual(grounds, ['duplicate', 'dispute', 'concealment', 'falsehood']);
    for (const ground of grounds.slice(1)) {
      const at = office(rules, '2026-03-02');
      const by = rules === beijingPack ? people.intake : people.cqIntake;
      const c = submitted(at);
      does(at, c, by, 'refuseAcceptance', { ground, reasons: '经核对确有此情形' });
      assert.equal(stateOf(c).status, 'NOT_ACCEPTED');
    }
  }
});

const twin = (status: string, caseId = '00000000-0000-7000-8000-abcdefabcdef'): Likeness => ({
  caseId,
  title: '公共停车场备案信息',
  holder: '甲单位',
  status,
  why: 'sameHolderAndDigest',
  same: true,
  score: 1,
});

test('以重复为由的，须指明重复的在办申请或有效登记；已终结的不算重复', () => {
  const at = desk();
  const c = submitted(at);
  const { caseId } = twin('REGISTERED');
  const input = { ground: 'duplicate', reasons: '与已登记内容相同', duplicateOf: caseId };
  const ask = () => refuses(at, c, people.intake, 'refuseAcceptance', input).code;
  assert.equal(ask(), 'DUPLICATE_UNNAMED');
  for (const ended of ['WITHDRAWN', 'TERMINATED', 'NOT_ACCEPTED', 'NOT_PASSED']) {
    at.likeness = [twin(ended)];
    assert.equal(ask(), 'DUPLICATE_UNNAMED', ended);
  }
  at.likeness = [twin('REGISTERED', '00000000-0000-7000-8000-000000abcdef')];
  assert.equal(ask(), 'DUPLICATE_UNNAMED');
  at.likeness = [twin('REGISTERED')];
  does(at, c, people.intake, 'refuseAcceptance', input);
  assert.equal(c.events.at(-1)?.data['duplicateOf'], caseId);
});

test('告知后登记机构不再有可办的事，等登记主体补正', () => {
  const at = desk();
  const c = does(at, submitted(at), people.intake, 'notifyIntakeGaps', gaps('scenario'));
  for (const by of [people.intake, people.review]) assert.deepEqual(mayNext(at, c, by), []);
});
