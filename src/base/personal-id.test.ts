import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPersonalId } from './personal-id.ts';

test('出生日期真实且校验码相符的十八位号码是公民身份号码', () => {
  assert.equal(isPersonalId('11010519491231002X'), true);
  assert.equal(isPersonalId('440524188001010014'), false, '十九世纪出生的不再认作');
});

test('校验码不符、日期不存在、位数不对的都不是', () => {
  assert.equal(isPersonalId('110105194912310021'), false);
  assert.equal(isPersonalId('11010519490230002X'), false);
  assert.equal(isPersonalId('11010519491331002X'), false);
  assert.equal(isPersonalId('11010519491231002X1'), false);
  assert.equal(isPersonalId('12110000MB1B45614X'), false);
});
