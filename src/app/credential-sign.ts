import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import type { CredentialPayload, SignedCredential } from '../contexts/credential/credential.ts';
import { signedBytes } from '../contexts/credential/credential.ts';
import type {
  CredentialKey,
  CredentialVerifiers,
} from '../contexts/credential/verify-credential.ts';

/** The signer's name of GB/T 35276: without it Chinese verifiers refuse an SM2 signature. */
const SM2_USER_ID = '1234567812345678';

export interface CredentialSigningKeys {
  readonly ed25519: KeyObject;
  /** The private scalar as 64 hex digits. */
  readonly sm2: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

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

/** Signs twice, so that both worlds can check: Ed25519, and SM2 with SM3 (GB/T 32918) as r ‖ s. */
export function signCredential(
  payload: CredentialPayload,
  keys: CredentialSigningKeys,
): SignedCredential {
  const message = signedBytes(payload);
  const [ed25519, sm2Key] = credentialKeys(keys);
  const second = sm2.doSignature(message, keys.sm2, {
    hash: true,
    userId: SM2_USER_ID,
    publicKey: hex(sm2Key.publicKey),
  });
  return {
    payload,
    signatures: [
      {
        alg: 'Ed25519',
        keyId: ed25519.keyId,
        value: sign(null, message, keys.ed25519).toString('base64url'),
      },
      { alg: 'SM2', keyId: sm2Key.keyId, value: Buffer.from(second, 'hex').toString('base64url') },
    ],
  };
}

/** The verifiers of this server; a browser brings its own. */
export const nodeVerifiers: CredentialVerifiers = {
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
