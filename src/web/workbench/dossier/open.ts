import type { Json, JsonObject } from '../../../base/json.ts';
import { offered, type Facts } from '../../../law/conditions.ts';
import type { Pack } from '../queries.ts';
import type { Finding } from '../model/state.ts';

export type MaterialGroup = Pack['profile']['materials']['first'][number];
export type MaterialField = MaterialGroup['fields'][number];
export type Dossier = Readonly<Record<string, JsonObject>>;

/** The dossier with what was typed and not saved yet laid over it. */
export function merged(dossier: Dossier, typed: Dossier): Dossier {
  const groups = new Set([...Object.keys(dossier), ...Object.keys(typed)]);
  return Object.fromEntries([...groups].map((g) => [g, { ...dossier[g], ...typed[g] }]));
}

/** Answers the conditions of the material list from the dossier and the facts beside it. */
export function factsOf(dossier: Dossier, beside: JsonObject): Facts {
  const owners = dossier['dataResource']?.['coOwners'];
  const facts: JsonObject = { ...beside, hasCoOwners: Array.isArray(owners) && owners.length > 0 };
  return (path) => {
    const [head = '', field] = path.split('.');
    return field === undefined ? facts[head] : dossier[head]?.[field];
  };
}

/** Whether a field belongs on the page. A list of organisations always does: only by naming a
 *  co-owner does one say that there is one. */
export function shownField(field: MaterialField, value: Json | undefined, facts: Facts): boolean {
  if (field.type === 'organisations') return true;
  return offered(field.required, facts) || (value !== undefined && value !== null);
}

/** Whether a field needs a whole line. */
export const isWide = ({ type }: MaterialField): boolean =>
  type === 'text' || type === 'file' || type === 'enums' || type === 'organisations';

/** Whether an item may be edited now: everything in a draft; in a gap round what the notice named,
 *  and what the mending itself made necessary. */
export function isOpen(
  item: string,
  openItems: 'all' | readonly string[],
  findings: readonly Finding[],
): boolean {
  if (openItems === 'all') return true;
  const [group = ''] = item.split('.');
  if (openItems.includes(item) || openItems.includes(group)) return true;
  return openItems.length > 0 && findings.some((f) => f.item === item && f.code === 'MISSING');
}

/** What a group sends: only what was changed; an emptied field clears its item. */
export function changes(before: JsonObject, typed: JsonObject): Record<string, Json> {
  const sent: Record<string, Json> = {};
  for (const [id, value] of Object.entries(typed)) {
    const next = sendable(value);
    if (JSON.stringify(next) !== JSON.stringify(sendable(before[id]))) sent[id] = next;
  }
  return sent;
}

/** A file goes as its id; nothing goes as null. */
function sendable(value: Json | undefined): Json {
  if (value === undefined || value === '') return null;
  if (
    typeof value === 'object' &&
    value !== null &&
    'sha256' in value &&
    typeof value['id'] === 'string'
  ) {
    return value['id'];
  }
  return value;
}
