import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../base/json.ts';
import type { Refusal } from '../../base/refusal.ts';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { RulePack } from '../../law/types.ts';
import {
  attempt,
  does,
  dueOf,
  office,
  refuses,
  upload,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import {
  beijingOperator,
  chongqing,
  complete,
  draft,
  fill,
  reviewed,
  stateOf,
  submitted,
  type Plan,
} from './dossier.fixtures.ts';

const desk = (rules: RulePack = beijingPack) => office(rules, '2026-03-02');
const review = { opinion: '同意申请' };

/** 提交被拒绝时列出的每一处缺漏：项目与代码。 */
function gapsOf(refusal: Refusal): string[] {
  assert.equal(refusal.code, 'SUBMISSION_INCOMPLETE');
  assert.ok(refusal.cites.length > 0);
  const findings = refusal.details?.['findings'] as readonly { item: string; code: string }[];
  return findings.map((f) => `${f.item} ${f.code}`);
}

function submitting(at: Office, c: Case, plan: Plan = {}): Refusal {
  const cast = plan.cast ?? (at.rules.jurisdiction === 'beijing' ? people : chongqing);
  if (stateOf(c).status === 'draft') does(at, c, cast.reviewer, 'recordInternalReview', review);
  return refuses(at, c, cast.filer, 'submit', { declaration: true });
}

const without = (item: string, plan: Plan = {}, rules: RulePack = beijingPack) => {
  const at = desk(rules);
  const items = { ...plan.items, [item]: null };
  return gapsOf(submitting(at, complete(at, { ...plan, items }), plan));
};

test('材料齐全、已审核、已存证、目录已上链、已承诺的，可以提交，受理期限3个工作日', () => {
  const at = desk();
  const c = submitted(at);
  assert.equal(stateOf(c).status, 'submitted');
  assert.equal(dueOf(c, 'acceptance'), '2026-03-05');
});

test('未经业务审核不能提交；不作承诺不能提交', () => {
  const at = desk();
  const c = complete(at);
  const yes = { declaration: true };
  assert.equal(refuses(at, c, people.filer, 'submit', yes).code, 'ACT_WRONG_STATE');
  does(at, c, people.reviewer, 'recordInternalReview', review);
  const no = { declaration: false };
  assert.equal(refuses(at, c, people.filer, 'submit', no).code, 'INPUT_INVALID');
  assert.equal(refuses(at, c, people.rival, 'submit', yes).code, 'ACT_NOT_YOURS');
});

test('缺哪一项材料，就点名哪一项', () => {
  const missing = [
    'subject.contactName',
    'sourceLegality.undertaking',
    'dataResource.summary',
    'dataResource.industryCode',
    'evidence.description',
    'scenario.forbidden',
    'riskAssessment.report',
  ];
  for (const item of missing) assert.deepEqual(without(item), [`${item} MISSING`]);
  const at = desk();
  const c = complete(at, { items: { 'scenario.forbidden': null } });
  assert.match(submitting(at, c).sentence.zh, /缺少“应用场景信息”中的“禁用场景”/);
});

test('空白草稿提交时一次列出全部缺漏', () => {
  const at = desk();
  const found = gapsOf(submitting(at, draft(at)));
  assert.ok(found.length > 30, String(found.length));
  for (const code of ['evidence EVIDENCE_NOT_LINKED', 'sourceLegality.undertaking MISSING']) {
    assert.ok(found.includes(code), code);
  }
});

test('风险评估六个方面缺一，点名所缺的方面', () => {
  const six = beijingPack.profile.materials.first
    .find((g) => g.id === 'riskAssessment')
    ?.fields.find((f) => f.id === 'areas')?.options;
  assert.equal(six?.length, 6);
  for (const { value, label } of six ?? []) {
    const areas = (six ?? []).map((o) => o.value).filter((v) => v !== value);
    const at = desk();
    const refusal = submitting(at, complete(at, { items: { 'riskAssessment.areas': areas } }));
    assert.deepEqual(gapsOf(refusal), ['riskAssessment.areas NOT_COVERED']);
    assert.match(refusal.sentence.zh, new RegExp(`未覆盖：${label.zh}`));
  }
});

test('没有存证不能提交', () => {
  const at = desk();
  const c = draft(at);
  fill(at, c, people.filer);
  does(at, c, people.filer, 'linkCatalogue', { itemId: 'park-1' });
  const refusal = submitting(at, c);
  assert.deepEqual(gapsOf(refusal), ['evidence EVIDENCE_NOT_LINKED']);
  assert.deepEqual(refusal.cites, ['BJ-REG-8a']);
});

test('存证晚于申请的不能提交', () => {
  const at = desk();
  const c = complete(at, { items: { 'evidence.depositedOn': '2026-03-03' } });
  assert.deepEqual(gapsOf(submitting(at, c)), ['evidence.depositedOn EVIDENCE_LATER']);
});

test('关联存证后换了证明文件的不能提交', () => {
  const at = desk();
  const c = complete(at);
  const values = { proofFile: upload(at, people.filer) };
  does(at, c, people.filer, 'attachMaterial', { group: 'evidence', values });
  assert.deepEqual(gapsOf(submitting(at, c)), ['evidence.proofFile EVIDENCE_CHANGED']);
});

test('目录未上链：北京的数据资源不能提交', () => {
  const at = desk();
  const c = draft(at);
  fill(at, c, people.filer);
  does(at, c, people.filer, 'linkEvidence', { depositedOn: '2026-02-01' });
  const refusal = submitting(at, c);
  assert.deepEqual(gapsOf(refusal), ['dataResource.catalogueItemId CATALOGUE_NOT_ANCHORED']);
  assert.deepEqual(refusal.cites, ['BJ-REG-8b']);
});

test('上链的目录条目须就是申请所填的条目', () => {
  const at = desk();
  const c = complete(at, { items: { 'dataResource.catalogueItemId': 'park-2' } });
  assert.deepEqual(gapsOf(submitting(at, c)), [
    'dataResource.catalogueItemId CATALOGUE_NOT_ANCHORED',
  ]);
});

test('北京的产品、重庆的数据资源，不以目录上链为前提', () => {
  for (const [rules, plan] of [
    [beijingPack, { cast: beijingOperator, objectKind: 'product' }],
    [chongqingPack, { cast: chongqing }],
  ] as const) {
    const at = desk(rules);
    const c = draft(at, plan);
    fill(at, c, plan.cast.filer, { ...plan, items: { 'dataResource.catalogueItemId': null } });
    does(at, c, plan.cast.filer, 'linkEvidence', { depositedOn: '2026-02-01' });
    does(at, c, plan.cast.reviewer, 'recordInternalReview', review);
    does(at, c, plan.cast.filer, 'submit', { declaration: true });
    assert.equal(stateOf(c).status, 'submitted');
  }
});

test('共有主体未同意的不能提交，点名是谁', () => {
  const at = desk();
  const { name, code } = organisations.planning;
  const coOwners: Json = [{ name, creditCode: code }];
  const c = complete(at, { items: { 'dataResource.coOwners': coOwners }, coOwners: false });
  does(at, c, people.filer, 'attachMaterial', { group: 'dataResource', values: { coOwners } });
  const refusal = submitting(at, c);
  assert.deepEqual(gapsOf(refusal), ['dataResource.coOwners CONSENT_MISSING']);
  assert.match(refusal.sentence.zh, new RegExp(`共有主体“${name}”尚未同意`));
  does(at, c, people.coOwner, 'consent', { agreed: true });
  does(at, c, people.filer, 'submit', { declaration: true });
});

test('产品须填产品信息和授权协议；协议期满的不能提交', () => {
  const plan: Plan = { cast: beijingOperator, objectKind: 'product' };
  assert.deepEqual(without('product.agreementTo', plan), ['product.agreementTo MISSING']);
  const at = desk();
  const over = { ...plan, items: { 'product.agreementTo': '2026-03-01' } };
  const refusal = submitting(at, complete(at, over), over);
  assert.deepEqual(gapsOf(refusal), ['product.agreementTo AGREEMENT_OVER']);
});

test('第三方存证须有存证机构；自行存证不需要', () => {
  const third: Plan = { items: { 'evidence.mode': 'third_party' } };
  assert.deepEqual(without('evidence.providerName', third), ['evidence.providerName MISSING']);
  assert.deepEqual(stateOf(submitted(desk())).dossier['evidence']?.['providerName'], undefined);
});

test('第三方与登记主体、登记机构为同一单位：重庆不能提交，北京只作提示', () => {
  const items = (code: string) => ({
    'evidence.mode': 'third_party',
    'evidence.providerCreditCode': code,
    'riskAssessment.author': 'third_party',
    'riskAssessment.assessorCreditCode': organisations.chongqingRegistrar.code,
  });
  const cq = desk(chongqingPack);
  const c = complete(cq, { items: items(organisations.chongqingBureau.code) });
  const refusal = submitting(cq, c);
  assert.deepEqual(gapsOf(refusal), [
    'evidence.providerCreditCode NOT_INDEPENDENT',
    'riskAssessment.assessorCreditCode NOT_INDEPENDENT',
  ]);
  assert.deepEqual(refusal.cites, ['CQ-REG-12', 'CQ-REG-14']);
  const bj = desk();
  assert.equal(
    stateOf(submitted(bj, { items: items(organisations.transport.code) })).status,
    'submitted',
  );
});

test('代码不是登记主体的不能提交；名称不同只作提示', () => {
  const at = desk();
  const c = complete(at);
  const put = (values: Record<string, Json>) =>
    does(at, c, people.filer, 'attachMaterial', { group: 'subject', values });
  put({ creditCode: organisations.rival.code });
  assert.deepEqual(gapsOf(submitting(at, c)), ['subject.creditCode CODE_DIFFERS']);
  put({ creditCode: organisations.transport.code, name: '曾用名' });
  does(at, c, people.reviewer, 'recordInternalReview', review);
  does(at, c, people.filer, 'submit', { declaration: true });
});

test('提交后不能再改、再审、再交', () => {
  const at = desk();
  const c = submitted(at);
  const values = { usable: '改' };
  const acts: readonly (readonly [string, Record<string, Json>])[] = [
    ['attachMaterial', { group: 'scenario', values }],
    ['importContent', { itemId: 'park-1' }],
    ['submit', { declaration: true }],
    ['resubmit', { declaration: true }],
  ];
  for (const [act, input] of acts) {
    assert.equal(refuses(at, c, people.filer, act, input).code, 'ACT_WRONG_STATE', act);
  }
});

test('提交留下每一项内容的摘要，不留内容本身', () => {
  const at = desk();
  const c = submitted(at);
  const digests = Object.values(stateOf(c).submissions[0]?.items ?? {});
  assert.ok(digests.length > 30);
  assert.ok(digests.every((d) => /^[0-9a-f]{64}$/.test(d)));
});

test('申请期限因提交而停止，已逾期的照样可以提交', () => {
  const at = desk();
  const c = reviewed(at, { suppliedOn: '2026-03-02' });
  does(at, c, people.filer, 'submit', { declaration: true });
  assert.equal(c.still.clocks.find((k) => k.name === 'filingDuty')?.state, 'stopped');
  const late = desk();
  const d = submitted(late, { suppliedOn: '2025-12-05' });
  assert.equal(stateOf(d).status, 'submitted');
  assert.ok(Array.isArray(attempt(late, d, people.intake, 'accept')));
});
