import type { JsonObject } from '../base/json.ts';
import type { CaseState } from '../kernel/types.ts';
import { catalogueMaterial } from '../contexts/registration/import.ts';
import type { CatalogueItem, FirstState } from '../contexts/registration/first-state.ts';
import { historyOf } from '../store/bodies.ts';
import type { StoredCase } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';
import { catalogueItemOf } from './facts/facts.ts';
import type { House } from './house.ts';
import { procedureOf } from './procedures.ts';
import { pinnedPack } from './rules.ts';

/** A dossier as it was filed, once or again (BJ-REG-11b, BJ-REG-12b). */
const FILED = ['reg.ApplicationSubmitted', 'reg.ApplicationResubmitted'];

export interface Submission {
  readonly n: number;
  /** Legal day of the filing, YYYY-MM-DD. */
  readonly on: string;
  readonly dossier: JsonObject;
}

/** The `n`th filing of a case, counted from 1, as this audience may read the dossier: the procedure's
 *  own view of the state as it then was. What was erased since is empty. */
export async function submissionOf(
  house: House,
  stored: StoredCase,
  audience: readonly string[],
  n: number,
): Promise<Submission | undefined> {
  const procedure = procedureOf(stored.procedure);
  if (!FILED.some((type) => type in procedure.events)) return undefined;
  const rules = pinnedPack(stored.pack);
  const events = await historyOf(runnerOf(house.pool), house.keys, stored.caseId);
  let state: CaseState | undefined;
  let filed = 0;
  for (const event of events) {
    // The kernel's own events move clocks or empty private parts, never the state.
    if (event.type in procedure.events) state = procedure.evolve(state, event);
    if (!state || !FILED.includes(event.type)) continue;
    filed += 1;
    if (filed < n) continue;
    const shown = procedure.view(state, rules, house.time.today(), audience);
    const dossier = shown['dossier'] as JsonObject | undefined;
    return dossier && { n, on: event.at.slice(0, 10), dossier };
  }
  return undefined;
}

/** The row of the catalogue that a case is linked to, and what an import reads out of it: by field of
 *  the group `dataResource`. Null: linked to none, or the row is gone. */
export async function linkedRow(
  house: House,
  stored: StoredCase,
): Promise<{ row: CatalogueItem; material: JsonObject } | null> {
  const { anchor } = stored.state as Partial<FirstState>;
  if (!anchor) return null;
  const found = await catalogueItemOf(runnerOf(house.pool), anchor.itemId);
  if (found === null) return null;
  const row = found as unknown as CatalogueItem;
  return { row, material: catalogueMaterial(row) };
}
