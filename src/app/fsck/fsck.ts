import type { Policy } from '../../log/policy.ts';
import { SUITES } from '../log/emit.ts';
import { CHECKPOINT } from '../log/files.ts';
import { checkStamps } from './anchors.ts';
import { auditing, type Auditing } from './files.ts';
import { headsOf, type Heads } from './heads.ts';
import { checkBound, checkRoot } from './roots.ts';
import { checkSpans } from './spans.ts';
import { checkStrays } from './strays.ts';
import { checkTop } from './top.ts';
import { ownTrust, trustIn, type Trust } from './trust.ts';
import type { Fsck, FsckRemark, TreeAt } from './words.ts';
import { twinOf } from '../log/keys.ts';
import { openSource, type SourceAddress } from '../log/source.ts';

interface FsckOptions {
  /** Whom the reader trusts; absent: the keys that stand beside the log. */
  readonly policies: readonly Policy[] | undefined;
  /** Hashing is shared among as many. */
  readonly threads: number;
  /** Told of the entries and bytes read so far. */
  readonly progress?: (entries: number, bytes: number) => void;
}

const NAMED = 100;

/** Reads a whole log and rebuilds it: the signatures of every head, each entry hashed under each suite,
 *  each tile of each level, the roots. Every file in which a bit is not as it was signed is named.
 *  Undefined: there is no log there, or no keys to check it by. */
export async function fsckLog(
  address: SourceAddress,
  options: FsckOptions,
): Promise<Fsck | undefined> {
  const source = openSource(address);
  const a = auditing(source);
  const remarks: FsckRemark[] = [];
  const remark = (path: string, why: FsckRemark['why']): void => {
    remarks.push({ path, why });
  };
  const trust = options.policies ? trustIn(options.policies) : await ownTrust(a);
  if (!trust) return undefined;
  const sha256 = await headsOf(a, 'sha256', trust, remark);
  const sm3 = await headsOf(a, 'sm3', trust, remark);
  if (!sha256.checkpoint && !sm3.checkpoint && !options.policies) {
    if (!a.isFaulty(CHECKPOINT.sha256) && !a.isFaulty(CHECKPOINT.sm3)) return undefined;
  }
  missingHeads(a, trust, { sha256, sm3 });
  // Whoever brings keys of another log must not be told that this one is in order.
  const heads = [sha256.checkpoint, sm3.checkpoint];
  const isKnown = heads.some((head) => trust.keys.some(({ name }) => name === head?.origin));
  if (!trust.own && !isKnown) a.report(CHECKPOINT.sha256, 'unsigned');
  const trees = await checkTrees(a, address, { sha256, sm3 }, options);
  await checkStamps(a);
  if (source.paths) await checkStrays(a, trees, trust, source.paths(), remark);
  const { files, bytes, faults } = a.done();
  return {
    origin: (sha256.checkpoint ?? sm3.checkpoint)?.origin ?? '',
    trees,
    witnessed: sizesOf({ sha256: sha256.witnessed, sm3: sm3.witnessed }),
    files,
    bytes,
    faulty: faults.length,
    faults: faults.toSorted((x, y) => (x.path < y.path ? -1 : 1)).slice(0, NAMED),
    remarked: remarks.length,
    remarks: remarks.slice(0, NAMED),
  };
}

type Both = Readonly<Record<TreeAt['suite'], Heads>>;

const sizesOf = (
  heads: Readonly<Record<TreeAt['suite'], { readonly size: number } | undefined>>,
): TreeAt[] =>
  SUITES.flatMap((suite) => {
    const size = heads[suite]?.size;
    return size === undefined ? [] : [{ suite, size }];
  });

/** A log has a head, and where it has keys for a twin, the twin has one too. */
function missingHeads(a: Auditing, { keys }: Trust, heads: Both): void {
  const names = new Set(keys.map(({ name }) => name));
  const hasTwin = [...names].some((name) => names.has(twinOf(name)));
  for (const suite of SUITES) {
    const wanted = suite === 'sha256' || hasTwin;
    const path = CHECKPOINT[suite];
    if (wanted && !heads[suite].checkpoint && !a.isFaulty(path)) a.report(path, 'missing');
  }
}

async function checkTrees(
  a: Auditing,
  address: SourceAddress,
  heads: Both,
  { threads, progress }: FsckOptions,
): Promise<readonly TreeAt[]> {
  const trees = sizesOf({ sha256: heads.sha256.checkpoint, sm3: heads.sm3.checkpoint });
  const spans = await checkSpans({
    address,
    trees,
    threads,
    done(audited, entries) {
      a.add(audited);
      progress?.(entries, a.done().bytes);
    },
  });
  for (const [t, tree] of trees.entries()) {
    const head = heads[tree.suite].checkpoint;
    const seen = spans.flatMap((each) => each[t] ?? []);
    if (head) await checkTop(a, tree, seen, head.root, head.path);
  }
  for (const tree of trees) await checkRoot(a, tree, heads[tree.suite].witnessed);
  for (const twin of [heads.sm3.checkpoint, heads.sm3.witnessed]) {
    await checkBound(a, trees, heads.sha256.checkpoint, twin);
  }
  return trees;
}
