import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCreditCode } from '../base/credit-code.ts';
import { articleById } from './articles.ts';
import { jurisdictions, packById, packFor, packInForce, packs } from './packs.ts';
import type { ClockName, RulePack } from './types.ts';

const pack = (id: string): RulePack => {
  const found = packById(id);
  assert.ok(found, id);
  return found;
};
const beijing = pack('beijing-registration-2025');
const chongqing = pack('chongqing-registration-draft');

/** Every path of a value; rows of a list are named by id or key, or all under one star. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}[]`];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => shape(child, `${path}.${key}`));
}

/** Every list of article ids inside a value: the lists under `law` or a key that ends in Law. */
function lawsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    (key === 'law' || key.endsWith('Law')) && Array.isArray(child)
      ? child.map((id) => String(id))
      : lawsIn(child),
  );
}

test('规则包中引用的每一条都存在', () => {
  for (const one of packs) {
    const laws = lawsIn(one.profile);
    assert.ok(laws.length > 50, one.id);
    for (const id of laws) assert.ok(articleById(id), `${one.id}: ${id}`);
  }
});

test('北京包处处引用北京细则，不留国家条号', () => {
  const foreign = lawsIn(beijing.profile).filter((id) => !id.startsWith('BJ-REG-'));
  // 施行前已运营的30个工作日，北京细则没有写，仍引用国家办法。
  assert.deepEqual(foreign, ['NAT-REG-9(1)']);
  assert.deepEqual(beijing.profile.clocks.filingTransition?.law, foreign);
});

test('重庆包引用国家条文时必同时引用第十六条，或为征求意见稿自有条文', () => {
  const own = lawsIn(chongqing.profile);
  assert.ok(own.includes('CQ-REG-16'));
  assert.ok(own.every((id) => id.startsWith('CQ-REG-') || id.startsWith('NAT-REG-')));
  assert.ok(own.every((id) => !id.startsWith('BJ-REG-')));
});

test('每个期限都有依据条款；没有法定期限的写明没有', () => {
  for (const one of packs) {
    for (const [name, clock] of Object.entries(one.profile.clocks)) {
      if (clock === null) continue;
      assert.ok(clock.law.length > 0, `${one.id} ${name}`);
      assert.ok(Number.isInteger(clock.length.n) && clock.length.n > 0);
    }
    assert.ok(one.profile.validity.law.length > 0);
    assert.equal(one.profile.clocks.objectionDecision, null);
    assert.equal(one.profile.clocks.coding, null);
  }
});

test('两地规则包形状相同，不同的只是数据', () => {
  assert.deepEqual(shape(beijing.profile).toSorted(), shape(chongqing.profile).toSorted());
});

const expected: readonly (readonly [ClockName, number, string])[] = [
  ['filingDuty', 20, 'workingDay'],
  ['filingTransition', 30, 'workingDay'],
  ['acceptance', 3, 'workingDay'],
  ['formalReview', 20, 'workingDay'],
  ['publicNotice', 10, 'workingDay'],
  ['objectionReply', 5, 'workingDay'],
  ['cancelCompletion', 10, 'workingDay'],
  ['renewalWindow', 60, 'day'],
];

for (const [name, n, unit] of expected) {
  test(`期限 ${name} 为 ${n} ${unit}`, () => {
    for (const one of packs) assert.deepEqual(one.profile.clocks[name]?.length, { n, unit });
  });
}

test('异议答复五个工作日：北京是法定期限，重庆和国家只是办理设置', () => {
  assert.equal(beijing.profile.clocks.objectionReply?.basis, 'text');
  assert.equal(chongqing.profile.clocks.objectionReply?.basis, 'inf');
  assert.match(chongqing.profile.clocks.objectionReply?.note?.zh ?? '', /不是法定期限/);
});

test('公示内容：北京正好八项，国家和重庆四项', () => {
  assert.deepEqual(
    beijing.profile.noticeFields.map(({ id }) => id),
    [
      'registrantName',
      'registrationType',
      'dataName',
      'dataSummary',
      'industry',
      'registrar',
      'platform',
      'coOwnerNames',
    ],
  );
  assert.equal(chongqing.profile.noticeFields.length, 4);
});

test('主体范围：非法人组织只在重庆可以登记，中央单位不在本市登记', () => {
  assert.equal(beijing.profile.scope.subjects.includes('unincorporated'), false);
  assert.equal(chongqing.profile.scope.subjects.includes('unincorporated'), true);
  assert.equal(beijing.profile.scope.subjects.includes('ministry'), false);
});

test('登记机构代码能通过校验', () => {
  for (const one of [beijing, chongqing]) {
    const check = checkCreditCode(one.profile.registrar.creditCode);
    assert.ok(check.ok, one.id);
    assert.equal(check.region.slice(0, 2), one.profile.scope.regions[0]);
    assert.deepEqual(check.warnings, []);
  }
});

test('每个值都说得清来自哪个包', () => {
  assert.equal(beijing.provenance['clocks.acceptance.length'], 'national-2025');
  assert.equal(beijing.provenance['clocks.acceptance.law'], 'beijing-registration-2025');
  assert.equal(chongqing.provenance['validity.anchor'], 'chongqing-registration-draft');
  assert.equal(chongqing.provenance['validity.years'], 'national-2025');
  const sources = new Set(packs.map(({ id }) => id));
  for (const one of packs) {
    for (const source of Object.values(one.provenance)) assert.ok(sources.has(source));
  }
});

test('施行之前、施行当日、草案和失效', () => {
  assert.equal(packInForce(beijing, '2025-11-30'), 'not-yet');
  assert.equal(packInForce(beijing, '2025-12-01'), 'in-force');
  assert.equal(packInForce(beijing, '2031-01-01'), 'in-force');
  assert.equal(packInForce(chongqing, '2026-03-02'), 'draft');
  assert.equal(packInForce(pack('national-2025'), '2030-02-28'), 'in-force');
  assert.equal(packInForce(pack('national-2025'), '2030-03-01'), 'over');
});

test('可办理的地方只有北京和重庆，国家包不受理申请', () => {
  assert.deepEqual(jurisdictions, ['beijing', 'chongqing']);
  assert.equal(packFor('beijing'), beijing);
  assert.equal(packFor('chongqing'), chongqing);
  assert.equal(packFor('national'), undefined);
  assert.equal(packFor('__proto__'), undefined);
});
