import type { JsonObject } from '../../../base/json.ts';
import type { Dossier } from '../dossier/open.ts';

/** The same answer asked for twice: where the second is still empty, it takes what is typed in the first. */
const SAME: readonly (readonly [from: string, to: string])[] = [
  ['dataResource.storageLocation', 'evidence.storageLocation'],
];

/** What typing these values into a group brings along elsewhere; a field that says something else stays. */
export function carried(whole: Dossier, group: string, values: JsonObject): Dossier {
  const found: Record<string, JsonObject> = {};
  for (const [from, to] of SAME) {
    const [fromGroup = '', fromField = ''] = from.split('.');
    const [toGroup = '', toField = ''] = to.split('.');
    if (fromGroup !== group || !(fromField in values)) continue;
    const before = whole[fromGroup]?.[fromField] ?? '';
    const there = whole[toGroup]?.[toField] ?? '';
    if (there === '' || there === before)
      found[toGroup] = { ...found[toGroup], [toField]: values[fromField] ?? null };
  }
  return found;
}
