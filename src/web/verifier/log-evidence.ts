import { sameBytes, toBase64 } from '../../log/bytes.ts';
import { checkpointIn, type Checkpoint } from '../../log/checkpoint.ts';
import { parseNote, SCHEMES } from '../../log/note.ts';
import { parseProof, verifyProof, type LogProof, type ProofVerdict } from '../../log/proof-file.ts';
import { leafHash, type SuiteId } from '../../log/suite.ts';
import type { CheckSignature } from '../../log/verify-note.ts';
import { suites } from './browser-suites.ts';
import { wayOf, type Way } from './tree/way.ts';
import { suiteOf, type Trusted } from './trust.ts';

/** What one `.tlog-proof` says of an entry. */
export interface Evidence {
  readonly suite: SuiteId;
  /** Of the entry on the log; null where the file is no proof. */
  readonly index: number | null;
  /** As the head says, signed or not. */
  readonly origin: string;
  readonly verdict: ProofVerdict;
  /** The whole signed head. */
  readonly note: string;
  /** The entry's way to the root, to be drawn; it ends elsewhere where the proof is false. */
  readonly way?: Way | undefined;
}

/** The way that a proof describes, whatever it proves; undefined where its length fits no such tree. */
export function wayIn(
  suite: SuiteId,
  entry: Uint8Array,
  { index, hashes, checkpoint }: LogProof,
): Way | undefined {
  const head = checkpointIn(checkpoint);
  const leaf = leafHash(suites[suite], entry);
  return head && wayOf(suites[suite], index, head.size, leaf, hashes, head.root);
}

/** Checks a proof in the text of its file against the policy of the tree it belongs to. */
export async function checkProof(
  file: string,
  entry: Uint8Array,
  trusted: Trusted,
  check: CheckSignature,
): Promise<Evidence> {
  const proof = parseProof(file);
  const note = proof?.checkpoint ?? '';
  const origin = checkpointIn(note)?.origin ?? '';
  const suite = suiteOf(trusted, origin);
  const verdict: ProofVerdict =
    proof === undefined
      ? { ok: false, fault: 'malformed-note' }
      : await verifyProof(suites[suite], entry, proof, trusted.policy[suite], check);
  const way = proof && wayIn(suite, entry, proof);
  return { suite, index: proof?.index ?? null, origin, verdict, note, way };
}

/** Two heads of one log that cannot both be true: of one size with different roots. */
export const contradict = (one: Checkpoint, other: Checkpoint): boolean =>
  one.origin === other.origin && one.size === other.size && !sameBytes(one.root, other.root);

/** Whether a head that was proven contradicts the one the page knew, or the root of the other tree that
 *  an SM3 head names (its extension line `sha256 <root>`) is another than that tree's own. */
export function forkAmong(evidence: readonly Pick<Evidence, 'note'>[], trusted: Trusted): boolean {
  const known = [trusted.heads.sha256, trusted.heads.sm3].map((note) => checkpointIn(note ?? ''));
  const heads = evidence.map(({ note }) => checkpointIn(note));
  return heads.some((head, at) => {
    if (head === undefined) return false;
    const others = [...known, ...heads.slice(at + 1)];
    return others.some((other) => other && (contradict(head, other) || unbound(head, other)));
  });
}

function unbound(one: Checkpoint, other: Checkpoint): boolean {
  const [plain, twin] = other.origin === `${one.origin}/sm3` ? [one, other] : [other, one];
  if (twin.origin !== `${plain.origin}/sm3` || twin.size !== plain.size) return false;
  const named = twin.extensions.find((line) => line.startsWith('sha256 '));
  return named !== undefined && named !== `sha256 ${toBase64(plain.root)}`;
}

/** Signatures by keys of the policy that this browser cannot check, by the name of the signer. */
export function uncheckedIn(note: string, trusted: Trusted, suite: SuiteId): readonly string[] {
  const { logs, witnesses } = trusted.policy[suite];
  return (parseNote(note)?.signatures ?? []).flatMap(({ name, keyId }) => {
    const key = [...logs, ...witnesses]
      .map((one) => one.key)
      .find((one) => one.name === name && sameBytes(one.keyId, keyId));
    return key && SCHEMES[key.scheme].primitive === 'ml-dsa-44' ? [name] : [];
  });
}
