import { Refused } from '../base/refusal.ts';
import { driftOf, noteDrift, type Drifted } from '../contexts/registration/entry-drift.ts';
import type { CatalogueItem, FirstState } from '../contexts/registration/first-state.ts';
import { loadCase, type StoredCase } from '../store/cases.ts';
import { runnerOf, statement, type Runner } from '../store/transaction.ts';
import { act } from './act.ts';
import { catalogueItemOf } from './facts/facts.ts';
import { catalogueLinked } from './facts/drift.ts';
import type { House } from './house.ts';
import { systemActor } from './system.ts';

/** A case beside its catalogue item, as both stand now; null: it is linked to none. */
export async function driftNow(
  runner: Runner,
  stored: StoredCase,
): Promise<{ itemId: string; digest: string | null; fields: Drifted[] } | null> {
  const { anchor, dossier } = stored.state as Partial<FirstState>;
  if (!anchor || !dossier) return null;
  const now = (await catalogueItemOf(runner, anchor.itemId)) as unknown as CatalogueItem | null;
  const linked = await catalogueLinked({ tx: runner, state: stored.state });
  const fields = driftOf(dossier, linked as unknown as CatalogueItem | null, now);
  return { itemId: anchor.itemId, digest: now?.digest ?? null, fields };
}

const LOOK_AT_ONCE = 100;

const STALE = statement(
  'drift_stale',
  `SELECT case_id FROM catalogue_stale
   UNION SELECT d.case_id FROM catalogue_drift d JOIN case_row c USING (case_id)
     WHERE c.version <> d.version
   LIMIT ${LOOK_AT_ONCE}`,
);
const LOOKED_AT = statement('drift_looked_at', 'DELETE FROM catalogue_stale WHERE case_id = $1');
const DRIFTED = statement(
  'drift_write',
  `INSERT INTO catalogue_drift (case_id, item_id, since, version) VALUES ($1, $2, $3, $4)
   ON CONFLICT (case_id) DO UPDATE SET item_id = excluded.item_id, since = excluded.since,
     version = excluded.version`,
);
const IN_SYNC = statement('drift_clear', 'DELETE FROM catalogue_drift WHERE case_id = $1');

/** Compares what the catalogue or the case itself has changed since it was last looked at, and has
 *  the system record what is new. A few at a time; whoever comes next goes on. */
export async function driftRound(house: House): Promise<number> {
  const runner = runnerOf(house.pool);
  let looked = 0;
  for (;;) {
    const rows = await runner.run<{ case_id: string }>(STALE, []);
    for (const { case_id: caseId } of rows) await compare(house, runner, caseId);
    looked += rows.length;
    if (rows.length < LOOK_AT_ONCE) return looked;
  }
}

async function compare(house: House, runner: Runner, caseId: string): Promise<void> {
  const stored = await loadCase(runner, house.keys, caseId, false);
  const after = stored && (await noted(house, stored));
  const { drift } = (after?.state ?? {}) as Partial<FirstState>;
  if (after && drift && stands(after)) {
    await runner.run(DRIFTED, [caseId, drift.itemId, drift.on, after.version]);
  } else {
    await runner.run(IN_SYNC, [caseId]);
  }
  await runner.run(LOOKED_AT, [caseId]);
}

const stands = ({ state }: StoredCase): boolean =>
  noteDrift.from !== 'new' && noteDrift.from.includes(state.status);

/** The case after the system has compared it; a case that came to its end meanwhile stays as it is. */
async function noted(house: House, stored: StoredCase): Promise<StoredCase> {
  const { anchor } = stored.state as Partial<FirstState>;
  if (!anchor || !stands(stored)) return stored;
  try {
    const { caseId } = stored;
    const input = { itemId: anchor.itemId };
    return await act(house, { actor: systemActor, caseId, act: 'noteDrift', input });
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind !== 'busy') return stored;
    throw error;
  }
}
