import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../base/refusal.ts';
import { book, textRows, zip } from './table.fixtures.ts';
import { xlsxOf } from './table-write.ts';
import { readXlsx } from './table-xlsx.ts';
import { zipParts } from '../archive/zip-parts.ts';
import type { Cell, Table } from './table.ts';

async function read(bytes: Buffer): Promise<Table> {
  const table = await readXlsx(bytes);
  assert.ok(!isRefusal(table), isRefusal(table) ? `${table.code} ${table.sentence.en}` : '');
  return table;
}

async function code(bytes: Buffer): Promise<string> {
  const table = await readXlsx(bytes);
  return isRefusal(table) ? table.code : 'read';
}

const cells = (table: Table): (Cell | null)[][] => table.rows.map((r) => [...r.cells]);
const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;

test('共享文字、内嵌文字、读音、转义字符都读成原文', async () => {
  const table = await read(
    book({
      sheet: data(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>ジ</t></rPh></is></c></row>' +
          '<row r="4"><c t="s"><v>0</v></c><c t="str"><v>直接</v></c></row>',
      ),
      shared:
        '<si><t>数据&amp;名称_x000D_</t></si><si><r><t>富</t></r><r><t xml:space="preserve"> 文本</t></r><rPh sb="0" eb="1"><t>フ</t></rPh></si>',
    }),
  );
  assert.deepEqual(cells(table), [
    [{ text: '富 文本' }, null, { text: '甲乙' }],
    [{ text: '数据&名称\r' }, { text: '直接' }],
  ]);
  assert.deepEqual(
    table.rows.map((r) => r.line),
    [1, 4],
  );
});

test('公式一律标出：不管有没有算好的结果', async () => {
  const table = await read(
    book({
      sheet: data(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("x")</f><v>甲</v></c><c r="C1"><f>NOW()</f></c><c r="D1" t="s"><f>A1</f><v>0</v></c><c r="E1"><v>3</v></c></row>',
      ),
      shared: '<si><t>乙</t></si>',
    }),
  );
  assert.deepEqual(cells(table)[0], [
    { text: '2', flaw: 'formula' },
    { text: '甲', flaw: 'formula' },
    { text: '', flaw: 'formula' },
    { text: '乙', flaw: 'formula' },
    { text: '3' },
  ]);
});

test('合并单元格的每一格都标出，空行也算；没有内容的行不因合并而出现在表外', async () => {
  const table = await read(
    book({
      sheet: `${data(
        textRows([
          ['名称', '简介'],
          ['甲', '一'],
          ['乙', '二'],
          ['丙', '三'],
        ]),
      )}<mergeCells count="2"><mergeCell ref="B2:B3"/><mergeCell ref="A9:XFD1048576"/></mergeCells>`,
    }),
  );
  assert.deepEqual(
    cells(table).map((row) => row.map((c) => c?.flaw ?? '')),
    [
      ['', ''],
      ['', 'merged'],
      ['', 'merged'],
      ['', ''],
    ],
  );
});

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="&quot;第&quot;0&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs>';

test('日期按样式读成日期；编码保留前导零；小数不带浮点尾巴', async () => {
  const number = (at: string, value: string, style: number): string =>
    `<c r="${at}1" s="${style}"><v>${value}</v></c>`;
  const table = await read(
    book({
      styles: STYLES,
      sheet: data(
        `<row r="1">${number('A', '46083', 1)}${number('B', '46083', 2)}${number('C', '123', 3)}${number('D', '46083', 4)}${number('E', '20.199999999999999', 0)}${number('F', '46083.5', 5)}${number('G', '59', 1)}${number('H', '61', 1)}</row>`,
      ),
    }),
  );
  assert.deepEqual(
    cells(table)[0]?.map((c) => c?.text),
    [
      '2026-03-02',
      '2026-03-02',
      '000123',
      '46083',
      '20.2',
      '2026-03-02T12:00',
      '1900-02-28',
      '1900-03-01',
    ],
  );
});

