import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { grow, nothingGrown, rootsOf } from '../app/log/emit.ts';
import { CHECKPOINT } from '../app/log/files.ts';
import { loadLogKeys, signedCheckpoint } from '../app/log/keys.ts';
import { formatVerifierKey } from '../log/note.ts';
import { benchLeaves } from './bench-log-entries.ts';
import { round } from './bench-load.ts';

const BATCH = 8192;

/** Writes a log of so many entries into `home`/log as the sequencer would, without waiting for the disk;
 *  the bytes it takes beyond the entries themselves. */
export async function plantLog(home: string, entries: number) {
  mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const keys = loadLogKeys({ dataDir: home, mode: 'demo', host: 'bench.invalid' });
  const sizes = { entries: 0, bundles: 0, sha256: 0, sm3: 0 };
  const write = (path: string, bytes: Uint8Array): void => {
    const target = join(home, 'log', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  };
  let grown = nothingGrown;
  for (let from = 0; from < entries; from += BATCH) {
    const leaves = benchLeaves(from, Math.min(entries, from + BATCH));
    const step = grow(grown, leaves);
    for (const { path, bytes } of step.files) {
      write(path, bytes);
      const of = path.startsWith('sm3/') ? 'sm3' : path.includes('entries') ? 'bundles' : 'sha256';
      // Of a partial file only the last stays.
      if (!path.includes('.p/') || step.grown.size === entries) sizes[of] += bytes.length;
    }
    sizes.entries += leaves.reduce((sum, { entry }) => sum + entry.length, 0);
    grown = step.grown;
  }
  const roots = rootsOf(grown);
  const bound = [`sha256 ${roots.sha256.toString('base64')}`];
  for (const suite of ['sha256', 'sm3'] as const) {
    const head = { size: entries, root: roots[suite], extensions: suite === 'sm3' ? bound : [] };
    write(CHECKPOINT[suite], Buffer.from(await signedCheckpoint(keys, suite, head, 0)));
  }
  const verifiers = [...keys.verifiers.sha256, ...keys.verifiers.sm3].map(formatVerifierKey);
  write('keys', Buffer.from(`${verifiers.join('\n')}\n`));
  const lengths = sizes.bundles - sizes.entries;
  const each = (bytes: number): number => round(bytes / entries);
  return {
    entries,
    entryBytes: each(sizes.entries),
    bytesBeyondEntry: {
      sha256: each(lengths + sizes.sha256),
      sm3: each(lengths + sizes.sm3),
      both: each(lengths + sizes.sha256 + sizes.sm3),
      aimOfOne: 36,
    },
  };
}
