import { createHash } from 'node:crypto';
import { tokenPath } from '../log/anchor.ts';
import { prefixOf, SUITES } from '../log/emit.ts';
import type { Stamp } from './diary.ts';
import type { Auditing } from './files.ts';
import { headIn, type Remark } from './heads.ts';
import { checkRoot } from './roots.ts';
import type { Trust } from './trust.ts';
import type { TreeAt } from './words.ts';
import { readTimestamp } from '../seals/timestamp-read.ts';

/** Heads that were time-stamped, each beside its token. */
const ANCHOR = /^(?:sm3\/)?anchors\/\d{1,16}\.(checkpoint|tsr|[\w-]{1,40}\.json)$/;

export const isAnchor = (path: string): boolean => ANCHOR.test(path);

const besideToken = (token: string): string => token.replace(/tsr$/, 'checkpoint');

const digestOf = (algorithm: string, bytes: Uint8Array): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** Every token and head that the log speaks of is there, byte for byte. */
export async function checkStamps(a: Auditing): Promise<void> {
  const byPath = Map.groupBy(a.done().stamps, ({ tree, size }) => tokenPath(tree, size));
  for (const [path, stamps] of byPath) {
    const wanted = [
      [path, 'sha256', stamps.map(({ token }) => token)],
      [besideToken(path), stamps[0]?.tree ?? 'sha256', stamps.map(({ note }) => note)],
    ] as const;
    for (const [file, algorithm, digests] of wanted) {
      const bytes = await a.read(file);
      if (!bytes && !a.isFaulty(file)) a.report(file, 'missing');
      if (bytes && !digests.includes(digestOf(algorithm, bytes))) a.report(file, 'differs');
    }
  }
}

/** A file of this kind by itself: a kept head must be signed and its root the tree's, a token must hold
 *  and be about the head beside it. A receipt of somebody else's chain is checked there. */
export async function checkAnchor(
  a: Auditing,
  trees: readonly TreeAt[],
  trust: Trust,
  path: string,
  remark: Remark,
): Promise<void> {
  const suite = SUITES.findLast((each) => path.startsWith(prefixOf(each))) ?? 'sha256';
  const tree = trees.find((each) => each.suite === suite);
  if (path.endsWith('.checkpoint')) {
    const head = await headIn(a, path, suite, trust, remark);
    if (tree) await checkRoot(a, tree, head);
  } else if (path.endsWith('.tsr')) {
    const isRecorded = ({ tree: of, size }: Stamp): boolean => tokenPath(of, size) === path;
    if (!a.done().stamps.some(isRecorded)) remark(path, 'notRecorded');
    await checkToken(a, path);
  } else {
    remark(path, 'elsewhere');
  }
}

async function checkToken(a: Auditing, path: string): Promise<void> {
  const token = await a.read(path);
  const note = await a.read(besideToken(path));
  if (!note && !a.isFaulty(besideToken(path))) a.report(besideToken(path), 'missing');
  if (!token || !note || a.isFaulty(besideToken(path))) return;
  const read = readTimestamp(token);
  if (!read.holds || read.digest.toString('hex') !== digestOf(read.algorithm, note)) {
    a.report(path, 'differs');
  }
}
