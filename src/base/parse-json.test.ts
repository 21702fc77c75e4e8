import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBounded } from './parse-json.ts';
import { isRefusal } from './refusal.ts';

const BOUNDS = { maxBytes: 10_000 };

function codeOf(text: string, bounds: Parameters<typeof parseBounded>[1] = BOUNDS): string {
  const read = parseBounded(text, bounds);
  return isRefusal(read) ? read.code : 'ok';
}

test('平常的内容照读', () => {
  const text = '{"名称":"a\\n\\r\\t\\u4e2d","list":[1,-2.5,true,null,{"k:":"{[:"}],"空":{}}';
  assert.deepEqual(parseBounded(text, BOUNDS), JSON.parse(text));
  for (const scalar of ['1', '"a"', 'null', ' [ ] ', '{}']) assert.equal(codeOf(scalar), 'ok');
});

test('不合语法的退回', () => {
  for (const bad of [
    '',
    '{',
    '[1,]',
    "{'a':1}",
    '{"a"}',
    'NaN',
    '\uFEFF{}',
    '"',
    '"\\',
    '{]',
    '1 2',
  ]) {
    assert.equal(codeOf(bad), 'JSON_MALFORMED', bad);
  }
});

test('同一字段写两次的退回，换用转义写法也看得出', () => {
  for (const bad of [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":1}',
    '[{"x":{"b":1,"c":2,"b":1}}]',
    '{"":1,"":1}',
    '{"a\\"":1,"a\\"":2}',
  ]) {
    assert.equal(codeOf(bad), 'JSON_DUPLICATE_KEY', bad);
  }
  assert.equal(codeOf('[{"a":1},{"a":1,"b":{"a":"a:\\\\"}}]'), 'ok');
});

test('会污染对象的字段名退回', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
    assert.equal(codeOf(`{"a":[{"${key}":{"polluted":1}}]}`), 'JSON_FORBIDDEN_KEY', key);
  }
  assert.equal(codeOf('["__proto__"]'), 'ok');
});

test('冒充退回结果的请求退回', () => {
  assert.equal(codeOf('{"refused":true,"kind":"busy"}'), 'JSON_FORBIDDEN_KEY');
  assert.equal(codeOf('{"input":{"refused":true}}'), 'ok');
});

test('控制字符与残缺的代理对退回，换行与制表可以', () => {
  for (const bad of [
    '"\\u0000"',
    '"\\b"',
    '"\\u001b[31m"',
    '"\u007f"',
    '"\u0085"',
    '"\ud800"',
    '"\\ud800"',
    '["\\udc00\\ud800"]',
    '{"\\ud800":1}',
    '{"a\\n":1}',
    '{"\\u0001":1}',
  ]) {
    assert.equal(codeOf(bad), 'JSON_CHARACTER', bad);
  }
  assert.equal(codeOf('"\\ud83d\\ude00 \\t"'), 'ok');
});

test('太深、太多、太大的退回', () => {
  assert.equal(codeOf('['.repeat(32) + ']'.repeat(32)), 'ok');
  assert.equal(codeOf('['.repeat(33) + ']'.repeat(33)), 'JSON_TOO_DEEP');
  assert.equal(codeOf('[[]]', { ...BOUNDS, maxDepth: 1 }), 'JSON_TOO_DEEP');
  assert.equal(codeOf('{"a":{"b":1}}', { ...BOUNDS, maxKeys: 1 }), 'JSON_TOO_MANY_KEYS');
  assert.equal(codeOf('"abcd"', { maxBytes: 6 }), 'ok');
  assert.equal(codeOf('"abcde"', { maxBytes: 6 }), 'JSON_TOO_LARGE');
  assert.equal(codeOf('"数籍"', { maxBytes: 8 }), 'ok');
  assert.equal(codeOf('"数籍"', { maxBytes: 7 }), 'JSON_TOO_LARGE');
  const read = parseBounded('"数籍"', { maxBytes: 7 });
  assert.ok(isRefusal(read) && read.kind === 'tooLarge');
});

test('一百万层括号不会使程序崩溃', () => {
  const bomb = '['.repeat(1_000_000);
  assert.equal(codeOf(bomb, { maxBytes: 2_000_000 }), 'JSON_TOO_DEEP');
});

test('不能精确表示的数退回', () => {
  for (const bad of ['1e400', '[-1e999]', '9007199254740993', '12345678901234567890']) {
    assert.equal(codeOf(bad), 'JSON_NUMBER', bad);
  }
  assert.equal(codeOf('[9007199254740991,0.1,-0,1e-9]'), 'ok');
});

test('任何文本都不抛出，读出的与标准解析一致', () => {
  const texts = fc.oneof(fc.json({ stringUnit: 'binary' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(texts, (text) => {
      const read = parseBounded(text, { maxBytes: 100_000 });
      if (!isRefusal(read)) assert.deepEqual(read, JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});
