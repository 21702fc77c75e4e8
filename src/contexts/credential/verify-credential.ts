import { canonical } from '../../base/canonical-json.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { CredentialPayload, SignedCredential } from './credential.ts';
import { signedBytes, signedCredentialSchema } from './credential.ts';

/** A key the reader trusts, known by its id; `publicKey` is raw: 32 bytes, or 65 of an SM2 point. */
export interface CredentialKey {
  readonly keyId: string;
  readonly alg: 'Ed25519' | 'SM2';
  readonly publicKey: Uint8Array;
}

type Verifier = (
  publicKey: Uint8Array,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
) => boolean | Promise<boolean>;

/** The arithmetic of the place where it runs: `node:crypto` on the server, WebCrypto in a browser. */
export type CredentialVerifiers = Readonly<Record<CredentialKey['alg'], Verifier>>;

export interface NotGenuineReason {
  readonly code:
    | 'tooLarge'
    | 'notJson'
    | 'notCredential'
    | 'notCanonical'
    | 'unknownKey'
    | 'badSignature';
  readonly text: Text;
}

export type CredentialVerdict =
  | { readonly verdict: 'genuine'; readonly payload: CredentialPayload }
  | {
      readonly verdict: 'notGenuine';
      readonly reasons: readonly NotGenuineReason[];
      /** What the file claims to be, if it can be read at all; prove nothing by it. */
      readonly claimed?: CredentialPayload;
    };

const SIZE_LIMIT = 64 * 1024;

const REASONS: Readonly<Record<NotGenuineReason['code'], Text>> = {
  tooLarge: text('文件过大，不是登记凭证。', 'The file is too large to be a credential.'),
  notJson: text('文件不是机读凭证。', 'The file is not a machine-readable credential.'),
  notCredential: text(
    '内容不符合登记凭证格式，可能被增删。',
    'The content has not the form of a credential; something was added or left out.',
  ),
  notCanonical: text(
    '文件字节与签发时不一致（可能被重新保存），请使用原始文件。',
    'The bytes are not those that were issued (saved again?). Use the original file.',
  ),
  unknownKey: text('签名密钥不属于本登记机构。', 'The signing key is not one of this registrar.'),
  badSignature: text(
    '签名不符，内容已被改动。',
    'The signature does not match: the content was changed.',
  ),
};

const notGenuine = (
  codes: readonly NotGenuineReason['code'][],
  claimed?: CredentialPayload,
): CredentialVerdict => ({
  verdict: 'notGenuine',
  reasons: [...new Set(codes)].map((code) => ({ code, text: REASONS[code] })),
  ...(claimed ? { claimed } : {}),
});

function parse(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch {
    return undefined;
  }
}

async function fault(
  credential: SignedCredential,
  signature: SignedCredential['signatures'][number],
  keys: readonly CredentialKey[],
  verifiers: CredentialVerifiers,
): Promise<NotGenuineReason['code'] | undefined> {
  const key = keys.find((one) => one.keyId === signature.keyId && one.alg === signature.alg);
  if (!key) return 'unknownKey';
  try {
    const value = Uint8Array.fromBase64(signature.value, { alphabet: 'base64url' });
    // The last character has spare bits: only the one right spelling counts.
    const spelling = value.toBase64({ alphabet: 'base64url', omitPadding: true });
    if (spelling !== signature.value) return 'badSignature';
    const message = signedBytes(credential.payload);
    return (await verifiers[key.alg](key.publicKey, message, value)) ? undefined : 'badSignature';
  } catch {
    return 'badSignature';
  }
}

/**
 * Checks a credential file with nothing but the registrar's public keys: no network, no clock.
 * Genuine means issued so and unchanged; whether it still stands is for the register to say.
 */
export async function verifyCredential(
  file: string,
  keys: readonly CredentialKey[],
  verifiers: CredentialVerifiers,
): Promise<CredentialVerdict> {
  if (file.length > SIZE_LIMIT) return notGenuine(['tooLarge']);
  const value = parse(file);
  if (typeof value !== 'object' || value === null) return notGenuine(['notJson']);
  const credential = signedCredentialSchema.safeParse(value);
  if (!credential.success) return notGenuine(['notCredential']);
  const { payload, signatures } = credential.data;
  // A file with a member written twice parses, and other readers may take the other one.
  if (canonical(credential.data) !== file.trimEnd()) return notGenuine(['notCanonical'], payload);
  const faults = await Promise.all(
    signatures.map((signature) => fault(credential.data, signature, keys, verifiers)),
  );
  const found = faults.filter((code) => code !== undefined);
  return found.length > 0 ? notGenuine(found, payload) : { verdict: 'genuine', payload };
}
