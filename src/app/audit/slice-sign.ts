import { hash } from 'node:crypto';
import type { CredentialKey } from '../../contexts/credential/verify-credential.ts';
import { signedText, signerName } from '../../log/slice.ts';
import type { CredentialSigningKeys } from '../papers/credential-sign.ts';
import { noteSigners, signNote } from '../papers/result-note.ts';

const textOf = (origin: string, header: string): string =>
  signedText(origin, hash('sha256', header), hash('sm3', header));

/** Signs the first line of a slice, which holds the digests of the rest. */
export const signSlice = (
  origin: string,
  header: string,
  keys: CredentialSigningKeys,
): Promise<string> => signNote(signerName(origin), textOf(origin, header), keys);

/** The algorithms under which trusted keys signed this first line; undefined where the note is not
 *  about it, or a signature is false. */
export const sliceSigners = (
  origin: string,
  header: string,
  signedNote: string,
  trusted: readonly CredentialKey[],
): Promise<readonly CredentialKey['alg'][] | undefined> =>
  noteSigners(signerName(origin), textOf(origin, header), signedNote, trusted);
