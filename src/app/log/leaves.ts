import { HASH_BYTES, type Suite } from '../../log/suite.ts';
import { entriesIn } from '../../log/tile.ts';

/** The leaf hashes of a bundle under each suite, side by side as a tile has them; undefined for a bundle
 *  that does not hold exactly `width` entries. */
export function leafTiles(
  hashing: readonly Suite[],
  bundle: Uint8Array,
  width: number,
): readonly Uint8Array[] | undefined {
  // In a copy the byte before an entry becomes the prefix of its leaf: one copy for all its entries.
  const own = new Uint8Array(bundle);
  const entries = entriesIn(own, width);
  if (!entries) return undefined;
  const tiles = hashing.map(() => new Uint8Array(width * HASH_BYTES));
  let at = 0;
  for (const [i, entry] of entries.entries()) {
    const end = at + 2 + entry.length;
    own[at + 1] = 0x00;
    const leaf = own.subarray(at + 1, end);
    for (const [s, suite] of hashing.entries()) tiles[s]?.set(suite.hash(leaf), i * HASH_BYTES);
    at = end;
  }
  return tiles;
}
