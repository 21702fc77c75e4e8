import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueRows, parseCsv } from './csv.ts';

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
