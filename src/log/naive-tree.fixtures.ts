import { leafHash, emptyRoot, nodeHash, type Suite } from './suite.ts';
import { tilePath, tilesOf, TILE_WIDTH, type TilePlace } from './tile.ts';
import type { TileWrite } from './grow.ts';
import { concat, utf8 } from './bytes.ts';

/** RFC 6962 §2.1 word for word, over leaf hashes: slow, and with nothing to get wrong. */

const split = (length: number): number => 2 ** Math.floor(Math.log2(length - 1));

export function naiveRoot(suite: Suite, leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (!first) return emptyRoot(suite);
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return nodeHash(suite, naiveRoot(suite, leaves.slice(0, k)), naiveRoot(suite, leaves.slice(k)));
}

/** PATH(m, D[n]) of §2.1.1. */
export function naivePath(suite: Suite, m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...naivePath(suite, m, left), naiveRoot(suite, right)]
    : [...naivePath(suite, m - k, right), naiveRoot(suite, left)];
}

/** On which side each sibling of the path stands; proofs of one shape say the same of any tree. */
export function shapeOf(m: number, n: number): string {
  if (n <= 1) return '';
  const k = split(n);
  return m < k ? `${shapeOf(m, k)}R` : `${shapeOf(m - k, n - k)}L`;
}

/** SUBPROOF(m, D[n], b) of §2.1.2. */
export function naiveConsistency(
  suite: Suite,
  m: number,
  leaves: readonly Uint8Array[],
  known = true,
): Uint8Array[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(suite, leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...naiveConsistency(suite, m, left, known), naiveRoot(suite, right)]
    : [...naiveConsistency(suite, m - k, right, false), naiveRoot(suite, left)];
}

/** Every tile of the tree by its path, as the formula of tlog-tiles has them. */
export function naiveTiles(suite: Suite, leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, index: last, width: lastWidth } of tilesOf(leaves.length)) {
    const unit = TILE_WIDTH ** level;
    for (let index = 0; index <= last; index += 1) {
      const width = index === last ? lastWidth : TILE_WIDTH;
      const hashes = Array.from({ length: width }, (_, i) => {
        const start = (index * TILE_WIDTH + i) * unit;
        return naiveRoot(suite, leaves.slice(start, start + unit));
      });
      tiles.set(tilePath({ level, index, width }), concat(...hashes));
    }
  }
  return tiles;
}

export const leavesOf = (suite: Suite, size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => leafHash(suite, utf8(`第${i}条`)));

/** A folder of tiles as the log leaves it: written by path, the partial ones never removed. */
export function folder() {
  const files = new Map<string, Uint8Array>();
  const asked: string[] = [];
  return {
    files,
    asked,
    write: (tiles: readonly TileWrite[]): void => {
      for (const tile of tiles) files.set(tilePath(tile), tile.bytes);
    },
    read: (place: TilePlace): Uint8Array => {
      asked.push(tilePath(place));
      const bytes = files.get(tilePath(place));
      if (!bytes) throw new Error(`没有文件 ${tilePath(place)}`);
      return bytes;
    },
  };
}

/** The same bytes with one bit turned over. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}
