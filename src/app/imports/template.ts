import { holds } from '../../law/conditions.ts';
import type { RulePack } from '../../law/types.ts';
import { columnsOf, OPENING, type Column } from './columns.ts';
import { csvOf, xlsxOf } from './table-write.ts';

export type ObjectKind = 'resource' | 'product' | 'service';

/** The sheet of a workbook that explains the other; an import does not read it. */
const HELP = '填写说明';
const MOST_CHOICES = 30;

/** The columns to be filled in for an object under these rules; files are uploaded in the drafts. */
function asked(rules: RulePack, objectKind: ObjectKind): Column[] {
  const fact = (path: string): string | undefined =>
    path === 'objectKind' ? objectKind : undefined;
  return columnsOf(rules).filter(
    ({ group, use }) =>
      use !== 'paper' && (group.required === 'optional' || holds(group.required, fact)),
  );
}

/** A `*` after what the material list always asks for. */
const header = ({ label, field, group }: Column): string =>
  field.required === 'always' && group.id !== OPENING.id ? `${label.zh}*` : label.zh;

const choices = ({ field }: Column): string[] =>
  field.type === 'bool'
    ? ['是', '否']
    : field.type === 'enum'
      ? (field.options ?? []).slice(0, MOST_CHOICES).map((o) => o.label.zh)
      : [];

/** The header line alone. */
export const templateCsv = (rules: RulePack, kind: ObjectKind): string =>
  csvOf([asked(rules, kind).map(header)]);

/** The same with lists to choose from, and a second sheet that says what each column is for. */
export function templateXlsx(rules: RulePack, kind: ObjectKind): Buffer {
  const columns = asked(rules, kind);
  const help = columns.map((c) => [
    c.label.zh,
    c.label.en,
    c.id,
    c.field.required === 'always' ? '是' : '',
    [c.field.help?.zh ?? '', c.field.type === 'enums' ? listed(c) : '', choices(c).join('、')]
      .filter((s) => s !== '')
      .join(' '),
    c.field.example ?? '',
  ]);
  return xlsxOf([
    {
      name: rules.name.zh.slice(0, 30).replaceAll(/[[\]:*?/\\]/g, ''),
      rows: [columns.map(header)],
      choices: columns.map(choices),
    },
    { name: HELP, rows: [['列名', 'Column', '编号 id', '必填', '说明', '示例'], ...help] },
  ]);
}

const listed = ({ field }: Column): string =>
  `可填多项，用顿号分开：${(field.options ?? []).map((o) => o.label.zh).join('、')}`;
