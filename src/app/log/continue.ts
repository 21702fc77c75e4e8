import type { PoolClient } from 'pg';
import { sameBytes } from '../../log/bytes.ts';
import { emptyTree, growTree, rootOf, type Tree } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import { tileProver } from '../../log/prove.ts';
import { emptyRoot, type SuiteId } from '../../log/suite.ts';
import { leafHashes, type Leaf, type LogHead } from '../../store/log-tables.ts';
import type { TileStore } from '../../store/tile-store.ts';
import { compareHeads, damaged, type Halt, type Remembered } from './compare.ts';
import { resume, SUITES } from './emit.ts';
import { tileFetcher } from './files.ts';

export type Trees = Readonly<Record<SuiteId, Tree>>;

export const emptyTrees: Trees = { sha256: emptyTree, sm3: emptyTree };

/** Both trees with these leaves appended. */
export const growBoth = (trees: Trees, leaves: readonly Omit<Leaf, 'entry'>[]): Trees => {
  const grown = (suite: SuiteId): Tree =>
    growTree(
      suites[suite],
      trees[suite],
      leaves.map((leaf) => leaf[suite]),
    ).tree;
  return { sha256: grown('sha256'), sm3: grown('sm3') };
};

/** Leaves at a time. */
const STEP = 8192;

/** Grows the trees from the register up to `size`; undefined where it has not all of the leaves. */
export async function growFrom(
  client: Pick<PoolClient, 'query'>,
  trees: Trees,
  size: number,
): Promise<Trees | undefined> {
  let grown = trees;
  for (let at = grown.sha256.size; at < size; at = grown.sha256.size) {
    const to = Math.min(size, at + STEP);
    const leaves = await leafHashes(client, at, to);
    if (!leaves) return undefined;
    grown = growBoth(grown, leaves);
  }
  return grown;
}

interface Comparing {
  readonly client: Pick<PoolClient, 'query'>;
  readonly store: TileStore;
  readonly head: LogHead;
  readonly remembered: readonly Remembered[];
}

/** Whether the register's log continues what others remember of it. Nothing is written: should it be
 *  another log, the files that show so are evidence. `from` is a size, a multiple of 256, up to which
 *  the files in the store are believed at first; where that leads to a contradiction everything is
 *  derived from the register. Returns the size up to which the files were found to be right. */
export async function compareAll(
  of: Comparing,
  from: number,
): Promise<Halt | { readonly from: number }> {
  const halt = await compareFrom(of, from).catch((error: unknown) => {
    // Files that are missing or malformed say nothing about the register.
    if (from === 0) throw error;
    return damaged('');
  });
  if (!halt) return { from };
  return from > 0 && halt.state !== 'behind' ? compareAll(of, 0) : halt;
}

async function compareFrom(of: Comparing, from: number): Promise<Halt | undefined> {
  const { client, store, head, remembered } = of;
  const start = from === 0 ? emptyTrees : (await resume(store, from, [])).trees;
  const known = new Map<number, Trees>();
  const sizes = new Set([...remembered.map(({ size }) => size), head.size]);
  let trees: Trees | undefined = start;
  for (const size of [...sizes].toSorted((a, b) => a - b)) {
    if (size < from || size > head.size) continue;
    trees = await growFrom(client, trees, size);
    if (!trees) return damaged(String(size));
    known.set(size, trees);
  }
  const rootAt = async (suite: SuiteId, size: number): Promise<Uint8Array> => {
    const tree = known.get(size)?.[suite];
    if (tree) return rootOf(suites[suite], tree);
    if (size === 0) return emptyRoot(suites[suite]);
    return tileProver(suites[suite], from, tileFetcher(store, suite)).subtreeRoot(0, size);
  };
  for (const suite of SUITES) {
    if (!sameBytes(await rootAt(suite, head.size), head[suite])) return damaged(String(head.size));
  }
  return compareHeads(head.size, remembered, rootAt);
}
