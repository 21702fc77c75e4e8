import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical, canonicalBytes } from './canonical-json.ts';
import type { Json } from './json.ts';

/** For values that the types would keep out, but a careless caller would not. */
const unchecked = (value: unknown): string => canonical(value as Json);

test('RFC 8785 第3.2.2节的示例', () => {
  const value: Json = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonical(value),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('RFC 8785 第3.2.3节：键按UTF-16码元排序', () => {
  const value: Json = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const order = [...canonical(value).matchAll(/:"(\w+)/g)].map((match) => match[1]);
  assert.deepEqual(order, ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew']);
});

test('RFC 8785 附录B：数的写法', () => {
  const vectors: Readonly<Record<string, string>> = {
    '0000000000000000': '0',
    '8000000000000000': '0',
    '0000000000000001': '5e-324',
    '7fefffffffffffff': '1.7976931348623157e+308',
    '4340000000000000': '9007199254740992',
    '4430000000000000': '295147905179352830000',
    '44b52d02c7e14af5': '9.999999999999997e+22',
    '44b52d02c7e14af6': '1e+23',
    '444b1ae4d6e2ef4f': '999999999999999900000',
    '444b1ae4d6e2ef50': '1e+21',
    '3eb0c6f7a0b5ed8d': '0.000001',
    '3eb0c6f7a0b5ed8c': '9.999999999999997e-7',
    '41b3de4355555555': '333333333.3333333',
    becbf647612f3696: '-0.0000033333333333333333',
  };
  for (const [bits, written] of Object.entries(vectors)) {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    assert.equal(canonical(view.getFloat64(0)), written, bits);
  }
});

test('没有值的字段略去，中文按原字写，字节为UTF-8', () => {
  assert.equal(canonical({ b: undefined, a: [], 丙: {} }), '{"a":[],"丙":{}}');
  assert.deepEqual([...canonicalBytes('数')], [0x22, 0xe6, 0x95, 0xb0, 0x22]);
});

test('不是纯粹数据的一律拒绝', () => {
  const hole: unknown[] = [];
  hole[1] = 1;
  class Custom {}
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const bad of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    [undefined],
    hole,
    1n,
    Symbol('s'),
    () => 1,
    new Date(0),
    new Map(),
    new Custom(),
    new Uint8Array(1),
    Object(1),
    class extends Array {}.of(1),
    { toJSON: () => 'other' },
    circle,
    '\ud800',
    { '\udc00': 1 },
    ['a\ud83d'],
  ]) {
    assert.throws(() => unchecked(bad));
  }
});

test('嵌套六十四层可以，六十五层拒绝', () => {
  const nested = (levels: number): Json => {
    let value: Json = 1;
    for (let level = 0; level < levels; level += 1) value = [value];
    return value;
  };
  assert.equal(canonical(nested(64)).length, 129);
  assert.throws(() => canonical(nested(65)), RangeError);
});

test('名为__proto__的字段也照写，不丢失', () => {
  const value: unknown = JSON.parse('{"__proto__":{"a":1},"a":2}');
  assert.equal(unchecked(value), '{"__proto__":{"a":1},"a":2}');
});

test('读回再写不变，键的先后不影响', () => {
  const json = fc.jsonValue({ stringUnit: 'binary' });
  fc.assert(
    fc.property(json, (value) => {
      const once = unchecked(value);
      assert.equal(unchecked(JSON.parse(once)), once);
      assert.deepEqual(JSON.parse(once), JSON.parse(JSON.stringify(value)));
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer(), { noNullPrototype: true }), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      assert.equal(canonical(reversed), canonical(value));
    }),
  );
});
