import type { Json, JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import { utf8 } from '../../log/bytes.ts';
import { checkEd25519 } from './check-signature.ts';
import {
  base64url,
  decoded,
  fromBase64url,
  NO_CREDENTIAL,
  presentedIn,
  type Presented,
  type Unfit,
} from './credential-form.ts';
import { isObject, isString, itemsOf } from './json.ts';
import { sha256 } from './sha256.ts';
import { sm2Verifies } from './sm2.ts';
import type { Trusted } from './trust.ts';

/** A credential as `src/contexts/credential` reads it, in a tenth of the bytes: that is the reference,
 *  and the test beside holds both to the same answers. */
export interface Credential {
  readonly form: Presented['form'];
  /** The signed claims, with those that were disclosed. */
  readonly claims: JsonObject;
  /** How many claims the holder did not show. */
  readonly withheld: number;
  readonly signatures: readonly CredentialSignature[];
}

export interface CredentialSignature {
  readonly alg: (typeof ALGS)[number];
  readonly keyId: string;
  /** `unknown`: of a key that is not trusted here. */
  readonly answer: 'holds' | 'false' | 'unknown';
}

const TYP = 'dc+sd-jwt';
const VCT = /^urn:shuji:credential:(?:confirmation|certificate):1$/;
const ALGS = ['EdDSA', 'SM2-SM3'] as const;
const KEY_ALG = { EdDSA: 'Ed25519', 'SM2-SM3': 'SM2' } as const;

const FOREIGN: Unfit = {
  unfit: text(
    '有内容不是登记机构签发的，或者重复出现。',
    'Some of the content was not signed by the registrar, or stands there twice.',
  ),
};
const MISSING: Unfit = {
  unfit: text('原始文件不应缺少内容。', 'Nothing may be missing from the original file.'),
};

/** The claims that the disclosures add (RFC 9901 §7.1, step 3); undefined where one is not covered, or
 *  not in the order in which they are issued. */
function disclosed(told: readonly string[], claims: JsonObject): JsonObject | undefined {
  const digests = itemsOf(claims['_sd']);
  const added = new Map<string, Json>();
  let before = '';
  for (const one of told) {
    const [salt, name, content, ...more] = itemsOf(decoded(one));
    const meant = isString(salt) && isString(name) && content !== undefined && more.length === 0;
    if (!meant || name <= before || Object.hasOwn(claims, name)) return undefined;
    before = name;
    if (!digests.includes(base64url(sha256(utf8(one))))) return undefined;
    added.set(name, content);
  }
  return Object.fromEntries(added);
}

async function checkSignature(
  { payload, signed }: Presented,
  at: number,
  keys: Trusted['keys'],
): Promise<CredentialSignature | undefined> {
  const { header = '', signature = '' } = signed[at] ?? {};
  const alg = ALGS[at] ?? 'EdDSA';
  const said = decoded(header);
  if (!isObject(said) || said['alg'] !== alg || said['typ'] !== TYP) return undefined;
  const keyId = String(said['kid']);
  const key = keys.find((one) => one.keyId === keyId && one.alg === KEY_ALG[alg])?.key;
  const bytes = fromBase64url(signature);
  if (key === undefined || bytes === undefined) {
    return { alg, keyId, answer: key === undefined ? 'unknown' : 'false' };
  }
  const verifies = alg === 'EdDSA' ? checkEd25519 : sm2Verifies;
  const holds = await verifies(key, utf8(`${header}.${payload}`), bytes);
  return { alg, keyId, answer: holds ? 'holds' : 'false' };
}

/** Reads a credential file in either form and checks its signatures with the registrar's keys. */
export async function readCredential(
  file: string,
  { keys }: Pick<Trusted, 'keys'>,
): Promise<Credential | Unfit> {
  const presented = presentedIn(file);
  if ('unfit' in presented) return presented;
  const claims = decoded(presented.payload);
  if (!isObject(claims) || !VCT.test(String(claims['vct']))) return NO_CREDENTIAL;
  const added = disclosed(presented.disclosures, claims);
  if (added === undefined) return FOREIGN;
  const withheld = itemsOf(claims['_sd']).length - presented.disclosures.length;
  if (presented.form === 'json' && withheld > 0) return MISSING;
  const signatures: CredentialSignature[] = [];
  for (let at = 0; at < presented.signed.length; at += 1) {
    const one = await checkSignature(presented, at, keys);
    if (one === undefined) return NO_CREDENTIAL;
    signatures.push(one);
  }
  return { form: presented.form, claims: { ...claims, ...added }, withheld, signatures };
}
