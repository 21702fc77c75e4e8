import { isSubtree, splitOf, type Stretch } from './subtree.ts';
import { emptyRoot, nodeHash, type Suite } from './suite.ts';
import { tileMemo, tileNodes, type TileMemo, type TileNodes } from './tile-nodes.ts';
import { TILE_WIDTH, tileWidth, type TilePlace } from './tile.ts';

/** Brings the bytes of a tile, `width` hashes of 32 bytes. The width asked for is the one the tile has in
 *  the prover's tree; where that partial tile is gone, the first `width` hashes of a wider one do. */
export type FetchTile = (place: TilePlace) => Promise<Uint8Array>;

/** Hashes and proofs of a tree, from its tiles. They are only as true as the tiles: who did not make
 *  those checks every proof against a signed root. Out of range is a RangeError, a tile of the wrong
 *  length an Error, and a failed fetch is passed on. */
export interface TileProver {
  /** Siblings from entry `index` up to the root: RFC 6962 §2.1.1. */
  readonly inclusion: (index: number) => Promise<Uint8Array[]>;
  /** That this tree begins with the tree of `from` entries: RFC 6962 §2.1.2; empty from 0. */
  readonly consistency: (from: number) => Promise<Uint8Array[]>;
  readonly root: () => Promise<Uint8Array>;
  /** The leaf hash of entry `index`. */
  readonly leaf: (index: number) => Promise<Uint8Array>;
  readonly subtreeRoot: (start: number, end: number) => Promise<Uint8Array>;
  /** That the subtree from `start` to before `end` is this tree's: draft-ietf-plants-merkle-tree-certs,
   *  "Generating a Subtree Consistency Proof". */
  readonly subtreeConsistency: (start: number, end: number) => Promise<Uint8Array[]>;
}

/** The stretches whose hashes prove the subtree, in the order of the proof. */
function proofOf({ start, end }: Stretch, size: number): readonly Stretch[] {
  const siblings: Stretch[] = [];
  let within = { start: 0, end: size };
  let rest = { start, end };
  while (rest.start !== within.start || rest.end !== within.end) {
    const middle = within.start + splitOf(within.end - within.start);
    const [left, right] = [
      { ...within, end: middle },
      { ...within, start: middle },
    ];
    if (rest.end <= middle) {
      siblings.push(right);
      within = left;
    } else {
      siblings.push(left);
      within = right;
      if (rest.start < middle) rest = { start: middle, end };
    }
  }
  // The verifier knows the subtree's own hash; of a subtree cut in two, the right part is news.
  if (rest.start !== start) siblings.push(rest);
  return siblings.toReversed();
}

/** A node of the tree that is one of a tile's: over its hashes from index·2^height, 2^height of them. */
interface Node {
  readonly place: TilePlace;
  readonly height: number;
  readonly index: number;
}

/** The full subtrees a stretch divides into, from left to right, each as a node of a tile. */
function nodesOf({ start, end }: Stretch, size: number): readonly Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end;) {
    const length = splitOf(end - at + 1);
    let [level, unit] = [0, 1];
    while (length >= unit * TILE_WIDTH) {
      unit *= TILE_WIDTH;
      level += 1;
    }
    const tile = Math.floor(at / unit / TILE_WIDTH);
    const place = { level, index: tile, width: tileWidth(size, level, tile) };
    const index = (at - tile * unit * TILE_WIDTH) / length;
    nodes.push({ place, height: Math.log2(length / unit), index });
    at += length;
  }
  return nodes;
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** The hashes of stretches of the tree, each tile brought once and all at the same time. */
function reader(suite: Suite, size: number, fetchTile: FetchTile, memo: TileMemo) {
  async function open(place: TilePlace): Promise<TileNodes> {
    const kept = memo.get(place);
    if (kept) return kept;
    const nodes = tileNodes(suite, place, await fetchTile(place));
    memo.put(place, nodes);
    return nodes;
  }

  return async (stretches: readonly Stretch[]): Promise<Uint8Array[]> => {
    const parts = stretches.map((stretch) => nodesOf(stretch, size));
    const places = new Map(parts.flat().map(({ place }) => [keyOf(place), place]));
    const tiles = new Map(
      await Promise.all([...places].map(async ([key, place]) => [key, await open(place)] as const)),
    );
    const hashOf = ({ place, height, index }: Node): Uint8Array => {
      const tile = tiles.get(keyOf(place));
      if (!tile) throw new Error(`Tile ${keyOf(place)} was not opened`);
      return tile.node(height, index);
    };
    const join = (right: Uint8Array, left: Uint8Array): Uint8Array => nodeHash(suite, left, right);
    // A copy, because a node is a view of what the memo keeps.
    return parts.map((nodes) => nodes.map(hashOf).reduceRight(join).slice());
  };
}

/** A prover of the tree of `size` entries. What it hashed it keeps in `memo`, which the provers of the
 *  same tree at other sizes may share. */
export function tileProver(
  suite: Suite,
  size: number,
  fetchTile: FetchTile,
  memo: TileMemo = tileMemo(),
): TileProver {
  const hashesOf = reader(suite, size, fetchTile, memo);

  function subtree(start: number, end: number): Stretch {
    if (isSubtree(start, end, size)) return { start, end };
    throw new RangeError(`No subtree from ${start} to ${end} in a tree of ${size}`);
  }

  async function subtreeRoot(start: number, end: number): Promise<Uint8Array> {
    const [hash] = await hashesOf([subtree(start, end)]);
    return hash ?? emptyRoot(suite);
  }

  const subtreeConsistency = async (start: number, end: number): Promise<Uint8Array[]> =>
    hashesOf(proofOf(subtree(start, end), size));

  return {
    inclusion: (index) => subtreeConsistency(index, index + 1),
    consistency: async (from) => (from === 0 ? [] : subtreeConsistency(0, from)),
    root: async () => (size === 0 ? emptyRoot(suite) : subtreeRoot(0, size)),
    leaf: (index) => subtreeRoot(index, index + 1),
    subtreeRoot,
    subtreeConsistency,
  };
}
