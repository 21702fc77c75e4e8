import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INDUSTRY_SECTIONS, industryName, isIndustry } from './industry.ts';

test('二十个门类从A到T，九十七个大类从01到97，一个不缺', () => {
  const letters = INDUSTRY_SECTIONS.map((section) => section.code).join('');
  assert.equal(letters, 'ABCDEFGHIJKLMNOPQRST');
  const divisions = INDUSTRY_SECTIONS.flatMap((section) => section.divisions.map((d) => d.code));
  const expected = Array.from({ length: 97 }, (_, n) => String(n + 1).padStart(2, '0'));
  assert.deepEqual(divisions, expected);
});

test('各门类的大类起止与国家标准一致', () => {
  const first = INDUSTRY_SECTIONS.map((section) => section.divisions[0]?.code).join(' ');
  assert.equal(first, '01 06 13 44 47 51 53 61 63 66 70 71 73 76 80 83 84 86 91 97');
});

test('门类、大类和连写都能查到名称', () => {
  assert.equal(industryName('I')?.zh, '信息传输、软件和信息技术服务业');
  assert.equal(industryName('65')?.zh, '软件和信息技术服务业');
  assert.deepEqual(industryName('I65'), industryName('65'));
  assert.equal(industryName('92')?.en, 'State institutions');
});

test('中英文名称都有', () => {
  for (const section of INDUSTRY_SECTIONS) {
    for (const { name } of [section, ...section.divisions]) {
      assert.match(name.zh, /^[\p{sc=Han}、]+$/u);
      assert.match(name.en, /^[A-Z]/);
    }
  }
});

test('不存在的代码和错配的门类查不到', () => {
  for (const code of ['', 'U', '00', '98', '1', 'A65', 'i', '__proto__', 'constructor']) {
    assert.equal(isIndustry(code), false, code);
    assert.equal(industryName(code), undefined);
  }
});
