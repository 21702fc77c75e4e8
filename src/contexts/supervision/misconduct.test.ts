import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { Actor } from '../../kernel/types.ts';
import {
  does,
  mayNext,
  office,
  opens,
  refuses,
  statusOf,
  tryOpen,
  upload,
  viewOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { everybody, organisations, people, person } from '../../../test/office-people.ts';
import { submitted } from '../registration/dossier.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const { planning, operator, transport, beijingRegistrar, chongqingBureau } = organisations;
const heir = person('继任受理员', planning, 'registrar.intake');
const because = { reasons: '经调查核实，材料齐全' };

const said = (more: JsonObject = {}): JsonObject => ({
  ground: 'false_registration',
  statement: '无申请材料即予登记',
  evidence: [],
  ...more,
});

const reported = (at: Office, by: Actor = people.citizen): Case =>
  opens(at, 'eval.misconduct', by, said({ evidence: [upload(at, by)] }));

function investigated(at: Office, by?: Actor): Case {
  return does(at, reported(at, by), people.municipal, 'openInvestigation');
}

const measure = (at: Office, kind: string, more: JsonObject = {}): JsonObject => ({
  measure: kind,
  ...because,
  evidence: [upload(at, people.municipal)],
  ...more,
});

const withdrawn = (at: Office, more: JsonObject = {}): Case =>
  does(at, investigated(at), people.municipal, 'takeMeasure', measure(at, 'withdraw_status', more));

test('任何实名的人都可以举报，未实名的、情形不在规则中的不收', () => {
  const at = desk();
  for (const by of [people.citizen, people.filer, people.rival, people.agent, people.review])
    assert.equal(statusOf(reported(at, by)), 'reported', by.name);
  const refusal = (by: Actor, input: JsonObject) => {
    const opened = tryOpen(at, 'eval.misconduct', by, input);
    return isRefusal(opened) ? opened.code : 'opened';
  };
  assert.equal(refusal({ ...people.citizen, realName: false }, said()), 'NOT_REAL_NAME');
  assert.equal(refusal(people.citizen, said({ ground: 'constructor' })), 'GROUND_UNKNOWN');
  assert.equal(
    refusal(people.citizen, said({ evidence: [upload(at, people.filer)] })),
    'FILE_UNKNOWN',
  );
  for (const by of [people.auditor, people.police, people.municipal, people.administrator])
    assert.equal(refusal(by, said()), 'ACT_NOT_YOURS', by.name);
});

test('重庆的情形是重庆第二十二条的，依据随之不同', () => {
  const at = office(chongqingPack, '2026-03-02');
  const c = opens(at, 'eval.misconduct', people.citizen, said({ ground: 'altered_or_forged' }));
  assert.deepEqual(c.events[0]?.law, ['CQ-REG-22', 'NAT-REG-19']);
});

test('举报人是谁只有主管部门知道：登记机构看不到，记录的公开部分也没有', () => {
  const at = desk();
  for (const by of [people.citizen, people.filer, people.review]) {
    const c = investigated(at, by);
    does(at, c, people.municipal, 'takeMeasure', measure(at, 'interview'));
    const secrets = [by.accountId, by.name, ...(by === people.filer ? [transport.name] : [])];
    const [lodged] = c.events;
    assert.ok(lodged?.private?.['identity']);
    const { private: _hidden, ...open } = lodged;
    assert.deepEqual(open.actor, { account: '', role: 'reporter', org: null });
    const readers = ['registrar', 'successor', 'auditor', 'supervisor_cac'];
    const views = readers.map((who) => viewOf(at, c, who));
    const seen = JSON.stringify([open, c.procedure.headline(c.still.state), views]);
    for (const secret of secrets) assert.ok(!seen.includes(secret), secret);
    assert.ok(!JSON.stringify(viewOf(at, c, 'registrar')).includes('无申请材料'));
    for (const who of ['reporter', 'municipal_data_authority'])
      assert.ok(JSON.stringify(viewOf(at, c, who)).includes(by.accountId));
    const { groups } = c.procedure.events['eval.MisconductReported'] ?? {};
    assert.deepEqual(groups?.['identity'], ['reporter', 'municipal_data_authority']);
    assert.deepEqual(groups?.['report'], ['reporter', 'municipal_data_authority']);
  }
});

test('立案前登记机构不是当事方，立案后才是；举报人始终以个人身份在案', () => {
  const at = desk();
  const c = reported(at, people.review);
  const parties = () => c.procedure.partiesOf(c.still.state).map(({ key, id }) => [key, id]);
  assert.deepEqual(parties(), [['reporter', `person:${people.review.accountId}`]]);
  does(at, c, people.municipal, 'openInvestigation');
  assert.deepEqual(parties()[1], ['registrar', beijingRegistrar.code]);
});

test('每个状态每人恰好能办这些', () => {
  const at = desk();
  const holds = (c: Case, ...acts: string[]) => {
    for (const who of everybody) {
      const expected = who === people.municipal ? acts : [];
      assert.deepEqual(mayNext(at, c, who), expected, `${statusOf(c)}：${who.name}`);
    }
  };
  holds(reported(at), 'openInvestigation', 'dismissReport');
  holds(investigated(at), 'takeMeasure', 'dismissReport');
  holds(does(at, reported(at), people.municipal, 'dismissReport', because));
  const other = does(
    at,
    investigated(at),
    people.municipal,
    'takeMeasure',
    measure(at, 'interview'),
  );
  holds(other);
  holds(withdrawn(at), 'nameSuccessor');
});

test('外地的主管部门不得立案', () => {
  const at = desk();
  const stranger = person('渝数据局', chongqingBureau, 'municipal_data_authority');
  assert.equal(refuses(at, reported(at), stranger, 'openInvestigation').code, 'PLACE_NOT_YOURS');
});

test('约谈、现场指导须有证据，不影响登记机构办理，可以认定善意过失', () => {
  const at = desk();
  for (const kind of ['interview', 'on_site_guidance']) {
    const c = investigated(at);
    const bare = { measure: kind, ...because, evidence: [] };
    assert.equal(refuses(at, c, people.municipal, 'takeMeasure', bare).code, 'INPUT_INVALID');
    const named = measure(at, kind, { successor: planning.code });
    assert.equal(refuses(at, c, people.municipal, 'takeMeasure', named).code, 'SUCCESSOR_UNASKED');
    does(at, c, people.municipal, 'takeMeasure', measure(at, kind, { goodFaith: '系统故障所致' }));
    assert.equal(statusOf(c), 'MEASURE_TAKEN');
    assert.deepEqual(c.events.at(-1)?.data, {
      registrar: beijingRegistrar.code,
      ground: 'false_registration',
      measure: kind,
      goodFaith: true,
    });
    does(at, submitted(at), people.intake, 'accept');
  }
});

test('取消登记资格即时生效：原登记机构不得再作决定，直到指定继任', () => {
  const at = desk();
  const running = submitted(at);
  const waiting = submitted(at);
  const c = withdrawn(at);
  assert.equal(statusOf(c), 'vacant');
  const refusal = refuses(at, running, people.intake, 'accept');
  assert.equal(refusal.code, 'REGISTRAR_WITHDRAWN');
  assert.deepEqual(refusal.cites, ['NAT-REG-19', 'BJ-REG-23', 'CQ-REG-22']);
  assert.deepEqual(mayNext(at, running, people.intake), []);
  assert.equal(refuses(at, running, heir, 'accept').code, 'ACT_NOT_YOURS');
  does(at, c, people.municipal, 'nameSuccessor', { successor: planning.code });
  assert.equal(statusOf(c), 'STATUS_WITHDRAWN');
  does(at, running, heir, 'accept');
  assert.equal(refuses(at, waiting, people.intake, 'accept').code, 'REGISTRAR_WITHDRAWN');
});

test('取消资格时即指定继任的，继任机构当即可以办理；登记主体的权利不受影响', () => {
  const at = desk();
  const running = submitted(at);
  const c = withdrawn(at, { successor: planning.code });
  assert.equal(statusOf(c), 'STATUS_WITHDRAWN');
  does(at, running, heir, 'accept');
  does(at, submitted(at), people.filer, 'withdraw', { reasons: '暂不登记' });
});

test('继任者须为本地已登记的单位，不能是被取消过资格的', () => {
  const at = desk();
  const c = withdrawn(at);
  const code = (given: string) =>
    refuses(at, c, people.municipal, 'nameSuccessor', { successor: given }).code;
  assert.equal(code(chongqingBureau.code), 'SUCCESSOR_UNKNOWN');
  assert.equal(code('91110105MA0000A05X'), 'USCC_CHECK');
  assert.equal(code(beijingRegistrar.code), 'SUCCESSOR_BARRED');
  does(at, c, people.municipal, 'nameSuccessor', { successor: planning.code });
  const again = withdrawn(at);
  assert.equal(again.events[0]?.data['registrar'], planning.code, '此后被举报的是继任机构');
  const back = { successor: beijingRegistrar.code };
  assert.equal(
    refuses(at, again, people.municipal, 'nameSuccessor', back).code,
    'SUCCESSOR_BARRED',
  );
  does(at, again, people.municipal, 'nameSuccessor', { successor: operator.code });
  const third = person('第三家受理员', operator, 'registrar.intake');
  const running = submitted(at);
  assert.equal(refuses(at, running, heir, 'accept').code, 'REGISTRAR_WITHDRAWN');
  assert.equal(refuses(at, running, people.intake, 'accept').code, 'REGISTRAR_WITHDRAWN');
  does(at, running, third, 'accept');
});

test('两件举报先后要取消同一单位的资格，后一件不能再取消', () => {
  const at = desk();
  const [one, two] = [investigated(at), investigated(at)];
  does(at, one, people.municipal, 'takeMeasure', measure(at, 'withdraw_status'));
  const late = refuses(at, two, people.municipal, 'takeMeasure', measure(at, 'withdraw_status'));
  assert.equal(late.code, 'STATUS_LOST_ALREADY');
  does(at, two, people.municipal, 'takeMeasure', measure(at, 'interview'));
});

test('依法删除不公开的内容后，案卷仍能重放，资格的得失不变', () => {
  const at = desk();
  const c = withdrawn(at, { successor: planning.code });
  const bare = c.events.map(({ private: _erased, ...event }) => event);
  const state = bare.reduce<ReturnType<typeof c.procedure.evolve> | undefined>(
    (s, e) => c.procedure.evolve(s, e),
    undefined,
  );
  assert.equal(state?.status, 'STATUS_WITHDRAWN');
  assert.ok(state && c.procedure.partiesOf(state).some((p) => p.id === planning.code));
});
