import { upTo } from '../../../base/sound-text.ts';
import { withoutInvisible } from '../form/invisible.ts';

/** One row of a catalogue list as a person pastes it. */
export interface CatalogueRow {
  readonly id?: string;
  readonly name: string;
  readonly summary: string;
  readonly formats: string;
  readonly department: string;
}

const COLUMNS = [
  'department',
  'name',
  'theme',
  'formats',
  'downloads',
  'calls',
  'updated_at',
  'summary',
  'id',
];
const MOST_ROWS = 20_000;
const MOST_CELL = 10_000;

/** What sheets of our offices call them. */
const CALLED: readonly (readonly [RegExp, string])[] = [
  [/^(?:数据|目录|资源|信息资源)?名称$/, 'name'],
  [/^(?:所属|提供|责任|来源|发布)?(?:部门|单位|机构)(?:名称)?$/, 'department'],
  [/^(?:数据|内容|资源|目录)?(?:简介|摘要|描述|说明)$/, 'summary'],
  [/^(?:数据|文件|资源)?格式$/, 'formats'],
  [/^(?:目录|资源|条目)?(?:编号|编码|代码|标识)$/, 'id'],
];

const columnOf = (head: string): string => {
  const plain = head.trim().toLowerCase();
  return CALLED.find(([shape]) => shape.test(plain))?.[1] ?? plain;
};

/** The text of a CSV file: UTF-8, or what the sheets of Chinese office machines are saved in. */
export function csvText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Records of a CSV text (RFC 4180): quoted cells may hold commas, quotes and line ends. */
export function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const text = csv.replace(/^\uFEFF/, '');
  const endCell = (): void => {
    row.push(upTo(cell, MOST_CELL));
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((c) => c.trim() !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < MOST_ROWS; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

/** Rows of the open catalogue's CSV, with or without its header line; rows without a name are left out. */
export function catalogueRows(csv: string): CatalogueRow[] {
  const [first, ...rest] = parseCsv(csv);
  if (!first) return [];
  const head = first.map(columnOf);
  const headed = head.includes('name') && head.includes('department');
  const columns = headed ? head : COLUMNS;
  return (headed ? rest : [first, ...rest]).flatMap((row) => {
    const cell = (name: string, most: number): string =>
      upTo(withoutInvisible(row[columns.indexOf(name)] ?? '').text.trim(), most);
    const name = cell('name', 200);
    const id = cell('id', 80);
    if (name === '') return [];
    const more = {
      summary: cell('summary', 4000),
      formats: cell('formats', 200),
      department: cell('department', 200),
    };
    return [{ ...(id === '' ? {} : { id }), name, ...more }];
  });
}
