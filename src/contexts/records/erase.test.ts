import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../base/refusal.ts';
import type { JsonObject } from '../../base/json.ts';
import { articleById } from '../../law/articles.ts';
import { beijingPack } from '../../law/beijing.ts';
import { ERASURE_GROUNDS } from '../../law/retention.ts';
import { replay } from '../../kernel/take.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { rerunCase } from '../../app/audit/rerun.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  tryOpen,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, people } from '../../../test/office-people.ts';
import { inNotice } from '../registration/dossier.fixtures.ts';
import { classOfGroup } from './classes.ts';
import { erase } from './erase.ts';

const desk = (): Office => office(beijingPack, '2026-03-02');

/** An application that its registrant has withdrawn: over, and full of what it held. */
function over(at: Office): Case {
  return does(at, inNotice(at), people.filer, 'withdraw', { reasons: '暂不登记，以后再来' });
}

const wish = (about: Case, more: JsonObject = {}): JsonObject => ({
  about: about.id,
  ground: 'purpose_fulfilled',
  basis: '个人信息保护法第四十七条',
  classes: ['contact'],
  statement: '联系人已离职，不再需要',
  ...more,
});

const asked = (at: Office, by = people.filer, about = over(at)): Case =>
  opens(at, 'records.erase', by, wish(about));
const why = { reasons: '符合规定，准予清空' };

function refusal(at: Office, by: (typeof people)['filer'], input: JsonObject): string {
  const answer = tryOpen(at, 'records.erase', by, input);
  assert.ok(isRefusal(answer));
  for (const id of answer.cites) assert.ok(articleById(id), id);
  return answer.code;
}

test('当事方可以申请，登记机构可以依职权提出；旁人连事项有没有都不知道', () => {
  const at = desk();
  assert.equal(statusOf(asked(at)), 'requested');
  assert.equal(statusOf(asked(at, people.intake)), 'requested');
  assert.equal(refusal(at, people.rival, wish(over(at))), 'CASE_UNKNOWN');
  assert.equal(refusal(at, people.municipal, wish(over(at))), 'ACT_NOT_YOURS');
});

test('须写明法律依据和说明，须选定类别或部分；没有的部分不能指', () => {
  const at = desk();
  const about = over(at);
  assert.equal(refusal(at, people.filer, wish(about, { basis: '法' })), 'INPUT_INVALID');
  assert.equal(refusal(at, people.filer, wish(about, { statement: '' })), 'INPUT_INVALID');
  assert.equal(refusal(at, people.filer, wish(about, { ground: 'because' })), 'INPUT_INVALID');
  assert.equal(refusal(at, people.filer, wish(about, { classes: [] })), 'NOTHING_NAMED');
  assert.equal(refusal(at, people.filer, wish(about, { parts: ['99/x'] })), 'PART_UNKNOWN');
});

test('在办的事项不能清空：办理还需要这些内容', () => {
  const at = desk();
  assert.equal(refusal(at, people.filer, wish(inNotice(at))), 'CASE_NOT_SETTLED');
});

test('每一步每人恰好能办这些；决定的人自己不能确认', () => {
  const at = desk();
  const c = asked(at);
  const able = () =>
    Object.fromEntries(
      everybody
        .map((who) => [who.name, mayNext(at, c, who)] as const)
        .filter(([, acts]) => acts.length > 0),
    );
  assert.deepEqual(able(), {
    填报员: ['withdrawErasure'],
    填报兼审核员: ['withdrawErasure'],
    审核经办: ['grantErasure', 'refuseErasure'],
  });
  does(at, c, people.review, 'grantErasure', why);
  const second = ['confirmErasure', 'returnErasure'];
  assert.deepEqual(able(), {
    填报员: ['withdrawErasure'],
    填报兼审核员: ['withdrawErasure'],
    受理员: second,
    发证员: second,
    异议经办: second,
    一肩挑: second,
  });
  assert.equal(
    refuses(at, c, people.review, 'confirmErasure', { examined: true }).code,
    'SAME_OFFICER',
  );
  does(at, c, people.issue, 'confirmErasure', { examined: true });
  assert.equal(statusOf(c), 'ERASED');
  assert.deepEqual(able(), {});
});

test('第二人可以退回重新决定；申请人可以撤回，登记机构可以不予', () => {
  const at = desk();
  const c = asked(at);
  does(at, c, people.review, 'grantErasure', why);
  does(at, c, people.issue, 'returnErasure', { reasons: '依据不清，请补充' });
  assert.equal(statusOf(c), 'requested');
  does(at, c, people.review, 'refuseErasure', { reasons: '尚需继续保存' });
  assert.equal(statusOf(c), 'REFUSED');
  assert.equal(statusOf(does(at, asked(at), people.filer, 'withdrawErasure')), 'WITHDRAWN');
});

test('链上只有编号、事由和类别：没有依据的文字，没有是谁申请的', () => {
  const at = desk();
  const c = asked(at);
  does(at, c, people.review, 'grantErasure', why);
  does(at, c, people.issue, 'confirmErasure', { examined: true });
  const open = JSON.stringify(c.events.map(({ data }) => data));
  assert.doesNotMatch(open, /\p{Script=Han}/u);
  assert.deepEqual(Object.keys(c.events.at(-1)?.data ?? {}), [
    'about',
    'ground',
    'classes',
    'cases',
    'parts',
  ]);
  assert.equal(viewOf(at, c, 'office')['statement'], '联系人已离职，不再需要');
  assert.deepEqual(Object.keys(viewOf(at, c, 'auditor')), ['status', 'ground', 'classes']);
  assert.equal(rerunCase(c.entries).outcome, 'same');
});

test('申请本身的私密内容清空以后仍能重放；不认识的事件即报错', () => {
  const at = desk();
  const c = asked(at);
  does(at, c, people.review, 'refuseErasure', { reasons: '尚需继续保存' });
  const bare = c.events.map(({ private: _gone, ...event }) => event);
  assert.equal(replay(erase, bare)?.state.status, 'REFUSED');
  const odd = { ...bare[0], type: 'records.不存在' } as unknown as RecordedEvent;
  assert.throws(() => replay(erase, [odd]));
  assert.throws(() => replay(erase, [bare[0] ?? odd, odd]));
});

test('事由都有条文；没有归类的组当作材料，不会漏掉', () => {
  for (const { law, basis } of ERASURE_GROUNDS) {
    assert.equal(basis, 'inf');
    for (const id of law) assert.ok(articleById(id), id);
  }
  assert.equal(classOfGroup('personal'), 'contact');
  assert.equal(classOfGroup('$who'), 'accounts');
  assert.equal(classOfGroup('constructor'), 'materials');
});
