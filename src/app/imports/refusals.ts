import { refuse, type Refusal, type RefusalKind } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';
import type { Flaw } from './table.ts';

/** What an import says: one function for each code. */

const BASIS = ['BJ-REG-19', 'NAT-REG-16'];

const no = (code: string, zh: string, en: string, kind?: RefusalKind): Refusal =>
  refuse(code, text(zh, en), BASIS, kind);

const FLAWS: Readonly<Record<Flaw, readonly [string, Text]>> = {
  formula: [
    'CELL_FORMULA',
    text(
      '这一格是公式。公式的结果可能不是最新的，不予采用；请粘贴为数值后再导入。',
      'This cell is a formula, whose result may be stale; paste it as a value.',
    ),
  ],
  error: [
    'CELL_ERROR',
    text(
      '这一格是错误值或者不存在的日期。',
      'This cell is an error or a date that does not exist.',
    ),
  ],
  merged: [
    'CELL_MERGED',
    text(
      '这一格属于合并单元格，无法确定属于哪一行；请取消合并并逐行填写。',
      'This cell is merged with others; unmerge it and fill in each row.',
    ),
  ],
  imprecise: [
    'CELL_IMPRECISE',
    text(
      '这一格的数字超过15位，表格软件可能已经改动末位；请将该列设为文本后重新填写。',
      'This number has more than 15 digits and may have lost some; make the column text and type it again.',
    ),
  ],
  long: ['CELL_TOO_LONG', text('这一格的内容过长。', 'This cell holds too much.')],
};

export const flawed = (flaw: Flaw): Refusal => {
  const [code, sentence] = FLAWS[flaw];
  return refuse(code, sentence, BASIS);
};

export const ragged = (): Refusal =>
  no(
    'LINE_RAGGED',
    '这一行的格子比表头多，可能有逗号没有放在引号里。',
    'This line has more cells than the header; perhaps a comma stands outside quotes.',
  );

export const noName = (): Refusal =>
  no(
    'LINE_NO_NAME',
    '这一行没有数据名称，也没有可用的目录编号。',
    'This line has neither a name nor a catalogue item that is known.',
  );

export const itemUnknown = (): Refusal =>
  no(
    'CATALOGUE_ITEM_UNKNOWN',
    '目录清单中没有这个编号。',
    'The catalogue list has no item of this id.',
  );

export const otherHolder = (): Refusal =>
  no(
    'LINE_OTHER_HOLDER',
    '这一行的登记主体与本次申请的登记主体不一致。',
    'This line names another registrant than the one that is filed for.',
  );

export const twin = (line: number): Refusal =>
  no('LINE_TWICE', `与本文件第${line}行重复。`, `The same as line ${line} of this file.`);

export const alike = (why: 'item' | 'name'): Refusal =>
  why === 'item'
    ? no(
        'LINE_ALIKE_ITEM',
        '本单位已有同一目录条目的草稿或者登记。',
        'There is a draft or registration of the same catalogue item already.',
      )
    : no(
        'LINE_ALIKE_NAME',
        '本单位已有同名的草稿或者登记。',
        'There is a draft or registration of the same name already.',
      );

export const noHeader = (): Refusal =>
  no(
    'IMPORT_NO_HEADER',
    '没有找到表头：前20行里要有一行写明“数据名称”或者“目录编号”等材料项目。可以先下载模板。',
    'No header was found: one of the first 20 rows must name items such as 数据名称 or dataResource.name. Take the template.',
  );

export const noLines = (): Refusal =>
  no('IMPORT_EMPTY', '表头下面没有内容。', 'There is nothing below the header.');

export const columnUnknown = (): Refusal =>
  no(
    'IMPORT_COLUMN_UNKNOWN',
    '列的对应关系中有不存在的列或者项目，或者同一项目对应了两列。',
    'The mapping names a column or an item that does not exist, or one item twice.',
  );

export const notTable = (): Refusal =>
  no('IMPORT_NOT_TABLE', '只能导入CSV或者xlsx文件。', 'Only CSV and xlsx files are imported.');

export const fileUnknown = (): Refusal =>
  no('FILE_UNKNOWN', '没有这个文件。', 'There is no such file.', 'unknown');

export const importUnknown = (): Refusal =>
  no('IMPORT_UNKNOWN', '没有这次导入。', 'There is no such import.', 'unknown');

export const notYours = (): Refusal =>
  no(
    'ACT_NOT_YOURS',
    '只有登记主体和代理机构的填报人员可以批量导入。',
    'Only filers of a registrant or an agent import.',
    'forbidden',
  );

export const running = (): Refusal =>
  no(
    'IMPORT_RUNNING',
    '您还有一次导入没有办完，请等它结束或者先取消。',
    'An import of yours is still running; wait for it or cancel it.',
    'conflict',
  );

export const ended = (): Refusal =>
  no('IMPORT_ENDED', '这次导入已经结束。', 'This import has ended.', 'conflict');

export const gone = (): Refusal =>
  no(
    'IMPORT_ACCOUNT_GONE',
    '导入人的账户已停用，或者不再是填报人员，其余各行没有办理。',
    'The account was disabled or files no longer; the remaining lines were not taken.',
    'forbidden',
  );

export const defect = (): Refusal =>
  no(
    'IMPORT_DEFECT',
    '系统没有办完这次导入，已经办理的各行有效；请联系运行维护人员后重新导入其余各行。',
    'The import could not be finished; lines already taken stand. Tell the operator, then import the rest again.',
  );

export const tooLargeFile = (mebibytes: number): Refusal =>
  refuse(
    'FILE_TOO_LARGE',
    text(`导入的表格不能超过${mebibytes} MiB。`, `A sheet to import has at most ${mebibytes} MiB.`),
    BASIS,
    'tooLarge',
  );
