import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { toHex } from './bytes.ts';
import { SCHEMES, type Scheme, verifierKey } from './note.ts';
import { suites } from './node-suites.ts';
import type { NoteSigner } from './sign-note.ts';
import type { CheckSignature } from './verify-note.ts';

/** Node's own SM2 is no use here: a fresh key signs plain ECDSA, a re-read one signs with an empty
 *  user id, and neither can be told otherwise. The tests beside hold both facts fast. */
const SM2_OPTIONS = { hash: true, userId: '1234567812345678' } as const;

/** `SubjectPublicKeyInfo` up to the raw key, which stands last (RFC 8410, RFC 9881). */
const SPKI = {
  ed25519: '302a300506032b6570032100',
  'ml-dsa-44': '30820532300b06096086480165030403110382052100',
} as const;

function publicKeyOf(kind: keyof typeof SPKI, raw: Uint8Array): KeyObject {
  const key = Buffer.concat([Buffer.from(SPKI[kind], 'hex'), raw]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

const rawOf = (publicKey: KeyObject, kind: keyof typeof SPKI): Uint8Array =>
  Uint8Array.from(
    publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI[kind].length / 2),
  );

/** ML-DSA came with OpenSSL 3.5; any 1,312 bytes are a public key of it. */
function hasMlDsa(): boolean {
  try {
    publicKeyOf('ml-dsa-44', new Uint8Array(SCHEMES['ml-dsa-44-cosignature'].keyBytes));
    return true;
  } catch {
    return false;
  }
}

type PreparedKey = ReturnType<typeof sm2.precomputePublicKey>;

const KEYS_KEPT = 32;
const prepare = new Map<string, PreparedKey | null>();

/** A key that is met again is worth a table of its multiples: the few keys of a policy then verify four
 *  times as fast. One that is met once is not. */
function prepared(publicKey: string): string | PreparedKey {
  const known = prepare.get(publicKey);
  if (known) return known;
  const again = known === null;
  const [oldest] = prepare.keys();
  if (!again && prepare.size >= KEYS_KEPT && oldest !== undefined) prepare.delete(oldest);
  const made = again ? sm2.precomputePublicKey(publicKey) : null;
  prepare.set(publicKey, made);
  return made ?? publicKey;
}

/** The arithmetic of this server. */
export const nodeCheck: CheckSignature = {
  ed25519: (publicKey, message, signature) =>
    verify(null, message, publicKeyOf('ed25519', publicKey), signature),
  ...(hasMlDsa() && {
    'ml-dsa-44': (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
      verify(null, message, publicKeyOf('ml-dsa-44', publicKey), signature),
  }),
  // 64 bytes exactly: in DER one signature could be written in more than one way.
  'sm2-sm3': (publicKey, message, signature) =>
    signature.length === 64 &&
    sm2.doVerifySignature(message, toHex(signature), prepared(toHex(publicKey)), SM2_OPTIONS),
};

function nativeSigner(
  key: KeyObject,
  kind: keyof typeof SPKI,
  name: string,
  scheme: Scheme,
): NoteSigner {
  if (key.type !== 'private' || key.asymmetricKeyType !== kind) {
    throw new Error(`the key of ${name} is no private ${kind} key`);
  }
  return {
    key: verifierKey(name, scheme, rawOf(createPublicKey(key), kind), suites.sha256),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  };
}

/** Signs with a private Ed25519 key of this process. */
export const ed25519Signer = (
  key: KeyObject,
  name: string,
  scheme: 'ed25519' | 'ed25519-cosignature',
): NoteSigner => nativeSigner(key, 'ed25519', name, scheme);

/** Signs with a private ML-DSA-44 key of this process. */
export const mlDsaSigner = (key: KeyObject, name: string): NoteSigner =>
  nativeSigner(key, 'ml-dsa-44', name, 'ml-dsa-44-cosignature');

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** Signs with a private SM2 scalar in 64 hex digits. The arithmetic takes longer for some keys than
 *  for others, which can be measured: in production the key stays in a signing machine, behind a
 *  `NoteSigner` of its own. */
export function sm2Signer(
  privateHex: string,
  name: string,
  scheme: 'sm2-sm3' | 'sm2-sm3-cosignature',
): NoteSigner {
  if (!/^[0-9a-f]{64}$/i.test(privateHex)) throw new Error(`the key of ${name} is no SM2 key`);
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateHex);
  const options = { ...SM2_OPTIONS, publicKey };
  return {
    key: verifierKey(name, scheme, bytesOf(publicKey), suites.sha256),
    sign: (message) => bytesOf(sm2.doSignature(message, privateHex, options)),
  };
}
