import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentBody } from './sent-body.ts';

test('粘贴带来的看不见的字符，不论写在哪一栏，送出之前都去掉；密码一字不动', () => {
  const typed = {
    input: {
      reason: '材料\u200b不全\ufeff',
      items: [{ why: '缺\u202e章\n第二行' }],
      n: 3,
      none: null,
    },
    password: 'a\u200bB1',
  };
  assert.deepEqual(JSON.parse(String(sentBody(JSON.stringify(typed)))), {
    input: { reason: '材料不全', items: [{ why: '缺章\n第二行' }], n: 3, none: null },
    password: 'a\u200bB1',
  });
  assert.equal(sentBody(undefined), undefined);
  const form = new FormData();
  assert.equal(sentBody(form), form);
});
