import type { Actor } from '../../kernel/types.ts';
import type { Outcome } from './jobs.ts';
import type { Imports } from './imports.ts';
import { csvOf, harmless } from './table-write.ts';

const HEAD = [
  '行号 line',
  '结果 outcome',
  '数据名称 name',
  '单元格 cell',
  '代码 code',
  '说明',
  'Note',
  '事项 case',
];
const WORDS: Readonly<Record<Outcome, string>> = {
  created: '已建草稿 created',
  ready: '可以导入 ready',
  skipped: '跳过 skipped',
  refused: '不予导入 refused',
};
const PAGE = 500;

/** The report of an import as a table for an office program: a row for each fault, or one for a line
 *  without any. */
export async function reportCsv(imports: Imports, actor: Actor, id: string): Promise<string> {
  const rows: string[][] = [HEAD];
  for (let after = 0; ;) {
    const { items, next } = await imports.lines(actor, id, { after, limit: PAGE });
    for (const { line, outcome, title, caseId, faults } of items) {
      const named = [String(line), WORDS[outcome], harmless(title)];
      const said = faults.map((f) => [f.cell ?? '', f.code, f.sentence.zh, f.sentence.en]);
      for (const why of said.length > 0 ? said : [['', '', '', '']]) {
        rows.push([...named, ...why.map(harmless), caseId ?? '']);
      }
    }
    if (next === null) return csvOf(rows);
    after = next;
  }
}
