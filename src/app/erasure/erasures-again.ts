import type { Pool } from 'pg';
import { partName, partsErasedBy } from '../../kernel/erasure.ts';
import { eventOf } from '../../log/entry.ts';
import { openBody, openEvent, storedEvents } from '../../store/bodies.ts';
import { dropFiles, emptyBeside, emptyBodies, erasuresIn, filesOfCase } from '../../store/erase.ts';
import type { SealKeys } from '../../store/seal.ts';
import { codeOf, inTransaction, runnerOf, type Runner } from '../../store/transaction.ts';
import { leavesOf } from './plan.ts';
import { rebuildCase } from '../backup/rebuild.ts';

/** Carries out again every erasure that stands among the events: a backup from before it brought back
 *  what was erased. Returns of how many cases something was taken away. Safe to repeat. */
export async function eraseAgain({
  pool,
  keys,
}: {
  readonly pool: Pool;
  readonly keys: SealKeys;
}): Promise<number> {
  const rows = await erasuresIn(runnerOf(pool));
  const byCase = Map.groupBy(rows, (row) => row.case_id);
  let cases = 0;
  for (const [caseId, own] of byCase) {
    const parts = own.flatMap(({ entry }) => partsErasedBy(eventOf(entry, {})).map(partName));
    const done = await inTransaction(pool, (tx) => again(tx, keys, caseId, new Set(parts)));
    if (done) cases += 1;
  }
  return cases;
}

const EVENTS_MAX = 10_000;

async function again(
  tx: Runner,
  keys: SealKeys,
  caseId: string,
  gone: ReadonlySet<string>,
): Promise<boolean> {
  const rows = await storedEvents(tx, caseId, 0, EVENTS_MAX);
  const isGone = (version: number, group: string): boolean =>
    gone.has(partName({ version, group }));
  const bodies = rows.map((row) => ({ version: row.version, body: openBody(keys, row) }));
  const back = bodies.some(({ version, body }) =>
    Object.keys(body).some((group) => isGone(version, group)),
  );
  if (!back) return false;
  await emptyBodies(tx, keys, caseId, rows, isGone);
  // A case that lost more than was erased may not fold any more; who recovers is told of it.
  const title = await rebuildCase(tx, keys, caseId).catch((error: unknown) => {
    if (codeOf(error) !== '') throw error;
    return '';
  });
  const left = (await storedEvents(tx, caseId, 0, EVENTS_MAX)).map((row) => openEvent(keys, row));
  const named = new Set(left.flatMap((event) => leavesOf(event.private)));
  const files = (await filesOfCase(tx, caseId)).filter((id) => !named.has(id));
  const receipts = [...gone].some((part) => part.endsWith('/receipt'));
  await emptyBeside(tx, { caseId, title, gone: [], receipts });
  await dropFiles(tx, caseId, files);
  return true;
}
