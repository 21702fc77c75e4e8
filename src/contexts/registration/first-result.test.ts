import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import {
  does,
  dueOf,
  office,
  passTo,
  refuses,
  statusOf,
  type Case,
  type Office,
} from '../../../test/office.ts';
import { organisations, people } from '../../../test/office-people.ts';
import {
  beijingOperator,
  chongqingOperator,
  clear,
  inNotice,
  passed,
  registered,
  stateOf,
  type Plan,
} from './dossier.fixtures.ts';

const desk = (rules = beijingPack) => office(rules, '2026-03-02');
const product: Plan = { cast: beijingOperator, objectKind: 'product' };
const published = (at: Office, c: Case) =>
  c.procedure.publish?.(c.still.state, at.rules, c.still.clocks);

const NATIONAL = ['registrantName', 'registrationType', 'dataName', 'dataSummary'];
const F1N = [...NATIONAL, 'industry', 'registrar', 'platform', 'coOwnerNames'];

test('北京公示的恰好是细则列明的八项', () => {
  const at = desk();
  const c = inNotice(at, { coOwners: true });
  const fields = stateOf(c).notice?.fields ?? {};
  assert.deepEqual(Object.keys(fields), F1N);
  assert.deepEqual(fields, {
    registrantName: organisations.transport.name,
    registrationType: '首次登记',
    dataName: '公共停车场备案信息',
    dataSummary: '全市公共停车场名称、位置、泊位数和备案日期，2018年至今',
    industry: 'G54 道路运输业',
    registrar: '北京市大数据中心',
    platform: '北京市公共数据资源登记平台',
    coOwnerNames: organisations.planning.name,
  });
  assert.deepEqual(published(at, c)?.notice?.fields, fields);
  assert.equal(published(at, c)?.entry, undefined);
});

test('重庆公示的恰好是其规则包列明的各项', () => {
  const at = desk(chongqingPack);
  const listed = chongqingPack.profile.noticeFields.map((f) => f.id);
  assert.deepEqual(listed, NATIONAL);
  const c = inNotice(at);
  assert.deepEqual(Object.keys(stateOf(c).notice?.fields ?? {}), listed);
});

test('产品公示产品名称和简介，不公示所用数据的', () => {
  const fields = stateOf(inNotice(desk(), product)).notice?.fields;
  assert.equal(fields?.['dataName'], '停车泊位实时查询服务');
  assert.equal(fields?.['dataSummary'], '按位置返回附近公共停车场的余位');
});

test('未公示前没有任何公开内容', () => {
  const at = desk();
  assert.deepEqual(published(at, passed(at)), {});
});

test('公示10个工作日；期满次日自动结束，无异议的待赋码', () => {
  const at = desk();
  const c = inNotice(at);
  assert.equal(dueOf(c, 'publicNotice'), '2026-03-16');
  assert.deepEqual(published(at, c)?.notice?.to, '2026-03-16');
  passTo(at, '2026-03-16');
  assert.equal(statusOf(c), 'in_notice');
  passTo(at, '2026-03-17');
  assert.equal(statusOf(c), 'clear');
  assert.equal(published(at, c)?.notice?.open, false);
  assert.equal(c.events.at(-1)?.actor.role, 'system');
  assert.deepEqual(c.events.at(-1)?.data, { clean: true });
});

test('公示期内不能赋码，谁也不能提前结束公示', () => {
  const at = desk();
  const c = inNotice(at);
  assert.equal(refuses(at, c, people.issue, 'assignCode').code, 'ACT_WRONG_STATE');
  assert.equal(refuses(at, c, people.issue, 'closeNotice').code, 'ACT_NOT_YOURS');
});

test('赋码、定有效期、发登记确认单、报送国家平台、更新全市目录，一次完成', () => {
  const at = desk();
  const c = registered(at);
  assert.deepEqual(
    c.events.slice(-5).map((e) => e.type),
    [
      'reg.CodeAssigned',
      'reg.ValidityFixed',
      'reg.ConfirmationIssued',
      'sync.Queued',
      'cat.CityCatalogueUpdated',
    ],
  );
  const { result } = stateOf(c);
  assert.equal(result?.kind, 'confirmation');
  assert.equal(published(at, c)?.entry?.code, result?.code);
});

