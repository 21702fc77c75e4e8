import { hash } from 'node:crypto';
import type { CredentialKey } from '../../contexts/credential/verify-credential.ts';
import { ARCHIVE_FORMAT } from './format.ts';
import type { CredentialSigningKeys } from '../papers/credential-sign.ts';
import { noteSigners, signNote } from '../papers/result-note.ts';

const nameOf = (origin: string): string => `${origin}/archives`;

const textOf = (origin: string, manifest: string): string =>
  `${ARCHIVE_FORMAT}\n${origin}\nsha256 ${hash('sha256', manifest)}\nsm3 ${hash('sm3', manifest)}\n`;

/** Signs the manifest of an archive. */
export const signArchive = (
  origin: string,
  manifest: string,
  keys: CredentialSigningKeys,
): Promise<string> => signNote(nameOf(origin), textOf(origin, manifest), keys);

/** The algorithms under which these keys signed the manifest; undefined where the note is not about it,
 *  or a signature is false. */
export const archiveSigners = (
  origin: string,
  manifest: string,
  signed: string,
  trusted: readonly CredentialKey[],
): Promise<readonly CredentialKey['alg'][] | undefined> =>
  noteSigners(nameOf(origin), textOf(origin, manifest), signed, trusted);
