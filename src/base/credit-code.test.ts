import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { creditCheck, mod11x2 } from './check-digits.ts';
import type { CreditCodeCheck } from './credit-code.ts';
import { checkCreditCode } from './credit-code.ts';

function codesIn(file: string): string[] {
  const url = new URL(`../../test/data/${file}`, import.meta.url);
  const [, ...rows] = readFileSync(url, 'utf8').trim().split('\n');
  return rows.map((row) => row.split(',')[0] ?? '');
}

function refusalOf(check: CreditCodeCheck): string {
  return check.ok ? 'ok' : check.refusal.code;
}

function suggestionOf(check: CreditCodeCheck): string | undefined {
  return check.ok ? undefined : check.suggestion;
}

test('六百多个真实公共机构的代码全部通过，且没有提醒', () => {
  const codes = codesIn('uscc-public-bodies.csv');
  assert.ok(codes.length > 600);
  for (const code of codes) {
    assert.deepEqual(checkCreditCode(code), {
      ok: true,
      code,
      region: code.slice(2, 8),
      warnings: [],
    });
  }
});

test('公开数据中录错的代码一个也不通过', () => {
  const codes = codesIn('uscc-invalid.csv');
  assert.equal(codes.length, 33);
  for (const code of codes) assert.notEqual(refusalOf(checkCreditCode(code)), 'ok', code);
});

test('标准样例中自身有误的代码不通过', () => {
  for (const code of ['91310105575958172F', '12110000MB0148609Q', '91110106976748742E']) {
    assert.equal(refusalOf(checkCreditCode(code)), 'USCC_CHECK', code);
  }
});

test('全角、小写、空格、连字符和不可见字符都先整理', () => {
  const code = '12110000MB1B45614X';
  for (const typed of [
    ' 12110000mb1b45614x ',
    '１２１１００００ＭＢ１Ｂ４５６１４Ｘ',
    '12-110000 MB1B4561-4X',
    '12110000\u200BMB1B45614X\u202C',
  ]) {
    const check = checkCreditCode(typed);
    assert.ok(check.ok && check.code === code && check.region === '110000', typed);
  }
});

test('字母O、I误作0、1时提示可能的代码', () => {
  const pairs = {
    '91110229MA00INMH4Q': '91110229MA001NMH4Q',
    '92110113MAOOEFHNOE': '92110113MA00EFHN0E',
    '91110111MAO1D2HIOU': '91110111MA01D2H10U',
    I2IIOOOOMBIB456I4X: '12110000MB1B45614X',
  };
  for (const [typed, meant] of Object.entries(pairs)) {
    const check = checkCreditCode(typed);
    assert.equal(refusalOf(check), 'USCC_ALPHABET');
    assert.equal(suggestionOf(check), meant);
  }
});

test('B与8混淆且组织机构代码也相符时才提示', () => {
  const check = checkCreditCode('12110000M81B45614X');
  assert.equal(refusalOf(check), 'USCC_CHECK');
  assert.equal(suggestionOf(check), '12110000MB1B45614X');
  assert.equal(suggestionOf(checkCreditCode('12110000MB1B45615X')), undefined);
});

test('占位代码按占位退回', () => {
  for (const code of ['00000000000000000X', '000000000000000000', '911100000000000002']) {
    assert.equal(refusalOf(checkCreditCode(code)), 'USCC_PLACEHOLDER', code);
  }
});

test('位数不对、字母不对各有说法', () => {
  assert.equal(refusalOf(checkCreditCode('')), 'USCC_LENGTH');
  assert.equal(refusalOf(checkCreditCode('12110000MB1B45614')), 'USCC_LENGTH');
  assert.equal(refusalOf(checkCreditCode('1'.repeat(1_000_000))), 'USCC_LENGTH');
  assert.equal(refusalOf(checkCreditCode('V2110000MB1B45614X')), 'USCC_ALPHABET');
  assert.equal(refusalOf(checkCreditCode('京2110000MB1B45614X')), 'USCC_ALPHABET');
  assert.equal(refusalOf(checkCreditCode("12110000MB1B4'--4X;")), 'USCC_LENGTH');
});

test('不按开头两位取舍：少见的类别只看校验码', () => {
  for (const prefix of ['31', '54', '71', '89', 'A1', 'N2', 'N3']) {
    const body = `${prefix}110000MB1B45614`;
    const check = checkCreditCode(body + (creditCheck(body) ?? ''));
    assert.ok(check.ok, prefix);
  }
});

test('组织机构代码部分不符时通过但提醒核对', () => {
  const body = '12110000MB1B45615';
  const check = checkCreditCode(body + (creditCheck(body) ?? ''));
  assert.ok(check.ok);
  assert.equal(check.warnings.length, 1);
});

test('录入公民身份号码即退回，退回的话里不出现号码', () => {
  const typed = '11010519491231002X';
  for (const one of [typed, typed.toLowerCase(), '110105 19491231 002X', 'IIOIO5I949I23IOO2X']) {
    const check = checkCreditCode(one);
    assert.equal(refusalOf(check), 'USCC_PERSONAL_ID', one);
    const told = JSON.stringify(check);
    assert.ok(!told.includes(typed) && !told.includes('19491231'));
  }
});

/** Identity numbers of nobody: every sequence number of one day. */
function invented(sequence: number): string {
  const body = `11010119000101${String(sequence).padStart(3, '0')}`;
  return body + (mod11x2(body) ?? '');
}

test('碰巧也符合信用代码校验的身份号码，仍先按身份号码退回', () => {
  const both = Array.from({ length: 1000 }, (_, n) => invented(n)).filter(
    (id) => creditCheck(id.slice(0, 17)) === id.at(-1),
  );
  assert.ok(both.length > 0, '应能构造出两种校验都通过的号码');
  for (const id of both) assert.equal(refusalOf(checkCreditCode(id)), 'USCC_PERSONAL_ID');
});

test('任何输入都不抛出，退回的话里不重复录入的内容', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 12 }), (typed) => {
      const check = checkCreditCode(typed);
      if (!check.ok) assert.ok(!JSON.stringify(check.refusal).includes(typed));
    }),
  );
});
