import { crc32, deflateRawSync } from 'node:zlib';

/** Workbooks made by hand for the tests, hostile ones above all. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface BookParts {
  /** What stands inside `<worksheet>`, usually `<sheetData>…`. */
  readonly sheet?: string;
  readonly shared?: string;
  readonly styles?: string;
  readonly workbook?: string;
  readonly more?: Readonly<Record<string, string | Buffer>>;
}

export function book({ sheet = '', shared, styles, workbook, more = {} }: BookParts): Buffer {
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      workbook ??
      `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${[1, 2, 3]
      .map((n) => `<Relationship Id="rId${n}" Target="worksheets/sheet${n}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}">${sheet}</worksheet>`,
    ...(shared === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${shared}</sst>` }),
    ...(styles === undefined
      ? {}
      : { 'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` }),
    ...more,
  });
}

/** Rows of inline text. */
export const textRows = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row
          .map(
            (c, i) =>
              `<c r="${String.fromCharCode(65 + i)}${r + 1}" t="inlineStr"><is><t>${c}</t></is></c>`,
          )
          .join('')}</row>`,
    )
    .join('');

interface Told {
  /** What the directory claims instead of the truth. */
  readonly unpacked?: number;
}

/** A deflated archive; `lies` says otherwise about a part than what it is. */
export function zip(
  parts: Readonly<Record<string, string | Buffer>>,
  lies: Readonly<Record<string, Told>> = {},
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [given, content] of Object.entries(parts)) {
    const name = Buffer.from(given);
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain, { level: plain.length > 1_000_000 ? 1 : 6 });
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x800, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(lies[given]?.unpacked ?? plain.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), about, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, place, name);
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, listed, end]);
}
