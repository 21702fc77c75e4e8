import { emptyRoot, HASH_BYTES, nodeHash, type Suite } from './suite.ts';
import { tileNodes } from './tile-nodes.ts';
import { TILE_WIDTH, tilesOf, tileWidth, type TilePlace } from './tile.ts';

/** A tree of RFC 6962 as the one who appends to it needs it: its right edge, a few kilobytes at any
 *  size. A value; nothing changes one that was handed out. */
export interface Tree {
  readonly size: number;
  /** Of each level, the bytes of its partial tile; empty where its last tile is full. */
  readonly tails: readonly Uint8Array[];
  /** Roots of the full subtrees that the size divides into, from the smallest: one for each bit set. */
  readonly peaks: readonly Uint8Array[];
}

export const emptyTree: Tree = { size: 0, tails: [], peaks: [] };

export interface TileWrite extends TilePlace {
  readonly bytes: Uint8Array;
}

/** The tile of one level that is being filled; allocated as wide as it will be at the new size. */
interface Row {
  readonly level: number;
  index: number;
  width: number;
  bytes: Uint8Array;
}

/** One height of the right edge. A left child waits for its sibling inside the bytes that will be
 *  hashed, so that nothing is copied twice. */
interface Step {
  readonly pair: Uint8Array;
  readonly row: Row | undefined;
  waiting: boolean;
}

/** Digits of the size in binary: the heights at which its right edge has a node, 53 at most. */
const heightsOf = (size: number): number => size.toString(2).length;

function rowAt(level: number, tree: Tree, size: number): Row {
  const hashes = Math.floor(tree.size / TILE_WIDTH ** level);
  const index = Math.floor(hashes / TILE_WIDTH);
  const bytes = new Uint8Array(tileWidth(size, level, index) * HASH_BYTES);
  bytes.set(tree.tails[level] ?? []);
  return { level, index, width: hashes % TILE_WIDTH, bytes };
}

const HEIGHTS_PER_TILE = 8;

function edgeOf(tree: Tree, size: number): readonly Step[] {
  const peaks = [...tree.peaks];
  return Array.from({ length: heightsOf(size) }, (_, height) => {
    const pair = new Uint8Array(1 + 2 * HASH_BYTES);
    pair[0] = 0x01;
    const waiting = Math.floor(tree.size / 2 ** height) % 2 === 1;
    const peak = waiting ? peaks.shift() : undefined;
    if (peak) pair.set(peak, 1);
    const level = height / HEIGHTS_PER_TILE;
    const row = Number.isInteger(level) ? rowAt(level, tree, size) : undefined;
    return { pair, row, waiting };
  });
}

/** Puts one hash into its level's tile, and hands the tile on if that was its last one at this size. */
function fill(row: Row, hash: Uint8Array, size: number, tiles: TileWrite[]): void {
  const { level, index, bytes } = row;
  bytes.set(hash, row.width * HASH_BYTES);
  row.width += 1;
  if (row.width * HASH_BYTES < bytes.length) return;
  tiles.push({ level, index, width: row.width, bytes });
  if (row.width < TILE_WIDTH) return;
  row.index += 1;
  row.width = 0;
  row.bytes = new Uint8Array(tileWidth(size, level, row.index) * HASH_BYTES);
}

/** Appends leaf hashes (of `leafHash`, 32 bytes each) in order. Returns the new tree and what is to be
 *  written for it: every tile that became full, and the partial tile of each level that changed. Hashes
 *  every node once, so one hash a leaf on average. Throws for a leaf of another length. */
export function growTree(
  suite: Suite,
  tree: Tree,
  leaves: readonly Uint8Array[],
): { readonly tree: Tree; readonly tiles: readonly TileWrite[] } {
  const size = tree.size + leaves.length;
  if (!Number.isSafeInteger(size)) throw new RangeError('The tree is full');
  if (leaves.length === 0) return { tree, tiles: [] };
  const tiles: TileWrite[] = [];
  const edge = edgeOf(tree, size);
  for (const leaf of leaves) {
    if (leaf.length !== HASH_BYTES) throw new RangeError('A leaf hash has 32 bytes');
    let hash = leaf;
    for (const step of edge) {
      if (step.row) fill(step.row, hash, size, tiles);
      if (!step.waiting) {
        step.pair.set(hash, 1);
        step.waiting = true;
        break;
      }
      step.pair.set(hash, 1 + HASH_BYTES);
      step.waiting = false;
      hash = suite.hash(step.pair);
    }
  }
  const tails = edge.flatMap(({ row }) => (row ? [row.bytes] : []));
  const peaks = edge.flatMap(({ pair, waiting }) =>
    waiting ? [pair.slice(1, 1 + HASH_BYTES)] : [],
  );
  return { tree: { size, tails, peaks }, tiles };
}

/** The root of RFC 6962 §2.1 (the hash of nothing for an empty tree): at most 52 hashes. */
export function rootOf(suite: Suite, tree: Tree): Uint8Array {
  const [smallest, ...larger] = tree.peaks;
  if (!smallest) return emptyRoot(suite);
  return larger.reduce((right, left) => nodeHash(suite, left, right), smallest);
}

/** The tree of that size from its partial tiles read back; no full tile is needed. Its root follows from
 *  these bytes alone, so comparing it with the signed one tells whether they are the log's. Throws for
 *  a tile of the wrong length. */
export function resumeTree(
  suite: Suite,
  size: number,
  tile: (place: TilePlace) => Uint8Array,
): Tree {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`No tree of size ${size}`);
  const tails: Uint8Array[] = [];
  const peaks: Uint8Array[] = [];
  for (const last of tilesOf(size)) {
    const width = last.width % TILE_WIDTH;
    if (width === 0) {
      tails.push(new Uint8Array(0));
      continue;
    }
    const bytes = new Uint8Array(tile(last));
    const nodes = tileNodes(suite, last, bytes);
    for (let height = 0; 2 ** height <= width; height += 1) {
      const count = Math.floor(width / 2 ** height);
      if (count % 2 === 1) peaks.push(nodes.node(height, count - 1).slice());
    }
    tails.push(bytes);
  }
  return { size, tails, peaks };
}
