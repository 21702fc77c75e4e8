import type { Text } from '../base/text.ts';
import { beijingText } from './text-beijing.ts';
import { chongqingText } from './text-chongqing.ts';
import { nationalText } from './text-national.ts';
import type { Article, RuleText } from './types.ts';

/** Every rule text the program carries, most general first. */
export const allTexts: readonly RuleText[] = [nationalText, beijingText, chongqingText];

interface Found {
  readonly text: RuleText;
  readonly article: Article;
}

const byId: ReadonlyMap<string, Found> = new Map(
  allTexts.flatMap((text) => text.articles.map((article) => [article.id, { text, article }])),
);

/** The article with this id, and the text it stands in. */
export function articleById(id: string): Found | undefined {
  return byId.get(id);
}

/** How an article is cited to a person: 《…细则》第十一条, "Beijing registration rules art. 11".
 *  A draft says that it is one. An id nobody knows is shown as it is, so that nothing is hidden. */
export function citeLabel(id: string): Text {
  const found = byId.get(id);
  if (!found) return { zh: id, en: id };
  const { text, article } = found;
  const number = id.slice(text.id.length + 1);
  return { zh: `《${text.title.zh}》${article.label}`, en: `${text.title.en} art. ${number}` };
}
