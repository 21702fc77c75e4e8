import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mod11x2 } from './check-digits.ts';
import { luhn, scanPersonal } from './personal-scan.ts';

const hits = (given: string): [string, string][] =>
  scanPersonal(given).map(({ kind, from, to }) => [kind, given.slice(from, to)]);

const BODY = '11010519491231002';
const ID = `${BODY}${mod11x2(BODY) ?? ''}`;

test('身份证号：校验码对才算，分段、全角、夹零宽字符也认得', () => {
  assert.equal(ID, '11010519491231002X');
  assert.deepEqual(hits(`持证人${ID}办理`), [['identity', ID]]);
  assert.deepEqual(hits(`证号110105 19491231 002X。`), [['identity', '110105 19491231 002X']]);
  assert.deepEqual(hits('１１０１０５１９４９１２３１００２Ｘ'), [
    ['identity', '１１０１０５１９４９１２３１００２Ｘ'],
  ]);
  assert.deepEqual(hits('11010519491231\u200b002X'), [['identity', '11010519491231\u200b002X']]);
  assert.deepEqual(hits('110105194912310021'), [], '校验码不对');
  assert.deepEqual(hits(`A${ID}`), [], '是更长代码的一部分');
});

test('手机号与带区号的固定电话', () => {
  assert.deepEqual(hits('请拨13800138000咨询'), [['phone', '13800138000']]);
  assert.deepEqual(hits('138 0013 8000'), [['phone', '138 0013 8000']]);
  assert.deepEqual(hits('+86 138-0013-8000'), [['phone', '86 138-0013-8000']]);
  assert.deepEqual(hits('电话010-63088888转'), [['phone', '010-63088888']]);
  assert.deepEqual(hits('13800138000 13900139000'), [
    ['phone', '13800138000'],
    ['phone', '13900139000'],
  ]);
  assert.deepEqual(hits('共12800138000条'), []);
  assert.deepEqual(hits('2026-03-02至2026-12-31，共138001条，编号0163088888'), []);
});

test('银行卡号按Luhn校验', () => {
  assert.ok(luhn('4111111111111111'));
  assert.deepEqual(hits('卡号6222 0200 0000 0000 000'), [['bankCard', '6222 0200 0000 0000 000']]);
  assert.deepEqual(hits('4111111111111112'), []);
});

test('电子邮箱', () => {
  assert.deepEqual(hits('寄到zhang.yue@mzj.beijing.gov.cn。'), [
    ['email', 'zhang.yue@mzj.beijing.gov.cn'],
  ]);
  assert.deepEqual(hits('单价@3元，@某人，a@b'), []);
});

test('门牌地址有路有号；文号、期号不是', () => {
  assert.deepEqual(hits('见西城区三里河路46号院2号楼3单元501室。')[0]?.[0], 'address');
  assert.match(hits('住朝阳区建国路88号')[0]?.[1] ?? '', /建国路88号$/);
  assert.deepEqual(hits('依据京发改〔2026〕3号，地铁10号线，第5号公告'), []);
  assert.deepEqual(hits('公路里程、街道名称、乡村人口2026年数据'), []);
});

test('联系人旁边的姓名；字段名和方式不是姓名', () => {
  assert.deepEqual(hits('联系人：张悦，电话另附'), [['name', '张悦']]);
  assert.deepEqual(hits('负责人为欧阳修文负责'), [['name', '欧阳修文']]);
  assert.deepEqual(hits('经办人李文办理'), [['name', '李文']]);
  assert.deepEqual(hits('由王女士保管'), [['name', '王女士']]);
  assert.deepEqual(hits('字段包括姓名、证件号码、联系人方式、负责人单位、经办人'), []);
});

test('平常的数据简介没有一处', () => {
  const plain =
    '本数据集记录全市公交线路的站点、首末班时间与日均客流，包括线路编号、站点名称、经度、纬度等字段，' +
    '统一社会信用代码91110000600037341L，摘要3f2a9c4b7d1e，每月更新，2024年以来约1200万条。';
  assert.deepEqual(hits(plain), []);
});

test('十万字符的恶意文本也在一瞬间看完', () => {
  const began = performance.now();
  for (const one of ['1 ', 'a', '@', 'a@', '联系人', '路1号', '张', '1-', '里', '\u200b'])
    scanPersonal(one.repeat(100_000));
  assert.ok(performance.now() - began < 3000, `${performance.now() - began} ms`);
});
