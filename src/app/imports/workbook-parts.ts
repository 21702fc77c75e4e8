import { Refused } from '../../base/refusal.ts';
import { lookOf, type NumberLook } from './table-numbers.ts';
import { plain, type RawRow } from './table-sheet.ts';
import { broken, CHARS_MAX, tooMuchText, type Cell } from './table.ts';
import { readXml } from './xml-stream.ts';
import type { ZipParts } from '../archive/zip-parts.ts';

const SMALL_PART = 4 * 1_048_576;
/** As much of a sheet or of its words is unpacked, piece by piece. */
export const LARGE_PART = 128 * 1_048_576;
const SHEETS_MAX = 1000;

export interface SheetName {
  readonly name: string;
  readonly rel: string;
  readonly hidden: boolean;
}

/** The sheets of a workbook in order, and from which year it counts days (ECMA-376 18.2). */
export async function workbook(parts: ZipParts) {
  const sheets: SheetName[] = [];
  let since1904 = false;
  await readXml(partOf(parts, 'xl/workbook.xml'), {
    open(name, attribute) {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet' || sheets.length === SHEETS_MAX) return;
      const hidden = /^(?:hidden|veryHidden)$/.test(attribute('state') ?? '');
      const rel = attribute('r:id') ?? attribute('id') ?? '';
      sheets.push({ name: (attribute('name') ?? '').slice(0, 100), rel, hidden });
    },
  });
  return { sheets, since1904 };
}

/** Where each sheet lies; what leads out of the archive is left out. */
export async function relations(parts: ZipParts): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  await readXml(partOf(parts, 'xl/_rels/workbook.xml.rels'), {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const target = attribute('Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
      found.set(attribute('Id') ?? '', path);
    },
  });
  return found;
}

/** What each cell style makes of a number. */
export async function styles(parts: ZipParts): Promise<NumberLook[]> {
  const part = parts.open('xl/styles.xml', SMALL_PART);
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  if (!part) return looks;
  let inCells = false;
  await readXml(part, {
    open(name, attribute) {
      if (name === 'numFmt') {
        codes.set(Number(attribute('numFmtId')), (attribute('formatCode') ?? '').slice(0, 300));
      }
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = Number(attribute('numFmtId') ?? 0);
        looks.push(lookOf(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return looks;
}

/** Only the strings that the rows refer to; a list of a million others is read past. */
export async function sharedStrings(
  parts: ZipParts,
  rows: readonly RawRow[],
): Promise<ReadonlyMap<number, Cell>> {
  const wanted = new Set(
    rows.flatMap((row) => row.cells.flatMap((c) => (c && 'shared' in c ? [c.shared] : []))),
  );
  const found = new Map<number, Cell>();
  if (wanted.size === 0) return found;
  let at = -1;
  let words = '';
  let chars = 0;
  let aside = false;
  let inText = false;
  let left = wanted.size;
  await readXml(partOf(parts, 'xl/sharedStrings.xml', LARGE_PART), {
    open(name) {
      if (name === 'si') [at, words] = [at + 1, ''];
      if (name === 'rPh') aside = true;
      if (name === 't') inText = true;
    },
    text(given) {
      if (inText && !aside && wanted.has(at)) words += given;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') aside = false;
      if (name !== 'si' || !wanted.has(at)) return;
      left -= 1;
      chars += words.length;
      if (chars > CHARS_MAX) throw new Refused(tooMuchText());
      const cell = plain(words);
      if (cell) found.set(at, cell);
    },
    done: () => left === 0,
  });
  if (left > 0)
    throw new Refused(broken('引用了不存在的文字', 'it refers to words it does not have'));
  return found;
}

function partOf(parts: ZipParts, name: string, most = SMALL_PART): AsyncGenerator<Buffer> {
  const part = parts.open(name, most);
  if (!part) throw new Refused(broken('缺少必要的部分', 'a part of it is missing'));
  return part;
}
