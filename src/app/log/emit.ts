import { sameBytes } from '../../log/bytes.ts';
import { emptyTree, growTree, resumeTree, rootOf, type Tree } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import { HASH_BYTES, type SuiteId } from '../../log/suite.ts';
import { bundleOf, entriesPath, TILE_WIDTH, tilePath } from '../../log/tile.ts';
import type { TilePlace } from '../../log/tile.ts';
import type { Leaf } from '../../store/log-tables.ts';
import type { TileFile, TileStore } from '../../store/tile-store.ts';
import { leafTiles } from './leaves.ts';

export const SUITES = ['sha256', 'sm3'] as const satisfies readonly SuiteId[];

/** The two trees over the same entries, and the entries of the bundle that is not full yet. */
export interface Grown {
  readonly size: number;
  readonly trees: Readonly<Record<SuiteId, Tree>>;
  readonly tail: readonly Buffer[];
}

export const nothingGrown: Grown = {
  size: 0,
  trees: { sha256: emptyTree, sm3: emptyTree },
  tail: [],
};

/** Where a tree's files stand: the SHA-256 tree at the root, its twin beside it. */
export const prefixOf = (suite: SuiteId): string => (suite === 'sm3' ? 'sm3/' : '');

/** Grows both trees by these leaves; `files` is what changes on the public side. */
export function grow(
  before: Grown,
  leaves: readonly Leaf[],
): { readonly grown: Grown; readonly files: readonly TileFile[] } {
  const files: TileFile[] = [];
  const trees = { ...before.trees };
  for (const suite of SUITES) {
    const hashes = leaves.map((leaf) => leaf[suite]);
    const { tree, tiles } = growTree(suites[suite], before.trees[suite], hashes);
    trees[suite] = tree;
    for (const tile of tiles)
      files.push({ path: prefixOf(suite) + tilePath(tile), bytes: tile.bytes });
  }
  const entries = [...before.tail, ...leaves.map((leaf) => leaf.entry)];
  const first = Math.floor(before.size / TILE_WIDTH);
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const held = entries.slice(at, at + TILE_WIDTH);
    files.push({
      path: entriesPath(first + at / TILE_WIDTH, held.length),
      bytes: bundleOf(held),
    });
  }
  const size = before.size + leaves.length;
  const tail = entries.slice(entries.length - (size % TILE_WIDTH));
  return { grown: { size, trees, tail: size % TILE_WIDTH === 0 ? [] : tail }, files };
}

export const rootsOf = (grown: Pick<Grown, 'trees'>): Readonly<Record<SuiteId, Buffer>> => ({
  sha256: Buffer.from(rootOf(suites.sha256, grown.trees.sha256)),
  sm3: Buffer.from(rootOf(suites.sm3, grown.trees.sm3)),
});

/** What was written is not what was meant: nothing may be signed off on it. */
export class WrongTile extends Error {}

/** Reads back what was written from `from` on and builds the trees again from those bytes alone: a bit
 *  that flipped on the way to the disk must never come under a signature. */
export async function readBack(store: TileStore, from: number, grown: Grown): Promise<void> {
  const fetch = reader(store);
  const base = from - (from % TILE_WIDTH);
  const rows: Record<SuiteId, Uint8Array[]> = { sha256: [], sm3: [] };
  for (let at = base; at < grown.size; at += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, grown.size - at);
    const path = entriesPath(at / TILE_WIDTH, width);
    const leaves = leafTiles(HASHING, await fetch(path), width);
    if (!leaves) throw new WrongTile(`${path} is malformed`);
    for (const [s, suite] of SUITES.entries()) rows[suite].push(...hashesIn(leaves[s]));
  }
  const roots = rootsOf(grown);
  for (const suite of SUITES) {
    const before = await resumed(suite, base, fetch);
    const { tree, tiles } = growTree(suites[suite], before, rows[suite]);
    for (const tile of tiles) {
      const path = prefixOf(suite) + tilePath(tile);
      if (!sameBytes(tile.bytes, await fetch(path))) throw new WrongTile(`${path} is another`);
    }
    if (!roots[suite].equals(rootOf(suites[suite], tree))) {
      throw new WrongTile(`the ${suite} root read back at ${grown.size} is another`);
    }
  }
}

const HASHING = SUITES.map((suite) => suites[suite]);

const hashesIn = (tile: Uint8Array = new Uint8Array()): Uint8Array[] =>
  Array.from({ length: tile.length / HASH_BYTES }, (_, i) =>
    tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );

function reader(store: TileStore): (path: string) => Promise<Buffer> {
  return async (path) => {
    const bytes = await store.read(path);
    if (!bytes) throw new WrongTile(`${path} is not there`);
    return bytes;
  };
}

/** A tree from its files: those of the right edge are asked for until there is nothing missing. */
async function resumed(
  suite: SuiteId,
  size: number,
  fetch: (path: string) => Promise<Buffer>,
): Promise<Tree> {
  const have = new Map<string, Buffer>();
  for (;;) {
    let missing: string | undefined;
    const tile = (place: TilePlace): Uint8Array => {
      const path = prefixOf(suite) + tilePath(place);
      const bytes = have.get(path);
      if (bytes) return bytes;
      missing = path;
      throw new Missing();
    };
    try {
      return resumeTree(suites[suite], size, tile);
    } catch (error) {
      if (!(error instanceof Missing) || missing === undefined) throw error;
      have.set(missing, await fetch(missing));
    }
  }
}

class Missing extends Error {}

/** The trees at a size from what the store holds, and the tail entries from the register. */
export async function resume(
  store: TileStore,
  size: number,
  tail: readonly Buffer[],
): Promise<Grown> {
  const fetch = reader(store);
  const sha256 = await resumed('sha256', size, fetch);
  const sm3 = await resumed('sm3', size, fetch);
  return { size, trees: { sha256, sm3 }, tail };
}
