import { PARTS_ERASED, partName, partsErasedBy } from '../kernel/erasure.ts';
import { bodyMatches, eventOf, type Body } from '../log/entry.ts';
import { leavesOf } from '../log/node-suites.ts';
import { canonical } from '../base/canonical-json.ts';
import type { Json } from '../base/json.ts';
import { isLost, openBody } from '../store/bodies.ts';
import type { RangedEvent } from '../store/event-ranges.ts';
import type { SealKeys } from '../store/seal.ts';
import type { House } from './house.ts';
import { rebuild, type Rebuilt } from './backup/rebuild.ts';
import { checkPlaces, type PlaceFault } from './public/register-places.ts';

/** What is wrong with a stored event. */
export interface Fault {
  readonly caseId: string;
  readonly version: number;
  readonly what:
    | 'gap'
    | 'leafHash'
    | 'notCanonical'
    | 'rowDiffers'
    | 'bodyUnreadable'
    | 'bodyMissing'
    | 'commitment'
    | PlaceFault['what'];
}

export interface Checked extends Rebuilt {
  /** Bodies emptied by a lawful erasure. */
  readonly erased: number;
  /** Bodies that no copy of the log could bring back. */
  readonly lost: number;
  /** Private parts that their case says were erased by an order. */
  readonly erasedParts: number;
  /** Private parts that are gone without an order. */
  readonly unordered: number;
  readonly faulty: number;
  /** The first hundred. */
  readonly faults: readonly Fault[];
}

const FAULTS = 100;

/** Checks the register against itself (promises 5 and 8): events without gaps, leaf hashes of their
 *  bytes, bodies that answer their commitments, everything read from them as a rebuild gives it, and one
 *  place for each on the log that was signed. Writes nothing. */
export async function checkRegister(
  house: Pick<House, 'pool' | 'keys'>,
  progress?: (done: Rebuilt) => void,
): Promise<Checked> {
  const faults: Fault[] = [];
  let faulty = 0;
  let erased = 0;
  let lost = 0;
  let erasedParts = 0;
  let unordered = 0;
  const done = await rebuild(house, {
    check: true,
    inspect(events) {
      const gone = goneParts(house.keys, events);
      erasedParts += gone.ordered;
      unordered += gone.unordered;
      for (const [i, row] of events.entries()) {
        if (row.kept && row.body === null) erased += 1;
        if (isLost(row)) lost += 1;
        const what = faultOf(house.keys, row, i + 1);
        if (!what) continue;
        faulty += 1;
        if (faults.length < FAULTS)
          faults.push({ caseId: row.case_id, version: row.version, what });
      }
    },
    ...(progress ? { progress } : {}),
  });
  for (const fault of await checkPlaces(house.pool)) {
    faulty += 1;
    if (faults.length < FAULTS) faults.push(fault);
  }
  return { ...done, erased, lost, erasedParts, unordered, faulty, faults };
}

/** Groups that an entry commits to and its body no longer holds, by whether the case says so. */
function goneParts(keys: SealKeys, events: readonly RangedEvent[]) {
  const named = new Set(
    events
      .filter(({ type }) => type === PARTS_ERASED)
      .flatMap(({ entry }) => partsErasedBy(eventOf(entry, {})).map(partName)),
  );
  let [ordered, unordered] = [0, 0];
  for (const row of events) {
    if (!row.kept || isLost(row)) continue;
    const { version } = row;
    const body = opened(keys, row);
    const open = parsed(row.entry);
    for (const group of Object.keys(open?.['commitments'] ?? {})) {
      if (!body || Object.hasOwn(body, group)) continue;
      if (named.has(partName({ version, group }))) ordered += 1;
      else unordered += 1;
    }
  }
  return { ordered, unordered };
}

function faultOf(keys: SealKeys, row: RangedEvent, version: number): Fault['what'] | undefined {
  if (row.version !== version) return 'gap';
  const { entry } = row;
  const { sha256, sm3 } = leavesOf(entry);
  if (!row.sha256.equals(sha256) || !row.sm3.equals(sm3)) return 'leafHash';
  const open = parsed(entry);
  if (!open) return 'notCanonical';
  const same =
    open['caseId'] === row.case_id &&
    open['version'] === row.version &&
    open['type'] === row.type &&
    open['procedure'] === row.procedure &&
    Date.parse(String(open['at'])) === row.at.getTime();
  if (!same) return 'rowDiffers';
  if (Object.keys(open['commitments'] ?? {}).length > 0 && !row.kept) return 'bodyMissing';
  const body = opened(keys, row);
  if (!body) return 'bodyUnreadable';
  return bodyMatches(entry, body) ? undefined : 'commitment';
}

function parsed(entry: Buffer): Record<string, Json | undefined> | undefined {
  try {
    const value = JSON.parse(entry.toString('utf8')) as Record<string, Json | undefined>;
    return canonical(value as Json) === entry.toString('utf8') ? value : undefined;
  } catch {
    return undefined;
  }
}

const bodies = new WeakMap<RangedEvent, Body>();

function opened(keys: SealKeys, row: RangedEvent): Body | undefined {
  try {
    const body = bodies.get(row) ?? openBody(keys, row);
    bodies.set(row, body);
    return body;
  } catch {
    return undefined;
  }
}
