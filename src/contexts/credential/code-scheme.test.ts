import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../base/refusal.ts';
import type { CodeInput, ObjectKind } from './code-scheme.ts';
import { codeScheme, nationalCode, ownCodeScheme } from './code-scheme.ts';
import { checkQueryCode, queryCode } from './query-code.ts';

const input: CodeInput = {
  regionCode: '110000',
  registrarCode: '12110000MB1B45614X',
  objectKind: 'resource',
  industryCode: 'I64',
  day: '2026-03-02',
  serial: 123,
};

const inputs = fc.record({
  regionCode: fc.stringMatching(/^[0-9]{6}$/),
  registrarCode: fc.constant(input.registrarCode),
  objectKind: fc.constantFrom<ObjectKind>('resource', 'product', 'service'),
  industryCode: fc.constant('I64'),
  day: fc.integer({ min: 2025, max: 2099 }).map((year) => `${year}-07-01`),
  serial: fc.integer({ min: 1, max: 9_999_999 }),
});

const readable = (typed: string): string | undefined => {
  const result = ownCodeScheme.check(typed);
  return result.ok ? result.code : undefined;
};
const queryReadable = (typed: string): string | undefined => {
  const result = checkQueryCode(typed);
  return isRefusal(result) ? undefined : result;
};

/** Every text that differs in one character, and every one with two neighbours exchanged. */
function* slips(code: string): Generator<string> {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-* 国';
  for (let at = 0; at < code.length; at += 1) {
    for (const other of alphabet) {
      if (other !== code.charAt(at)) yield code.slice(0, at) + other + code.slice(at + 1);
    }
    if (at > 0 && code.charAt(at) !== code.charAt(at - 1)) {
      yield code.slice(0, at - 1) + code.charAt(at) + code.charAt(at - 1) + code.slice(at + 1);
    }
  }
}

test('登记码写法固定，读回各部分', () => {
  const code = ownCodeScheme.assign(input);
  assert.equal(code, 'DJ-110000-Y-2026-0000123-1');
  assert.deepEqual(ownCodeScheme.check(code), {
    ok: true,
    code,
    regionCode: '110000',
    objectKind: 'resource',
    year: 2026,
    serial: 123,
  });
  assert.equal(codeScheme('provisional'), ownCodeScheme);
  assert.equal(ownCodeScheme.provisional, true);
});

test('登记码：任一字符录错、任两相邻字符颠倒，都不会读成另一个码', () => {
  fc.assert(
    fc.property(inputs, (one) => {
      const code = ownCodeScheme.assign(one);
      for (const slip of slips(code)) {
        const read = readable(slip);
        if (read !== undefined && read !== code) return false;
      }
      return readable(code) === code;
    }),
    { numRuns: 60 },
  );
});

test('登记码不含易混字母，全角、小写、无连字符、O写作0均能读', () => {
  fc.assert(
    fc.property(inputs, (one) => !/[IOSVZ]/.test(ownCodeScheme.assign(one))),
    { numRuns: 200 },
  );
  const code = ownCodeScheme.assign(input);
  for (const typed of [
    'dj110000y202600001231',
    'ＤＪ－１１００００－Ｙ－2026－0000123－1',
    ` ${code} `,
  ]) {
    assert.equal(readable(typed), code);
  }
  assert.equal(readable('DJ-11OOOO-Y-2O26-OOOOI23-I'), code);
});

test('登记码：不合格式的输入一律拒绝而不抛错', () => {
  for (const typed of [
    '',
    'DJ',
    '1393264726771781632103',
    '国'.repeat(5000),
    'DJ-110000-X-2026-0000123-1',
  ]) {
    const result = ownCodeScheme.check(typed);
    assert.equal(result.ok, false);
  }
});

test('登记码：序号或日期不合规范属程序错误', () => {
  for (const wrong of [
    { serial: 0 },
    { serial: 10_000_000 },
    { serial: 1.5 },
    { day: '2026' },
    { regionCode: '11' },
  ]) {
    assert.throws(() => ownCodeScheme.assign({ ...input, ...wrong }));
  }
  assert.throws(() => codeScheme('none'));
});

test('国家平台编码原样保存，不作解析', () => {
  assert.equal(nationalCode(' 1393264726771781632103 '), '1393264726771781632103');
  for (const wrong of ['', ' ', 'a'.repeat(65), 'a b', 'a\u0000b', 'x'.repeat(100_000)]) {
    assert.ok(isRefusal(nationalCode(wrong)));
  }
});

test('查询码由随机数得出，24位分6组，不同随机数不同码', () => {
  assert.match(queryCode('00'.repeat(16)), /^(0000-){5}0000$/);
  assert.match(queryCode('ff'.repeat(16)), /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{30}$/), fc.nat({ max: 114 }), (hex, bit) => {
      const other = (BigInt(`0x${hex}`) ^ (1n << BigInt(bit))).toString(16).padStart(30, '0');
      return queryCode(hex) !== queryCode(other);
    }),
  );
  assert.throws(() => queryCode('00'.repeat(14)));
  assert.throws(() => queryCode('不是随机数'));
});

test('查询码：任一字符录错、任两相邻字符颠倒，都不会读成另一个码', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (hex) => {
      const code = queryCode(hex);
      for (const slip of slips(code)) {
        const read = queryReadable(slip);
        if (read !== undefined && read !== code) return false;
      }
      return queryReadable(code.toLowerCase().replaceAll('-', '')) === code;
    }),
    { numRuns: 40 },
  );
  assert.equal(queryReadable('9'.repeat(100_000)), undefined);
});
