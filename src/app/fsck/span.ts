import { suites } from '../../log/node-suites.ts';
import { HASH_BYTES } from '../../log/suite.ts';
import { TILE_WIDTH, tileWidth } from '../../log/tile.ts';
import { stampsIn } from './diary.ts';
import { bundleAt, tileAt, type Auditing } from './files.ts';
import { seenTile, tileOver, type Seen } from './tile.ts';
import type { TreeAt } from './words.ts';
import { leafTiles } from '../log/leaves.ts';

/** Entries in a span: those under one full tile of level 1. */
export const SPAN = TILE_WIDTH * TILE_WIDTH;

/** What a span leaves to be checked from above, of one tree. */
export interface SpanSeen {
  /** Its tile of level 1, where it has one. */
  readonly over: Seen | undefined;
  /** Its tile of leaves that is not full, where it has one. */
  readonly edge: Seen | undefined;
}

/** Files asked for together: a folder does not care, the web does. */
const AT_ONCE = 16;

/** Reads every bundle and tile of a span, hashes every entry under each tree's suite, and compares. */
export async function checkSpan(
  a: Auditing,
  trees: readonly TreeAt[],
  span: number,
): Promise<readonly SpanSeen[]> {
  const rows: Seen[][] = trees.map(() => []);
  const largest = Math.max(...trees.map(({ size }) => size));
  const indices = Array.from({ length: TILE_WIDTH }, (_, i) => span * TILE_WIDTH + i).filter(
    (index) => tileWidth(largest, 0, index) > 0,
  );
  for (let at = 0; at < indices.length; at += AT_ONCE) {
    const some = indices.slice(at, at + AT_ONCE).map((index) => checkLeaves(a, trees, index));
    for (const seen of await Promise.all(some)) {
      for (const [t, each] of seen.entries()) if (each) rows[t]?.push(each);
    }
  }
  return Promise.all(trees.map((tree, t) => above(a, tree, span, rows[t] ?? [])));
}

/** One bundle, and the tile of its leaf hashes in each tree. */
async function checkLeaves(
  a: Auditing,
  trees: readonly TreeAt[],
  index: number,
): Promise<readonly (Seen | undefined)[]> {
  const widths = trees.map(({ size }) => tileWidth(size, 0, index));
  const bundle = await bundleAt(a, index, Math.max(...widths));
  const hashing = trees.map(({ suite }) => suites[suite]);
  const leaves = bundle.bytes && leafTiles(hashing, bundle.bytes, bundle.held);
  if (bundle.bytes && !leaves) a.report(bundle.path, 'malformed');
  if (bundle.bytes) a.stamped(stampsIn(bundle.bytes, bundle.held));
  return Promise.all(
    trees.map(async ({ suite }, t) => {
      const width = widths[t] ?? 0;
      if (width === 0) return undefined;
      const place = { level: 0, index, width };
      const built = leaves?.[t]?.subarray(0, width * HASH_BYTES);
      return seenTile(suites[suite], place, await tileAt(a, suite, place), built, [bundle.path]);
    }),
  );
}

async function above(
  a: Auditing,
  { suite, size }: TreeAt,
  span: number,
  leaves: readonly Seen[],
): Promise<SpanSeen> {
  const full = leaves.filter(({ place }) => place.width === TILE_WIDTH);
  const edge = leaves.find(({ place }) => place.width < TILE_WIDTH);
  const width = tileWidth(size, 1, span);
  if (width === 0) return { over: undefined, edge };
  const place = { level: 1, index: span, width };
  const over = tileOver(suites[suite], place, await tileAt(a, suite, place), full, a.report);
  return { over, edge };
}
