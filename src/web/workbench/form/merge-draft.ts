import { mergeFields, type Merge } from '../model/scratch-merge.ts';
import type { Json, JsonObject } from '../../../base/json.ts';

/** A draft of a form: what its fields hold, and what is known of the files among them. Two windows that
 *  filled different fields are both right; `begin` is what stood in the fields before anybody typed. */
export const mergeDraft =
  (begin: JsonObject): Merge =>
  (before, mine, theirs) => {
    const [was, here, there] = [before, mine, theirs].map((draft) => {
      const values = part(draft, 'values');
      return { values: isObject(values) ? values : begin };
    });
    const both = mergeFields(was ?? {}, here ?? {}, there ?? {});
    if (both === undefined) return undefined;
    const files = [mine, theirs].flatMap((draft) => {
      const known = part(draft, 'files');
      return Array.isArray(known) ? (known as readonly Json[]) : [];
    });
    const once = new Map(files.map((file) => [part(file, 'id'), file]));
    return { values: part(both, 'values') ?? {}, files: [...once.values()] };
  };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const part = (value: Json, name: string): Json | undefined =>
  isObject(value) ? value[name] : undefined;
