import type { Json, JsonObject } from '../../../base/json.ts';

/** Brings two writings of one thing together that began from the same: what is `before`, this window's, and
 *  the other's. Undefined where both changed the same and differently: that is asked. */
export type Merge = (before: Json, mine: Json, theirs: Json) => Json | undefined;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** A dossier: groups of fields. Different fields are both kept; a list or a file is one value. */
export const mergeFields: Merge = (before, mine, theirs) => {
  const groups: Record<string, JsonObject> = {};
  const all = [before, mine, theirs].map((one) => (isObject(one) ? one : {}));
  for (const group of new Set(all.flatMap((one) => Object.keys(one)))) {
    const [was = {}, here = {}, there = {}] = all.map((one) => {
      const fields = one[group];
      return isObject(fields) ? fields : {};
    });
    const fields: Record<string, Json> = {};
    for (const field of new Set([here, there].flatMap((one) => Object.keys(one)))) {
      const [old, ours, other] = [was[field], here[field], there[field]];
      const both = !same(ours, old) && !same(other, old) && !same(ours, other);
      if (both) return undefined;
      const stays = same(ours, old) ? other : ours;
      if (stays !== undefined) fields[field] = stays;
    }
    if (Object.keys(fields).length > 0) groups[group] = fields;
  }
  return groups;
};
