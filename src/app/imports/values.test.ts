import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beijingPack } from '../../law/beijing.ts';
import { chongqingPack } from '../../law/chongqing.ts';
import type { MaterialField } from '../../law/types.ts';
import { columnNamed, columnsOf } from './columns.ts';
import { dayIn, valueOf } from './values.ts';

const as = (type: MaterialField['type'], words: string) => valueOf({ type }, words);

test('日期的各种写法读成同一天；不存在的日期、含糊的写法不读', () => {
  for (const words of [
    '2026-03-02',
    '2026/3/2',
    '2026.3.2',
    '2026年3月2日',
    '20260302',
    '２０２６－０３－０２',
    '2026-03-02T00:00',
    '2026-03-02 00:00:00',
  ]) {
    assert.equal(dayIn(words), '2026-03-02', words);
  }
  for (const words of ['2026-02-30', '3/2/2026', '2026-03', '46083', '明天', '2026-03-02 08:30']) {
    assert.equal(dayIn(words), undefined, words);
  }
});

test('一格一万个空白、一万个零：立即读完，不让别人等', () => {
  const began = performance.now();
  for (const inner of [' ', '0', '（', 'T0:00 ']) {
    const cell = `a${inner.repeat(10_000 / inner.length)}b`;
    assert.equal(as('date', cell), cell);
    assert.deepEqual(as('organisations', cell), [{ name: cell, creditCode: '' }]);
    for (const type of ['int', 'region', 'industry', 'creditCode'] as const) as(type, cell);
  }
  assert.ok(performance.now() - began < 100, `${performance.now() - began}`);
});

test('表格里粘贴带来的看不见的字符不读进来', () => {
  assert.equal(as('string', '\u200b养老\u00ad服务\ufeff '), '养老服务');
  assert.equal(as('date', '2026-03-02\u200b'), '2026-03-02');
  assert.equal(as('creditCode', '9111000060003734\u202c1L'), '91110000600037341L');
});

test('是否、数字、代码按办公习惯读，读不懂的原样交给材料规则', () => {
  assert.deepEqual(
    ['是', '√', 'TRUE', '有'].map((w) => as('bool', w)),
    [true, true, true, true],
  );
  assert.deepEqual(
    ['否', '×', 'no', '无'].map((w) => as('bool', w)),
    [false, false, false, false],
  );
  assert.equal(as('bool', '也许'), '也许');
  assert.equal(as('int', '1,200'), 1200);
  assert.equal(as('decimal', '-1.5'), -1.5);
  assert.equal(as('int', '1e3'), '1e3');
  assert.equal(as('creditCode', ' 12110000 mb1b45614x '), '12110000MB1B45614X');
});

test('行业、区划：代码、代码加名称、名称都认；名称不止一处的区划不猜', () => {
  assert.equal(as('industry', 'G54'), 'G54');
  assert.equal(as('industry', 'g54 道路运输业'), 'G54');
  assert.equal(as('industry', '道路运输业'), 'G54');
  assert.equal(as('industry', '没有这一行业'), '没有这一行业');
  assert.equal(as('region', '110102 西城区'), '110102');
  assert.equal(as('region', '西城区'), '110102');
  assert.equal(as('region', '鼓楼区'), '鼓楼区');
});

test('共有主体逐个读出名称和代码', () => {
  assert.deepEqual(
    as('organisations', '甲局（12110000MB1B45614X）；乙 中心 11110000000021039c\n丙'),
    [
      { name: '甲局', creditCode: '12110000MB1B45614X' },
      { name: '乙 中心', creditCode: '11110000000021039C' },
      { name: '丙', creditCode: '' },
    ],
  );
});

for (const pack of [beijingPack, chongqingPack]) {
  test(`${pack.jurisdiction}：每一列按编号、模板上的名称都认得，选项的每个文字都认得`, () => {
    const columns = columnsOf(pack);
    assert.equal(new Set(columns.map((c) => c.id)).size, columns.length);
    for (const column of columns) {
      for (const name of [
        column.id,
        column.label.zh,
        column.label.en,
        `${column.label.zh}*（必填）`,
      ]) {
        assert.equal(columnNamed(columns, name)?.id, column.id, name);
      }
      for (const { value, label } of column.field.options ?? []) {
        for (const words of [value, label.zh, ` ${label.en.toUpperCase()} `]) {
          assert.equal(valueOf({ ...column.field, type: 'enum' }, words), value);
        }
      }
    }
    assert.equal(columnNamed(columns, '没有这一列'), undefined);
    assert.equal(columnNamed(columns, ' （） '), undefined);
  });
}

test('两个材料组里同名的项目不猜：要求写全称', () => {
  const columns = columnsOf(beijingPack);
  const shared = columns.filter((c) => c.label.zh.includes('·'));
  for (const { field } of shared) assert.equal(columnNamed(columns, field.label.zh), null);
});
