import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageBody } from '../../app/national/queue.ts';
import { rerunCase } from '../../app/audit/rerun.ts';
import type { JsonObject } from '../../base/json.ts';
import { replay } from '../../kernel/take.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  office,
  opens,
  passTo,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people, person } from '../../../test/office-people.ts';
import {
  beijing,
  chongqing,
  clear,
  confirmSeals,
  inNotice,
  passed,
  registered,
  stateOf,
  type Cast,
} from './dossier.fixtures.ts';
import { checked, filedRenewal, windowOf } from './renewal.fixtures.ts';

const { planning, operator } = organisations;
const desk = () => office(beijingPack, '2026-03-02');
/** 继任登记机构的人员，岗位与原机构的相同。 */
const officersOf = (org: typeof planning, cast: Cast = beijing): Cast => ({
  ...cast,
  intake: person('继任受理员', org, 'registrar.intake'),
  review: person('继任审核员', org, 'registrar.review'),
  issue: person('继任发证员', org, 'registrar.issue'),
});
const heirs = officersOf(planning);
const authorityOf = (at: Office) =>
  at.rules === beijingPack
    ? people.municipal
    : person('渝数据局', organisations.chongqingBureau, 'municipal_data_authority');

/** 取消现登记机构的资格，由这一单位继任。 */
function succeeded(at: Office, successor: string | null = planning.code): Case {
  const authority = authorityOf(at);
  const c = opens(at, 'eval.misconduct', people.citizen, {
    ground: at.rules.profile.registrarMisconduct[0]?.id ?? '',
    statement: '无申请材料即予登记',
    evidence: [upload(at, people.citizen)],
  });
  does(at, c, authority, 'openInvestigation');
  return does(at, c, authority, 'takeMeasure', {
    measure: 'withdraw_status',
    reasons: '经调查核实，材料齐全',
    evidence: [upload(at, authority)],
    ...(successor === null ? {} : { successor }),
  });
}

const said = (c: Case, type: string): RecordedEvent =>
  c.events.findLast((e) => e.type === type) ?? assert.fail(`没有${type}`);
const shown = (at: Office, c: Case): JsonObject =>
  c.procedure.publish?.(c.still.state, at.rules, c.still.clocks).entry?.fields ?? {};
/** 报送的内容，照最后一次待报送的事件。 */
const told = (at: Office, c: Case) =>
  messageBody({
    image: { state: c.still.state, clocks: [], jurisdiction: at.rules.jurisdiction },
    procedure: c.procedure,
    rules: at.rules,
    event: said(c, 'sync.Queued'),
  });
const same = (c: Case) => assert.equal(rerunCase(c.entries).outcome, 'same');
/** 从事件重新折叠，与现状相同。 */
const folded = (c: Case) => assert.deepEqual(replay(c.procedure, c.events)?.state, c.still.state);

test('没有继任的：公示、赋码、报送照旧，记录里不多一个字', () => {
  const at = desk();
  const c = registered(at);
  for (const { data, private: secret } of c.events) {
    assert.equal(data['registrar'], undefined);
    assert.equal(secret?.['registrar'], undefined);
  }
  assert.equal(stateOf(c).result?.registrar, undefined);
  assert.equal(told(at, c).registrar, beijingPack.profile.registrar.creditCode);
});

test('继任以后发布的公示写继任机构；“将要公开的内容”也写继任机构', () => {
  const at = desk();
  const c = passed(at);
  succeeded(at);
  const preview = (acting?: typeof planning) =>
    (
      c.procedure.view(c.still.state, at.rules, at.today, ['office'], acting)[
        'preview'
      ] as JsonObject
    )['registrar'];
  assert.equal(preview(planning), planning.name);
  assert.equal(preview(), beijingPack.profile.registrar.name.zh);
  does(at, c, heirs.issue, 'publishNotice');
  assert.equal(stateOf(c).notice?.fields['registrar'], planning.name);
  same(c);
});

test('继任以前发布的公示不改写，期满由继任机构赋码，登记机构是继任机构', () => {
  const at = desk();
  const c = clear(at);
  succeeded(at);
  does(at, c, heirs.issue, 'assignCode');
  assert.equal(
    stateOf(c).notice?.fields['registrar'],
    beijingPack.profile.registrar.name.zh,
    '公示是当时的登记机构发布的',
  );
  const coded = said(c, 'reg.CodeAssigned');
  assert.equal(coded.data['registrar'], planning.code, '链上只有代码');
  assert.deepEqual(coded.private?.['registrar'], { name: planning.name });
  const body = { code: planning.code, name: planning.name };
  assert.deepEqual(stateOf(c).result?.registrar, body);
  assert.equal(stateOf(c).result?.issuedBy, undefined);
  assert.equal(shown(at, c)['registrar'], planning.name);
  assert.equal(shown(at, c)['issuedBy'], undefined);
  assert.equal(told(at, c).registrar, planning.code);
  same(c);
  folded(c);
});

test('原机构登记的，继任以后登记机构仍写原机构', () => {
  const at = desk();
  const c = registered(at);
  const before = shown(at, c);
  succeeded(at);
  assert.deepEqual(shown(at, c), before);
  assert.deepEqual(shown(at, c)['registrar'], beijingPack.profile.registrar.name.zh);
});

