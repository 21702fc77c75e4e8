import { bundleOf, tilePath, TILE_WIDTH } from '../log/tile.ts';
import { emptyTree, growTree } from '../log/grow.ts';
import { suites } from '../log/node-suites.ts';
import { leafTiles } from '../app/log/leaves.ts';
import { tileFolder } from '../store/tile-folder.ts';
import { benchLeaves } from './bench-log-entries.ts';
import { round } from './bench-load.ts';

const BATCH = 8192;
const BATCHES = 8;

/** What the SM3 tree costs the sequencer beside the other one, taken apart because nothing in the program
 *  grows one tree alone: nodes and leaves hashed as often as there, its tiles written, flushed and read
 *  back. Processor microseconds for each entry, of all threads. */
export async function benchTwin(folder: string): Promise<number> {
  const store = tileFolder(folder);
  const suite = suites.sm3;
  let tree = emptyTree;
  let used = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const leaves = benchLeaves(batch * BATCH, (batch + 1) * BATCH);
    const bundles = Array.from({ length: BATCH / TILE_WIDTH }, (_, i) =>
      bundleOf(leaves.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH).map(({ entry }) => entry)),
    );
    const began = process.cpuUsage();
    const hashes = leaves.map(({ sm3 }) => sm3);
    const step = growTree(suite, tree, hashes);
    const files = step.tiles.map((tile) => ({ path: tilePath(tile), bytes: tile.bytes }));
    await store.write(files);
    for (const bundle of bundles) leafTiles([suite], bundle, TILE_WIDTH);
    growTree(suite, tree, hashes);
    for (const { path } of files) await store.read(path);
    const { user, system } = process.cpuUsage(began);
    used += user + system;
    tree = step.tree;
  }
  return round(used / (BATCH * BATCHES));
}
