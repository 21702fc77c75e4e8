import { HASH_BYTES, type Suite } from '../../log/suite.ts';
import { TILE_WIDTH, type TilePlace } from '../../log/tile.ts';
import type { Report } from './words.ts';

/** A tile as what lies below it gives it, and as its own file has it; each as its root where the tile
 *  is full, and as its bytes where it is not. Undefined: there is nothing to be had. */
export interface Seen {
  readonly place: TilePlace;
  readonly path: string;
  readonly built: Uint8Array | undefined;
  readonly stored: Uint8Array | undefined;
  /** The files that are wrong if this one is right. */
  readonly below: readonly string[];
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The root of a full tile's hashes. */
function rootOfTile(suite: Suite, tile: Uint8Array): Uint8Array {
  const nodes = tile.slice();
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 0x01;
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    for (let i = 0; i < width; i += 1) {
      pair.set(nodes.subarray(2 * i * HASH_BYTES, 2 * (i + 1) * HASH_BYTES), 1);
      nodes.set(suite.hash(pair), i * HASH_BYTES);
    }
  }
  return nodes.slice(0, HASH_BYTES);
}

export interface TileFound {
  readonly path: string;
  readonly bytes: Uint8Array | undefined;
}

export function seenTile(
  suite: Suite,
  place: TilePlace,
  { path, bytes }: TileFound,
  builtBytes: Uint8Array | undefined,
  below: readonly string[],
): Seen {
  const sum = (tile: Uint8Array): Uint8Array =>
    place.width === TILE_WIDTH ? rootOfTile(suite, tile) : tile;
  const built = builtBytes && sum(builtBytes);
  const agree = builtBytes && bytes && same(builtBytes, bytes);
  return { place, path, built, stored: agree ? built : bytes && sum(bytes), below };
}

/** What to believe of a tile, given what stands above it. Where its file and what lies below differ, the
 *  hash above says which of the two is wrong; where it agrees with neither, the file is named. */
export function settle(seen: Seen, above: Uint8Array | undefined, report: Report) {
  const { built, stored } = seen;
  if (!built || !stored) return built ?? stored ?? above;
  if (same(built, stored)) return built;
  if (above && same(stored, above)) {
    for (const path of seen.below) report(path, 'differs');
    return stored;
  }
  report(seen.path, 'differs');
  return built;
}

/** A tile over full ones, which it settles. */
export function tileOver(
  suite: Suite,
  place: TilePlace,
  found: TileFound,
  children: readonly Seen[],
  report: Report,
): Seen {
  const built = new Uint8Array(place.width * HASH_BYTES);
  const below: string[] = [];
  let known = true;
  for (const [i, child] of children.entries()) {
    const above = found.bytes?.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    const root = settle(child, above, report);
    if (root) built.set(root, i * HASH_BYTES);
    else known = false;
    if (root && above && !same(root, above)) below.push(child.path, ...child.below);
  }
  return seenTile(suite, place, found, known ? built : undefined, below);
}
