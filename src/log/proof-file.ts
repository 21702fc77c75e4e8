import { fromBase64, sameBytes, toBase64 } from './bytes.ts';
import { checkInclusion } from './check-proof.ts';
import { type Checkpoint, decimal, parseCheckpoint } from './checkpoint.ts';
import { isNoteText, parseNote, type VerifierKey } from './note.ts';
import { meetsQuorum, type Policy } from './policy.ts';
import { HASH_BYTES, leafHash, type Suite } from './suite.ts';
import { type CheckSignature, verifyNote } from './verify-note.ts';

/** What a `.tlog-proof` file says (c2sp.org/tlog-proof): an entry's way to the root of a head. */
export interface LogProof {
  /** Of the entry, from 0. */
  readonly index: number;
  /** From the leaf's sibling up to the child of the root, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, word for word. */
  readonly checkpoint: string;
  /** Of the application; nothing vouches for it. */
  readonly extra: Uint8Array | null;
}

/** A head that one of the policy's logs signed under its own name. */
export interface TrustedHead {
  readonly ok: true;
  readonly checkpoint: Checkpoint;
  readonly log: VerifierKey;
  /** The policy's names of those who cosigned, with the POSIX seconds of it; ML-DSA cosigners
   *  write 0 when they do not claim that this was the largest tree they had seen. */
  readonly witnesses: readonly { readonly name: string; readonly time: number }[];
  /** Whether the policy's quorum is met; its `quorum none` asks for nobody. */
  readonly witnessed: boolean;
}

export interface HeadFault {
  readonly ok: false;
  readonly fault: 'malformed-note' | 'malformed-checkpoint' | 'false-signature' | 'unknown-log';
}

export type ProofVerdict =
  | TrustedHead
  | HeadFault
  | { readonly ok: false; readonly fault: 'not-included' };

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree has at most 2^53 - 1 entries here; the format goes to 2^63. */
const HASHES_LIMIT = 63;

/** undefined for any departure from the format. The checkpoint is carried over unread. */
export function parseProof(file: string): LogProof | undefined {
  const split = file.indexOf('\n\n');
  const checkpoint = file.slice(split + 2);
  if (split < 0 || checkpoint === '' || !isNoteText(file)) return undefined;
  const [header, ...lines] = file.slice(0, split).split('\n');
  const hasExtra = lines[0]?.startsWith('extra ') === true;
  const extra = hasExtra ? fromBase64(lines.shift()?.slice('extra '.length) ?? '') : null;
  const [first = '', ...hashLines] = lines;
  const index = first.startsWith('index ') ? decimal(first.slice('index '.length)) : undefined;
  if (header !== HEADER || index === undefined || hashLines.length > HASHES_LIMIT) return undefined;
  if (extra?.length === 0 || extra === undefined) return undefined;
  const hashes = hashLines.flatMap((line) => fromBase64(line) ?? []);
  const whole = hashes.length === hashLines.length;
  if (!whole || hashes.some((hash) => hash.length !== HASH_BYTES)) return undefined;
  return { index, hashes, checkpoint, extra };
}

/** Throws where the parts make no proof. Empty extra data are none. */
export function formatProof({ index, hashes, checkpoint, extra }: LogProof): string {
  const head = extra === null || extra.length === 0 ? [] : [`extra ${toBase64(extra)}`];
  const lines = [HEADER, ...head, `index ${index}`, ...hashes.map(toBase64)];
  const file = `${lines.join('\n')}\n\n${checkpoint}`;
  if (parseProof(file) === undefined) throw new Error('these parts make no proof');
  return file;
}

const isKey = (a: VerifierKey, b: VerifierKey): boolean =>
  a.name === b.name && sameBytes(a.keyId, b.keyId);

/** Whether a policy trusts this signed head. Every signature of a key in the policy must be genuine.
 *  How old a head may be, and whether unwitnessed is enough, the reader decides. */
export async function verifyHead(
  signedNote: string,
  policy: Policy,
  check: CheckSignature,
): Promise<TrustedHead | HeadFault> {
  const note = parseNote(signedNote);
  if (note === undefined) return { ok: false, fault: 'malformed-note' };
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === undefined) return { ok: false, fault: 'malformed-checkpoint' };
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const signed = await verifyNote(note, keys, check);
  if (signed === undefined) return { ok: false, fault: 'false-signature' };
  const isSigned = (key: VerifierKey): boolean => signed.some((by) => isKey(by.key, key));
  const log = policy.logs.find(({ key }) => key.name === checkpoint.origin && isSigned(key))?.key;
  if (log === undefined) return { ok: false, fault: 'unknown-log' };
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const by = signed.find((one) => isKey(one.key, key));
    return by === undefined ? [] : [{ name, time: by.time ?? 0 }];
  });
  const witnessed = meetsQuorum(policy, new Set(witnesses.map(({ name }) => name)));
  return { ok: true, checkpoint, log, witnesses, witnessed };
}

/** Whether the entry stands in the log at the proof's index, by a head the policy trusts. */
export async function verifyProof(
  suite: Suite,
  entry: Uint8Array,
  proof: LogProof,
  policy: Policy,
  check: CheckSignature,
): Promise<ProofVerdict> {
  const head = await verifyHead(proof.checkpoint, policy, check);
  if (!head.ok) return head;
  const { size, root } = head.checkpoint;
  const included = checkInclusion(
    suite,
    leafHash(suite, entry),
    proof.index,
    size,
    proof.hashes,
    root,
  );
  return included ? head : { ok: false, fault: 'not-included' };
}