test('1904日期系统按其自身的起点', async () => {
  const workbook =
    '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1" xmlns:r="r"/></sheets></workbook>';
  const sheet = data(
    '<row r="1"><c r="A1" s="1"><v>44621</v></c><c r="B1" s="1"><v>0</v></c></row>',
  );
  const table = await read(book({ workbook, styles: STYLES, sheet }));
  assert.deepEqual(
    cells(table)[0]?.map((c) => c?.text),
    ['2026-03-02', '1904-01-01'],
  );
});

test('超过15位的数字、错误值、不存在的日期都标出', async () => {
  const sheet = data(
    '<row r="1"><c r="A1"><v>1.2345678901234568E+17</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" s="1"><v>60</v></c><c r="D1"><v>abc</v></c><c r="E1"><v>110102199001011234</v></c></row>',
  );
  const table = await read(book({ styles: STYLES, sheet }));
  assert.deepEqual(
    cells(table)[0]?.map((c) => c?.flaw),
    ['imprecise', 'error', 'error', 'error', 'imprecise'],
  );
});

test('隐藏的工作表不读并且说明；只读第一张可见的', async () => {
  const workbook =
    '<workbook xmlns:r="r"><sheets><sheet name="底稿" state="hidden" r:id="rId1"/><sheet name="更深" state="veryHidden" r:id="rId3"/><sheet name="清单" r:id="rId2"/><sheet name="说明" r:id="rId3"/></sheets></workbook>';
  const table = await read(
    book({
      workbook,
      sheet: data(textRows([['不该读到']])),
      more: {
        'xl/worksheets/sheet2.xml': `<worksheet>${data('<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>')}</worksheet>`,
      },
    }),
  );
  assert.equal(table.sheet, '清单');
  assert.deepEqual(cells(table), [[{ text: '名称' }]]);
  const said = table.notes.map((n) => n.zh).join('');
  assert.match(said, /“底稿”、“更深”/);
  assert.match(said, /“说明”/);
  assert.match(said, /1行在表中被隐藏/);
});

test('带宏的、缺部分的、没有可见工作表的、内部有错的，不收', async () => {
  const macros = book({ sheet: data(''), more: { 'xl/vbaProject.bin': 'x' } });
  assert.equal(await code(macros), 'TABLE_MACROS');
  assert.equal(await code(zip({ 'a.txt': 'x' })), 'TABLE_BROKEN');
  const hidden = '<workbook><sheets><sheet name="a" state="hidden" id="rId1"/></sheets></workbook>';
  assert.equal(await code(book({ workbook: hidden })), 'TABLE_BROKEN');
  for (const sheet of [
    '<sheetData><row r="1"><c r="A1">',
    data('<row r="2"/><row r="1"/>'),
    data('<row r="1"><c r="B1"/><c r="A1"/></row>'),
    data('<row r="1"><c r="A2"><v>1</v></c></row>'),
    data('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    data('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    `${data('')}<mergeCells><mergeCell ref="A1:"/></mergeCells>`,
    data('<row r="1"><c r="A1" t="inlineStr"><is><t>&none;</t></is></c></row>'),
  ]) {
    assert.equal(await code(book({ sheet, shared: '' })), 'TABLE_BROKEN', sheet);
  }
});

test('文档类型声明和外部实体不收：既不展开，也不读别处的文件', async () => {
  const lol = `<!DOCTYPE w [<!ENTITY a "哈哈哈"><!ENTITY b "${'&a;'.repeat(100)}">]><worksheet>${data('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}</worksheet>`;
  const file = `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>${data('<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>')}</worksheet>`;
  for (const evil of [lol, file]) {
    const bytes = book({ more: { 'xl/worksheets/sheet1.xml': evil } });
    assert.equal(await code(bytes), 'TABLE_BROKEN');
  }
});

test('一百万行的工作簿很快被拒，不占内存', async () => {
  const row = (i: number): string => `<row><c t="s"><v>${(i * 7919) % 1_000_003}</v></c></row>`;
  const many = Array.from({ length: 1_000_000 }, (_, i) => row(i)).join('');
  const bytes = book({ sheet: data(many), shared: '<si><t>甲</t></si>' });
  const before = process.memoryUsage().rss;
  const began = performance.now();
  assert.equal(await code(bytes), 'TABLE_TOO_MANY_ROWS');
  assert.ok(performance.now() - began < 2000);
  assert.ok(process.memoryUsage().rss - before < 100 * 1_048_576);
});

test('带格式的空行不算内容', async () => {
  const blank = Array.from(
    { length: 50_000 },
    (_, i) => `<row r="${i + 2}" s="1"><c r="A${i + 2}" s="1"/></row>`,
  );
  const table = await read(book({ sheet: data(textRows([['名称']]) + blank.join('')) }));
  assert.equal(table.rows.length, 1);
});

test('压缩炸弹：自称多大的、谎报大小的、一格撑满内存的，都在上限处停下', async () => {
  const huge = Buffer.concat([
    Buffer.from('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'),
    Buffer.alloc(20 * 1_048_576, 0x20),
    Buffer.from('</t></is></c></row></sheetData></worksheet>'),
  ]);
  const honest = book({ more: { 'xl/worksheets/sheet1.xml': huge } });
  assert.equal(await code(honest), 'FILE_BOMB');
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></R>',
    'xl/worksheets/sheet1.xml': huge,
  };
  const lying = zip(parts, { 'xl/worksheets/sheet1.xml': { unpacked: 1000 } });
  const before = process.memoryUsage().rss;
  assert.equal(await code(lying), 'TABLE_BROKEN');
  assert.ok(process.memoryUsage().rss - before < 60 * 1_048_576);
});

