import { sameBytes } from '../../log/bytes.ts';
import { growTree, resumeTree, rootOf, type Tree } from '../../log/grow.ts';
import { HASH_BYTES, type Suite } from '../../log/suite.ts';
import {
  bundleOf,
  entriesIn,
  entriesPath,
  TILE_WIDTH,
  tilePath,
  type TilePlace,
  tilesOf,
  tileWidth,
} from '../../log/tile.ts';
import type { TileFile, TileStore } from '../../store/tile-store.ts';
import { replacedBy } from '../log/files.ts';

/** The copy of one log: its entries from the first on without a gap, and the tiles over them. Calls
 *  come one at a time. */
export interface Copy {
  /** Entries held: the number of the first one that is missing. */
  size(): number;
  /** Those from `from` to before `to`, of one bundle, all held. */
  entries(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Keeps authenticated entries from `base` on, a multiple of 256, with their leaf hashes; those held
   *  already are passed over. On the disk, and read back from there, once this resolves. */
  append(
    base: number,
    entries: readonly Uint8Array[],
    leaves: readonly Uint8Array[],
  ): Promise<void>;
  /** Makes everything of a tree of this size, no larger than the copy, ready to be fetched; the root
   *  as it follows from the bytes on the disk. */
  cut(size: number): Promise<Uint8Array>;
  /** The root at a size no larger than the copy. */
  rootAt(size: number): Promise<Uint8Array>;
}

const isPartial = ({ width }: TilePlace): boolean => width < TILE_WIDTH;

/** Goes on from the tree that was found on the disk. */
export function copyOf(store: TileStore, suite: Suite, found: Tree): Copy {
  let tree = found;

  /** The first hashes of a tile, from memory where it is still growing. */
  async function hashes(place: TilePlace): Promise<Uint8Array> {
    const last = tilesOf(tree.size)[place.level];
    const tail = tree.tails[place.level];
    const growing = last?.index === place.index && isPartial(last);
    const path = tilePath({ ...place, width: TILE_WIDTH });
    const bytes = growing ? tail : await store.read(path);
    const wanted = place.width * HASH_BYTES;
    if (!bytes || bytes.length < wanted) throw new Error(`${path} of the mirror is damaged`);
    return bytes.subarray(0, wanted);
  }

  async function entries(from: number, to: number): Promise<readonly Uint8Array[]> {
    const index = Math.floor(from / TILE_WIDTH);
    const width = tileWidth(tree.size, 0, index);
    // A partial bundle may have given way to a full one that was not believed after a crash.
    const all = (await bundle(index, width)) ?? (await bundle(index, TILE_WIDTH));
    const base = index * TILE_WIDTH;
    if (!all || to - base > width) {
      throw new Error(`${entriesPath(index, width)} of the mirror is damaged`);
    }
    return all.slice(from - base, to - base);
  }

  async function bundle(index: number, width: number): Promise<readonly Uint8Array[] | undefined> {
    const bytes = await store.read(entriesPath(index, width));
    return bytes && entriesIn(bytes, width);
  }

  async function treeAt(
    size: number,
    tile: (place: TilePlace) => Promise<Uint8Array>,
  ): Promise<Tree> {
    const edge = tilesOf(size).filter(isPartial);
    const tiles = new Map<number, Uint8Array>();
    for (const place of edge) tiles.set(place.level, await tile(place));
    return resumeTree(suite, size, ({ level }) => tiles.get(level) ?? new Uint8Array(0));
  }

  return {
    size: () => tree.size,
    entries,
    async append(base, all, leaves) {
      const from = tree.size;
      if (base > from) throw new Error('a gap in the mirror');
      if (base + all.length <= from) return;
      const grown = growTree(suite, tree, leaves.slice(from - base));
      const files = [
        { path: entriesPath(base / TILE_WIDTH, all.length), bytes: bundleOf(all) },
        // Partial tiles above the entries are of use to nobody before a checkpoint needs them.
        ...grown.tiles
          .filter(({ level, width }) => level === 0 || width === TILE_WIDTH)
          .map((tile) => ({ path: tilePath(tile), bytes: tile.bytes })),
      ];
      await writeAndRead(store, files);
      tree = grown.tree;
      for (const folder of replacedBy(files, from)) await store.removeFolder(folder);
    },
    async cut(size) {
      const files: TileFile[] = [];
      for (const place of tilesOf(size).filter(isPartial)) {
        files.push({ path: tilePath(place), bytes: await hashes(place) });
      }
      const base = size - (size % TILE_WIDTH);
      if (base < size) {
        const path = entriesPath(base / TILE_WIDTH, size - base);
        files.push({ path, bytes: bundleOf(await entries(base, size)) });
      }
      await writeAndRead(store, await missing(store, files));
      const onDisk = async (place: TilePlace): Promise<Uint8Array> =>
        (await store.read(tilePath(place))) ?? new Uint8Array(0);
      return rootOf(suite, await treeAt(size, onDisk));
    },
    rootAt: async (size) => rootOf(suite, await treeAt(size, hashes)),
  };
}

/** A bit that flipped on the way to the disk must never come under a signature. */
async function writeAndRead(store: TileStore, files: readonly TileFile[]): Promise<void> {
  await store.write(files);
  for (const { path, bytes } of files) {
    const found = await store.read(path);
    if (!found || !sameBytes(found, bytes)) throw new Error(`${path} is not what was written`);
  }
}

async function missing(store: TileStore, files: readonly TileFile[]): Promise<readonly TileFile[]> {
  const found = await Promise.all(files.map(({ path }) => store.read(path)));
  return files.filter(({ bytes }, i) => {
    const there = found[i];
    return !there || !sameBytes(there, bytes);
  });
}
