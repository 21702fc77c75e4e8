import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueWords } from './issue-words.ts';

test('平台指出的填写问题，中文界面用中文说，英文界面用英文说', () => {
  assert.deepEqual(issueWords('日期不存在 not a real date'), {
    zh: '日期不存在',
    en: 'not a real date',
  });
  assert.equal(issueWords('is missing').zh, '请填写');
  const small = 'Too small: expected string to have >=5 characters';
  assert.deepEqual(issueWords(small), { zh: '不足：至少5', en: small });
  assert.equal(issueWords('Too big: expected number to be <=2200').zh, '超出：至多2200');
  const pattern = 'Invalid string: must match pattern /^[0-9]$/';
  assert.deepEqual(issueWords(pattern), { zh: '格式不符合要求，请核对后重新填写', en: pattern });
});
