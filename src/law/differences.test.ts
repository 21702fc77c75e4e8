import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleById } from './articles.ts';
import { beijingPack } from './beijing.ts';
import { chongqingPack } from './chongqing.ts';
import { differences } from './differences.ts';
import { matters } from './matters.ts';

const found = differences(beijingPack, chongqingPack);
const row = (path: string) => {
  const one = found.find((difference) => difference.path === path);
  assert.ok(one, path);
  return one;
};

const expected: readonly (readonly [string, RegExp, RegExp])[] = [
  ['credential', /确认单/, /电子凭证/],
  ['validity.anchor', /赋码/, /发证/],
  ['validity.renewCapBasis', /未明文/, /明文规定/],
  ['onLapse', /^注销$/, /注销并公告/],
  ['duty.mandatoryFor', /^党政机关、事业单位$/, /企业.*非法人组织/],
  ['scope.subjects', /公用企业$/, /非法人组织$/],
  ['validity.termSource', /授权协议/, /授权文件/],
  ['prerequisites.realNameAccount', /异议人实名/, /登记主体账户/],
  ['prerequisites.catalogueOnChain', /^是$/, /未规定/],
  ['agents', /有规定/, /未规定/],
  ['thirdParty.independence', /未规定/, /不得办理/],
  ['prerequisites.selfProofDuty', /盖章/, /自证责任/],
  ['fees', /财政/, /无偿/],
  ['statistics', /未规定/, /同意/],
  ['evaluation', /4个方面/, /每年/],
  ['businessRules', /未规定/, /可以/],
  ['registrarMisconduct', /篡改、伪造登记结果/, /复制、篡改、损毁、伪造电子凭证/],
  ['reviewName', /形式审核/, /^审查$/],
  ['objectionAfterIssue', /公示与赋码之间/, /凭证发放之后/],
];

for (const [path, beijing, chongqing] of expected) {
  test(`两地差异：${matters.find((one) => one.path === path)?.label.zh ?? path}`, () => {
    assert.match(row(path).words.a.zh, beijing);
    assert.match(row(path).words.b.zh, chongqing);
    assert.ok(row(path).law.length > 0);
    assert.ok(row(path).law.every((id) => articleById(id)));
  });
}

test('自己与自己没有差异，期限数相同的不列为差异', () => {
  assert.deepEqual(differences(beijingPack, beijingPack), []);
  assert.equal(
    found.some(({ path }) => path === 'clocks.acceptance'),
    false,
  );
  assert.equal(row('clocks.objectionReply').words.b.zh, '5个工作日（办理设置，非法定）');
});

/** Leaves that differ, by path; lists are compared whole. */
function leaves(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (Array.isArray(a) || typeof a !== 'object' || typeof b !== 'object' || !a || !b) return [path];
  const other = new Map(Object.entries(b));
  return Object.entries(a).flatMap(([key, value]) =>
    leaves(value, other.get(key), path === '' ? key : `${path}.${key}`),
  );
}

const withoutLaw = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) => (/^law$|Law$/.test(key) ? undefined : one)),
  ) as unknown;

test('除条号和材料依据外，两包的每一处不同都在差异表中', () => {
  const told = found.map(({ path }) => path);
  const elsewhere = ['materials.first', 'clocks.objectionReply.note', 'feesBasis'];
  const hidden = leaves(withoutLaw(beijingPack.profile), withoutLaw(chongqingPack.profile)).filter(
    (path) =>
      !elsewhere.includes(path) &&
      !told.some((known) => path === known || path.startsWith(`${known}.`)),
  );
  assert.deepEqual(hidden, []);
});
