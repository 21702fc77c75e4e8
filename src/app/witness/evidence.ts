import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../store/transaction.ts';
import { tileFolder } from '../../store/tile-folder.ts';
import { originHash } from './heads.ts';

/**
 * What a log signed that does not go together with what it signed before.
 * `another-root`: two heads of one size, or one that the mirrored entries contradict: the log has two
 * histories, and anybody can check that. `no-proof`: it came with a proof that does not hold, which
 * proves nothing by itself, since whoever has seen the head could have sent it so.
 */
const schema = z.strictObject({
  origin: z.string(),
  kind: z.enum(['another-root', 'no-proof']),
  /** POSIX seconds. */
  at: z.number(),
  /** The note we stand by, and the one we were shown, each with the log's signature. */
  known: z.string(),
  shown: z.string(),
  /** The entries the proof was said to start from, and its hashes in base64. */
  old: z.number(),
  proof: z.array(z.string()),
});
export type Evidence = z.infer<typeof schema>;

/** Of each log and kind: enough to prove anything, too little to fill a disk. */
const COUNT_MAX = 256;

/** Keeps evidence for good, one file each, a head of a log once of each kind. */
export function evidenceFolder(folder: string) {
  const store = tileFolder(folder);
  const names = async (of: string): Promise<readonly string[]> => {
    try {
      const found = await readdir(join(folder, of));
      return found.filter((name) => name.endsWith('.json')).toSorted();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  };
  return {
    async keep(evidence: Evidence, size: number): Promise<void> {
      const of = originHash(evidence.origin);
      // The same head may be signed again in other bytes.
      const head = evidence.shown.slice(0, evidence.shown.lastIndexOf('\n\n'));
      const digest = createHash('sha256').update(head).digest('hex').slice(0, 32);
      const name = `${evidence.kind}-${size}-${digest}.json`;
      const there = (await names(of)).filter((each) => each.startsWith(evidence.kind));
      if (there.includes(name) || there.length >= COUNT_MAX) return;
      const bytes = Buffer.from(`${JSON.stringify(evidence, undefined, 2)}\n`);
      await store.write([{ path: `${of}/${name}`, bytes }]);
    },
    /** All there is of these logs, of each the contradictions first. */
    async of(origins: readonly string[]): Promise<readonly Evidence[]> {
      const found: Evidence[] = [];
      for (const hash of origins.map(originHash)) {
        for (const name of await names(hash)) {
          const file = await store.read(`${hash}/${name}`);
          if (file) found.push(schema.parse(JSON.parse(file.toString('utf8'))));
        }
      }
      return found;
    },
  };
}
