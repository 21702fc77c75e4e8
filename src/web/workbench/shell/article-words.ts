import { text, type Text } from '../../../base/text.ts';
import { printedLabel } from '../../../law/article.ts';

const TEXTS: Readonly<Record<string, Text>> = {
  'NAT-REG': text('国家办法', 'National'),
  'BJ-REG': text('北京细则', 'Beijing'),
  'CQ-REG': text('重庆办法', 'Chongqing'),
};

// Text, printed number, and perhaps a letter of our own split.
const SHAPE = /^([A-Z]+-[A-Z]+)-(\d{1,2}(?:\(\d{1,2}\)\d{0,2}|\.\d)?)[a-z]?$/;

/** How an article is named where there is little room: 北京细则第十一条, "Beijing art. 11". Our own
 *  splits (8a, 8b) are printed as the one article they are; an unknown id stands as it is. */
export function articleWords(id: string): Text {
  const [, of = '', number = ''] = SHAPE.exec(id) ?? [];
  const name = TEXTS[of];
  if (!name) return text(id, id);
  return text(`${name.zh}${printedLabel(`${of}-${number}`)}`, `${name.en} art. ${number}`);
}

/** Ids of articles that are printed differently: of several splits of one article the first. */
export const printedOnce = (law: readonly string[]): readonly string[] =>
  law.filter(
    (id, at) => law.findIndex((one) => articleWords(one).zh === articleWords(id).zh) === at,
  );
