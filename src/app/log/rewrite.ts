import type { Pool } from 'pg';
import { refuse, Refused } from '../../base/refusal.ts';
import { ceaseSequencer } from '../../store/log-tables.ts';
import type { TileStore } from '../../store/tile-store.ts';
import type { LogKeys } from './keys.ts';
import { recoverRefused } from '../recover/refusals.ts';
import { wake } from './sequencer.ts';

/** Writes every public file of the log again from the register: for the day an audit finds one that is
 *  damaged. Nothing new is signed. Returns the size; throws `Refused` while a server runs and when the
 *  register does not continue what is published. */
export async function rewriteFiles(of: {
  readonly pool: Pool;
  readonly store: TileStore;
  readonly keys: LogKeys;
  now(): number;
}): Promise<number> {
  const nobody = () => Promise.resolve([]);
  const awake = await wake({ ...of, remembered: nobody, reserve: 0, anew: true });
  if (!awake) throw recoverRefused.running();
  if ('state' in awake) {
    throw new Refused(refuse(`LOG_${awake.state.toUpperCase()}`, awake.why, [], 'conflict'));
  }
  await ceaseSequencer(awake.client);
  return awake.head.size;
}
