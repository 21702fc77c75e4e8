import { textOf } from '../../log/bytes.ts';
import { entriesIn, entriesPath, TILE_WIDTH } from '../../log/tile.ts';
import type { TileStore } from '../../store/tile-store.ts';

type Files = Pick<TileStore, 'read'>;

/** An entry of the log as anybody reads it from its public files. */
export interface ChainEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly caseId: string;
  readonly version: number;
  readonly procedure: string;
  /** Null where the log speaks of itself. */
  readonly jurisdiction: string | null;
  readonly type: string;
  /** RFC 3339, offset of Asia/Shanghai. */
  readonly at: string;
  readonly role: string | null;
  /** Credit code. */
  readonly org: string | null;
  readonly law: readonly string[];
}

const KEPT = 32;
const kept = new WeakMap<Files, Map<number, readonly Uint8Array[]>>();

/** Full bundles never change; those asked for lately stay in memory. */
async function fullBundle(
  store: Files,
  bundle: number,
): Promise<readonly Uint8Array[] | undefined> {
  const known = kept.get(store) ?? new Map<number, readonly Uint8Array[]>();
  kept.set(store, known);
  const found = known.get(bundle);
  if (found) return found;
  const bytes = await store.read(entriesPath(bundle, TILE_WIDTH));
  const entries = bytes && entriesIn(bytes, TILE_WIDTH);
  if (!entries) return undefined;
  const [oldest] = known.keys();
  if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
  known.set(bundle, entries);
  return entries;
}

/** The entries of a bundle in a log of `size`; a partial bundle may have given way to the full one. */
export async function bundleEntries(
  store: Files,
  bundle: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  if (width <= 0) return [];
  const bytes = width < TILE_WIDTH ? await store.read(entriesPath(bundle, width)) : undefined;
  const partial = bytes && entriesIn(bytes, width);
  return (partial ?? (await fullBundle(store, bundle)) ?? []).slice(0, width);
}

/** Reads an entry that this instance wrote. */
export function chainEntry(index: number, bytes: Uint8Array): ChainEntry {
  const value = JSON.parse(textOf(bytes) ?? '{}') as Partial<ChainEntry> & {
    readonly actor?: { readonly role?: string; readonly org?: string | null };
  };
  return {
    index,
    bytes,
    caseId: value.caseId ?? '',
    version: value.version ?? 0,
    procedure: value.procedure ?? '',
    jurisdiction: value.jurisdiction ?? null,
    type: value.type ?? '',
    at: value.at ?? '',
    role: value.actor?.role ?? null,
    org: value.actor?.org ?? null,
    law: value.law ?? [],
  };
}

/** The entry at a place of a log of `size`; undefined where there is none. */
export async function chainEntryAt(
  store: Files,
  index: number,
  size: number,
): Promise<ChainEntry | undefined> {
  if (index >= size) return undefined;
  const entries = await bundleEntries(store, Math.floor(index / TILE_WIDTH), size);
  const bytes = entries[index % TILE_WIDTH];
  return bytes && chainEntry(index, bytes);
}

/** At most `limit` entries with places below `before`, the newest first. */
export async function chainEntriesBelow(
  store: Files,
  before: number,
  limit: number,
  size: number,
): Promise<readonly ChainEntry[]> {
  const last = Math.min(before, size);
  const first = Math.max(0, last - limit);
  const found: ChainEntry[] = [];
  for (let from = first; from < last; from += TILE_WIDTH - (from % TILE_WIDTH)) {
    const bundle = Math.floor(from / TILE_WIDTH);
    const entries = await bundleEntries(store, bundle, size);
    const held = entries.map((bytes, at) => chainEntry(bundle * TILE_WIDTH + at, bytes));
    found.push(...held.filter(({ index }) => index >= first && index < last));
  }
  return found.toReversed();
}
