import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../base/refusal.ts';
import { readCsv } from './table-csv.ts';
import { csvOf, harmless } from './table-write.ts';
import { LINES_MAX, ROWS_MAX, type Table } from './table.ts';

async function read(given: string | Buffer): Promise<Table> {
  const table = await readCsv(Buffer.from(given));
  assert.ok(!isRefusal(table), isRefusal(table) ? table.code : '');
  return table;
}

async function code(given: string | Buffer): Promise<string> {
  const table = await readCsv(Buffer.from(given));
  return isRefusal(table) ? table.code : 'read';
}

const words = (table: Table): string[][] =>
  table.rows.map((r) => r.cells.map((c) => c?.text ?? ''));

test('引号里的逗号、引号和换行是内容，行号是记录开始的那一行', async () => {
  const table = await read('名称,简介\r\n"甲,乙","他说""好""\r\n第二行"\r\n\r\n丙,丁\r\n');
  assert.deepEqual(words(table), [
    ['名称', '简介'],
    ['甲,乙', '他说"好"\r\n第二行'],
    ['丙', '丁'],
  ]);
  assert.deepEqual(
    table.rows.map((r) => r.line),
    [1, 2, 5],
  );
});

test('字节顺序标记不是内容；长短不一的行照样读', async () => {
  const table = await read('\ufeff名称,简介\n甲\n乙,丙,丁\n');
  assert.deepEqual(words(table), [['名称', '简介'], ['甲'], ['乙', '丙', '丁']]);
  assert.equal(table.encoding, 'utf-8');
});

test('GB18030的文件认得出来，并且说明编码', async () => {
  // 数据名称,简介 / 停车场,㐀（四字节）
  const bytes = Buffer.concat([
    Buffer.from('cafdbeddc3fbb3c62cbcf2bde90a', 'hex'),
    Buffer.from('cda3b3b5b3a12c8139ee390a', 'hex'),
  ]);
  const table = await read(bytes);
  assert.equal(table.encoding, 'gb18030');
  assert.deepEqual(words(table), [
    ['数据名称', '简介'],
    ['停车场', '㐀'],
  ]);
});

test('既不是UTF-8也不是GB18030的、UTF-16的，一概不收', async () => {
  assert.equal(await code(Buffer.from('名称\n甲', 'utf16le')), 'TABLE_ENCODING');
  assert.equal(await code(Buffer.from('ff00ff81', 'hex')), 'TABLE_ENCODING');
});

test('引号没有成对的，说明在哪一行', async () => {
  const refused = await readCsv(Buffer.from('名称,简介\n甲,"乙\n丙,丁'));
  assert.ok(isRefusal(refused));
  assert.equal(refused.code, 'TABLE_BROKEN');
  assert.equal(await code('名称\n甲"乙"丙'), 'TABLE_BROKEN');
});

test('行数、列数、一格的长度、一条记录的长度都有上限', async () => {
  assert.equal(words(await read('甲\n'.repeat(LINES_MAX))).length, LINES_MAX);
  assert.equal(await code('甲\n'.repeat(ROWS_MAX + 1)), 'TABLE_TOO_MANY_ROWS');
  assert.equal(await code('甲\n'.repeat(1_000_000)), 'TABLE_TOO_MANY_ROWS');
  assert.equal(await code(`${','.repeat(200)}甲`), 'TABLE_TOO_MANY_COLUMNS');
  assert.equal(await code(`"${'甲'.repeat(3_000_000)}"`), 'TABLE_TOO_LARGE');
  const long = await read(`${'甲'.repeat(20_000)}`);
  assert.equal(long.rows[0]?.cells[0]?.flaw, 'long');
});

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', '"', ',', '\r\n', '\n', '\r', ' 甲 ', '=1+1', '\ufeff甲', '"",""'),
);

test('写出的任何CSV都能原样读回', async () => {
  const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sheet, async (rows) => {
      const kept = rows
        .map((row) => row.slice(0, row.findLastIndex((c) => c.trim() !== '') + 1))
        .filter((row) => row.length > 0)
        .map((row) => row.map((c) => (c.trim() === '' ? '' : c)));
      const written = csvOf(rows);
      if (written.includes('\0')) return;
      assert.deepEqual(words(await read(written)), kept);
    }),
    { numRuns: 300 },
  );
});

test('别人写的字不会被当成公式打开', () => {
  for (const evil of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '＠SUM(A1)',
  ]) {
    assert.equal(harmless(evil), `'${evil}`);
  }
  assert.equal(harmless('停车场'), '停车场');
});
