import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';

/** A body that registers, where it is not the one the rule pack names (decision 0035): its credit code,
 *  and its name as documents write it. A type, because it is JSON of a state. */
export type Registrar = { readonly code: string; readonly name: string };

/** What an act knows of it: null for the registrar of the pack, nothing at all where an older record is
 *  taken again. */
export type Acting = Registrar | null | undefined;

/** The public half of it on an event: the code. */
export const registrarCode = (acting: Acting): JsonObject =>
  acting ? { registrar: acting.code } : {};

/** The private half of it: a name stands on no log. */
export const registrarName = (acting: Acting): Record<string, JsonObject> =>
  acting ? { registrar: { name: acting.name } } : {};

/** The same read back; where the name was lawfully erased, the code stands for it. */
export function registrarOn({ data, private: secret }: RecordedEvent): Registrar | undefined {
  const { registrar: code } = data;
  if (typeof code !== 'string') return undefined;
  const name = secret?.['registrar']?.['name'];
  return { code, name: typeof name === 'string' ? name : code };
}
