import { text, type Text } from '../../../base/text.ts';
import type { MaterialField, MaterialGroup } from '../dossier/open.ts';

/** The four pages of the national platform's form, in its order. */
export type PageId = 'basic' | 'safety' | 'papers' | 'confirm';

export const PAGES: readonly { readonly id: PageId; readonly title: Text }[] = [
  { id: 'basic', title: text('数据基本信息', 'The data') },
  { id: 'safety', title: text('数据存储与安全', 'Storage and security') },
  { id: 'papers', title: text('说明文档与承诺书', 'Documents and undertaking') },
  { id: 'confirm', title: text('信息确认', 'Check and send') },
];

/** By the id of the group, and where one group is asked for on two pages, of the item. */
const PLACED: Readonly<Record<string, PageId>> = {
  change: 'basic',
  subject: 'basic',
  agency: 'basic',
  dataResource: 'basic',
  product: 'basic',
  scenario: 'basic',
  evidence: 'safety',
  riskAssessment: 'safety',
  sourceLegality: 'papers',
  'dataResource.storageLocation': 'safety',
  'dataResource.storageSystem': 'safety',
  'dataResource.shareAttribute': 'safety',
  'dataResource.shareCondition': 'safety',
  'dataResource.openAttribute': 'safety',
};

/** The page of a field. A group nobody has placed is asked for with the data, and a file of it with the
 *  documents; so a list that grows is never without a page. */
export function pageOf(group: Pick<MaterialGroup, 'id'>, field: MaterialField): PageId {
  const placed = PLACED[`${group.id}.${field.id}`] ?? PLACED[group.id] ?? 'basic';
  return placed === 'basic' && field.type === 'file' ? 'papers' : placed;
}

/** Groups as they stand on a page, each with its fields there. */
export function groupsOn(
  page: PageId,
  groups: readonly MaterialGroup[],
): { readonly group: MaterialGroup; readonly fields: readonly MaterialField[] }[] {
  return groups
    .map((group) => ({ group, fields: group.fields.filter((f) => pageOf(group, f) === page) }))
    .filter(({ fields }) => fields.length > 0);
}

/** The page on which an item, or a whole group, is asked for. */
export function pageOfItem(item: string, groups: readonly MaterialGroup[]): PageId | undefined {
  const [groupId = '', fieldId] = item.split('.');
  const group = groups.find(({ id }) => id === groupId);
  const field = group?.fields.find(({ id }) => id === fieldId) ?? group?.fields[0];
  return group && field && pageOf(group, field);
}
