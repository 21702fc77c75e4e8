import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutInvisible } from './invisible.ts';

test('粘贴带来的看不见的字符去掉，并说出去掉几个', () => {
  assert.deepEqual(withoutInvisible('养\u200b老\ufeff服\u202e务'), { text: '养老服务', taken: 3 });
  assert.deepEqual(withoutInvisible('a\u00a0b\u0000'), { text: 'a b', taken: 2 });
});

test('看得见的一个不动：全角空格、换行、制表符、生僻字、表情', () => {
  const plain = '第一行　全角\n第二行\t𠮷🚌';
  assert.deepEqual(withoutInvisible(plain), { text: plain, taken: 0 });
});

test('不成对的代理字符换成替代字符，不留给后面的人', () => {
  assert.equal(withoutInvisible('\ud800x').text, '\ufffdx');
});
