import { HASH_BYTES } from '../../log/suite.ts';
import { entriesIn, parseTilePath, TILE_WIDTH, tileWidth } from '../../log/tile.ts';
import type { TilePath } from '../../log/tile.ts';
import { prefixOf, SUITES } from '../log/emit.ts';
import { bundleAt, tileAt, type Auditing } from './files.ts';
import { checkAnchor, isAnchor } from './anchors.ts';
import type { Remark } from './heads.ts';
import { HEADS, KEYS, POLICIES, type Trust } from './trust.ts';
import type { TreeAt } from './words.ts';

const DRAFT = /\.[0-9a-f]{8}\.new$/;

/** Looks at the files that the heads do not speak of. A narrower tile of an earlier size must be the
 *  beginning of the present one; anything else nobody is given, and it is only named. */
export async function checkStrays(
  a: Auditing,
  trees: readonly TreeAt[],
  trust: Trust,
  paths: readonly string[],
  remark: Remark,
): Promise<void> {
  for (const path of paths) {
    if (POLICIES.includes(path)) remark(path, 'byItsOwner');
    if (path === KEYS || HEADS.includes(path) || POLICIES.includes(path)) continue;
    const suite = SUITES.findLast((each) => path.startsWith(prefixOf(each))) ?? 'sha256';
    const place = parseTilePath(path.slice(prefixOf(suite).length));
    const tree = trees.find((each) => each.suite === suite);
    if (DRAFT.test(path)) remark(path, 'draft');
    else if (isAnchor(path)) await checkAnchor(a, trees, trust, path, remark);
    else if (!place || (place.kind === 'entries' && suite === 'sm3') || !tree) {
      remark(path, 'stranger');
    } else {
      const size = place.kind === 'entries' ? largest(trees) : tree.size;
      const width = tileWidth(size, levelOf(place), place.index);
      if (place.width > width) remark(path, 'notYet');
      if (place.width < width) await checkPart(a, tree, place, path, width);
    }
  }
}

const levelOf = (place: TilePath): number => (place.kind === 'entries' ? 0 : place.level);
const largest = (trees: readonly TreeAt[]): number => Math.max(...trees.map(({ size }) => size));

async function checkPart(
  a: Auditing,
  { suite }: TreeAt,
  place: TilePath,
  path: string,
  width: number,
): Promise<void> {
  const part = await a.read(path);
  if (!part) return;
  const whole =
    place.kind === 'entries'
      ? await bundleAt(a, place.index, width)
      : await tileAt(a, suite, { ...place, width });
  if (!whole.bytes || a.isFaulty(whole.path)) return;
  const fits =
    place.kind === 'entries'
      ? entriesIn(part, place.width) !== undefined
      : part.length === place.width * HASH_BYTES && place.width < TILE_WIDTH;
  const begins = Buffer.compare(whole.bytes.subarray(0, part.length), part) === 0;
  if (!fits || !begins) a.report(path, 'differs');
}
