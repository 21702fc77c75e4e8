import { hash } from 'node:crypto';
import { emptyTree, growTree, rootOf } from '../log/grow.ts';
import { suites } from '../log/node-suites.ts';
import { leafHash, type SuiteId } from '../log/suite.ts';
import { benchEntry } from './bench-log-entries.ts';
import { round } from './bench-load.ts';

const ENTRIES = 100_000;
const BATCH = 8192;

/** A tree with all its tiles against nothing but the digests it needs, of the same entries in the same
 *  run: for each entry one of the entry and one of two nodes. One core. */
export function benchTree(suite: SuiteId) {
  const entries = Array.from({ length: ENTRIES }, (_, n) => benchEntry(n));
  const prefixed = entries.map((entry) => Buffer.concat([Buffer.from([0]), entry]));
  // Both a few times in turn: who comes first finds a cold processor. In time of this thread on the
  // processor, which a busy machine does not lengthen.
  const times = { bare: [] as number[], tree: [] as number[] };
  for (let turn = 0; turn < 4; turn += 1) {
    times.bare.push(timed(() => bare(suite, prefixed)));
    times.tree.push(timed(() => tree(suite, entries)));
  }
  const best = (all: readonly number[]): number => Math.min(...all);
  return {
    entries: ENTRIES,
    treePerCpuSecond: Math.round((ENTRIES / best(times.tree)) * 1e6),
    barePerCpuSecond: Math.round((ENTRIES / best(times.bare)) * 1e6),
    ratio: round(best(times.bare) / best(times.tree), 3),
    aimRatio: 0.6,
  };
}

function timed(work: () => number): number {
  const began = process.threadCpuUsage();
  // Used, so that nothing of the work can be left out.
  if (work() < 0) throw new Error('nothing was hashed');
  const { user, system } = process.threadCpuUsage(began);
  return user + system;
}

function bare(suite: SuiteId, prefixed: readonly Buffer[]): number {
  const node = Buffer.alloc(65, 1);
  let sum = 0;
  for (const leaf of prefixed) {
    sum += hash(suite, leaf, 'binary').length;
    sum += hash(suite, node, 'binary').length;
  }
  return sum;
}

function tree(suite: SuiteId, entries: readonly Buffer[]): number {
  let grown = emptyTree;
  let bytes = 0;
  for (let at = 0; at < entries.length; at += BATCH) {
    const leaves = entries.slice(at, at + BATCH).map((entry) => leafHash(suites[suite], entry));
    const step = growTree(suites[suite], grown, leaves);
    grown = step.tree;
    for (const tile of step.tiles) bytes += tile.bytes.length;
  }
  return bytes + rootOf(suites[suite], grown).length;
}
