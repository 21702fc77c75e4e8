import { isRefusal, refuse, Refused, type Refusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import { sheetReader, type Merge, type RawRow, type SheetLooks } from './table-sheet.ts';
import { broken, COLUMNS_MAX, tooMuchText, type Cell, type Row, type Table } from './table.ts';
import {
  LARGE_PART,
  relations,
  sharedStrings,
  styles,
  workbook,
  type SheetName,
} from './workbook-parts.ts';
import { readXml } from './xml-stream.ts';
import { zipParts, type ZipParts } from '../archive/zip-parts.ts';

/** Reads the first visible sheet of a workbook (ECMA-376). Formulas are marked, never worked out and
 *  never believed; merged cells are marked; numbers stay as they were typed. Nothing is unpacked as a
 *  whole, and reading ends where the bounds of `table.ts` do. */
export async function readXlsx(bytes: Buffer): Promise<Table | Refusal> {
  try {
    const parts = await zipParts(bytes);
    return isRefusal(parts) ? parts : await readParts(parts);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function readParts(parts: ZipParts): Promise<Table> {
  if (parts.names.some((name) => /vbaProject\.bin$/i.test(name))) throw new Refused(macros());
  const { sheets, since1904 } = await workbook(parts);
  const shown = sheets.filter((s) => !s.hidden);
  const sheet = shown[0];
  if (!sheet) throw new Refused(noSheet());
  const path = (await relations(parts)).get(sheet.rel);
  const part = path === undefined ? undefined : parts.open(path, LARGE_PART);
  if (!part) throw new Refused(noSheet());
  const looks: SheetLooks = { looks: await styles(parts), since1904 };
  const { reader, rows, merges } = sheetReader(looks);
  await readXml(part, reader);
  const words = await sharedStrings(parts, rows);
  return {
    form: 'xlsx',
    encoding: null,
    sheet: sheet.name,
    rows: marked(
      rows.map((row) => resolved(row, words)),
      merges,
    ),
    notes: notesOf(sheets, shown, rows),
  };
}

function resolved(row: RawRow, words: ReadonlyMap<number, Cell>): Row {
  const cells = row.cells.map((c): Cell | null => {
    if (!c || !('shared' in c)) return c;
    const word = words.get(c.shared);
    if (!c.flaw) return word ?? null;
    return { text: word?.text ?? '', flaw: c.flaw };
  });
  return { line: row.line, cells };
}

const MARKS_MAX = 4_000_000;

/** Marks every cell of a merged range: whatever is read from it, one of its rows would be wrong. */
function marked(rows: Row[], merges: readonly Merge[]): Row[] {
  const cells = rows.map((row) => [...row.cells]);
  let marks = 0;
  for (const { top, bottom, left, right } of merges) {
    let at = firstFrom(rows, top);
    for (; at < rows.length && (rows[at]?.line ?? 0) <= bottom; at += 1) {
      const row = cells[at] ?? [];
      const end = Math.min(right, COLUMNS_MAX - 1);
      marks += Math.max(1, end - left + 1);
      if (marks > MARKS_MAX) throw new Refused(tooMuchText());
      while (row.length <= end) row.push(null);
      for (let c = left; c <= end; c += 1) row[c] = { text: row[c]?.text ?? '', flaw: 'merged' };
    }
  }
  return rows
    .map(({ line }, i) => ({ line, cells: cells[i] ?? [] }))
    .filter((row) => row.cells.some((c) => c !== null));
}

function firstFrom(rows: readonly Row[], line: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

const names = (sheets: readonly SheetName[]): string =>
  `${sheets
    .slice(0, 10)
    .map((s) => `“${s.name}”`)
    .join('、')}${sheets.length > 10 ? '……' : ''}`;

function notesOf(
  sheets: readonly SheetName[],
  shown: readonly SheetName[],
  rows: readonly RawRow[],
): Text[] {
  const hidden = sheets.filter((s) => s.hidden);
  const others = shown.slice(1);
  const covered = rows.filter((r) => r.hidden).length;
  return [
    ...(hidden.length > 0
      ? [
          text(
            `隐藏的工作表没有读取：${names(hidden)}。`,
            `Hidden sheets are not read: ${names(hidden)}.`,
          ),
        ]
      : []),
    ...(others.length > 0
      ? [
          text(
            `只读取第一张工作表，没有读取：${names(others)}。`,
            `Only the first sheet is read, not: ${names(others)}.`,
          ),
        ]
      : []),
    ...(covered > 0
      ? [
          text(
            `有${covered}行在表中被隐藏，仍按内容读取，请核对。`,
            `${covered} rows are hidden in the sheet and are read all the same; look at them.`,
          ),
        ]
      : []),
  ];
}

const macros = (): Refusal =>
  refuse(
    'TABLE_MACROS',
    text(
      '工作簿带有宏，请另存为不含宏的xlsx后再传。',
      'The workbook holds macros; save it as xlsx without them.',
    ),
    ['BJ-REG-19'],
  );

const noSheet = (): Refusal => broken('没有可见的工作表', 'it has no visible sheet');
