import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { base64url, decoded, fromBase64url } from './base64url.ts';
import type { CoveredName, ShownPayload } from './claims.ts';
import { COVERED, coveredClaim, openIn } from './claims.ts';
import type { JwsAlg, Presented } from './sd-jwt.ts';
import { keyIdIn, presentedIn, signingInput, toldBy, utf8 } from './sd-jwt.ts';

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
export type CredentialVerifiers = Readonly<Record<CredentialKey['alg'], Verifier>> & {
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array | Promise<Uint8Array>;
};

export interface NotGenuineReason {
  readonly code:
    | 'tooLarge'
    | 'notJson'
    | 'notCredential'
    | 'notCanonical'
    | 'badDisclosure'
    | 'incomplete'
    | 'unknownKey'
    | 'badSignature';
  readonly text: Text;
}

export type CredentialVerdict =
  | {
      readonly verdict: 'genuine';
      readonly payload: ShownPayload;
      /** Both of the file; of the compact form the one that it has. */
      readonly signatures: readonly JwsAlg[];
      /** What the holder did not show; nothing of the file. */
      readonly withheld: readonly CoveredName[];
    }
  | {
      readonly verdict: 'notGenuine';
      readonly reasons: readonly NotGenuineReason[];
      /** What the file claims to be, if it can be read at all; prove nothing by it. */
      readonly claimed?: ShownPayload;
    };

/** Room for an entry of 64 KiB and two proofs, each encoded twice. */
export const CREDENTIAL_MAX = 512 * 1024;

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
  badDisclosure: text(
    '有内容不是登记机构签发的，或者重复出现。',
    'Some of the content was not signed by the registrar, or stands there twice.',
  ),
  incomplete: text(
    '原始文件不应缺少内容；如需略去部分内容，请出示紧凑格式的凭证。',
    'Nothing may be missing from the original file. To withhold something, show the compact form.',
  ),
  unknownKey: text('签名密钥不属于本登记机构。', 'The signing key is not one of this registrar.'),
  badSignature: text(
    '签名不符，内容已被改动。',
    'The signature does not match: the content was changed.',
  ),
};

type Fault = NotGenuineReason['code'];

const notGenuine = (codes: readonly Fault[], claimed?: ShownPayload): CredentialVerdict => ({
  verdict: 'notGenuine',
  reasons: [...new Set(codes)].map((code) => ({ code, text: REASONS[code] })),
  ...(claimed ? { claimed } : {}),
});

const KEY_ALG: Readonly<Record<JwsAlg, CredentialKey['alg']>> = {
  EdDSA: 'Ed25519',
  'SM2-SM3': 'SM2',
};

async function signatureFaults(
  { payload, signatures }: Presented,
  keys: readonly CredentialKey[],
  verifiers: CredentialVerifiers,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { alg, protected: header, signature } of signatures) {
    const keyId = keyIdIn(header, alg);
    const key = keys.find((one) => one.keyId === keyId && one.alg === KEY_ALG[alg]);
    const value = fromBase64url(signature);
    if (keyId === undefined) faults.push('notCredential');
    else if (!key) faults.push('unknownKey');
    else if (
      !value ||
      !(await holds(verifiers[key.alg], key, signingInput(header, payload), value))
    )
      faults.push('badSignature');
  }
  return faults;
}

async function holds(
  verifier: Verifier,
  key: CredentialKey,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    return await verifier(key.publicKey, message, signature);
  } catch {
    return false;
  }
}

interface Disclosed {
  readonly claims: Partial<ShownPayload>;
  readonly names: readonly string[];
  readonly faults: readonly Fault[];
}

/** The claims whose disclosures the signed digests cover (RFC 9901 §7.1, step 3). */
async function disclosed(
  texts: readonly string[],
  digests: readonly string[],
  { sha256 }: CredentialVerifiers,
): Promise<Disclosed> {
  let claims: Partial<ShownPayload> = {};
  const names: string[] = [];
  const faults: Fault[] = [];
  for (const one of texts) {
    const told = toldBy(one);
    const claim = told && coveredClaim(told.name, told.value);
    const name = String(told?.name);
    const covered = claim && digests.includes(base64url(await sha256(utf8(one))));
    if (!covered || names.includes(name)) faults.push('badDisclosure');
    else {
      claims = { ...claims, ...claim };
      names.push(name);
    }
  }
  return { claims, names, faults };
}

/** The file as issued is whole and in order; the compact form may leave disclosures out. */
function completeness(form: Presented['form'], names: readonly string[]): Fault[] {
  if (form === 'compact') return [];
  if (names.length < COVERED.length) return ['incomplete'];
  return names.every((name, index) => name === COVERED[index]) ? [] : ['notCanonical'];
}

/**
 * Checks a credential file with nothing but the registrar's public keys: no network, no clock.
 * Takes the file as issued, where both signatures must hold, and the compact SD-JWT of RFC 9901,
 * which has one. Genuine means issued so and unchanged; whether it still stands is for the register
 * to say. Hostile input gets a verdict, never an error.
 */
export async function verifyCredential(
  file: string,
  keys: readonly CredentialKey[],
  verifiers: CredentialVerifiers,
): Promise<CredentialVerdict> {
  if (file.length > CREDENTIAL_MAX) return notGenuine(['tooLarge']);
  const presented = presentedIn(file);
  if (typeof presented === 'string') return notGenuine([presented]);
  const signed = openIn(decoded(presented.payload));
  if (!signed) return notGenuine(['notCredential']);
  const { claims, names, faults } = await disclosed(
    presented.disclosures,
    signed.digests,
    verifiers,
  );
  const payload: ShownPayload = { ...signed.open, ...claims };
  const found = [
    ...(faults.length > 0 ? faults : completeness(presented.form, names)),
    ...(await signatureFaults(presented, keys, verifiers)),
  ];
  if (found.length > 0) return notGenuine(found, payload);
  return {
    verdict: 'genuine',
    payload,
    signatures: presented.signatures.map((one) => one.alg),
    withheld: COVERED.filter((name) => !names.includes(name)),
  };
}
