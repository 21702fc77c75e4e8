import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../base/refusal.ts';
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
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, person } from '../../../test/office-people.ts';
import { submitted } from '../registration/dossier.fixtures.ts';
import type { EvaluationState } from './evaluation-state.ts';

const desk = () => office(beijingPack, '2026-03-02');
const opened = (at: Office, year = 2026): Case => opens(at, 'eval', people.municipal, { year });
const stateOf = (c: Case) => c.still.state as EvaluationState;

function computed(at: Office): Case {
  const c = opened(at);
  passTo(at, '2027-01-04');
  return does(at, c, people.municipal, 'computeIndicators');
}

const tryYear = (at: Office, by: Actor, year: number): string => {
  const answer = tryOpen(at, 'eval', by, { year });
  return isRefusal(answer) ? answer.code : 'opened';
};

test('每年每地只评价一次，由本地主管部门启动，不能评价将来的年度', () => {
  const at = desk();
  assert.equal(tryYear(at, people.municipal, 2027), 'YEAR_AHEAD');
  assert.equal(tryYear(at, people.municipal, 2026), 'opened');
  assert.equal(tryYear(at, people.municipal, 2026), 'YEAR_TAKEN');
  assert.equal(tryYear(at, people.municipal, 2025), 'opened');
  const stranger = person('渝数据局', organisations.chongqingBureau, 'municipal_data_authority');
  assert.equal(tryYear(at, stranger, 2025), 'PLACE_NOT_YOURS');
  for (const by of [people.district, people.police, people.review, people.filer])
    assert.equal(tryYear(at, by, 2025), 'ACT_NOT_YOURS', by.name);
});

test('年度结束后才计算指标，指标随事项一并记录', () => {
  const at = desk();
  const c = opened(at);
  does(at, submitted(at), people.intake, 'accept');
  assert.equal(refuses(at, c, people.municipal, 'computeIndicators').code, 'YEAR_RUNNING');
  passTo(at, '2027-01-04');
  does(at, c, people.municipal, 'computeIndicators');
  const { figures } = stateOf(c);
  assert.equal(figures?.year, 2026);
  const median = figures?.figures.find(({ id }) => id === 'acceptanceMedian');
  assert.deepEqual(median, { id: 'acceptanceMedian', value: 0, of: 1 });
  assert.match(figures?.span.digest ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(c.events.at(-1)?.data, {}, '数字不进公开部分');
});

test('每个状态每人恰好能办这些：评价由主管部门办，说明由被评价的登记机构作', () => {
  const at = desk();
  const holds = (c: Case, authority: string[], officers: string[]) => {
    const allowed = new Set([
      people.intake,
      people.review,
      people.issue,
      people.judge,
      people.jack,
    ]);
    for (const who of everybody) {
      const expected = who === people.municipal ? authority : allowed.has(who) ? officers : [];
      assert.deepEqual(mayNext(at, c, who), expected, `${statusOf(c)}：${who.name}`);
    }
  };
  const c = opened(at);
  holds(c, ['computeIndicators'], []);
  passTo(at, '2027-01-04');
  does(at, c, people.municipal, 'computeIndicators');
  holds(c, ['computeIndicators', 'confirm'], ['comment']);
  does(at, c, people.review, 'comment', { text: '三月系统升级，受理用时偏长' });
  does(at, c, people.municipal, 'confirm', { conclusion: '总体履职规范，予以发布' });
  holds(c, [], []);
});

test('发布以后期限停止；逾期未发布的由系统标记，没有其他后果', () => {
  for (const rules of [beijingPack, chongqingPack]) {
    const at = office(rules, '2026-03-02');
    const { scope } = rules.profile;
    const home = scope.regions[0] === '11' ? organisations.rival : organisations.chongqingBureau;
    const authority = person('数据局', home, 'municipal_data_authority');
    const c = opens(at, 'eval', authority, { year: 2025 });
    assert.equal(dueOf(c, 'evaluation'), '2026-12-31');
    passTo(at, '2026-12-31');
    assert.equal(stateOf(c).overdue, false);
    passTo(at, '2027-01-01');
    assert.deepEqual([statusOf(c), stateOf(c).overdue], ['open', true]);
    assert.equal(c.events.at(-1)?.type, 'eval.EvaluationOverdue');
    does(at, c, authority, 'computeIndicators');
    does(at, c, authority, 'confirm', { conclusion: '逾期完成，予以发布' });
    assert.equal(statusOf(c), 'PUBLISHED');
  }
});

test('按期发布的不再标记逾期', () => {
  const at = desk();
  const c = does(at, computed(at), people.municipal, 'confirm', { conclusion: '予以发布此评价' });
  passTo(at, '2028-03-01');
  assert.equal(c.events.filter(({ type }) => type === 'eval.EvaluationOverdue').length, 0);
});

test('指标给当事方和监督部门看，旁人只见状态', () => {
  const at = desk();
  const c = computed(at);
  for (const who of ['registrar', 'authority', 'municipal_data_authority', 'auditor'])
    assert.ok('figures' in viewOf(at, c, who), who);
  assert.deepEqual(viewOf(at, c, 'district_data_authority'), { status: 'draft' });
});

test('评价一经发布，他人可以信赖', () => {
  const at = desk();
  assert.equal(computed(at).procedure.events['eval.RegistrarEvaluated']?.bindsOthers, true);
});
