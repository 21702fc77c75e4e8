import type { Article, ArticleKind } from './types.ts';

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 in Chinese numerals, as articles are printed. */
export function numeral(n: number): string {
  const tens = Math.floor(n / 10);
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return `${head}${digits[n % 10]}`;
}

// number, then (item), then a sub-item number; or .paragraph; or a letter, which is our own split.
const shape = /^[A-Z]+-[A-Z]+-(\d{1,2})(?:\((\d{1,2})\)(\d{1,2})?|\.(\d)|([a-z]))?$/;

/** The printed label of an article id: `BJ-REG-10(1)7` is 第十条第（一）项第7目. Throws if malformed. */
export function printedLabel(id: string): string {
  const found = shape.exec(id);
  if (!found) throw new Error(`not an article id: ${id}`);
  const [, article, item, subItem, paragraph] = found;
  const parts = [`第${numeral(Number(article))}条`];
  if (item) parts.push(`第（${numeral(Number(item))}）项`);
  if (subItem) parts.push(`第${subItem}目`);
  if (paragraph) parts.push(`第${numeral(Number(paragraph))}款`);
  return parts.join('');
}

/** One row of a rule text; `kinds` is written as in the requirement table, for example "SM CK". */
export function article(id: string, kinds: string, zh: string, en: string): Article {
  return {
    id,
    label: printedLabel(id),
    kinds: kinds.split(' ') as ArticleKind[],
    summary: { zh, en },
  };
}
