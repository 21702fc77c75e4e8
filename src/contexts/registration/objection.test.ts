import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import {
  does,
  dueOf,
  office,
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
import { inNotice, passed, stateOf } from './dossier.fixtures.ts';
import type { ObjectionState } from './objection-state.ts';

const desk = () => office(beijingPack, '2026-03-02');
const input = (at: Office, parent: Case, by: Actor, more: JsonObject = {}): JsonObject => ({
  parent: parent.id,
  interest: '本人为该停车场经营者',
  reason: '公示的数据来源与事实不符',
  evidence: [upload(at, by)],
  ...more,
});

function lodged(at: Office, parent: Case, by: Actor = people.citizen): Case {
  const c = tryOpen(at, 'reg.objection', by, input(at, parent, by));
  if (isRefusal(c)) assert.fail(c.code);
  return c;
}
function lodging(at: Office, parent: Case, by: Actor, more: JsonObject = {}): Refusal {
  const refusal = tryOpen(at, 'reg.objection', by, input(at, parent, by, more));
  assert.ok(isRefusal(refusal));
  assert.ok(refusal.cites.length > 0);
  return refusal;
}
const because = { reasons: '双方材料复核后作出' };
const fileOf = (c: Case) => c.still.state as unknown as ObjectionState;

function underReview(at: Office, parent: Case, by?: Actor): Case {
  const c = lodged(at, parent, by);
  does(at, c, people.judge, 'notifyRegistrant');
  const statement = '数据来源有备案材料为证';
  return does(at, c, people.filer, 'reply', { statement, evidence: [upload(at, people.filer)] });
}

test('公示期内，实名并附证据的，可以提出异议，登记申请记下有异议', () => {
  const at = desk();
  const parent = inNotice(at);
  for (const by of [people.citizen, people.rival]) {
    const c = lodged(at, parent, by);
    assert.equal(statusOf(c), 'lodged');
    assert.equal(stateOf(parent).objections[c.id], 'open');
  }
  assert.equal(statusOf(parent), 'in_notice');
});

test('未实名的不能提出异议', () => {
  const at = desk();
  const stranger = { ...people.citizen, realName: false };
  assert.equal(lodging(at, inNotice(at), stranger).code, 'NOT_REAL_NAME');
});

test('公示前、公示期满后不再受理异议', () => {
  const at = desk();
  assert.equal(lodging(at, passed(at), people.citizen).code, 'NOT_IN_NOTICE');
  const late = desk();
  const parent = inNotice(late);
  passTo(late, '2026-03-17');
  assert.equal(lodging(late, parent, people.citizen).code, 'NOT_IN_NOTICE');
  const unknown = { parent: '00000000-0000-7000-8000-dddddddddddd' };
  assert.equal(lodging(at, parent, people.citizen, unknown).code, 'NOT_IN_NOTICE');
});

test('公示最后一天可以提出；过了最后一天，期满程序尚未运行也不能提出', () => {
  const at = desk();
  const parent = inNotice(at);
  at.today = '2026-03-16';
  lodged(at, parent);
  at.today = '2026-03-17';
  assert.equal(statusOf(parent), 'in_notice');
  assert.equal(lodging(at, parent, people.citizen).code, 'NOT_IN_NOTICE');
});

test('没有证据、证据不是自己上传的，不能提出异议', () => {
  const at = desk();
  const parent = inNotice(at);
  const ask = (evidence: string[]) => lodging(at, parent, people.citizen, { evidence }).code;
  assert.equal(ask([]), 'INPUT_INVALID');
  assert.equal(ask([upload(at, people.rival)]), 'FILE_UNKNOWN');
});

test('登记主体不能对自己的登记提出异议', () => {
  const at = desk();
  assert.equal(lodging(at, inNotice(at), people.filer).code, 'OWN_CASE');
});

test('登记机构人员、监督人员不能提出异议', () => {
  const at = desk();
  const parent = inNotice(at);
  for (const by of [people.judge, people.municipal, people.administrator]) {
    assert.equal(lodging(at, parent, by).code, 'ACT_NOT_YOURS');
  }
});

test('告知登记主体后5个工作日内答复；答复须附证据', () => {
  const at = desk();
  const c = lodged(at, inNotice(at));
  assert.equal(dueOf(c, 'objectionReply'), undefined);
  does(at, c, people.judge, 'notifyRegistrant');
  assert.equal(dueOf(c, 'objectionReply'), '2026-03-09');
  const statement = '数据来源有备案材料为证';
  const reply = (evidence: string[]) =>
    refuses(at, c, people.filer, 'reply', { statement, evidence });
  assert.equal(reply([]).code, 'INPUT_INVALID');
  assert.equal(reply([upload(at, people.citizen)]).code, 'FILE_UNKNOWN');
  passTo(at, '2026-03-09');
  does(at, c, people.filer, 'reply', { statement, evidence: [upload(at, people.filer)] });
  assert.deepEqual([statusOf(c), dueOf(c, 'objectionReply')], ['reviewing', undefined]);
  assert.equal(fileOf(c).replyMissed, false);
});

test('第6个工作日仍未答复的，记为逾期未答复，依现有材料复核', () => {
  const at = desk();
  const c = lodged(at, inNotice(at));
  does(at, c, people.judge, 'notifyRegistrant');
  passTo(at, '2026-03-09');
  assert.equal(statusOf(c), 'awaiting_reply');
  passTo(at, '2026-03-10');
  assert.deepEqual([statusOf(c), fileOf(c).replyMissed], ['reviewing', true]);
  assert.equal(c.events.at(-1)?.type, 'obj.ReplyMissed');
  const late = { statement: '迟到的答复意见', evidence: [upload(at, people.filer)] };
  assert.equal(refuses(at, c, people.filer, 'reply', late).code, 'ACT_WRONG_STATE');
});

test('异议人和旁人不能代登记主体答复', () => {
  const at = desk();
  const c = lodged(at, inNotice(at), people.rival);
  does(at, c, people.judge, 'notifyRegistrant');
  for (const by of [people.rival, people.coOwner, people.reviewer]) {
    const reply = { statement: '不是登记主体', evidence: [upload(at, by)] };
    assert.equal(refuses(at, c, by, 'reply', reply).code, 'ACT_NOT_YOURS');
  }
});

test('受理该申请的人员不得复核其异议，换人可以', () => {
  const at = desk();
  const cast = { ...people, intake: people.jack };
  const c = underReview(at, inNotice(at, { cast }));
  for (const act of ['uphold', 'dismiss']) {
    const refusal = refuses(at, c, people.jack, act, because);
    assert.equal(refusal.code, 'SAME_OFFICER');
    assert.ok(refusal.cites.includes('BJ-REG-14'));
  }
  does(at, c, people.judge, 'dismiss', because);
});

test('未复核不能作结论；结论须有理由', () => {
  const at = desk();
  const c = lodged(at, inNotice(at));
  assert.equal(refuses(at, c, people.judge, 'uphold', because).code, 'ACT_WRONG_STATE');
  const d = underReview(at, inNotice(at));
  assert.equal(refuses(at, d, people.judge, 'dismiss', { reasons: '' }).code, 'INPUT_INVALID');
});

test('结论列明复核过的双方证据', () => {
  const at = desk();
  const c = underReview(at, inNotice(at));
  does(at, c, people.judge, 'dismiss', because);
  const examined = c.events.at(-1)?.private?.['decision']?.['examined'];
  const { claim, reply } = fileOf(c);
  assert.deepEqual(
    examined,
    [...claim.files, ...(reply?.files ?? [])].map((f) => f.sha256),
  );
  assert.equal((examined as readonly string[]).length, 2);
});

test('异议成立：终止登记，不再能赋码', () => {
  const at = desk();
  const parent = inNotice(at);
  const c = underReview(at, parent);
  does(at, c, people.judge, 'uphold', because);
  assert.deepEqual([statusOf(c), statusOf(parent)], ['UPHELD', 'TERMINATED']);
  assert.equal(stateOf(parent).objections[c.id], 'upheld');
  passTo(at, '2026-04-01');
  assert.equal(refuses(at, parent, people.issue, 'assignCode').code, 'ACT_WRONG_STATE');
});

test('异议未了，公示照常期满，但须等异议处理；不成立后待赋码', () => {
  const at = desk();
  const parent = inNotice(at);
  const c = underReview(at, parent);
  passTo(at, '2026-03-17');
  assert.equal(statusOf(parent), 'objection_open');
  assert.equal(refuses(at, parent, people.issue, 'assignCode').code, 'ACT_WRONG_STATE');
  does(at, c, people.judge, 'dismiss', because);
  assert.deepEqual([statusOf(c), statusOf(parent)], ['DISMISSED', 'clear']);
  does(at, parent, people.issue, 'assignCode');
});

test('公示期内异议即不成立的，公示照常到期，无须再等', () => {
  const at = desk();
  const parent = inNotice(at);
  does(at, underReview(at, parent), people.judge, 'dismiss', because);
  assert.equal(statusOf(parent), 'in_notice');
  passTo(at, '2026-03-17');
  assert.equal(statusOf(parent), 'clear');
});

test('多件异议须全部了结', () => {
  const at = desk();
  const parent = inNotice(at);
  const [one, two] = [underReview(at, parent), underReview(at, parent, people.rival)];
  passTo(at, '2026-03-17');
  does(at, one, people.judge, 'dismiss', because);
  assert.equal(statusOf(parent), 'objection_open');
  does(at, two, people.rival, 'withdraw');
  assert.equal(statusOf(parent), 'clear');
});

test('异议人可以在结论前撤回，别人不能', () => {
  const at = desk();
  const parent = inNotice(at);
  const c = lodged(at, parent);
  assert.equal(refuses(at, c, people.rival, 'withdraw').code, 'ACT_NOT_YOURS');
  assert.equal(refuses(at, c, people.filer, 'withdraw').code, 'ACT_NOT_YOURS');
  does(at, c, people.citizen, 'withdraw');
  assert.deepEqual([statusOf(c), stateOf(parent).objections[c.id]], ['WITHDRAWN', 'withdrawn']);
  assert.equal(refuses(at, c, people.citizen, 'withdraw').code, 'ACT_WRONG_STATE');
});

test('登记申请已撤回或已终止的，其余异议仍能办结，不改变申请的结局', () => {
  for (const act of ['uphold', 'dismiss']) {
    const at = desk();
    const parent = inNotice(at);
    const c = underReview(at, parent);
    does(at, parent, people.filer, 'withdraw', { reasons: '暂不登记' });
    does(at, c, people.judge, act, because);
    assert.equal(statusOf(parent), 'WITHDRAWN');
    assert.notEqual(stateOf(parent).objections[c.id], 'open');
  }
  const at = desk();
  const parent = inNotice(at);
  const [one, two] = [underReview(at, parent), underReview(at, parent, people.rival)];
  does(at, one, people.judge, 'uphold', because);
  does(at, two, people.judge, 'uphold', because);
  assert.equal(statusOf(parent), 'TERMINATED');
});

test('登记主体看不到异议人是谁：页面上、事件里都没有', () => {
  const at = desk();
  for (const by of [people.citizen, person('竞争方异议员', organisations.rival, 'objector')]) {
    const parent = inNotice(at);
    const c = underReview(at, parent, by);
    const secrets = [by.accountId, ...(by.org ? [by.org.code, by.org.name] : [])];
    const open = c.events.filter((e) => e.act !== 'notifyRegistrant');
    const seen = [
      viewOf(at, c, 'registrant'),
      viewOf(at, c, 'municipal_data_authority'),
      viewOf(at, parent, 'registrant'),
      open.map(({ private: _hidden, ...event }) => event),
      c.procedure.headline(c.still.state),
    ];
    for (const secret of secrets) assert.ok(!JSON.stringify(seen).includes(secret), secret);
    const groups = c.procedure.events['obj.Lodged']?.groups;
    assert.deepEqual(groups?.['identity'], ['objector']);
    assert.ok(
      JSON.stringify(viewOf(at, c, 'office')).includes(
        by.accountId === '市民' ? '市民' : (by.org?.code ?? '?'),
      ),
    );
    assert.deepEqual(viewOf(at, c, 'objector')['objector'], fileOf(c).objector);
  }
});

test('监督机关只见概况，旁人只见状态之外一无所见', () => {
  const at = desk();
  const c = underReview(at, inNotice(at));
  const keys = Object.keys(viewOf(at, c, 'supervisor_cac'));
  assert.deepEqual(keys, ['status', 'about', 'issued', 'registrant', 'replyMissed']);
  assert.ok(!('acceptedBy' in viewOf(at, c, 'office')));
});
