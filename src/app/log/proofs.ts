import { checkpointIn } from '../../log/checkpoint.ts';
import { suites } from '../../log/node-suites.ts';
import { formatProof } from '../../log/proof-file.ts';
import { tileProver, type TileProver } from '../../log/prove.ts';
import { tileMemo, type TileMemo } from '../../log/tile-nodes.ts';
import type { SuiteId } from '../../log/suite.ts';
import { entriesIn, entriesPath, TILE_WIDTH } from '../../log/tile.ts';
import type { TileStore } from '../../store/tile-store.ts';
import type { LogDoor } from './door.ts';
import { CHECKPOINT, tileFetcher, WITNESSED } from './files.ts';

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
  const checkpoint = note === undefined ? undefined : checkpointIn(note);
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
  const hashes = await proverOf(files.store, suite, head.size).inclusion(index);
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

/** Of each level's kind this many tiles stay opened, 17 KB each, with the nodes hashed so far: proofs
 *  asked for at one time mostly come from the same tiles. */
const TILES_KEPT = 512;
const kept = new WeakMap<TileStore, Readonly<Record<SuiteId, TileMemo>>>();

/** Proofs from the public files of a tree, under its head of this size. */
export function proverOf(store: TileStore, suite: SuiteId, size: number): TileProver {
  const memos = kept.get(store) ?? { sha256: tileMemo(TILES_KEPT), sm3: tileMemo(TILES_KEPT) };
  kept.set(store, memos);
  return tileProver(suites[suite], size, tileFetcher(store, suite), memos[suite]);
}
