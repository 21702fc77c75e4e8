// A condition or a length is one statement: merging two of them key by key would say a third thing.
type Whole = 'required' | 'length' | 'condition';
const whole: ReadonlySet<string> = new Set<Whole>(['required', 'length', 'condition']);

type Row<E> = E extends { readonly id: infer I }
  ? Refinement<Omit<E, 'id'>> & { readonly id: I }
  : E extends { readonly key: infer K }
    ? Refinement<Omit<E, 'key'>> & { readonly key: K }
    : never;

type Rows<E> = [E] extends [{ readonly id: unknown } | { readonly key: unknown }]
  ? readonly Row<E>[]
  : readonly E[];

type Part<T> = [NonNullable<T>] extends [readonly (infer E)[]]
  ? Rows<E>
  : NonNullable<T> extends object
    ? Refinement<NonNullable<T>>
    : T;

/** What a pack changes in the pack it refines: only the keys that differ. Rows of a list that carry an
 *  `id` or a `key` are refined one by one or added at the end; every other list is replaced whole; a
 *  key given as undefined is taken away. */
export type Refinement<T> = {
  readonly [P in keyof T]?: P extends Whole ? T[P] : Part<T[P]> | undefined;
};

export type Provenance = Readonly<Record<string, string>>;

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function rowName(row: unknown): string | undefined {
  if (!isNode(row)) return undefined;
  const name = row['id'] ?? row['key'];
  return typeof name === 'string' ? name : undefined;
}

function namedRows(value: unknown): value is readonly Node[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((row) => rowName(row) !== undefined)
  );
}

/** Records `packId` as the source of every leaf below `path`. */
function record(into: Record<string, string>, path: string, value: unknown, packId: string): void {
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (namedRows(value)) {
    for (const row of value) record(into, `${path}.${rowName(row)}`, row, packId);
  } else if (isNode(value) && !whole.has(last)) {
    for (const [key, child] of Object.entries(value)) {
      record(into, path === '' ? key : `${path}.${key}`, child, packId);
    }
  } else {
    into[path] = packId;
  }
}

function merge(
  base: unknown,
  patch: unknown,
  path: string,
  note: (path: string, value: unknown) => void,
): unknown {
  const last = path.slice(path.lastIndexOf('.') + 1);
  const under = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (namedRows(base) && namedRows(patch)) {
    const changed = new Map(patch.map((row) => [rowName(row), row]));
    const kept = base.map((row) => {
      const name = rowName(row);
      const change = changed.get(name);
      changed.delete(name);
      return change ? merge(row, change, under(String(name)), note) : row;
    });
    for (const [name, row] of changed) note(under(String(name)), row);
    return [...kept, ...changed.values()];
  }
  if (isNode(base) && isNode(patch) && !whole.has(last)) {
    const result: Record<string, unknown> = { ...base };
    for (const [key, value] of Object.entries(patch)) {
      if (value !== undefined) {
        result[key] = merge(base[key], value, under(key), note);
      } else {
        delete result[key];
        note(under(key), value);
      }
    }
    return result;
  }
  note(path, patch);
  return patch;
}

/** The provenance of a pack that refines nothing: every value is its own. */
export function ownProvenance(value: object, packId: string): Provenance {
  const into: Record<string, string> = {};
  record(into, '', value, packId);
  return into;
}

/** `base` with the refinement laid over it, and from which pack each value now comes. */
export function refine<T extends object>(
  base: { readonly value: T; readonly provenance: Provenance },
  patch: Refinement<T>,
  packId: string,
): { readonly value: T; readonly provenance: Provenance } {
  const provenance: Record<string, string> = { ...base.provenance };
  const value = merge(base.value, patch, '', (path, changed) => {
    for (const known of Object.keys(provenance)) {
      if (known === path || known.startsWith(`${path}.`)) delete provenance[known];
    }
    record(provenance, path, changed, packId);
  });
  return { value: value as T, provenance };
}
