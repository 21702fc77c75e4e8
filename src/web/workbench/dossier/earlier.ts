import type { Json } from '../../../base/json.ts';
import type { Dossier, MaterialField, MaterialGroup } from './open.ts';

/** What belongs to one set of data alone: its name, its place in the catalogue, its evidence. */
const OF_THE_DATA = new Set([
  'dataResource.name',
  'dataResource.summary',
  'dataResource.catalogueItemId',
  'dataResource.dataFields',
  'dataResource.volume',
  'evidence.depositedOn',
  'evidence.digest',
  'evidence.queryResult',
  'riskAssessment.assessedOn',
  'riskAssessment.areas',
  'riskAssessment.conclusion',
  'product.name',
]);
/** Groups that are about another matter altogether. */
const NEVER = new Set(['change', 'agency']);

export interface Fitting {
  readonly values: Dossier;
  /** How many fields come over. */
  readonly taken: number;
  /** Items that do not: files are sealed for one filing, the rest says something about other data. */
  readonly left: readonly string[];
}

/** What of an earlier dossier still fits into this one: fields this place's list knows, of values it
 *  allows, that are empty here. */
export function fitting(earlier: Dossier, now: Dossier, groups: readonly MaterialGroup[]): Fitting {
  const values: Record<string, Record<string, Json>> = {};
  const left: string[] = [];
  let taken = 0;
  for (const group of groups) {
    if (NEVER.has(group.id)) continue;
    for (const field of group.fields) {
      const item = `${group.id}.${field.id}`;
      const value = earlier[group.id]?.[field.id];
      if (isEmpty(value) || !isEmpty(now[group.id]?.[field.id])) continue;
      if (OF_THE_DATA.has(item) || !allowed(field, value as Json)) left.push(item);
      else {
        values[group.id] = { ...values[group.id], [field.id]: value as Json };
        taken += 1;
      }
    }
  }
  return { values, taken, left };
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function allowed(field: MaterialField, value: Json): boolean {
  switch (field.type) {
    case 'file':
    case 'organisations':
      return false;
    case 'enum':
      return field.options?.some((o) => o.value === value) === true;
    case 'string':
    case 'text':
      return typeof value === 'string' && value.length <= (field.maxLength ?? 200);
    default:
      return true;
  }
}
