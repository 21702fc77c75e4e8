import type { Pool } from 'pg';
import { HASH_BYTES } from '../../log/suite.ts';
import { TILE_WIDTH, tileWidth } from '../../log/tile.ts';
import { readRegisterLog, type PlacedEvent, type RegisterLog } from '../../store/log-register.ts';
import { auditing, tileAt, type Auditing } from './files.ts';
import type { TreeAt } from './words.ts';
import { openSource, type SourceAddress } from '../log/source.ts';

/** What is wrong between the register and its log. */
export interface PlaceFault {
  /** Of an event; null where a place has none. */
  readonly caseId: string | null;
  readonly version: number | null;
  /** On the log; null where an event has none. */
  readonly index: number | null;
  readonly what:
    | 'noPlace'
    | 'waitsAgain'
    /** Nothing in the register stands at this place. */
    | 'empty'
    /** The place was given to an earlier event already. */
    | 'taken'
    | 'noEvent'
    /** Its bytes are not those of the entry on the log. */
    | 'otherBytes'
    /** The hashes written with it are not those of its bytes. */
    | 'otherHash';
}

export interface RegisterCompared {
  readonly events: number;
  /** Placed, and not yet under a head of the public files. */
  readonly unpublished: number;
  readonly faulty: number;
  /** The first hundred. */
  readonly faults: readonly PlaceFault[];
}

interface Comparing {
  readonly address: SourceAddress;
  /** How far the public files go, as an audit of them has found. */
  readonly trees: readonly TreeAt[];
  readonly progress?: (events: number) => void;
}

const BATCH = 32 * TILE_WIDTH;
const NAMED = 100;

/** Compares the register with its public files: every event has one place on the log and its bytes are
 *  the entry there. It believes the tiles, so the files must have been audited before. */
export function compareRegister(pool: Pool, c: Comparing): Promise<RegisterCompared> {
  return readRegisterLog(pool, (register) => compare(register, c));
}

async function compare(register: RegisterLog, c: Comparing): Promise<RegisterCompared> {
  const a = auditing(openSource(c.address));
  const faults: PlaceFault[] = [];
  let faulty = 0;
  const report = (fault: PlaceFault): void => {
    faulty += 1;
    if (faults.length < NAMED) faults.push(fault);
  };
  const published = Math.max(0, ...c.trees.map(({ size }) => size));
  const events = await register.places();
  const end = Math.max(events, published);
  for (let from = 0; from < end; from += BATCH) {
    const to = Math.min(end, from + BATCH);
    const placed = await register.placed(from, to);
    const log = await leavesOn(a, c.trees, from, to);
    eachPlace(from, to, placed, report, (event) => check(event, log, report));
    c.progress?.(to);
  }
  for (const { caseId, version, what } of await register.misplaced(NAMED)) {
    report({ caseId, version, index: null, what });
  }
  return { events, unpublished: Math.max(0, events - published), faulty, faults };
}

type Report = (fault: PlaceFault) => void;

/** Every place once: one without an event and one with two are faults. */
function eachPlace(
  from: number,
  to: number,
  placed: readonly PlacedEvent[],
  report: Report,
  look: (event: PlacedEvent) => void,
): void {
  let next = from;
  const empty = (upTo: number): void => {
    for (; next < upTo; next += 1) {
      report({ caseId: null, version: null, index: next, what: 'empty' });
    }
  };
  for (const event of placed) {
    const { caseId, version, index } = event;
    if (index < next) {
      report({ caseId, version, index, what: 'taken' });
      continue;
    }
    empty(index);
    next = index + 1;
    look(event);
  }
  empty(to);
}

type LeafAt = (suite: TreeAt['suite'], index: number) => Uint8Array | undefined;

function check(event: PlacedEvent, log: LeafAt, report: Report): void {
  const { caseId, version, index, leaf, sha256, sm3 } = event;
  const fault = (what: PlaceFault['what']): void => report({ caseId, version, index, what });
  if (!leaf || !sha256 || !sm3) {
    fault('noEvent');
    return;
  }
  const world = log('sha256', index);
  const twin = log('sm3', index);
  if (world && !leaf.equals(world)) fault('otherBytes');
  else if (!leaf.equals(sha256) || (twin && !sm3.equals(twin))) fault('otherHash');
}

/** The leaf hashes on the log from one place to another, where its files go so far. */
async function leavesOn(
  a: Auditing,
  trees: readonly TreeAt[],
  from: number,
  to: number,
): Promise<LeafAt> {
  const tiles = new Map<string, Uint8Array>();
  for (const { suite, size } of trees) {
    for (let at = from; at < Math.min(size, to); at += TILE_WIDTH) {
      const index = at / TILE_WIDTH;
      const place = { level: 0, index, width: tileWidth(size, 0, index) };
      const { bytes } = await tileAt(a, suite, place);
      if (bytes) tiles.set(`${suite}/${index}`, bytes);
    }
  }
  return (suite, index) => {
    const tile = tiles.get(`${suite}/${Math.floor(index / TILE_WIDTH)}`);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const leaf = tile?.subarray(at, at + HASH_BYTES);
    return leaf?.length === HASH_BYTES ? leaf : undefined;
  };
}
