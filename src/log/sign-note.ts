import { parseCheckpoint } from './checkpoint.ts';
import { signedMessage, timestampedSignature } from './cosignature.ts';
import { type NoteSignature, SCHEMES, type VerifierKey } from './note.ts';

/** Holds a key, or speaks to the machine that does (a signing server, an HSM). */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** The raw signature of the primitive over the message: 64 bytes, or 2,420 of ML-DSA-44. For SM2
   *  that is r ‖ s over SM3(Z ‖ message) with the user id 1234567812345678. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Signs the text of a checkpoint; `time` is in POSIX seconds and left out by the plain schemes.
 *  Throws on a text that is no checkpoint, and when the signer's answer has the wrong length. */
export async function signCheckpoint(
  text: string,
  signer: NoteSigner,
  time: number,
): Promise<NoteSignature> {
  if (!Number.isSafeInteger(time) || time < 0) throw new Error(`${time} is no time in seconds`);
  const { name, keyId, scheme } = signer.key;
  const message = parseCheckpoint(text) && signedMessage(signer.key, text, time);
  if (message === undefined) throw new Error(`${name} signs checkpoints only`);
  const { timed, signatureBytes } = SCHEMES[scheme];
  const signature = await signer.sign(message);
  if (signature.length !== signatureBytes) {
    throw new Error(`${name} answered ${signature.length} bytes, not ${signatureBytes}`);
  }
  const bytes = timed ? timestampedSignature(time, signature) : Uint8Array.from(signature);
  return { name, keyId, bytes };
}
