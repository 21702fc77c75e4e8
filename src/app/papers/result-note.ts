import type { CredentialKey } from '../../contexts/credential/verify-credential.ts';
import { utf8 } from '../../log/bytes.ts';
import { ed25519Signer, nodeCheck, sm2Signer } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatNote, parseNote, verifierKey, type Scheme } from '../../log/note.ts';
import { verifyNote } from '../../log/verify-note.ts';
import type { CredentialSigningKeys } from './credential-sign.ts';

const SCHEME: Readonly<Record<CredentialKey['alg'], Scheme>> = {
  Ed25519: 'ed25519',
  SM2: 'sm2-sm3',
};

/** A signed note (C2SP) under `name` by the keys that results are signed with, Ed25519 and SM2. The
 *  log's own keys sign nothing but heads. */
export async function signNote(
  name: string,
  text: string,
  keys: CredentialSigningKeys,
): Promise<string> {
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

/** The algorithms under which trusted keys signed this text; undefined where the note is not about it,
 *  or a signature is false. */
export async function noteSigners(
  name: string,
  text: string,
  signed: string,
  trusted: readonly CredentialKey[],
): Promise<readonly CredentialKey['alg'][] | undefined> {
  const note = parseNote(signed);
  if (note?.text !== text) return undefined;
  const keys = trusted.map(({ alg, publicKey }) => ({
    key: verifierKey(name, SCHEME[alg], publicKey, suites.sha256),
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
