import { resumeTree, rootOf } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import { TILE_WIDTH, tileWidth } from '../../log/tile.ts';
import { tileAt, type Auditing } from './files.ts';
import type { SpanSeen } from './span.ts';
import { settle, tileOver, type Seen } from './tile.ts';
import type { TreeAt } from './words.ts';

/** The levels above the spans, and the root against the signed one; `spans` in their order. `head` is
 *  the file that names the root. */
export async function checkTop(
  a: Auditing,
  { suite, size }: TreeAt,
  spans: readonly SpanSeen[],
  root: Uint8Array,
  head: string,
): Promise<void> {
  const edges = spans.flatMap(({ edge }) => edge ?? []);
  let row = spans.flatMap(({ over }) => over ?? []);
  for (let level = 2; row.length > 0; level += 1) {
    const full = row.filter(({ place }) => place.width === TILE_WIDTH);
    edges.push(...row.filter(({ place }) => place.width < TILE_WIDTH));
    row = [];
    for (let index = 0; index * TILE_WIDTH < full.length; index += 1) {
      const children = full.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
      const place = { level, index, width: tileWidth(size, level, index) };
      const found = await tileAt(a, suite, place);
      row.push(tileOver(suites[suite], place, found, children, a.report));
    }
  }
  settleRoot(a, { suite, size }, edges, root, head);
}

type Choice = (seen: Seen) => Uint8Array | undefined;

/** The tiles that are not full have no hash above them but the root itself. */
function settleRoot(
  a: Auditing,
  { suite, size }: TreeAt,
  edges: readonly Seen[],
  root: Uint8Array,
  head: string,
): void {
  const leadsThere = (choice: Choice): boolean => {
    const given = edges.map((seen) => choice(seen));
    if (given.includes(undefined)) return false;
    const tree = resumeTree(suites[suite], size, ({ level }) => {
      const at = edges.findIndex(({ place }) => place.level === level);
      return given[at] ?? new Uint8Array();
    });
    return Buffer.compare(rootOf(suites[suite], tree), root) === 0;
  };
  const byBuilt = leadsThere(({ built, stored }) => built ?? stored);
  const byStored = !byBuilt && leadsThere(({ built, stored }) => stored ?? built);
  for (const seen of edges) settle(seen, byStored ? seen.stored : undefined, a.report);
  // Where a file is not there nothing is known of the root; the file has been named.
  const known = edges.every(({ built, stored }) => built ?? stored);
  if (known && !byBuilt && !byStored) a.report(head, 'otherRoot');
}
