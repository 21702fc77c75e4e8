import { hash } from 'node:crypto';
import type { CredentialKey } from '../contexts/credential/verify-credential.ts';
import { utf8 } from '../log/bytes.ts';
import { ed25519Signer, nodeCheck, sm2Signer } from '../log/node-signatures.ts';
import { suites } from '../log/node-suites.ts';
import { formatNote, parseNote, verifierKey, type Scheme, type VerifierKey } from '../log/note.ts';
import { signedText, signerName } from '../log/slice.ts';
import { verifyNote } from '../log/verify-note.ts';
import type { CredentialSigningKeys } from './credential-sign.ts';

/** Signs the first line of a slice, which holds the digests of the rest: a signed note (C2SP) by the
 *  keys that results are signed with, Ed25519 and SM2. The log's own keys sign nothing but heads. */
export async function signSlice(
  origin: string,
  header: string,
  keys: CredentialSigningKeys,
): Promise<string> {
  const name = signerName(origin);
  const text = textOf(origin, header);
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

const textOf = (origin: string, header: string): string =>
  signedText(origin, hash('sha256', header), hash('sm3', header));

const SCHEME: Readonly<Record<CredentialKey['alg'], Scheme>> = {
  Ed25519: 'ed25519',
  SM2: 'sm2-sm3',
};

/** The algorithms under which trusted keys signed this first line; undefined where the note is not
 *  about it, or a signature is false. */
export async function sliceSigners(
  origin: string,
  header: string,
  signedNote: string,
  trusted: readonly CredentialKey[],
): Promise<readonly CredentialKey['alg'][] | undefined> {
  const note = parseNote(signedNote);
  if (note?.text !== textOf(origin, header)) return undefined;
  const keys = trusted.map((key) => ({ key: keyOf(origin, key), alg: key.alg }));
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

const keyOf = (origin: string, { alg, publicKey }: CredentialKey): VerifierKey =>
  verifierKey(signerName(origin), SCHEME[alg], publicKey, suites.sha256);
