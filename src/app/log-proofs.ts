import { parseCheckpoint } from '../log/checkpoint.ts';
import { parseNote } from '../log/note.ts';
import { suites } from '../log/node-suites.ts';
import { formatProof } from '../log/proof-file.ts';
import { tileProver, type FetchTile } from '../log/prove.ts';
import type { SuiteId } from '../log/suite.ts';
import { entriesIn, entriesPath, TILE_WIDTH, type TilePlace } from '../log/tile.ts';
import type { TileStore } from '../store/tile-store.ts';
import type { LogDoor } from './log-door.ts';
import { CHECKPOINT, tileFetcher, WITNESSED } from './log-files.ts';

/** A published head with its note. */
export interface PublishedHead {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

type Files = Pick<LogDoor, 'store'>;

/** The head in a file of the log; undefined where there is none. */
export async function headAt(store: TileStore, path: string): Promise<PublishedHead | undefined> {
  const note = (await store.read(path))?.toString('utf8');
  const parsed = note === undefined ? undefined : parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  return checkpoint && note !== undefined ? { ...checkpoint, note } : undefined;
}

/** The head to prove a place under: the witnessed one where it covers the place, else the newest. */
export async function headOver(
  { store }: Files,
  suite: SuiteId,
  index: number,
): Promise<PublishedHead | undefined> {
  const witnessed = await headAt(store, WITNESSED[suite]);
  if (witnessed && index < witnessed.size) return witnessed;
  const published = await headAt(store, CHECKPOINT[suite]);
  return published && index < published.size ? published : undefined;
}

/** A `.tlog-proof` file of one entry; undefined when the place is not published yet. */
export async function proofFile(
  files: Files,
  suite: SuiteId,
  index: number,
): Promise<string | undefined> {
  const head = await headOver(files, suite, index);
  if (!head) return undefined;
  const fetch = rememberingTiles(files.store, suite);
  const hashes = await tileProver(suites[suite], head.size, fetch).inclusion(index);
  return formatProof({ index, hashes, checkpoint: head.note, extra: null });
}

/** The entry at a place under a head of this size, from the public files. */
export async function entryAt(
  { store }: Files,
  index: number,
  size: number,
): Promise<Uint8Array | undefined> {
  if (index >= size) return undefined;
  const bundle = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
  for (const held of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
    const bytes = await store.read(entriesPath(bundle, held));
    const entries = bytes && entriesIn(bytes, held);
    if (entries) return entries[index % TILE_WIDTH];
  }
  return undefined;
}

const TILES_KEPT = 2048;
const kept = new WeakMap<TileStore, Map<string, Promise<Uint8Array>>>();

/** Full tiles never change: the ones asked for lately stay in memory, 8 KB each. */
export function rememberingTiles(store: TileStore, suite: SuiteId): FetchTile {
  const fetch = tileFetcher(store, suite);
  const known = kept.get(store) ?? new Map<string, Promise<Uint8Array>>();
  kept.set(store, known);
  return (place: TilePlace) => {
    if (place.width < TILE_WIDTH) return fetch(place);
    const key = `${suite}/${place.level}/${place.index}`;
    const found = known.get(key) ?? fetch(place);
    known.delete(key);
    known.set(key, found);
    found.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > TILES_KEPT && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
