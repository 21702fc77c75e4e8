import { text, type Text } from '../../../base/text.ts';
import type { Pack } from '../queries.ts';

/** What somebody who sees a form for the first time asks of its fields, by procedure and field. */
const HELP: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  'reg.first': {
    objectKind: text(
      '本单位持有的数据，选“数据资源”；利用授权数据做成、对外提供的，选“数据产品”或“数据服务”。',
      'What your organisation holds is a resource; what is made from authorised data and supplied is a product or a service.',
    ),
    inScope: text(
      '已列入公共数据授权运营范围的选“是”；应当登记还是鼓励登记，由此决定。',
      'Yes if it is within the authorised operation of public data; whether it must be registered depends on it.',
    ),
    suppliedOn: text(
      '已经对外提供或交付过的，填第一次的日期；没有的留空。',
      'The first day, if it was supplied already; otherwise leave it empty.',
    ),
    duty: text(
      '已为它列出登记义务的，在这里选那一件；没有的留空。',
      'If a duty to register it was raised, choose it; otherwise leave it empty.',
    ),
    after: text(
      '同一数据以前申请过、终止或未通过的，选那一件；第一次申请的留空。',
      'If it was applied for before and that case ended, choose it; otherwise leave it empty.',
    ),
  },
};

/** The same in every procedure. */
const ANYWHERE: Readonly<Record<string, Text>> = {
  mandate: text(
    '没有可选的，先由委托单位新建“委托代理”，您接受以后才能代办。',
    'If there is none, your principal opens a mandate first; it works once you accepted it.',
  ),
};

/** What is said under a field: of its procedure, or by the rules of the place. */
export function helpFor(name: string, procedure: string, pack: Pack | undefined): Text | undefined {
  const own = HELP[procedure]?.[name] ?? ANYWHERE[name];
  if (own) return own;
  const years = pack?.profile.validity.renewYears;
  if (name !== 'months' || years === undefined) return undefined;
  return text(
    `每次最多${years * 12}个月，自现有有效期届满次日起算。`,
    `At most ${years * 12} months at a time, counted from the day after the present validity ends.`,
  );
}
