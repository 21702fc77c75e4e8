import { hash } from 'node:crypto';
import type { CredentialKey } from '../contexts/credential/verify-credential.ts';
import { utf8 } from '../log/bytes.ts';
import { ed25519Signer, nodeCheck, sm2Signer } from '../log/node-signatures.ts';
import { suites } from '../log/node-suites.ts';
import { formatNote, parseNote, verifierKey, type Scheme } from '../log/note.ts';
import { verifyNote } from '../log/verify-note.ts';
import { ARCHIVE_FORMAT } from './archive-format.ts';
import type { CredentialSigningKeys } from './credential-sign.ts';

const nameOf = (origin: string): string => `${origin}/archives`;

const textOf = (origin: string, manifest: string): string =>
  `${ARCHIVE_FORMAT}\n${origin}\nsha256 ${hash('sha256', manifest)}\nsm3 ${hash('sm3', manifest)}\n`;

/** A signed note (C2SP) over the manifest of an archive, by the keys that results are signed with. */
export async function signArchive(
  origin: string,
  manifest: string,
  keys: CredentialSigningKeys,
): Promise<string> {
  const name = nameOf(origin);
  const text = textOf(origin, manifest);
  const signers = [
    ed25519Signer(keys.ed25519, name, 'ed25519'),
    sm2Signer(keys.sm2, name, 'sm2-sm3'),
  ];
  const signatures = await Promise.all(
    signers.map(async (signer) => ({
      name,
      keyId: signer.key.keyId,
      bytes: await signer.sign(utf8(text)),
    })),
  );
  return formatNote({ text, signatures });
}

const SCHEME: Readonly<Record<CredentialKey['alg'], Scheme>> = {
  Ed25519: 'ed25519',
  SM2: 'sm2-sm3',
};

/** The algorithms under which these keys signed the manifest; undefined where the note is not about it,
 *  or a signature is false. */
export async function archiveSigners(
  origin: string,
  manifest: string,
  signed: string,
  trusted: readonly CredentialKey[],
): Promise<readonly CredentialKey['alg'][] | undefined> {
  const note = parseNote(signed);
  if (note?.text !== textOf(origin, manifest)) return undefined;
  const keys = trusted.map(({ alg, publicKey }) => ({
    key: verifierKey(nameOf(origin), SCHEME[alg], publicKey, suites.sha256),
    alg,
  }));
  const verified = await verifyNote(
    note,
    keys.map(({ key }) => key),
    nodeCheck,
  );
  return (
    verified &&
    keys.filter(({ key }) => verified.some((by) => by.key === key)).map(({ alg }) => alg)
  );
}
