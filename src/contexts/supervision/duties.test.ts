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
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, people } from '../../../test/office-people.ts';

const desk = () => office(beijingPack, '2026-03-02');
const findings = { findings: '口令、权限、日志和备份逐项检查', evidence: [] };
const typeOf = (c: Case) => c.events.at(-1)?.type;

/** 恰好这些人可以办这些事项，其余的人一件也不能办。 */
function holds(at: Office, c: Case, by: readonly Actor[], ...acts: string[]): void {
  for (const who of everybody)
    assert.deepEqual(mayNext(at, c, who), by.includes(who) ? acts : [], who.name);
}
const duty = [people.review, people.issue];

test('安全自查：周期由登记机构自定并在案，到期未查的标记逾期，补查后恢复', () => {
  const at = desk();
  const c = opens(at, 'sec.selfcheck', people.review, { everyDays: 30 });
  holds(at, c, duty, 'reschedule', 'recordSelfCheck');
  assert.equal(dueOf(c, 'selfCheck'), '2026-04-01');
  does(at, c, people.review, 'recordSelfCheck', { result: 'sound', ...findings });
  passTo(at, '2026-04-02');
  assert.equal(typeOf(c), 'sec.SelfCheckOverdue');
  assert.equal((c.still.state as unknown as { overdue: boolean }).overdue, true);
  does(at, c, people.issue, 'recordSelfCheck', { result: 'faults', ...findings });
  assert.equal((c.still.state as unknown as { overdue: boolean }).overdue, false);
  assert.equal(dueOf(c, 'selfCheck'), '2026-05-02');
  does(at, c, people.issue, 'reschedule', { everyDays: 90 });
  assert.equal(dueOf(c, 'selfCheck'), '2026-07-01', '从上次自查起算');
});

test('一地只有一件安全自查、一件应急预案', () => {
  const at = desk();
  const plan = () => ({ title: '应急预案', plan: [upload(at, people.review)] });
  opens(at, 'sec.selfcheck', people.review, { everyDays: 30 });
  opens(at, 'sec.plan', people.review, plan());
  const codes = [
    tryOpen(at, 'sec.selfcheck', people.issue, { everyDays: 7 }),
    tryOpen(at, 'sec.plan', people.review, plan()),
  ].map((answer) => (isRefusal(answer) ? answer.code : 'opened'));
  assert.deepEqual(codes, ['SELF_CHECK_RUNNING', 'PLAN_ON_FILE']);
});

test('应急预案：版本逐次递增', () => {
  const at = desk();
  const plan = () => ({ title: '应急预案', plan: [upload(at, people.review)] });
  const c = opens(at, 'sec.plan', people.review, plan());
  holds(at, c, duty, 'updatePlan');
  does(at, c, people.review, 'updatePlan', plan());
  assert.deepEqual(
    c.events.map(({ data }) => data['version']),
    [1, 2],
  );
  const foreign = { title: '应急预案', plan: [upload(at, people.filer)] };
  assert.equal(refuses(at, c, people.review, 'updatePlan', foreign).code, 'FILE_UNKNOWN');
});

const leak = { kind: 'leak', discoveredOn: '2026-03-01', description: '一份登记材料误发给他人' };

test('安全事件没有采取措施的，不能办结（北京第二十条第（四）项）', () => {
  const at = desk();
  const c = opens(at, 'sec.incident', people.intake, leak);
  holds(at, c, duty, 'takeIncidentMeasure');
  const outcome = { cause: '收件人填写错误', fix: '已追回并加设复核' };
  const refusal = refuses(at, c, people.review, 'closeIncident', outcome);
  assert.equal(refusal.code, 'NO_MEASURE');
  assert.ok(refusal.cites.includes('BJ-REG-20(4)'));
  does(at, c, people.review, 'takeIncidentMeasure', { measure: '立即追回文件', evidence: [] });
  holds(at, c, duty, 'takeIncidentMeasure', 'closeIncident');
  does(at, c, people.issue, 'closeIncident', outcome);
  holds(at, c, duty);
  assert.equal(statusOf(c), 'CLOSED');
});

test('安全事件由登记机构人员报告，发现日期不能在将来；登记主体不能报告', () => {
  const at = desk();
  const code = (by: Actor, more = {}) => {
    const answer = tryOpen(at, 'sec.incident', by, { ...leak, ...more });
    return isRefusal(answer) ? answer.code : 'opened';
  };
  assert.equal(code(people.review, { discoveredOn: '2026-03-03' }), 'DISCOVERED_AHEAD');
  assert.equal(code(people.judge), 'opened');
  for (const by of [people.filer, people.administrator, people.auditor, people.municipal])
    assert.equal(code(by), 'ACT_NOT_YOURS', by.name);
});

test('安全事项的内容给登记机构和监督部门看，旁人只见状态', () => {
  const at = desk();
  const c = opens(at, 'sec.incident', people.intake, leak);
  for (const who of ['office', 'municipal_data_authority', 'supervisor_cac', 'auditor'])
    assert.ok('description' in viewOf(at, c, who), who);
  assert.deepEqual(viewOf(at, c, 'district_data_authority'), { status: 'reported' });
});

test('业务规则：重庆的登记机构可以制定（第二十六条），北京的没有授权', () => {
  const input = (at: Office, by: Actor) => ({
    title: '异议处理细则',
    effectiveFrom: '2026-04-01',
    document: [upload(at, by)],
  });
  const beijing = desk();
  const refused = tryOpen(beijing, 'rules.doc', people.issue, input(beijing, people.issue));
  assert.ok(isRefusal(refused));
  assert.equal(refused.code, 'BUSINESS_RULES_NOT_ALLOWED');
  const at = office(chongqingPack, '2026-03-02');
  const c = opens(at, 'rules.doc', people.cqIssue, input(at, people.cqIssue));
  holds(at, c, [people.cqIssue], 'reviseRules', 'repealRules');
  const { title: _same, ...next } = input(at, people.cqIssue);
  does(at, c, people.cqIssue, 'reviseRules', next);
  assert.deepEqual(c.events.at(-1)?.data, { version: 2, effectiveFrom: '2026-04-01' });
  does(at, c, people.cqIssue, 'repealRules');
  assert.equal(statusOf(c), 'REPEALED');
  assert.equal(c.procedure.headline(c.still.state).title, '异议处理细则');
});

test('依法删除不公开的内容后，案卷仍能重放', () => {
  const at = office(chongqingPack, '2026-03-02');
  const { cqIssue: by } = people;
  const file = () => upload(at, by);
  const cases = [
    opens(at, 'sec.selfcheck', by, { everyDays: 30 }),
    opens(at, 'sec.plan', by, { title: '应急预案', plan: [file()] }),
    opens(at, 'sec.incident', by, leak),
    opens(at, 'rules.doc', by, {
      title: '细则',
      effectiveFrom: '2026-04-01',
      document: [file()],
    }),
  ];
  for (const c of cases) {
    const state = c.events
      .map(({ private: _erased, ...event }) => event)
      .reduce<ReturnType<typeof c.procedure.evolve> | undefined>(
        (s, e) => c.procedure.evolve(s, e),
        undefined,
      );
    assert.equal(state?.status, statusOf(c), c.procedure.name);
  }
});
