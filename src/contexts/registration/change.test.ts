import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../kernel/types.ts';
import { beijingPack } from '../../law/beijing.ts';
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
  uuid,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { isRefusal } from '../../base/refusal.ts';
import { people, system } from '../../../test/office-people.ts';
import { change } from './change.ts';
import { confirmSeals, registered } from './dossier.fixtures.ts';
import { dossierText, type FirstState } from './first-state.ts';
import { revoked } from './renewal.fixtures.ts';
import { objected } from './states.fixtures.ts';

const desk = () => office(beijingPack, '2026-03-02');
const stateOf = (c: Case) => c.still.state as FirstState;
const codeOf = (c: Case): string => stateOf(c).result?.code ?? assert.fail('没有编码');
const ask = (entry: Case, triggers = ['product_service']) => ({ entry: codeOf(entry), triggers });
const NEW_SUMMARY = '停车场备案信息，新增泊位数和收费标准字段，每周更新一次';

/** 变更申请填好：改简介，说明变更内容，附申请书。 */
function drafted(at: Office, entry: Case, triggers?: string[]): Case {
  const c = opens(at, 'reg.change', people.filer, ask(entry, triggers));
  const values = { summary: NEW_SUMMARY };
  does(at, c, people.filer, 'attachMaterial', { group: 'dataResource', values });
  const told = { content: '新增字段，更新频率改为每周', form: upload(at, people.filer) };
  return does(at, c, people.filer, 'attachMaterial', { group: 'change', values: told });
}

function submitted(at: Office, entry: Case): Case {
  const c = drafted(at, entry);
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意变更' });
  return does(at, c, people.filer, 'submit', { declaration: true });
}

function inNotice(at: Office, entry: Case): Case {
  const c = submitted(at, entry);
  does(at, c, people.intake, 'accept');
  confirmSeals(at, c, people.review);
  does(at, c, people.review, 'passReview', { checked: true });
  return does(at, c, people.issue, 'publishNotice');
}

function clear(at: Office, entry: Case): Case {
  const c = inNotice(at, entry);
  passTo(at, '2026-05-06');
  assert.equal(statusOf(c), 'clear');
  return c;
}

const refusedOpening = (at: Office, by: Actor, input: ReturnType<typeof ask>) => {
  const answer = tryOpen(at, 'reg.change', by, input);
  return isRefusal(answer) ? answer.code : '没有拒绝';
};

test('变更登记走完受理、审核、公示，登记簿形成第二版：编码、有效期不变，原版可查', () => {
  const at = desk();
  const entry = registered(at);
  const validTo = stateOf(entry).result?.validTo;
  const before = dossierText(stateOf(entry), 'dataResource', 'summary');
  const c = clear(at, entry);
  assert.equal(stateOf(c).notice?.fields['registrationType'], '变更登记');
  does(at, c, people.issue, 'registerChange');
  assert.equal(statusOf(c), 'REGISTERED');
  assert.equal(dossierText(stateOf(entry), 'dataResource', 'summary'), NEW_SUMMARY);
  assert.equal(stateOf(entry).result?.validTo, validTo);
  assert.equal(stateOf(entry).life?.versions.length, 2);
  assert.equal(stateOf(entry).life?.versions[1]?.replaced['dataResource']?.['summary'], before);
  const sync = entry.events.filter((e) => e.type === 'sync.Queued').map((e) => e.data['change']);
  assert.deepEqual(sync, ['assigned', 'changed']);
});

test('变更申请以登记簿现有内容开始，只需填写有变化的部分', () => {
  const at = desk();
  const entry = registered(at);
  const c = opens(at, 'reg.change', people.filer, ask(entry));
  assert.equal(
    dossierText(stateOf(c), 'dataResource', 'name'),
    dossierText(stateOf(entry), 'dataResource', 'name'),
  );
  assert.equal(stateOf(c).registrant.name, stateOf(entry).registrant.name);
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  assert.equal(
    refuses(at, c, people.filer, 'submit', { declaration: true }).code,
    'SUBMISSION_INCOMPLETE',
    '没有变更内容，不能提交',
  );
});

