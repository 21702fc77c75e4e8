import { text, type Text } from '../../../base/text.ts';

/** Why an entry is taken to look like another, by the word the register answers with. */
export const WHY_ALIKE: Readonly<Record<string, Text>> = {
  sameHolderAndDigest: text('同一主体、同一存证摘要', 'same holder and evidence digest'),
  sameCatalogueItem: text('同一目录条目', 'same catalogue item'),
  sameHolderAndName: text('同一主体、同名', 'same holder and name'),
  similarName: text('名称相近', 'similar name'),
  sameEntry: text('就同一登记提出', 'about the same entry'),
};