test('重庆发放电子凭证，有效期自发证之日起算', () => {
  const at = desk(chongqingPack);
  const c = registered(at);
  assert.ok(c.events.some((e) => e.type === 'cert.Issued'));
  assert.ok(!c.events.some((e) => e.type === 'reg.ConfirmationIssued'));
  const { result } = stateOf(c);
  assert.deepEqual(
    [result?.kind, result?.validFrom, result?.validTo],
    ['certificate', result?.issuedOn, '2029-03-17'],
  );
});

test('查询码只在私密部分，不在公开记录里', () => {
  const c = registered(desk());
  const assigned = c.events.find((e) => e.type === 'reg.CodeAssigned');
  assert.equal(assigned?.private?.['query']?.['code'], stateOf(c).result?.queryCode);
  assert.ok(c.events.every((e) => !JSON.stringify(e.data).includes('秘密查询码')));
});

test('数据资源有效期三年；期满日为三年后的同一天', () => {
  const at = desk();
  const c = registered(at);
  const { result } = stateOf(c);
  assert.deepEqual([result?.validFrom, result?.validTo], ['2026-03-17', '2029-03-17']);
  assert.equal(dueOf(c, 'validity'), '2029-03-17');
});

const agreedTo = (to: string, plan: Plan = product) => ({
  ...plan,
  items: { 'product.agreementTo': to },
});

test('两年协议下的产品，有效期随协议届满', () => {
  const c = registered(desk(), agreedTo('2028-02-29'));
  assert.equal(stateOf(c).result?.validTo, '2028-02-29');
  const cq: Plan = { cast: chongqingOperator, objectKind: 'service' };
  const d = registered(desk(chongqingPack), agreedTo('2028-02-29', cq));
  assert.equal(stateOf(d).result?.validTo, '2028-02-29');
});

test('五年协议下的产品，有效期仍不超过三年；协议剩余不足三年的以剩余为准', () => {
  assert.equal(stateOf(registered(desk(), agreedTo('2031-01-01'))).result?.validTo, '2029-03-17');
  assert.equal(stateOf(registered(desk(), agreedTo('2029-03-16'))).result?.validTo, '2029-03-16');
});

test('赋码时协议已届满的，不能赋码；届满当日仍可', () => {
  const at = desk();
  const c = clear(at, agreedTo('2026-03-16'));
  const refusal = refuses(at, c, people.issue, 'assignCode');
  assert.equal(refusal.code, 'AGREEMENT_OVER');
  assert.match(refusal.sentence.zh, /授权协议已于2026-03-16届满/);
  const last = desk();
  const d = does(last, clear(last, agreedTo('2026-03-17')), people.issue, 'assignCode');
  assert.equal(stateOf(d).result?.validTo, '2026-03-17');
});

test('登记后不能撤回、不能再改', () => {
  const at = desk();
  const c = registered(at);
  for (const act of ['withdraw', 'attachMaterial', 'submit']) {
    const input = {
      withdraw: { reasons: '不要了' },
      attachMaterial: { group: 'scenario', values: {} },
      submit: { declaration: true },
    }[act];
    assert.equal(refuses(at, c, people.filer, act, input).code, 'ACT_WRONG_STATE', act);
  }
});

test('即使状态有误，只要尚有异议未处理，就不赋码', () => {
  const at = desk();
  const c = clear(at);
  const state = { ...stateOf(c), objections: { 某件异议: 'open' } };
  c.still = { ...c.still, state };
  const refusal = refuses(at, c, people.issue, 'assignCode');
  assert.equal(refusal.code, 'OBJECTION_OPEN');
  assert.ok(refusal.cites.includes('BJ-REG-15'));
});
