import { crc32 } from 'node:zlib';
import { columnName } from './table.ts';

/** A CSV (RFC 4180) that Excel opens as UTF-8: with a byte order mark and line ends of both kinds. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => `${row.map(quoted).join(',')}\r\n`);
  return `\ufeff${lines.join('')}`;
}

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$|^\ufeff/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Words of strangers in a sheet: an office program takes what begins like this for a formula, some also
 *  the full-width signs. */
export const harmless = (cell: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;

export interface SheetToWrite {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** By column: what may be chosen there. */
  readonly choices?: readonly (readonly string[])[];
}

const CHOICE_ROWS = 10_001;

/** A workbook (ECMA-376) whose cells are all text, so that codes keep their zeros. */
export function xlsxOf(sheets: readonly SheetToWrite[]): Buffer {
  const rels = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const named = sheets.map(
    ({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const types = sheets.map(
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SHEET_ML}.worksheet+xml"/>`,
  );
  const end = sheets.length + 1;
  return zipOf([
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_ML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_ML}.styles+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${rels.join('')}<Relationship Id="rId${end}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, i): [string, string] => [
      `xl/worksheets/sheet${i + 1}.xml`,
      sheetXml(sheet),
    ]),
  ]);
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_ML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Format 49 is text; the second style is the header's. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function sheetXml({ rows, choices = [] }: SheetToWrite): string {
  const width = Math.max(1, ...rows.map((r) => r.length));
  const cells = (row: readonly string[], r: number): string =>
    row
      .map((c, i) =>
        c === ''
          ? ''
          : `<c r="${columnName(i)}${r + 1}" t="inlineStr" s="${r === 0 ? 1 : 0}"><is><t xml:space="preserve">${escaped(c)}</t></is></c>`,
      )
      .join('');
  const data = rows.map((row, r) => `<row r="${r + 1}">${cells(row, r)}</row>`).join('');
  const lists = choices.flatMap((list, i) => {
    const formula = escaped(`"${list.join(',')}"`);
    // Excel takes no longer list in place.
    if (list.length === 0 || formula.length > 250 || list.some((c) => c.includes(','))) return [];
    const at = columnName(i);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${at}2:${at}${CHOICE_ROWS}"><formula1>${formula}</formula1></dataValidation>`;
  });
  const validations =
    lists.length === 0
      ? ''
      : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${width}" width="18" style="0" customWidth="1"/></cols><sheetData>${data}</sheetData>${validations}</worksheet>`;
}

const escaped = (s: string): string =>
  s
    // What XML cannot hold is left out.
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** 1 January 1980, where the count of MS-DOS begins: the same sheet has the same bytes. */
const DOS_DAY = 0x21;

/** An archive of stored parts (PKWARE APPNOTE 4.3), names in UTF-8. */
function zipOf(parts: readonly (readonly [string, string])[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [given, content] of parts) {
    const name = Buffer.from(given);
    const bytes = Buffer.from(XML + content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x800, 2);
    about.writeUInt16LE(DOS_DAY, 8);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(bytes.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 12);
    local.push(Buffer.from('PK\x03\x04'), about, name, bytes);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      about.subarray(0, 26),
      place.subarray(2),
      name,
    );
    offset += 30 + name.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, listed, end]);
}