test('只有登记主体可以申请变更，登记须在有效状态', () => {
  const at = desk();
  const entry = registered(at);
  assert.equal(refusedOpening(at, people.operator, ask(entry)), 'ENTRY_NOT_YOURS');
  assert.equal(
    refusedOpening(at, people.filer, { ...ask(entry), entry: 'DJ-404' }),
    'ENTRY_UNKNOWN',
  );
  assert.equal(refusedOpening(at, people.filer, ask(entry, [])), 'INPUT_INVALID');
  does(at, entry, system, 'revokeEntry', { by: uuid(), ground: 'other_by_law' });
  assert.equal(refusedOpening(at, people.filer, ask(entry)), 'ENTRY_NOT_IN_FORCE');
});

test('数据来源、资源、存证变更的，须有新的存证；其他事由沿用原存证', () => {
  const at = desk();
  const entry = registered(at);
  assert.notEqual(stateOf(drafted(at, entry)).evidence, null);
  const c = drafted(at, entry, ['data_resource']);
  assert.equal(stateOf(c).evidence, null);
  does(at, c, people.reviewer, 'recordInternalReview', { opinion: '同意' });
  const refusal = refuses(at, c, people.filer, 'submit', { declaration: true });
  assert.match(refusal.sentence.zh + JSON.stringify(refusal), /存证/);
});

test('办理期间登记簿同一项目已被更新的，不得办结，避免把新内容改回去', () => {
  const at = desk();
  const entry = registered(at);
  const slow = clear(at, entry);
  const other = opens(at, 'reg.change', people.filer, ask(entry));
  Object.assign(other.still.state, {
    revision: { material: { dataResource: { summary: '另一次更新的内容' } }, personal: {} },
  });
  does(at, entry, system, 'revise', { by: other.id, kind: 'change' });
  assert.equal(refuses(at, slow, people.issue, 'registerChange').code, 'ENTRY_MOVED');
});

test('登记终结的，在办的变更随之终结', () => {
  const at = desk();
  const entry = registered(at);
  const c = submitted(at, entry);
  does(at, entry, system, 'cancelEntry', { by: uuid(), ground: 'other_by_law' });
  assert.equal(statusOf(c), 'CLOSED');
  assert.deepEqual(mayNext(at, c, people.intake), []);
});

test('受理、审核、公示的期限与首次登记相同，没有另起的期限', () => {
  const at = desk();
  const c = submitted(at, registered(at));
  assert.ok(dueOf(c, 'acceptance'));
  assert.deepEqual(Object.keys(change.clocks).toSorted(), [
    'acceptance',
    'formalReview',
    'publicNotice',
  ]);
});

test('公示期内可以对变更提出异议；异议成立，变更终止，登记簿不动', () => {
  const at = desk();
  const entry = registered(at);
  const c = inNotice(at, entry);
  const lodged = opens(at, 'reg.objection', people.citizen, {
    parent: c.id,
    interest: '本人为停车场经营者',
    reason: '变更后的内容与事实不符',
    evidence: [upload(at, people.citizen)],
  });
  does(at, lodged, people.judge, 'notifyRegistrant');
  passTo(at, '2026-04-20');
  does(at, lodged, people.judge, 'uphold', { reasons: '经核对确有此情形' });
  assert.equal(statusOf(c), 'TERMINATED');
  assert.equal(stateOf(entry).life?.versions.length, 1);
  assert.equal(statusOf(entry), 'REGISTERED');
});

test('登记撤销后变更随之终结：期限全部停止，尚未处理的异议照常处理，变更不再动', () => {
  for (const act of ['dismiss', 'uphold'] as const) {
    const at = desk();
    const entry = registered(at);
    const c = inNotice(at, entry);
    const objection = objected(at, c);
    does(at, objection, people.judge, 'notifyRegistrant');
    revoked(at, entry);
    assert.equal(statusOf(c), 'CLOSED');
    assert.ok(c.still.clocks.every(({ state }) => state !== 'running'));
    passTo(at, '2026-06-30');
    does(at, objection, people.judge, act, { reasons: '经核对确有此情形' });
    assert.deepEqual([statusOf(c), c.events.at(-1)?.type], ['CLOSED', 'reg.ObjectionSettled']);
  }
});