test('深层嵌套不收；列太多不收', async () => {
  const deep = '<a>'.repeat(10_000) + '</a>'.repeat(10_000);
  assert.equal(await code(book({ sheet: deep })), 'TABLE_BROKEN');
  const wide = data('<row r="1"><c r="XFD1"><v>1</v></c></row>');
  assert.equal(await code(book({ sheet: wide })), 'TABLE_TOO_MANY_COLUMNS');
});

test('任意字节、任意截断：要么读出，要么说明原因，从不出错', async () => {
  const sound = xlsxOf([
    {
      name: '清单',
      rows: [
        ['数据名称', '简介'],
        ['甲', '乙'],
      ],
    },
  ]);
  const cut = fc.record({
    end: fc.nat(sound.length),
    at: fc.nat(sound.length - 1),
    to: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(cut, async ({ end, at, to }) => {
      const bytes = Buffer.from(sound);
      bytes[at] = to;
      await readXlsx(bytes);
      await readXlsx(bytes.subarray(0, end));
    }),
    { numRuns: 300 },
  );
});

test('写出的任何工作簿都能原样读回，全部是文字', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('', '<&>"', '0012', ' 甲 ', '一\n二', '=1+1'),
  );
  const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(sheet, async (rows) => {
      const xml = (c: string): string =>
        c
          .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
          .replaceAll(/\r\n?/g, (s) => s);
      const kept = rows
        .map((row) => row.map(xml))
        .map((row) => row.slice(0, row.findLastIndex((c) => c.trim() !== '') + 1))
        .filter((row) => row.length > 0)
        .map((row) => row.map((c) => (c.trim() === '' ? '' : c)));
      const table = await read(xlsxOf([{ name: '清单', rows }]));
      assert.deepEqual(
        table.rows.map((r) => r.cells.map((c) => c?.text ?? '')),
        kept,
      );
    }),
    { numRuns: 200 },
  );
});

test('一个部分最多展开到给定的字节数，不管目录怎么说', async () => {
  const parts = await zipParts(zip({ a: Buffer.alloc(100_000) }));
  assert.ok(!isRefusal(parts));
  const all = async (most: number): Promise<number> => {
    let size = 0;
    for await (const piece of parts.open('a', most) ?? []) size += piece.length;
    return size;
  };
  assert.equal(await all(100_000), 100_000);
  await assert.rejects(all(99_999), /TABLE_TOO_LARGE/);
});
