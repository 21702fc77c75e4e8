import { sameBytes } from '../../log/bytes.ts';
import { checkConsistency } from '../../log/check-proof.ts';
import { checkpointIn, type Checkpoint } from '../../log/checkpoint.ts';
import { suites } from '../../log/node-suites.ts';
import { tileProver, type FetchTile } from '../../log/prove.ts';
import { HASH_BYTES, type Suite } from '../../log/suite.ts';
import { TILE_WIDTH, tilePath, tileWidth } from '../../log/tile.ts';
import { CHECKPOINT } from './files.ts';
import type { LogSource } from './source.ts';

/** What can be said of two heads of one name. */
export type Relation =
  | { readonly kind: 'same' }
  /** The larger tree begins with the smaller one; so many hashes show it. */
  | { readonly kind: 'continues'; readonly hashes: number }
  /** Two histories. `root`: what the larger tree has at the smaller size; null where both heads are of
   *  one size, which needs no more proof. */
  | { readonly kind: 'fork'; readonly root: Uint8Array | null }
  | {
      readonly kind: 'unproven';
      readonly why: 'noTiles' | 'tilesOfSmaller' | 'tilesOfNeither' | 'tilesMissing';
    };

/** The SM3 twin of a log bears its name with this at the end. */
export const suiteNamed = (origin: string): Suite =>
  origin.endsWith('/sm3') ? suites.sm3 : suites.sha256;

/** The tiles of one tree at its own prefix. A partial tile is kept for the sizes that were shown only;
 *  for others its beginning is cut from the tile at the newest size, which the log's head tells. */
export function tilesIn(source: LogSource): FetchTile {
  let newest: Promise<number> | undefined;
  return async ({ level, index, width }) => {
    newest ??= sizeOf(source);
    const now = tileWidth(await newest, level, index);
    for (const held of new Set([width, now, TILE_WIDTH])) {
      const bytes =
        held < width ? undefined : await source.read(tilePath({ level, index, width: held }));
      if (bytes && bytes.length >= width * HASH_BYTES) return bytes.subarray(0, width * HASH_BYTES);
    }
    throw new NoTile(tilePath({ level, index, width }));
  };
}

/** Believed of nobody: it says only which file to look for. */
async function sizeOf(source: LogSource): Promise<number> {
  const bytes = await source.read(CHECKPOINT.sha256);
  return checkpointIn(Buffer.from(bytes ?? []).toString('utf8'))?.size ?? 0;
}

class NoTile extends Error {}

/** Proves or refutes that two heads of one name belong to one history, by tiles that need not be
 *  believed: whatever they show must lead to the root of the larger head. */
export async function relate(
  a: Checkpoint,
  b: Checkpoint,
  tiles: FetchTile | undefined,
): Promise<Relation> {
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a];
  if (a.size === b.size) {
    return sameBytes(a.root, b.root) ? { kind: 'same' } : { kind: 'fork', root: null };
  }
  if (!tiles) return { kind: 'unproven', why: 'noTiles' };
  try {
    return await byTiles(smaller, larger, tiles);
  } catch (error) {
    if (error instanceof NoTile) return { kind: 'unproven', why: 'tilesMissing' };
    throw error;
  }
}

async function byTiles(
  smaller: Checkpoint,
  larger: Checkpoint,
  tiles: FetchTile,
): Promise<Relation> {
  const suite = suiteNamed(larger.origin);
  const proof = await tileProver(suite, larger.size, tiles).consistency(smaller.size);
  const holds = (root: Uint8Array): boolean =>
    checkConsistency(suite, smaller.size, larger.size, root, larger.root, proof);
  if (holds(smaller.root)) return { kind: 'continues', hashes: proof.length };
  // The tiles may be anybody's: only what leads to the larger head's root speaks against the smaller.
  const root = await tileProver(suite, smaller.size, tiles).root();
  if (holds(root)) return { kind: 'fork', root };
  const ofSmaller = sameBytes(root, smaller.root);
  return { kind: 'unproven', why: ofSmaller ? 'tilesOfSmaller' : 'tilesOfNeither' };
}
