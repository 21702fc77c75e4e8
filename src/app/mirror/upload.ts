import { emptyTree, growTree, rootOf } from '../../log/grow.ts';
import { checkSubtreeConsistency } from '../../log/check-proof.ts';
import { leafHash } from '../../log/suite.ts';
import type { Copy } from './copy.ts';
import { packagesOf, readPackage, type PackageBytes, type PackagePlace } from './format.ts';
import type { ByteReader } from './stream.ts';
import type { Head } from '../witness/heads.ts';
import type { WatchedLog } from '../witness/log-list.ts';

export interface Upload {
  readonly log: WatchedLog;
  readonly copy: Copy;
  /** The checkpoint that the proofs must lead to. */
  readonly target: Head;
  readonly start: number;
  readonly body: ByteReader;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** How an upload ended: `whole` only if nothing stood behind the last package. */
export type UploadEnd = 'whole' | 'part' | 'nothing' | 'unproven' | 'too-much';

/** Takes the packages of an upload as they come in, each authenticated and kept before the next. */
export async function takePackages(upload: Upload): Promise<UploadEnd> {
  let end: UploadEnd = 'nothing';
  for (const place of packagesOf(upload.start, upload.target.size)) {
    const bytes = await readPackage(upload.body, place.end - place.start);
    if (!bytes) return end;
    if (!(await takePackage(upload, place, bytes))) return 'unproven';
    end = 'part';
  }
  return (await upload.body.take(1)) ? 'too-much' : 'whole';
}

/** False when the entries are not those of the log at the target. */
async function takePackage(
  { log, copy, target, inTurn }: Upload,
  { base, start, end }: PackagePlace,
  { entries, proof }: PackageBytes,
): Promise<boolean> {
  const held = base < start ? await inTurn(() => copy.entries(base, start)) : [];
  const all = [...held, ...entries];
  const leaves = all.map((entry) => leafHash(log.suite, entry));
  const root = rootOf(log.suite, growTree(log.suite, emptyTree, leaves).tree);
  const { size } = target;
  if (!checkSubtreeConsistency(log.suite, base, end, size, root, target.root, proof)) return false;
  await inTurn(() => copy.append(base, all, leaves));
  return true;
}
