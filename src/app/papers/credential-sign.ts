import { createHash, createPublicKey, hash, randomBytes, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import type { CredentialPayload } from '../../contexts/credential/claims.ts';
import type { SignedCredential } from '../../contexts/credential/credential.ts';
import { unsignedCredential } from '../../contexts/credential/credential.ts';
import { protectedHeader, signingInput } from '../../contexts/credential/sd-jwt.ts';
import type {
  CredentialKey,
  CredentialVerifiers,
} from '../../contexts/credential/verify-credential.ts';

/** The signer's name of GB/T 35276: without it Chinese verifiers refuse an SM2 signature. */
const SM2_USER_ID = '1234567812345678';

const SALT_BYTES = 16;

export interface CredentialSigningKeys {
  readonly ed25519: KeyObject;
  /** The private scalar as 64 hex digits. */
  readonly sm2: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const spelt = (signature: Buffer): string => signature.toString('base64url');

function credentialKey(alg: CredentialKey['alg'], publicKey: Uint8Array): CredentialKey {
  const digest = createHash('sha256').update(`${alg}\n`).update(publicKey).digest('hex');
  return { keyId: `${alg.toLowerCase()}-${digest.slice(0, 16)}`, alg, publicKey };
}

/** The public halves with their ids: what a verifier needs to be given. */
export function credentialKeys(
  keys: CredentialSigningKeys,
): readonly [CredentialKey, CredentialKey] {
  const { x } = createPublicKey(keys.ed25519).export({ format: 'jwk' });
  if (x === undefined) throw new Error('the credential key is not an Ed25519 key');
  const point = sm2.getPublicKeyFromPrivateKey(keys.sm2);
  return [
    credentialKey('Ed25519', Buffer.from(x, 'base64url')),
    credentialKey('SM2', Buffer.from(point, 'hex')),
  ];
}

/** Signs twice, so that both worlds can check: Ed25519, and SM2 with SM3 (GB/T 32918) as r ‖ s. Each
 *  time with fresh salts: two files of one result have nothing in common that was not shown. */
export function signCredential(
  payload: CredentialPayload,
  keys: CredentialSigningKeys,
): SignedCredential {
  const { claims, disclosures } = unsignedCredential(payload, () => randomBytes(SALT_BYTES));
  const [ed25519, sm2Key] = credentialKeys(keys);
  const [first, second] = [
    protectedHeader('EdDSA', ed25519.keyId),
    protectedHeader('SM2-SM3', sm2Key.keyId),
  ];
  const one = sign(null, signingInput(first, claims), keys.ed25519);
  const two = sm2.doSignature(signingInput(second, claims), keys.sm2, {
    hash: true,
    userId: SM2_USER_ID,
    publicKey: hex(sm2Key.publicKey),
  });
  const signatures: SignedCredential['jws']['signatures'] = [
    { header: { disclosures: [...disclosures] }, protected: first, signature: spelt(one) },
    { protected: second, signature: spelt(Buffer.from(two, 'hex')) },
  ];
  return { payload, jws: { payload: claims, signatures } };
}

/** The verifiers of this server; a browser brings its own. */
export const nodeVerifiers: CredentialVerifiers = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  Ed25519(publicKey, message, signature) {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  },
  // 64 bytes exactly: in DER one signature could be written in more than one way.
  SM2: (publicKey, message, signature) =>
    signature.length === 64 &&
    sm2.doVerifySignature(message, hex(signature), hex(publicKey), {
      hash: true,
      userId: SM2_USER_ID,
    }),
};
