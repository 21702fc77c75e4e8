import type { Pool } from 'pg';
import { sameBytes } from '../../log/bytes.ts';
import { rootOf } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import { readRegisterLog, type PlacedEvent, type RegisterLog } from '../../store/log-register.ts';
import { emptyTrees, growBoth, type Trees } from '../log/continue.ts';
import { SUITES } from '../log/emit.ts';

/** What is wrong with the place of an event on the log, or, under the name and size of the log, with
 *  the head that was signed. */
export interface PlaceFault {
  readonly caseId: string;
  readonly version: number;
  readonly what:
    | 'noPlace'
    | 'waitsAgain'
    /** Its place was given to another event too. */
    | 'placeTwice'
    /** Places before its own are nobody's. */
    | 'placeGap'
    /** It has a place and is not in the register. */
    | 'placeEmpty'
    | 'headSize'
    | 'headRoot';
}

const FAULTS = 100;
const BATCH = 8192;

/** Checks that each event has one place on the log or waits for one, that places are without gaps, and
 *  that they lead to the head that was signed. */
export const checkPlaces = (pool: Pool): Promise<readonly PlaceFault[]> =>
  readRegisterLog(pool, async (register) => [
    ...(await register.misplaced(FAULTS)),
    ...(await checkHead(register)),
  ]);

async function checkHead(register: RegisterLog): Promise<readonly PlaceFault[]> {
  const faults: PlaceFault[] = [];
  const places = await register.places();
  let trees: Trees | undefined = emptyTrees;
  let next = 0;
  for (let from = 0; next < places || from === 0; from += BATCH) {
    const placed = await register.placed(from, from + BATCH);
    for (const event of placed) {
      const what = faultOf(event, next);
      if (what) faults.push({ caseId: event.caseId, version: event.version, what });
      next = what === 'placeTwice' ? next : event.index + 1;
    }
    trees = faults.length === 0 ? growBoth(trees, placed.map(leafOf)) : undefined;
    if (!trees || placed.length === 0) break;
  }
  for (const { origin, size, ...roots } of await register.heads()) {
    const about = { caseId: origin, version: size };
    if (trees && next < places) faults.push({ ...about, what: 'placeGap' });
    else if (size !== places) faults.push({ ...about, what: 'headSize' });
    else if (trees && !SUITES.every((s) => sameBytes(rootOf(suites[s], trees[s]), roots[s]))) {
      faults.push({ ...about, what: 'headRoot' });
    }
  }
  return faults.slice(0, FAULTS);
}

function faultOf({ index, leaf }: PlacedEvent, next: number): PlaceFault['what'] | undefined {
  if (index < next) return 'placeTwice';
  if (index > next) return 'placeGap';
  return leaf ? undefined : 'placeEmpty';
}

const leafOf = ({ sha256, sm3 }: PlacedEvent) => ({
  sha256: sha256 ?? Buffer.alloc(0),
  sm3: sm3 ?? Buffer.alloc(0),
});
