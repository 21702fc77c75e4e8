import type { Pool } from 'pg';
import { moment } from '../../base/plain-date.ts';
import { DIARY_CASE } from '../../contexts/network/diary.ts';
import { inTransaction, statement, type Runner } from '../../store/transaction.ts';
import type { Gate } from '../gate.ts';
import { enterDiary } from './diary.ts';
import type { KeyHolding } from './keys.ts';
import { readRing, type KeyRing, type KeyState } from './ring-file.ts';

/** "shuji" in ASCII, then "key": two processes that start together state a change once. */
const TURN = statement('key_diary_turn', `SELECT pg_advisory_xact_lock(8319668912410158457)`);
const STATED = statement(
  'key_diary_stated',
  `SELECT convert_from(entry, 'UTF8') AS entry FROM event
   WHERE case_id = $1 AND type IN ('log.KeyAdded', 'log.KeyRetired') ORDER BY version`,
);

/** How a key stands by the log's own last word on it. */
interface Stated {
  readonly scheme: string;
  readonly verifier: string;
  readonly state: KeyState | 'removed';
}

interface Change extends Stated {
  readonly type: 'log.KeyAdded' | 'log.KeyRetired';
}

/**
 * Puts on the log what became of its keys since it last spoke of them, first keys included; run at
 * every start, so that no change goes unstated however it was made. A key that was added is thereby
 * vouched for by the old ones that still sign. Says nothing while the log may not be written, and then
 * resolves to false.
 */
export async function stateKeys(of: KeyHolding, pool: Pool, gate: Gate): Promise<boolean> {
  const ring = readRing(of.dataDir, of.mode);
  if (!ring || gate.refusal()) return false;
  await inTransaction(pool, async (tx) => {
    await tx.run(TURN, []);
    const at = moment(Date.now());
    for (const { type, scheme, verifier, state } of changes(ring, await stated(tx))) {
      const data = { scheme, verifier, ...(type === 'log.KeyRetired' && { why: state }) };
      await enterDiary(tx, type, data, at);
    }
  });
  return true;
}

async function stated(tx: Runner): Promise<ReadonlyMap<string, Stated>> {
  const found = new Map<string, Stated>();
  for (const { entry } of await tx.run<{ entry: string }>(STATED, [DIARY_CASE])) {
    const { data } = JSON.parse(entry) as {
      data: { [K in 'scheme' | 'verifier' | 'why']: string };
    };
    const { scheme, verifier, why } = data;
    found.set(verifier, { scheme, verifier, state: (why ?? 'signing') as Stated['state'] });
  }
  return found;
}

/** What must be said for the log's word to agree with the ring, in its order. */
function changes(ring: KeyRing, before: ReadonlyMap<string, Stated>): readonly Change[] {
  const listed = ring.keys.flatMap(({ scheme, verifier, state }): Change[] => {
    const said = before.get(verifier)?.state;
    if (said === state) return [];
    const added: Change = { type: 'log.KeyAdded', scheme, verifier, state: 'signing' };
    if (state === 'signing') return [added];
    const retired: Change = { type: 'log.KeyRetired', scheme, verifier, state };
    return said === undefined ? [added, retired] : [retired];
  });
  const there = new Set(ring.keys.map(({ verifier }) => verifier));
  const removed = [...before.values()].filter(
    ({ verifier, state }) => state !== 'removed' && !there.has(verifier),
  );
  const gone = removed.map((key): Change => ({ ...key, type: 'log.KeyRetired', state: 'removed' }));
  return [...listed, ...gone];
}
