import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { creditCheck, mod11x2, mod37x2, mod37x36, organisationCheck } from './check-digits.ts';

test('MOD 37-2：数据基础设施标识的公开样例', () => {
  const vectors = {
    '712110000MB1B45614X11001BH95JZY': '9',
    '711110000MB1660860K11001BH95JZY': '1',
    '711110000693225666K11001BH95JZY': 'S',
    '612110000MB1B45614X110000000049': '*',
    '712110000MB0148609Q11001BH95JZY': 'K',
  };
  for (const [body, check] of Object.entries(vectors)) assert.equal(mod37x2(body), check, body);
});

test('MOD 37,36：电子证照标识的样例', () => {
  assert.equal(mod37x36('11100000000013338W01111430000006122244L20230000403001'), 'U');
  assert.equal(mod37x36('11100000000013338W00911330105002500287C2025052201002'), '0');
});

test('MOD 11-2：公民身份号码国家标准中的示例，余数十写作X', () => {
  assert.equal(mod11x2('11010519491231002'), 'X');
  assert.equal(mod11x2('44052418800101001'), '4');
});

test('统一社会信用代码：余数为零时校验码是0而不是越界', () => {
  assert.equal(creditCheck('1111010200003821X'), '0');
  assert.equal(creditCheck('12110000MB1B45614'), 'X');
  assert.equal(creditCheck('0'.repeat(17)), '0');
});

test('组织机构代码：十写作X，十一写作0', () => {
  assert.equal(organisationCheck('MB1B4561'), '4');
  assert.equal(organisationCheck('00003821'), 'X');
  assert.equal(organisationCheck('00000000'), '0');
});

test('字母表以外的字符或长度不对时没有校验码', () => {
  assert.equal(creditCheck('1111010200003821I'), undefined);
  assert.equal(creditCheck('111101020000382'), undefined);
  assert.equal(organisationCheck('0000382'), undefined);
  for (const check of [mod37x2, mod37x36, mod11x2]) assert.equal(check('１2é'), undefined);
});

test('任何一位录错，统一社会信用代码的校验必不相符', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const body = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(body, fc.nat(16), fc.constantFrom(...alphabet), (characters, at, other) => {
      fc.pre(characters[at] !== other);
      const wrong = characters.with(at, other).join('');
      assert.notEqual(creditCheck(wrong), creditCheck(characters.join('')));
    }),
  );
});
