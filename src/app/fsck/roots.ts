import { suites } from '../../log/node-suites.ts';
import { tileProver } from '../../log/prove.ts';
import { HASH_BYTES } from '../../log/suite.ts';
import { tileWidth } from '../../log/tile.ts';
import { tileAt, type Auditing } from './files.ts';
import type { Head } from './heads.ts';
import type { TreeAt } from './words.ts';
import { twinOf } from '../log/keys.ts';

/** Heads of smaller trees, once the tiles of the whole tree have been checked. */

class Gone extends Error {}

/** The root at a smaller size; undefined where a file it needs is missing or wrong, which has been told. */
async function rootAt(
  a: Auditing,
  { suite, size }: TreeAt,
  at: number,
): Promise<Uint8Array | undefined> {
  try {
    return await tileProver(suites[suite], at, async ({ level, index, width }) => {
      const whole = { level, index, width: tileWidth(size, level, index) };
      const { path, bytes } = await tileAt(a, suite, whole);
      if (!bytes || a.isFaulty(path)) throw new Gone();
      return bytes.subarray(0, width * HASH_BYTES);
    }).root();
  } catch (error) {
    if (error instanceof Gone) return undefined;
    throw error;
  }
}

/** A head that is no newer than the tree: a witnessed or a time-stamped one. */
export async function checkRoot(a: Auditing, tree: TreeAt, head: Head | undefined): Promise<void> {
  if (!head) return;
  if (head.size > tree.size) {
    a.report(head.path, 'ahead');
    return;
  }
  const root = await rootAt(a, tree, head.size);
  if (root && Buffer.compare(root, head.root) !== 0) a.report(head.path, 'otherRoot');
}

/** A head of the SM3 tree names the root of the other tree at its size, which one signature thus covers
 *  as well. A log of somebody else's need not. */
export async function checkBound(
  a: Auditing,
  trees: readonly TreeAt[],
  world: Head | undefined,
  twin: Head | undefined,
): Promise<void> {
  const tree = trees.find(({ suite }) => suite === 'sha256');
  if (!tree || !world || !twin || twin.origin !== twinOf(world.origin)) return;
  const root = twin.size <= tree.size ? await rootAt(a, tree, twin.size) : undefined;
  if (!root) return;
  const bound = `sha256 ${Buffer.from(root).toString('base64')}`;
  if (twin.extensions[0] !== bound) a.report(twin.path, 'unbound');
}
