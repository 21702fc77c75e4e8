import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import {
  does,
  office,
  passTo,
  refuses,
  statusOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { people } from '../../../test/office-people.ts';
import {
  accepted,
  clear,
  draft,
  gapOn,
  inNotice,
  passed,
  registered,
  reviewed,
  submitted,
} from './dossier.fixtures.ts';
import { first } from './first.ts';
import { everyState } from './states.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');

test('赋码前每个状态都可以撤回，撤回后期限全部停止', () => {
  for (const [state, make] of Object.entries(everyState)) {
    if (first.states[state]?.terminal) continue;
    const at = desk();
    const c = does(at, make(at), people.filer, 'withdraw', { reasons: '暂不登记' });
    assert.equal(statusOf(c), 'WITHDRAWN', state);
    assert.deepEqual(
      c.still.clocks.filter((k) => k.state === 'running'),
      [],
      state,
    );
    passTo(at, '2026-12-01');
    assert.equal(statusOf(c), 'WITHDRAWN');
  }
});

test('撤回原因不公开', () => {
  const at = desk();
  const c = does(at, submitted(at), people.filer, 'withdraw', { reasons: '内部原因' });
  const last = c.events.at(-1);
  assert.deepEqual(last?.data, {});
  assert.equal(last?.private?.['reasons']?.['text'], '内部原因');
});

test('别人不能撤回他人的申请', () => {
  const at = desk();
  const c = submitted(at);
  for (const by of [people.rival, people.intake, people.coOwner, people.reviewer]) {
    assert.equal(refuses(at, c, by, 'withdraw', { reasons: '撤回' }).code, 'ACT_NOT_YOURS');
  }
});

test('不予受理、审核不通过、终止登记、已撤回，是四个不同的词，都不是已登记', () => {
  const titles = ['NOT_ACCEPTED', 'NOT_PASSED', 'TERMINATED', 'WITHDRAWN', 'REGISTERED'].map(
    (s) => {
      assert.equal(first.states[s]?.terminal, true, s);
      return first.states[s]?.title;
    },
  );
  assert.equal(new Set(titles.map((t) => t?.zh)).size, 5);
  assert.equal(new Set(titles.map((t) => t?.en)).size, 5);
});

test('终结的案件，人不能再办任何事项', () => {
  for (const [state, make] of Object.entries(everyState)) {
    if (!first.states[state]?.terminal) continue;
    const at = desk();
    const c = make(at);
    for (const [name, spec] of Object.entries(first.acts)) {
      if (spec.from === 'new' || spec.by.every((w) => w.role === 'system')) continue;
      // 登记簿条目在续展期内可以提示：申请已办结，登记仍有效。
      if (state === 'REGISTERED' && name === 'remindExpiry') continue;
      assert.ok(!spec.from.includes(state), `${state} ${name}`);
    }
    assert.equal(statusOf(c), state);
  }
});

test('步骤不能跳过：每一步只在前一步之后', () => {
  const steps: readonly (readonly [string, (at: Office) => Case, keyof typeof people, string])[] = [
    ['草稿不能受理', draft, 'intake', 'accept'],
    ['未提交不能受理', reviewed, 'intake', 'accept'],
    ['未受理不能审核', submitted, 'review', 'passReview'],
    ['未审核不能公示', accepted, 'issue', 'publishNotice'],
    ['未公示不能赋码', passed, 'issue', 'assignCode'],
    ['公示中不能赋码', inNotice, 'issue', 'assignCode'],
    ['不能重复赋码', registered, 'issue', 'assignCode'],
    ['待赋码不能再公示', clear, 'issue', 'publishNotice'],
  ];
  for (const [why, make, who, act] of steps) {
    const at = desk();
    const c = make(at);
    const input = act === 'passReview' ? { checked: true } : {};
    assert.equal(refuses(at, c, people[who], act, input).code, 'ACT_WRONG_STATE', why);
  }
});

test('补正告知只在待受理和审核中作出', () => {
  for (const make of [reviewed, passed, inNotice]) {
    const at = desk();
    const c = make(at);
    const gaps = { gaps: [gapOn(beijingPack, 'scenario')] };
    assert.equal(refuses(at, c, people.intake, 'notifyIntakeGaps', gaps).code, 'ACT_WRONG_STATE');
  }
});
