import { fromBase64, toBase64 } from '../../log/bytes.ts';
import { checkInclusion } from '../../log/check-proof.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { parsePolicy, type Policy } from '../../log/policy.ts';
import { verifyHead, type HeadFault, type TrustedHead } from '../../log/proof-file.ts';
import { leafHash, type SuiteId } from '../../log/suite.ts';
import { SUITES } from './emit.ts';

/** The signed heads that a file of evidence brings along, and the policies its log is published under. */
export interface SignedHeads {
  readonly origin: string;
  readonly twin: string;
  readonly checkpoint: Readonly<Record<SuiteId, string | null>>;
  readonly policy: Readonly<Record<SuiteId, string>>;
}

/** The head of one tree in a file, and by whose word it is believed. */
export interface HeadVerdict {
  readonly tree: SuiteId;
  /** `own`: by the policy inside the file, which whoever made the file could have written. */
  readonly by: 'given' | 'own';
  readonly head: TrustedHead;
}

export interface HeadsFault {
  readonly tree: SuiteId;
  readonly what:
    | HeadFault['fault']
    | 'no-head'
    | 'bad-policy'
    | 'other-log'
    | 'no-quorum'
    /** The head of the SM3 tree does not name the root of the other. */
    | 'unbound';
}

/** The heads of both trees, as far as the reader's policies trust them: each is asked about the logs it
 *  names. A reader without any is answered by the file's own. */
export async function headsOf(
  file: SignedHeads,
  given: readonly Policy[],
): Promise<{ readonly heads: readonly HeadVerdict[]; readonly faults: readonly HeadsFault[] }> {
  const heads: HeadVerdict[] = [];
  const faults: HeadsFault[] = [];
  const names = { sha256: file.origin, sm3: file.twin };
  const givenFor = (name: string): Policy | undefined =>
    given.find(({ logs }) => logs.some(({ key }) => key.name === name));
  // Whoever brings policies of another log must not be told that this one is in order.
  const mayOwn = given.length === 0 || SUITES.some((tree) => givenFor(names[tree]) !== undefined);
  for (const tree of SUITES) {
    const trusted = givenFor(names[tree]);
    const policy = trusted ?? (mayOwn ? parsePolicy(file.policy[tree], suites.sha256) : undefined);
    const head = await headBy(policy, file.checkpoint[tree], names[tree]);
    if (typeof head === 'string') {
      faults.push({ tree, what: head });
      continue;
    }
    heads.push({ tree, by: trusted ? 'given' : 'own', head });
    // What a policy asks for is part of the trust in it (c2sp.org/tlog-policy).
    if (!head.witnessed) faults.push({ tree, what: 'no-quorum' });
  }
  if (!isBound(heads)) faults.push({ tree: 'sm3', what: 'unbound' });
  return { heads, faults };
}

async function headBy(
  policy: ReturnType<typeof parsePolicy> | undefined,
  note: string | null,
  name: string,
): Promise<TrustedHead | HeadsFault['what']> {
  if (note === null) return 'no-head';
  if (!policy) return 'unknown-log';
  if ('fault' in policy) return 'bad-policy';
  const head = await verifyHead(note, policy, nodeCheck);
  if (!head.ok) return head.fault;
  return head.checkpoint.origin === name ? head : 'other-log';
}

/** Two heads of one size must agree: the SM3 head names the root of the other tree at its size. */
function isBound(heads: readonly HeadVerdict[]): boolean {
  const at = (tree: SuiteId) => heads.find((one) => one.tree === tree)?.head.checkpoint;
  const [world, twin] = [at('sha256'), at('sm3')];
  if (!world || world.size !== twin?.size) return true;
  return twin.extensions[0] === `sha256 ${toBase64(world.root)}`;
}

/** Whether an entry stands at its index under a head; `proof` in base64. */
export function isUnder(
  { tree, head }: HeadVerdict,
  of: { readonly entry: Uint8Array; readonly index: number; readonly proof: readonly string[] },
): boolean {
  const hashes = of.proof.flatMap((hash) => fromBase64(hash) ?? []);
  const leaf = leafHash(suites[tree], of.entry);
  const { size, root } = head.checkpoint;
  return (
    hashes.length === of.proof.length &&
    checkInclusion(suites[tree], leaf, of.index, size, hashes, root)
  );
}
