import type { Json, JsonObject } from '../../../base/json.ts';
import type { Dossier, MaterialField, MaterialGroup } from '../dossier/open.ts';

export interface Difference {
  readonly item: string;
  readonly group: MaterialGroup;
  readonly field: MaterialField;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** What two values are told apart by: of a file, its content alone; an empty one is none. */
export function printOf(value: Json | undefined): string {
  if (value === undefined || value === '' || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? 'null' : `[${value.map(printOf).join()}]`;
  const { sha256 } = value as JsonObject;
  if (typeof sha256 === 'string') return sha256;
  const entries = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${printOf(one)}`).join()}}`;
}

/** Field by field in what two dossiers differ, in the order of the material list. */
export const differences = (
  before: Dossier,
  after: Dossier,
  groups: readonly MaterialGroup[],
): readonly Difference[] =>
  groups.flatMap((group) =>
    group.fields.flatMap((field) => {
      const [old, now] = [before[group.id]?.[field.id], after[group.id]?.[field.id]];
      if (printOf(old) === printOf(now)) return [];
      return [{ item: `${group.id}.${field.id}`, group, field, before: old, after: now }];
    }),
  );
