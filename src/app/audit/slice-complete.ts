import type { JsonObject } from '../../base/json.ts';
import { sameBytes, textOf } from '../../log/bytes.ts';
import { emptyTree, growTree, rootOf } from '../../log/grow.ts';
import { suites } from '../../log/node-suites.ts';
import { isInSlice } from '../../log/slice.ts';
import { leafHash } from '../../log/suite.ts';
import { entriesIn, entriesPath, TILE_WIDTH } from '../../log/tile.ts';
import type { HeadVerdict } from '../log/evidence-heads.ts';
import { Unreadable, type LogSource } from '../log/source.ts';
import type { SliceFault } from './slice-check.ts';
import type { SliceHeader } from './slice-file.ts';

/** Puts the question of a slice to every entry of the public log again. That these are the entries the
 *  heads were signed over is shown by hashing them all. `indexes` in ascending order. Returns how many
 *  entries answer that came after the slice was cut. */
export async function reportMissed(
  log: LogSource,
  { query, end }: SliceHeader,
  heads: readonly HeadVerdict[],
  indexes: readonly number[],
  report: (fault: SliceFault) => void,
): Promise<number> {
  const trees = heads.map(({ tree, head }) => ({ tree, ...head.checkpoint, grown: emptyTree }));
  const size = Math.max(end, ...trees.map((each) => each.size));
  let [met, later] = [0, 0];
  for (let at = 0; at < size; at += TILE_WIDTH) {
    const entries = await bundleAt(log, at, Math.min(TILE_WIDTH, size - at));
    if (!entries) {
      report({ index: at, what: 'unreadable-log' });
      return later;
    }
    for (const each of trees) {
      const own = entries.slice(0, Math.max(0, each.size - at));
      const leaves = own.map((entry) => leafHash(suites[each.tree], entry));
      each.grown = growTree(suites[each.tree], each.grown, leaves).tree;
    }
    for (const [i, entry] of entries.entries()) {
      const index = at + i;
      if (!answers(entry, query)) continue;
      if (index >= end) later += 1;
      else if (indexes[met] === index) met += 1;
      else report({ index, what: 'left-out' });
    }
  }
  for (const { tree, grown, root } of trees) {
    if (!sameBytes(rootOf(suites[tree], grown), root)) report({ tree, what: 'other-root' });
  }
  return later;
}

/** The entries from a multiple of 256 on, as many as `width`; the bundle may have become wider. */
async function bundleAt(
  log: LogSource,
  at: number,
  width: number,
): Promise<readonly Uint8Array[] | undefined> {
  const place = at / TILE_WIDTH;
  try {
    for (const held of width === TILE_WIDTH ? [width] : [width, TILE_WIDTH]) {
      const bytes = await log.read(entriesPath(place, held));
      if (bytes) return entriesIn(bytes, held)?.slice(0, width);
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return undefined;
}

function answers(entry: Uint8Array, query: SliceHeader['query']): boolean {
  try {
    return isInSlice(JSON.parse(textOf(entry) ?? '') as JsonObject, query);
  } catch {
    // Whatever stands there, it is no entry that could have been handed out.
    return false;
  }
}
