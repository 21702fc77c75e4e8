import { sameBytes } from './bytes.ts';
import { parseVerifierKey, SCHEMES, type VerifierKey } from './note.ts';
import type { Suite } from './suite.ts';

interface PolicyLog {
  readonly key: VerifierKey;
  readonly url: string | null;
}

interface PolicyWitness extends PolicyLog {
  /** The policy's own name of the witness, not the key's. */
  readonly name: string;
}

interface PolicyGroup {
  readonly name: string;
  /** How many members must have witnessed, between 1 and all of them. */
  readonly threshold: number;
  /** Names of witnesses and of groups that stand earlier in the list. */
  readonly members: readonly string[];
}

/** Whom a reader trusts: one of the logs, and a quorum of witnesses (c2sp.org/tlog-policy). */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

type PolicyFault =
  | 'too-long'
  | 'too-many'
  | 'control-character'
  | 'unknown-keyword'
  | 'malformed-line'
  | 'malformed-key'
  | 'no-cosigner-key'
  | 'duplicate-key'
  | 'reserved-name'
  | 'duplicate-name'
  | 'bad-threshold'
  | 'unknown-name'
  | 'member-twice'
  | 'two-quorums'
  | 'no-quorum';

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  readonly members: Set<string>;
  quorum: string | undefined;
}

type ReadLine = (draft: Draft, words: readonly string[], sha256: Suite) => PolicyFault | undefined;

const NONE = 'none';
const LENGTH_LIMIT = 2_000_000;
/** Of each kind; the specification asks for 32 at least. */
const COUNT_LIMIT = 256;

const isDefined = ({ witnesses, groups }: Draft, name: string): boolean =>
  [...witnesses, ...groups].some((one) => one.name === name);

function nameFault(draft: Draft, name: string): PolicyFault | undefined {
  if (name === NONE) return 'reserved-name';
  return isDefined(draft, name) ? 'duplicate-name' : undefined;
}

/** One public key under two names or types would count twice. */
const hasKey = (entries: readonly PolicyLog[], { publicKey }: VerifierKey): boolean =>
  entries.some(({ key }) => sameBytes(key.publicKey, publicKey));

const readLog: ReadLine = ({ logs }, [vkey = '', url = null, ...more], sha256) => {
  if (vkey === '' || more.length > 0) return 'malformed-line';
  const key = parseVerifierKey(vkey, sha256);
  if (key === undefined) return 'malformed-key';
  if (hasKey(logs, key)) return 'duplicate-key';
  return logs.push({ key, url }) > COUNT_LIMIT ? 'too-many' : undefined;
};

const readWitness: ReadLine = (draft, [name = '', vkey = '', url = null, ...more], sha256) => {
  if (vkey === '' || more.length > 0) return 'malformed-line';
  const key = parseVerifierKey(vkey, sha256);
  if (key === undefined) return 'malformed-key';
  if (!SCHEMES[key.scheme].timed) return 'no-cosigner-key';
  if (hasKey(draft.witnesses, key)) return 'duplicate-key';
  const fault = nameFault(draft, name);
  if (fault !== undefined) return fault;
  return draft.witnesses.push({ name, key, url }) > COUNT_LIMIT ? 'too-many' : undefined;
};

function thresholdOf(word: string, members: number): number | undefined {
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const threshold = /^[1-9][0-9]{0,2}$/.test(word) ? Number(word) : undefined;
  return threshold !== undefined && threshold <= members ? threshold : undefined;
}

/** Members stand on earlier lines, so that no group can contain itself; each counts in one place. */
const readGroup: ReadLine = (draft, [name = '', word = '', ...members]) => {
  if (members.length === 0) return 'malformed-line';
  const threshold = thresholdOf(word, members.length);
  if (threshold === undefined) return 'bad-threshold';
  for (const member of members) {
    if (!isDefined(draft, member)) return 'unknown-name';
    if (draft.members.has(member)) return 'member-twice';
    draft.members.add(member);
  }
  const fault = nameFault(draft, name);
  if (fault !== undefined) return fault;
  return draft.groups.push({ name, threshold, members }) > COUNT_LIMIT ? 'too-many' : undefined;
};

const readQuorum: ReadLine = (draft, [name = '', ...more]) => {
  if (name === '' || more.length > 0) return 'malformed-line';
  if (draft.quorum !== undefined) return 'two-quorums';
  if (name !== NONE && !isDefined(draft, name)) return 'unknown-name';
  draft.quorum = name;
  return undefined;
};

const KEYWORDS: ReadonlyMap<string, ReadLine> = new Map([
  ['log', readLog],
  ['witness', readWitness],
  ['group', readGroup],
  ['quorum', readQuorum],
]);

function readLine(draft: Draft, line: string, sha256: Suite): PolicyFault | undefined {
  if (/[^\t -~\x80-\uffff]/.test(line)) return 'control-character';
  const [keyword = '', ...words] = line.split(/[\t ]+/).filter((word) => word !== '');
  if (keyword === '' || keyword.startsWith('#')) return undefined;
  const read = KEYWORDS.get(keyword);
  return read === undefined ? 'unknown-keyword' : read(draft, words, sha256);
}

/** The policy in a file, or its first fault with the number of its line from 1; 0 is the whole. */
export function parsePolicy(
  text: string,
  sha256: Suite,
): Policy | { readonly fault: PolicyFault; readonly line: number } {
  if (text.length > LENGTH_LIMIT) return { fault: 'too-long', line: 0 };
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    members: new Set(),
    quorum: undefined,
  };
  for (const [at, line] of text.split('\n').entries()) {
    const fault = readLine(draft, line, sha256);
    if (fault !== undefined) return { fault, line: at + 1 };
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) return { fault: 'no-quorum', line: 0 };
  return { logs, witnesses, groups, quorum };
}

/** Whether these cosigners are enough; `cosigned` holds the policy's names of witnesses, and any
 *  other name in it counts for nothing. */
export function meetsQuorum(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  const met = new Set(policy.witnesses.flatMap(({ name }) => (cosigned.has(name) ? name : [])));
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return policy.quorum === NONE || met.has(policy.quorum);
}
