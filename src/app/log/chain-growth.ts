import { addDays, type PlainDate } from '../../base/plain-date.ts';
import { TILE_WIDTH } from '../../log/tile.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { bundleEntries, chainEntry } from './chain-entries.ts';

type Files = Pick<TileStore, 'read'>;

/** How many entries were recorded on a day in Beijing. */
export interface DayCount {
  readonly day: PlainDate;
  readonly count: number;
}

interface Known {
  /** The day in the middle of a full bundle: one entry whose clock was wrong does not move it. */
  readonly middle: Map<number, string>;
  /** How many entries are older than a day that is not the newest: that stays as it is. */
  readonly older: Map<string, number>;
}

const KEPT = 20_000;
const known = new WeakMap<Files, Known>();

function knownOf(store: Files): Known {
  const found = known.get(store) ?? { middle: new Map(), older: new Map() };
  if (found.middle.size > KEPT) found.middle.clear();
  if (found.older.size > KEPT) found.older.clear();
  known.set(store, found);
  return found;
}

const dayOf = (bytes: Uint8Array): string => chainEntry(0, bytes).at.slice(0, 10);

async function middleDay(store: Files, bundle: number, size: number): Promise<string> {
  const { middle } = knownOf(store);
  const found = middle.get(bundle);
  if (found !== undefined) return found;
  const days = (await bundleEntries(store, bundle, size)).map(dayOf).sort();
  const day = days[Math.floor(days.length / 2)] ?? '';
  if (days.length === TILE_WIDTH) middle.set(bundle, day);
  return day;
}

/** How many of `size` entries were recorded before the day. Entries stand in the order in which they
 *  came, so that the bundles around the day tell; an entry of a clock that was wrong may be counted
 *  with another day. */
async function olderThan(store: Files, day: string, size: number): Promise<number> {
  const { older } = knownOf(store);
  const found = older.get(day);
  if (found !== undefined) return found;
  const bundles = Math.ceil(size / TILE_WIDTH);
  let [low, high] = [-1, bundles];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await middleDay(store, middle, size)) < day) low = middle;
    else high = middle;
  }
  const near = [low, high].filter((bundle) => bundle >= 0 && bundle < bundles);
  const entries = await Promise.all(near.map((bundle) => bundleEntries(store, bundle, size)));
  const before = entries.flat().filter((entry) => dayOf(entry) < day).length;
  const count = Math.max(0, low) * TILE_WIDTH + before;
  if (high < bundles - 1) older.set(day, count);
  return count;
}

/** Entries by day for the last `days` days up to `today`, from the log's own files alone. */
export async function growthByDay(
  store: Files,
  size: number,
  today: PlainDate,
  days: number,
): Promise<readonly DayCount[]> {
  const all = Array.from({ length: days + 1 }, (_, at) => addDays(today, at - days + 1));
  const older = await Promise.all(all.map((day) => olderThan(store, day, size)));
  return all.slice(0, days).map((day, at) => ({
    day,
    count: Math.max(0, (older[at + 1] ?? 0) - (older[at] ?? 0)),
  }));
}
