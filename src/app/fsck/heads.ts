import { sameBytes } from '../../log/bytes.ts';
import { parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts';
import { nodeCheck } from '../../log/node-signatures.ts';
import { parseNote, type SignedNote, type VerifierKey } from '../../log/note.ts';
import { meetsQuorum, type Policy } from '../../log/policy.ts';
import type { SuiteId } from '../../log/suite.ts';
import { verifyNote } from '../../log/verify-note.ts';
import { CHECKPOINT, WITNESSED } from '../log/files.ts';
import type { Trust } from './trust.ts';
import type { Auditing } from './files.ts';
import type { RemarkKind } from './words.ts';

/** A head that is what it says it is; whether the tree gives its root is another matter. */
export interface Head extends Checkpoint {
  readonly path: string;
}

export interface Heads {
  readonly checkpoint: Head | undefined;
  readonly witnessed: Head | undefined;
}

export type Remark = (path: string, why: RemarkKind) => void;

/** The heads of one tree. The witnessed one is read first: while a log grows it stays behind. */
export async function headsOf(
  a: Auditing,
  suite: SuiteId,
  trust: Trust,
  remark: Remark,
): Promise<Heads> {
  const witnessed = await headIn(a, WITNESSED[suite], suite, trust, remark);
  const checkpoint = await headIn(a, CHECKPOINT[suite], suite, trust, remark);
  if (witnessed && checkpoint && witnessed.origin !== checkpoint.origin) {
    a.report(witnessed.path, 'otherName');
  }
  return { checkpoint, witnessed };
}

/** The head in a file, its signatures checked; undefined where there is none that can be read. */
export async function headIn(
  a: Auditing,
  path: string,
  suite: SuiteId,
  trust: Trust,
  remark: Remark,
): Promise<Head | undefined> {
  const bytes = await a.read(path);
  if (!bytes) return undefined;
  const note = parseNote(Buffer.from(bytes).toString('utf8'));
  const checkpoint = note && parseCheckpoint(note.text);
  if (!note || !checkpoint) {
    a.report(path, 'malformed');
    return undefined;
  }
  const { origin } = checkpoint;
  const known = trust.keys.filter(({ name }) => name === origin);
  if (known.length === 0) {
    if (trust.own) a.report(path, 'otherName');
    else remark(path, 'noKeyGiven');
    return { ...checkpoint, path };
  }
  const policy = policyFor(trust, origin);
  const keys = [...known, ...(policy?.witnesses ?? []).map(({ key }) => key)];
  const verified = await verifyNote(note, keys, nodeCheck);
  if (!verified) {
    a.report(path, 'falseSignature');
    return { ...checkpoint, path };
  }
  if (!verified.some(({ key }) => known.includes(key))) a.report(path, 'unsigned');
  if (hasStranger(note, keys)) {
    if (trust.own) a.report(path, 'unknownSignature');
    else remark(path, 'unknownSignature');
  }
  const cosigned = (policy?.witnesses ?? []).filter(({ key }) =>
    verified.some((by) => by.key === key),
  );
  const met = !policy || meetsQuorum(policy, new Set(cosigned.map(({ name }) => name)));
  if (path === WITNESSED[suite] && !met) a.report(path, 'noQuorum');
  return { ...checkpoint, path };
}

/** The policy that names this log. */
const policyFor = ({ policies }: Trust, origin: string): Policy | undefined =>
  policies.find(({ logs }) => logs.some(({ key }) => key.name === origin));

const hasStranger = ({ signatures }: SignedNote, keys: readonly VerifierKey[]): boolean =>
  signatures.some(
    (s) => !keys.some(({ name, keyId }) => name === s.name && sameBytes(keyId, s.keyId)),
  );