/** 变更申请，由这些人员办到待办结。 */
function changeOf(at: Office, entry: Case, cast: Cast): Case {
  const ask = { entry: entry.id, triggers: ['product_service'] };
  const c = opens(at, 'reg.change', cast.filer, ask);
  const fill = (group: string, values: JsonObject) =>
    does(at, c, cast.filer, 'attachMaterial', { group, values });
  fill('dataResource', { summary: '新增泊位数和收费标准字段，每周更新一次' });
  fill('change', { content: '新增字段，更新频率改为每周', form: upload(at, cast.filer) });
  does(at, c, cast.reviewer, 'recordInternalReview', { opinion: '同意变更' });
  does(at, c, cast.filer, 'submit', { declaration: true });
  does(at, c, cast.intake, 'accept');
  confirmSeals(at, c, cast.review);
  does(at, c, cast.review, 'passReview', { checked: true });
  return does(at, c, cast.issue, 'publishNotice');
}

test('原机构登记的，变更由继任机构办结：登记机构仍是原机构，出具和报送的是继任机构', () => {
  const at = desk();
  const entry = registered(at);
  succeeded(at);
  const c = changeOf(at, entry, heirs);
  assert.equal(stateOf(c).notice?.fields['registrar'], planning.name);
  passTo(at, '2026-05-06');
  does(at, c, heirs.issue, 'registerChange');
  const revised = said(entry, 'entry.Revised');
  assert.equal(revised.actor.role, 'system');
  assert.equal(revised.data['registrar'], planning.code);
  assert.deepEqual(revised.private?.['registrar'], { name: planning.name });
  assert.deepEqual(stateOf(entry).result?.issuedBy, { code: planning.code, name: planning.name });
  assert.equal(shown(at, entry)['registrar'], beijingPack.profile.registrar.name.zh);
  assert.equal(shown(at, entry)['issuedBy'], planning.name);
  assert.equal(told(at, entry).registrar, planning.code);
  for (const one of [entry, c]) {
    same(one);
    folded(one);
  }
});

test('续展由继任机构核准：新的文书由继任机构出具；再次继任的，由再次继任的机构出具', () => {
  const at = desk();
  const entry = registered(at);
  passTo(at, windowOf(at, entry));
  succeeded(at);
  does(at, filedRenewal(at, entry), heirs.issue, 'approve', checked);
  assert.equal(stateOf(entry).result?.issuedBy?.code, planning.code);
  assert.equal(told(at, entry).change, 'renewed');
  assert.equal(told(at, entry).registrar, planning.code);
  passTo(at, windowOf(at, entry));
  succeeded(at, operator.code);
  does(at, filedRenewal(at, entry), officersOf(operator).issue, 'approve', checked);
  assert.equal(stateOf(entry).result?.issuedBy?.code, operator.code);
  assert.equal(shown(at, entry)['registrar'], beijingPack.profile.registrar.name.zh);
  same(entry);
  folded(entry);
});

test('继任机构登记又由自己续展的，没有另外的出具机构', () => {
  const at = desk();
  succeeded(at);
  const entry = registered(at, { cast: heirs });
  passTo(at, windowOf(at, entry));
  does(at, filedRenewal(at, entry), heirs.issue, 'approve', checked);
  assert.equal(stateOf(entry).result?.registrar?.code, planning.code);
  assert.equal(stateOf(entry).result?.issuedBy, undefined);
});

test('期满注销由系统办理，以当时的登记机构报送；没有人继任的期间仍以原机构报送', () => {
  const after = (successor: string | null) => {
    const at = desk();
    const entry = registered(at);
    succeeded(at, successor);
    passTo(at, '2029-12-31');
    same(entry);
    return told(at, entry);
  };
  assert.deepEqual(
    [after(planning.code).change, after(planning.code).registrar],
    ['cancelled', planning.code],
  );
  assert.equal(after(null).registrar, beijingPack.profile.registrar.creditCode);
});

test('重庆相同：继任机构发的凭证由继任机构具名', () => {
  const at = office(chongqingPack, '2026-03-02');
  succeeded(at, organisations.chongqingOperator.code);
  const cast = officersOf(organisations.chongqingOperator, chongqing);
  const c = registered(at, { cast });
  assert.equal(stateOf(c).result?.kind, 'certificate');
  assert.equal(stateOf(c).result?.registrar?.name, organisations.chongqingOperator.name);
});

test('名称依法删除以后，以代码具名，照样折叠', () => {
  const at = desk();
  const c = clear(at);
  succeeded(at);
  does(at, c, heirs.issue, 'assignCode');
  const bare = c.events.map(({ private: secret, ...event }) =>
    event.type === 'reg.CodeAssigned'
      ? event
      : { ...event, ...(secret ? { private: secret } : {}) },
  );
  const still = replay(c.procedure, bare) ?? assert.fail();
  assert.deepEqual((still.state as unknown as ReturnType<typeof stateOf>).result?.registrar, {
    code: planning.code,
    name: planning.code,
  });
});

test('以前的记录没有写登记机构的，重办时以规则包的登记机构为准，结果相同', () => {
  const at = desk();
  const c = inNotice(at);
  const published = said(c, 'reg.NoticePublished');
  const spec = c.procedure.acts['publishNotice'] ?? assert.fail();
  const again = spec.decide({
    state: { ...c.still.state, notice: null },
    rules: at.rules,
    today: at.today,
    facts: {},
  } as never);
  assert.deepEqual(JSON.parse(JSON.stringify(again)), [
    { type: published.type, data: published.data, private: published.private },
  ]);
});
