import { sameBytes } from '../../log/bytes.ts';
import { emptyTree, growTree, resumeTree, rootOf, type Tree } from '../../log/grow.ts';
import { HASH_BYTES, leafHash, type Suite } from '../../log/suite.ts';
import {
  entriesIn,
  entriesPath,
  TILE_WIDTH,
  tilePath,
  type TilePlace,
  tilesOf,
  tileWidth,
} from '../../log/tile.ts';
import type { TileStore } from '../../store/tile-store.ts';
import type { Head } from '../witness/heads.ts';

/** What lies in the store is not what the mirror signed. */
export class CopyDamaged extends Error {}

/**
 * What a copy holds after any end of the process, by what lies in its store: the tree under its own
 * checkpoint, whose right edge must give the signed root, and behind it every bundle of entries whose
 * hashes are those of its tile. All of those were authenticated before they were written, each file
 * is there whole or not at all, and the first that is missing or another ends the copy.
 */
export async function recoverCopy(
  store: TileStore,
  suite: Suite,
  signed: Head | undefined,
  pending: Head | undefined,
): Promise<Tree> {
  let tree = signed ? await signedTree(store, suite, signed) : emptyTree;
  for (;;) {
    const wider = await nextBundle(store, suite, tree, pending?.size ?? 0);
    if (!wider) return tree;
    tree = wider;
  }
}

/** The tile, or its part of the full one it has given way to. */
async function tileAt(store: TileStore, place: TilePlace): Promise<Uint8Array | undefined> {
  const bytes =
    (await store.read(tilePath(place))) ??
    (await store.read(tilePath({ ...place, width: TILE_WIDTH })));
  return bytes?.subarray(0, place.width * HASH_BYTES);
}

async function signedTree(store: TileStore, suite: Suite, { size, root }: Head): Promise<Tree> {
  const tiles = new Map<number, Uint8Array>();
  for (const place of tilesOf(size).filter(({ width }) => width < TILE_WIDTH)) {
    const bytes = await tileAt(store, place);
    if (bytes?.length !== place.width * HASH_BYTES) throw new CopyDamaged(tilePath(place));
    tiles.set(place.level, bytes);
  }
  const tree = resumeTree(suite, size, ({ level }) => tiles.get(level) ?? new Uint8Array(0));
  if (!sameBytes(rootOf(suite, tree), root)) throw new CopyDamaged(`the tree of ${size} entries`);
  const width = size % TILE_WIDTH;
  const index = Math.floor(size / TILE_WIDTH);
  if (width > 0) {
    const leaves =
      (await leavesIn(store, suite, index, width)) ??
      (await leavesIn(store, suite, index, TILE_WIDTH))?.slice(0, width);
    if (!leaves || !sameBytes(joined(leaves), tree.tails[0] ?? new Uint8Array(0))) {
      throw new CopyDamaged(entriesPath(index, width));
    }
  }
  return tree;
}

const joined = (hashes: readonly Uint8Array[]): Uint8Array => Buffer.concat(hashes);

async function leavesIn(
  store: TileStore,
  suite: Suite,
  index: number,
  width: number,
): Promise<readonly Uint8Array[] | undefined> {
  const bytes = await store.read(entriesPath(index, width));
  const entries = bytes && entriesIn(bytes, width);
  return entries?.map((entry) => leafHash(suite, entry));
}

/** The tree with the rest of the bundle it ends in, full or as wide as the pending checkpoint has it. */
async function nextBundle(
  store: TileStore,
  suite: Suite,
  tree: Tree,
  pendingSize: number,
): Promise<Tree | undefined> {
  const index = Math.floor(tree.size / TILE_WIDTH);
  for (const width of [TILE_WIDTH, tileWidth(pendingSize, 0, index)]) {
    const held = tree.size - index * TILE_WIDTH;
    if (width <= held) continue;
    const leaves = await leavesIn(store, suite, index, width);
    const tile = leaves && (await store.read(tilePath({ level: 0, index, width })));
    if (!tile || !sameBytes(joined(leaves), tile)) continue;
    const before = tree.tails[0] ?? new Uint8Array(0);
    if (!sameBytes(tile.subarray(0, held * HASH_BYTES), before.subarray(0, held * HASH_BYTES))) {
      continue;
    }
    const grown = growTree(suite, tree, leaves.slice(held));
    await completeAbove(store, grown.tiles);
    return grown.tree;
  }
  return undefined;
}

/** A bundle may have come to the disk without the full tile above it that it completes. */
async function completeAbove(
  store: TileStore,
  tiles: readonly (TilePlace & { readonly bytes: Uint8Array })[],
): Promise<void> {
  for (const tile of tiles.filter(({ level, width }) => level > 0 && width === TILE_WIDTH)) {
    const path = tilePath(tile);
    const found = await store.read(path);
    if (!found || !sameBytes(found, tile.bytes)) await store.write([{ path, bytes: tile.bytes }]);
  }
}
