import type { Json, JsonObject } from '../../../base/json.ts';
import { changes, type Dossier } from '../dossier/open.ts';
import type { CaseView } from '../queries.ts';

/** The acts of saving, as the wizard takes them: one for each group that differs. */
export interface SavePort {
  take(view: CaseView, input: Readonly<Record<string, Json>>): Promise<CaseView>;
  read(id: string): Promise<CaseView>;
}

export type SaveFault =
  | { readonly kind: 'refused'; readonly group: string; readonly error: unknown }
  /** Another window or person changed the same fields meanwhile. */
  | { readonly kind: 'crossed'; readonly group: string; readonly fields: readonly string[] };

export interface Saved {
  readonly view: CaseView;
  readonly groups: readonly string[];
  readonly fault: SaveFault | undefined;
}

const dossierOf = (view: CaseView): Dossier => (view.state['dossier'] ?? {}) as Dossier;

/** Writes what was typed, group by group; stops at the first that is refused, and what stood before it is
 *  saved. Somebody else's change in between is no hindrance unless it is of the very same field. */
export async function saveTyped(
  port: SavePort,
  shown: CaseView,
  typed: Dossier,
  force = false,
): Promise<Saved> {
  let view = shown;
  const groups: string[] = [];
  for (const [group, values] of Object.entries(typed)) {
    const sent = changes(dossierOf(view)[group] ?? {}, values);
    if (Object.keys(sent).length === 0) {
      groups.push(group);
      continue;
    }
    try {
      view = await port.take(view, { group, values: sent });
    } catch (error) {
      if (!isConflict(error)) return { view, groups, fault: { kind: 'refused', group, error } };
      const now = await port.read(view.id);
      const fields = crossed(dossierOf(view)[group], dossierOf(now)[group], Object.keys(sent));
      view = now;
      if (fields.length > 0 && !force)
        return { view, groups, fault: { kind: 'crossed', group, fields } };
      try {
        view = await port.take(view, { group, values: sent });
      } catch (again) {
        return { view, groups, fault: { kind: 'refused', group, error: again } };
      }
    }
    groups.push(group);
  }
  return { view, groups, fault: undefined };
}

const isConflict = (error: unknown): boolean =>
  (error as { readonly problem?: { readonly code?: string } }).problem?.code === 'VERSION_CONFLICT';

/** Of these fields, those that differ between two readings. */
const crossed = (
  before: JsonObject = {},
  now: JsonObject = {},
  fields: readonly string[],
): string[] => fields.filter((f) => JSON.stringify(before[f]) !== JSON.stringify(now[f]));
