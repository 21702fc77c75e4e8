import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueRows, csvText, parseCsv } from './csv.ts';

const HEAD = 'department,name,theme,formats,downloads,calls,updated_at,summary,id';

test('引号内的逗号、引号和换行属于同一格', () => {
  assert.deepEqual(parseCsv('a,"b,""c""\nd",e\r\n\r\nf,g'), [
    ['a', 'b,"c"\nd', 'e'],
    ['f', 'g'],
  ]);
});

test('带表头的目录行，按列名读取', () => {
  const csv = `\uFEFF${HEAD}\n市交通委,公共停车场备案信息,交通,CSV,1,2,2026-01-01,"名称、位置",bj-1\n`;
  assert.deepEqual(catalogueRows(csv), [
    {
      id: 'bj-1',
      name: '公共停车场备案信息',
      summary: '名称、位置',
      formats: 'CSV',
      department: '市交通委',
    },
  ]);
});

test('没有表头的一行，按固定列序读取；没有名称的不取', () => {
  assert.equal(catalogueRows('市交通委,停车场,交通,CSV,,,,简介,')[0]?.name, '停车场');
  assert.deepEqual(catalogueRows(`${HEAD}\n市交通委,,交通,CSV,,,,简介,x`), []);
  assert.deepEqual(catalogueRows(''), []);
});

test('未闭合的引号和超长的格子不会拖垮页面', () => {
  assert.equal(parseCsv(`"${'长'.repeat(50_000)}`)[0]?.[0]?.length, 10_000);
});

test('表头写中文也认得；看不见的字符不带进来', () => {
  assert.deepEqual(catalogueRows('提供单位,数据名称,数据简介\n民政局,养老\u202e机构\u200b,名册'), [
    { name: '养老机构', summary: '名册', formats: '', department: '民政局' },
  ]);
});

test('办公电脑存成GBK的表格，读出来不是乱码', () => {
  const gbk = Uint8Array.of(0xd1, 0xf8, 0xc0, 0xcf, 0xbb, 0xfa, 0xb9, 0xb9);
  assert.equal(csvText(gbk), '养老机构');
  assert.equal(csvText(new TextEncoder().encode('养老机构')), '养老机构');
});

test('太长的一格截短，不留半个字', () => {
  const [row] = catalogueRows(
    `${HEAD}\n市交通委,${'名'.repeat(199)}𠮷尾,,,,,,${'简'.repeat(3999)}𠮷,x`,
  );
  assert.equal(row?.name, '名'.repeat(199));
  assert.equal(row?.summary, '简'.repeat(3999));
});
