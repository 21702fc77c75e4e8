import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { RulePack } from '../../law/types.ts';
import {
  does,
  mayNext,
  office,
  passTo,
  refuses,
  statusOf,
  tryOpen,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import { inNotice, registered, stateOf } from './dossier.fixtures.ts';
import type { ObjectionState } from './objection-state.ts';

const desk = (rules: RulePack = chongqingPack) => office(rules, '2026-03-02');

const lodge = (at: Office, parent: string, by: Actor): Case | Refusal =>
  tryOpen(at, 'reg.objection', by, {
    parent,
    interest: '本人为该数据描述的经营者',
    reason: '凭证所载数据来源与事实不符',
    evidence: [upload(at, by)],
  });

function lodged(at: Office, parent: string): Case {
  const c = lodge(at, parent, people.citizen);
  if (isRefusal(c)) assert.fail(c.code);
  return c;
}

function reviewing(at: Office, entry: Case): Case {
  const c = lodged(at, entry.id);
  does(at, c, people.cqJudge, 'notifyRegistrant');
  const evidence = [upload(at, people.cqFiler)];
  return does(at, c, people.cqFiler, 'reply', { statement: '来源有授权协议为证', evidence });
}

const why = { reasons: '双方材料复核后作出' };
const refused = (answer: Case | Refusal): string => {
  assert.ok(isRefusal(answer));
  return answer.code;
};

test('重庆：凭证发放之后，按登记编码或者事项编号都可以提出异议，登记照旧有效', () => {
  const at = desk();
  const entry = registered(at);
  for (const named of [entry.id, stateOf(entry).result?.code ?? '']) {
    const c = lodged(at, named);
    assert.equal(statusOf(c), 'lodged');
    const [first] = c.events;
    assert.deepEqual(first?.data, {}, '成立之前，公开的日志上看不出是对谁的异议');
    assert.equal((c.still.state as ObjectionState).about.caseId, entry.id);
  }
  assert.equal(statusOf(entry), 'REGISTERED');
  assert.deepEqual(stateOf(entry).objections, {});
});

test('北京：异议只在公示期内，已登记的不再受理', () => {
  const at = desk(beijingPack);
  assert.equal(refused(lodge(at, registered(at).id, people.citizen)), 'NOT_IN_NOTICE');
});

test('重庆：公示期内的异议与北京一样，成立的终止登记', () => {
  const at = desk();
  const parent = inNotice(at);
  const c = reviewing(at, parent);
  assert.deepEqual(mayNext(at, c, people.cqJudge), ['uphold', 'dismiss']);
  const code = refuses(at, c, people.cqJudge, 'upholdIssued', { ...why, remedy: 'correction' });
  assert.equal(code.code, 'OBJECTION_IN_NOTICE');
  does(at, c, people.cqJudge, 'uphold', why);
  assert.equal(statusOf(parent), 'TERMINATED');
});

test('凭证发放之后异议成立的，写明更正还是撤销，不终止登记', () => {
  for (const remedy of ['correction', 'revocation']) {
    const at = desk();
    const entry = registered(at);
    const c = reviewing(at, entry);
    assert.deepEqual(mayNext(at, c, people.cqJudge), ['upholdIssued', 'dismiss']);
    assert.equal(refuses(at, c, people.cqJudge, 'uphold', why).code, 'OBJECTION_AFTER_ISSUE');
    does(at, c, people.cqJudge, 'upholdIssued', { ...why, remedy });
    assert.equal(statusOf(c), 'UPHELD');
    assert.equal((c.still.state as ObjectionState).decision?.remedy, remedy);
    assert.deepEqual(c.events.at(-1)?.data, { entry: entry.id, remedy });
    assert.equal(statusOf(entry), 'REGISTERED');
  }
});

test('不成立、撤回、逾期未答复：登记不受影响，公开的日志上没有它', () => {
  const at = desk();
  const entry = registered(at);
  const dismissed = reviewing(at, entry);
  does(at, dismissed, people.cqJudge, 'dismiss', why);
  const withdrawn = lodged(at, entry.id);
  does(at, withdrawn, people.citizen, 'withdraw');
  const silent = lodged(at, entry.id);
  does(at, silent, people.cqJudge, 'notifyRegistrant');
  passTo(at, '2026-07-01');
  assert.deepEqual([dismissed, withdrawn, silent].map(statusOf), [
    'DISMISSED',
    'WITHDRAWN',
    'reviewing',
  ]);
  for (const c of [dismissed, withdrawn])
    for (const { private: _secret, ...open } of c.events)
      for (const word of [entry.id, people.cqFiler.org?.code ?? ''])
        assert.ok(!JSON.stringify(open).includes(word), word);
  assert.equal(statusOf(entry), 'REGISTERED');
});

test('登记主体自己不能提，申请更正；已注销的不能再提', () => {
  const at = desk();
  const entry = registered(at);
  assert.equal(refused(lodge(at, entry.id, people.cqFiler)), 'OWN_CASE');
  does(at, entry, system, 'cancelEntry', { by: entry.id, ground: 'other_by_law' });
  assert.equal(refused(lodge(at, entry.id, people.citizen)), 'NOT_IN_NOTICE');
});
