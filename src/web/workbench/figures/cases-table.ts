import type { Language } from '../../../base/text.ts';
import { dayOfMoment } from '../format.ts';
import { titleWords } from '../words.ts';
import type { BehindCase } from './queries.ts';

/** The cases behind a figure as rows of a table, each with its address. */
export function casesTable(
  items: readonly BehindCase[],
  language: Language,
  origin: string,
): string[][] {
  const zh = ['名称', '登记类型', '登记主体', '区县代码', '状态', '新建', '更新', '期限', '网址'];
  const en = 'Name,Kind,Registrant,District,State,Opened,Updated,Due,Address'.split(',');
  return [
    language === 'zh' ? zh : en,
    ...items.map((item) => [
      titleWords(item.title)[language],
      item.procedureTitle[language],
      item.registrant ?? '',
      item.district ?? '',
      item.statusTitle?.[language] ?? item.status,
      dayOfMoment(item.openedAt),
      dayOfMoment(item.updatedAt),
      item.due ?? '',
      `${origin}/workbench/cases/${item.id}`,
    ]),
  ];
}
