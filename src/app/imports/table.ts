import type { Refusal } from '../../base/refusal.ts';
import { refuse } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';

/** Why what a cell shows cannot be relied on. */
export type Flaw = 'formula' | 'error' | 'merged' | 'imprecise' | 'long';

export interface Cell {
  readonly text: string;
  readonly flaw?: Flaw;
}

export interface Row {
  /** The row of the sheet, or the line of the text at which the record begins; counted from 1. */
  readonly line: number;
  /** By column, counted from 0; null: nothing stands there. */
  readonly cells: readonly (Cell | null)[];
}

/** A spreadsheet as it was read: rows with something in them, and what a person should know. */
export interface Table {
  readonly form: 'csv' | 'xlsx';
  /** Of a text: the encoding that was found. Of a workbook: null. */
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly sheet: string | null;
  readonly rows: readonly Row[];
  readonly notes: readonly Text[];
}

/** Lines of content that one file may bring, and rows above them for titles and the header. */
export const LINES_MAX = 10_000;
export const HEAD_ROWS = 20;
export const ROWS_MAX = LINES_MAX + HEAD_ROWS;
export const COLUMNS_MAX = 200;
/** Excel's own bound of a cell is 32,767 characters; no field of the material list takes as many. */
export const CELL_CHARS_MAX = 10_000;
/** Everything that is kept of one file while it is imported. */
export const CHARS_MAX = 20_000_000;
export const TABLE_BYTES_MAX = 32 * 1_048_576;

/** `A` for 0, `AB` for 27: how a spreadsheet names its columns. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

/** The column that `AB` names, or undefined beyond XFD. */
export function columnAt(name: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(name)) return undefined;
  return [...name].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;
}

const BASIS = ['BJ-REG-19'];

export const tooManyRows = (): Refusal =>
  refuse(
    'TABLE_TOO_MANY_ROWS',
    text(
      `一个文件最多${LINES_MAX}行内容，请拆分后分次导入。`,
      `One file holds at most ${LINES_MAX} lines of content; split it.`,
    ),
    BASIS,
    'tooLarge',
  );

export const tooMuchText = (): Refusal =>
  refuse(
    'TABLE_TOO_LARGE',
    text(
      '表格内容过多，超出一次导入的上限，请拆分后分次导入。',
      'The sheet holds more than one import takes; split it.',
    ),
    BASIS,
    'tooLarge',
  );

export const tooManyColumns = (): Refusal =>
  refuse(
    'TABLE_TOO_MANY_COLUMNS',
    text(`表格最多${COLUMNS_MAX}列。`, `A sheet has at most ${COLUMNS_MAX} columns.`),
    BASIS,
    'tooLarge',
  );

export const broken = (zh: string, en: string): Refusal =>
  refuse(
    'TABLE_BROKEN',
    text(`表格读不出来：${zh}。请重新导出后再传。`, `The table cannot be read: ${en}.`),
    BASIS,
  );
