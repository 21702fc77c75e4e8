import { sameBytes } from './bytes.ts';
import { parseTimestampedSignature, signedMessage } from './cosignature.ts';
import { type NoteSignature, type Primitive, SCHEMES, type SignedNote } from './note.ts';
import type { VerifierKey } from './note.ts';

type Check = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** The arithmetic of the place where it runs, on raw keys and signatures. What it throws counts as
 *  no. A runtime leaves out what it has not: such signatures are ignored like unknown keys'. */
export type CheckSignature = Readonly<Partial<Record<Primitive, Check>>>;

export interface Verified {
  readonly key: VerifierKey;
  /** POSIX seconds of a cosignature; null of a plain signature. */
  readonly time: number | null;
}

async function verifySignature(
  { bytes }: NoteSignature,
  text: string,
  key: VerifierKey,
  check: Check,
): Promise<Verified | undefined> {
  const { timed, signatureBytes } = SCHEMES[key.scheme];
  const body = timed ? parseTimestampedSignature(bytes) : { time: null, signature: bytes };
  if (body?.signature.length !== signatureBytes) return undefined;
  const message = signedMessage(key, text, body.time ?? 0);
  if (message === undefined) return undefined;
  try {
    const genuine = await check(key.publicKey, message, body.signature);
    return genuine ? { key, time: body.time } : undefined;
  } catch {
    return undefined;
  }
}

const isSame = (a: VerifierKey, b: VerifierKey): boolean =>
  a.scheme === b.scheme && sameBytes(a.publicKey, b.publicKey);

/** The keys that signed the note, each once, with the latest of its times; the text may be believed
 *  only if the reader finds among them whom he asks for. An empty list: nobody known signed.
 *  undefined rejects the note: a known key's signature is false, or two keys share name and id. */
export async function verifyNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
  checks: CheckSignature,
): Promise<readonly Verified[] | undefined> {
  const verified = new Map<VerifierKey, Verified>();
  for (const signature of note.signatures) {
    const [key, ...others] = keys.filter(
      ({ name, keyId }) => name === signature.name && sameBytes(keyId, signature.keyId),
    );
    if (key === undefined) continue;
    if (!others.every((other) => isSame(key, other))) return undefined;
    const check = checks[SCHEMES[key.scheme].primitive];
    if (check === undefined) continue;
    const found = await verifySignature(signature, note.text, key, check);
    if (found === undefined) return undefined;
    const before = verified.get(key);
    if ((before?.time ?? -1) < (found.time ?? 0)) verified.set(key, found);
  }
  return [...verified.values()];
}
