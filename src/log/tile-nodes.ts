import { HASH_BYTES, nodeHash, type Suite } from './suite.ts';
import { TILE_WIDTH, type TilePlace } from './tile.ts';

/** The eight tree levels that a tile stands for. */
export interface TileNodes {
  /** The node over the tile's hashes from index·2^height, 2^height of them (height 0 to 7); a view,
   *  not to be written to. All of them must lie within the tile's width. */
  readonly node: (height: number, index: number) => Uint8Array;
}

function assertTile(place: TilePlace, bytes: Uint8Array): void {
  const expected = place.width * HASH_BYTES;
  if (bytes.length === expected) return;
  const { level, index, width } = place;
  throw new Error(
    `Tile ${level}/${index} of width ${width} has ${bytes.length} bytes, not ${expected}`,
  );
}

/** Opens a tile. A node is hashed when it is first asked for and then kept: proofs from one tile share
 *  most of their nodes. Node n of the tile has children 2n and 2n + 1, so that two siblings lie side by
 *  side; the tile's own hashes are the nodes from 256 on. */
export function tileNodes(suite: Suite, place: TilePlace, bytes: Uint8Array): TileNodes {
  assertTile(place, bytes);
  const nodes = new Uint8Array(2 * TILE_WIDTH * HASH_BYTES);
  nodes.set(bytes, TILE_WIDTH * HASH_BYTES);
  const known = new Uint8Array(TILE_WIDTH);
  const at = (n: number): Uint8Array => nodes.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES);
  const make = (n: number): Uint8Array => {
    if (n < TILE_WIDTH && known[n] === 0) {
      nodes.set(nodeHash(suite, make(2 * n), make(2 * n + 1)), n * HASH_BYTES);
      known[n] = 1;
    }
    return at(n);
  };
  return { node: (height, index) => make(TILE_WIDTH / 2 ** height + index) };
}

/** Tiles opened lately. One memo serves one tree: one log under one suite, at whatever sizes, because a
 *  tile of a given width never changes. */
export interface TileMemo {
  readonly get: (place: TilePlace) => TileNodes | undefined;
  readonly put: (place: TilePlace, nodes: TileNodes) => void;
}

const keyOf = ({ level, index, width }: TilePlace): string => `${level}/${index}/${width}`;

/** Keeps at most `limit` leaf tiles and as many of the levels above, 17 KB each; the longest unused go
 *  first. The two do not compete, because every proof needs the few above and hardly any leaf tile twice. */
export function tileMemo(limit = 64): TileMemo {
  const leaves = new Map<string, TileNodes>();
  const above = new Map<string, TileNodes>();
  const put = (place: TilePlace, nodes: TileNodes): void => {
    const kept = place.level === 0 ? leaves : above;
    const key = keyOf(place);
    kept.delete(key);
    kept.set(key, nodes);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
  };
  const get = (place: TilePlace): TileNodes | undefined => {
    const nodes = (place.level === 0 ? leaves : above).get(keyOf(place));
    if (nodes) put(place, nodes);
    return nodes;
  };
  return { get, put };
}
