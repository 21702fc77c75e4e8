import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical } from '../../base/canonical-json.ts';
import { isRefusal } from '../../base/refusal.ts';
import { readCatalogueCsv } from './catalogue.ts';

const HEAD = 'department,name,theme,formats,updated_at,summary,id';

const read = (...rows: readonly string[]) =>
  readCatalogueCsv(Buffer.from([HEAD, ...rows].join('\n')));

test('太长的一格截短，不留半个字：整份目录照样能算出摘要', () => {
  const rows = read(
    `市交通委,${'名'.repeat(199)}𠮷尾,交通,CSV,2026-01-01,${'简'.repeat(3999)}𠮷,x-1`,
  );
  assert.ok(!isRefusal(rows));
  assert.equal(rows[0]?.name, '名'.repeat(199));
  assert.equal(rows[0]?.summary, '简'.repeat(3999));
  assert.doesNotThrow(() => canonical(rows.map((row) => ({ ...row }))));
});

test('看不见的、掉转方向的字符去掉；去掉以后没有名称或者编号的，整份不收', () => {
  const rows = read('市\u200b交通委,停\u202e车场\u200f,交通,CSV,2026-01-01,简\ufeff介,x\u200b-1');
  assert.ok(!isRefusal(rows));
  assert.deepEqual(rows[0], {
    id: 'x-1',
    department: '市交通委',
    name: '停车场',
    theme: '交通',
    formats: 'CSV',
    updatedAt: '2026-01-01',
    summary: '简介',
  });
  for (const row of ['部门,\u3164\u200b,,,,,x', '部门,名称,,,,,\u202e'])
    assert.ok(isRefusal(read(row)), row);
});

test('公式和网页代码只是文字，一个字不改', () => {
  const rows = read(`"=cmd|' /C calc'!A0","<script>alert(1)</script>",,,,"=1+1",x`);
  assert.ok(!isRefusal(rows));
  assert.equal(rows[0]?.name, '<script>alert(1)</script>');
  assert.equal(rows[0]?.department, "=cmd|' /C calc'!A0");
});
