import { Refused } from '../../base/refusal.ts';
import { numberCell, type NumberLook } from './table-numbers.ts';
import {
  broken,
  CELL_CHARS_MAX,
  CHARS_MAX,
  columnAt,
  COLUMNS_MAX,
  ROWS_MAX,
  tooManyColumns,
  tooManyRows,
  tooMuchText,
  type Cell,
} from './table.ts';
import type { XmlReader } from './xml-stream.ts';

/** A cell whose text stands in the list of shared strings. */
export interface Shared {
  readonly shared: number;
  readonly flaw?: 'formula';
}

export interface RawRow {
  readonly line: number;
  readonly cells: (Cell | Shared | null)[];
  readonly hidden: boolean;
}

export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface SheetLooks {
  readonly looks: readonly NumberLook[];
  readonly since1904: boolean;
}

const MERGES_MAX = 20_000;
const LINE_MAX = 1_048_576;
const PLAIN: NumberLook = { as: 'plain' };

interface Open {
  readonly at: number;
  readonly type: string;
  readonly look: NumberLook;
  formula: boolean;
  value: string;
  inline: string;
}

/** Reads one sheet (ECMA-376 18.3) cell by cell and keeps rows with something in them. Stops by
 *  throwing `Refused` as soon as there are more than one import takes. */
export function sheetReader({ looks, since1904 }: SheetLooks) {
  const rows: RawRow[] = [];
  const merges: Merge[] = [];
  let row: RawRow | undefined;
  let line = 0;
  let cell: Open | undefined;
  let within = '';
  let chars = 0;
  const endCell = (): void => {
    if (!cell || !row) return;
    const read = cellOf(cell, since1904);
    if (!read) return;
    if (cell.at >= COLUMNS_MAX) throw new Refused(tooManyColumns());
    while (row.cells.length < cell.at) row.cells.push(null);
    if ('text' in read) chars += read.text.length;
    if (chars > CHARS_MAX) throw new Refused(tooMuchText());
    row.cells[cell.at] = read;
  };
  const endRow = (): void => {
    if (!row || row.cells.length === 0) return;
    if (rows.length === ROWS_MAX) throw new Refused(tooManyRows());
    rows.push(row);
  };
  const reader: XmlReader = {
    open(name, attribute) {
      if (name === 'row') {
        const given = attribute('r');
        const next = given === undefined ? line + 1 : Number(given);
        if (!Number.isInteger(next) || next <= line || next > LINE_MAX)
          throw new Refused(unsorted());
        line = next;
        row = { line, cells: [], hidden: attribute('hidden') === '1' };
      } else if (name === 'c' && row) {
        cell = opened(attribute, row, cell, looks);
      } else if (name === 'f' && cell) {
        cell.formula = true;
      } else if (name === 'mergeCell') {
        const merge = mergeOf(attribute('ref') ?? '');
        if (!merge || merges.length === MERGES_MAX) throw new Refused(unsorted());
        merges.push(merge);
      }
      // Reading aids (rPh) repeat the text in another script.
      if (name === 'v' || (name === 't' && within !== 'rPh')) within = name;
      else if (name === 'rPh') within = 'rPh';
    },
    text(text) {
      if (!cell) return;
      if (within === 'v') cell.value += text.slice(0, CELL_CHARS_MAX + 1 - cell.value.length);
      if (within === 't') cell.inline += text.slice(0, CELL_CHARS_MAX + 1 - cell.inline.length);
    },
    close(name) {
      if (name === 'c') endCell();
      if (name === 'row') {
        endRow();
        row = undefined;
        cell = undefined;
      }
      if (name === within) within = '';
    },
  };
  return { reader, rows, merges };
}

function opened(
  attribute: (name: string) => string | undefined,
  row: RawRow,
  before: Open | undefined,
  looks: readonly NumberLook[],
): Open {
  const given = /^([A-Z]{1,3})(\d{1,7})$/.exec(attribute('r') ?? '');
  const last = before?.at ?? -1;
  const at = given ? columnAt(given[1] ?? '') : last + 1;
  if (at === undefined || at <= last || (given && Number(given[2]) !== row.line)) {
    throw new Refused(unsorted());
  }
  const look = looks[Number(attribute('s') ?? 0)] ?? PLAIN;
  return { at, type: attribute('t') ?? 'n', look, formula: false, value: '', inline: '' };
}

function cellOf(cell: Open, since1904: boolean): Cell | Shared | undefined {
  const flaw = cell.formula ? { flaw: 'formula' as const } : {};
  const { type, value } = cell;
  if (type === 's' && value !== '') {
    const shared = Number(value);
    if (!Number.isInteger(shared) || shared < 0) throw new Refused(unsorted());
    return { shared, ...flaw };
  }
  const read = type === 'inlineStr' ? plain(cell.inline) : ofValue(cell, since1904);
  // A formula without a cached value still stands there.
  if (!read) return cell.formula ? { text: '', flaw: 'formula' } : undefined;
  return { ...read, ...flaw };
}

function ofValue({ type, value, look }: Open, since1904: boolean): Cell | undefined {
  if (value.trim() === '') return undefined;
  if (type === 'n') return numberCell(value, look, since1904);
  if (type === 'b') return { text: value.trim() === '1' ? '是' : '否' };
  if (type === 'e') return { text: value, flaw: 'error' };
  if (type === 'd') return { text: value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '') };
  return plain(value);
}

export function plain(given: string): Cell | undefined {
  // How Excel writes characters that XML has no room for (ECMA-376 22.4.2.4).
  const text = given.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (text.trim() === '') return undefined;
  return text.length > CELL_CHARS_MAX
    ? { text: text.slice(0, CELL_CHARS_MAX), flaw: 'long' }
    : { text };
}

function mergeOf(ref: string): Merge | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(ref);
  if (!found) return undefined;
  const [, a = '', top = '', b = a, bottom = top] = found;
  const [left, right] = [columnAt(a), columnAt(b)];
  if (left === undefined || right === undefined) return undefined;
  return { top: Number(top), bottom: Number(bottom), left, right };
}

const unsorted = () => broken('单元格的次序或引用有错', 'its cells are out of order or misnamed');
