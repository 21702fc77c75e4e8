import { z } from 'zod';
import { canonical } from '../../base/canonical-json.ts';
import type { Json } from '../../base/json.ts';
import { base64url, decoded, encoded, fromBase64url } from './base64url.ts';
import { COVERED } from './claims.ts';

/** Names of JWS: Ed25519 of RFC 8037, and our own for SM2 with SM3 (GB/T 32918, GB/T 32905) under
 *  the identifier 1234567812345678, as r ‖ s. No name for it is registered. */
export type JwsAlg = 'EdDSA' | 'SM2-SM3';

/** What SD-JWT VC asks for in `typ`: a signature made for anything else is never one of a credential. */
const TYP = 'dc+sd-jwt';
const SALT_BYTES = 16;

const part = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/);
const payload = part(32_768);
const disclosures = z.array(part(400_000)).max(COVERED.length);
const signature = z.strictObject({ protected: part(512), signature: part(256) });

/** General JWS JSON Serialization with exactly two signatures: none can be left out unnoticed. The
 *  disclosures stand in the first unprotected header (RFC 9901 §8.3). */
const jwsSchema = z.strictObject({
  payload,
  signatures: z.tuple([signature.extend({ header: z.strictObject({ disclosures }) }), signature]),
});
const compactSchema = z.strictObject({ payload, disclosures, ...signature.shape });

export type Jws = z.infer<typeof jwsSchema>;

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const protectedHeader = (alg: JwsAlg, kid: string): string =>
  encoded({ alg, kid, typ: TYP });

const headerSchema = z.strictObject({
  alg: z.string(),
  kid: z.string().regex(/^[!-~]{1,64}$/),
  typ: z.literal(TYP),
});

/** The key a protected header names, if it is a header of ours for this algorithm. */
export function keyIdIn(header: string, alg: JwsAlg): string | undefined {
  const parsed = headerSchema.safeParse(decoded(header));
  return parsed.success && parsed.data.alg === alg ? parsed.data.kid : undefined;
}

/** What a JWS signs (RFC 7515 §5.1). */
export const signingInput = (header: string, claims: string): Uint8Array<ArrayBuffer> =>
  utf8(`${header}.${claims}`);

/** A disclosure of an object property (RFC 9901 §4.2.1); the salt is base64url already. */
export const disclosure = (salt: string, name: string, value: Json): string =>
  encoded([salt, name, value]);

/** A salt as it is written; throws under 128 bits (RFC 9901 §9.3). */
export function saltOf(bytes: Uint8Array): string {
  if (bytes.length < SALT_BYTES) throw new Error('a salt needs 16 random bytes');
  return base64url(bytes);
}

/** The name and value a disclosure tells; undefined for anything that is not one of ours. */
export function toldBy(text: string): { readonly name: Json; readonly value: Json } | undefined {
  const told = decoded(text);
  if (!Array.isArray(told) || told.length !== 3) return undefined;
  const [salt, name, value] = told as readonly Json[];
  const salted = typeof salt === 'string' ? (fromBase64url(salt)?.length ?? 0) : 0;
  if (salted < SALT_BYTES || name === undefined || value === undefined) return undefined;
  return { name, value };
}

/** `<JWT>~<disclosure>~…~` (RFC 9901 §4). */
export const compact = (jwt: readonly string[], told: readonly string[]): string =>
  `${[jwt.join('.'), ...told].join('~')}~`;

/** A file as it came in, of either form; nothing in it is proven yet. */
export interface Presented {
  readonly form: 'json' | 'compact';
  readonly payload: string;
  readonly disclosures: readonly string[];
  readonly signatures: readonly {
    readonly alg: JwsAlg;
    readonly protected: string;
    readonly signature: string;
  }[];
}

type Unreadable = 'notJson' | 'notCredential' | 'notCanonical';

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function presentedJson(text: string): Presented | Unreadable {
  const value = parsedJson(text);
  if (value === undefined) return 'notJson';
  const jws = jwsSchema.safeParse(value);
  if (!jws.success) return 'notCredential';
  // A file with a member written twice parses, and other readers may take the other one.
  if (canonical(jws.data) !== text) return 'notCanonical';
  const [{ header, ...first }, second] = jws.data.signatures;
  return {
    form: 'json',
    payload: jws.data.payload,
    disclosures: header.disclosures,
    signatures: [
      { alg: 'EdDSA', ...first },
      { alg: 'SM2-SM3', ...second },
    ],
  };
}

function presentedCompact(text: string): Presented | Unreadable {
  const [jwt = '', ...told] = text.split('~', COVERED.length + 3);
  // What follows the last tilde would be a key binding; our credentials are bound to no key.
  if (told.pop() !== '') return 'notCredential';
  const [header, claims, signed, ...more] = jwt.split('.', 4);
  const parsed = compactSchema.safeParse({
    protected: header,
    payload: claims,
    signature: signed,
    disclosures: told,
  });
  if (!parsed.success || more.length > 0) return 'notCredential';
  const { payload: body, disclosures: shown, ...first } = parsed.data;
  return {
    form: 'compact',
    payload: body,
    disclosures: shown,
    signatures: [{ alg: 'EdDSA', ...first }],
  };
}

/** Reads a credential file of either form, or says why it is none. */
export function presentedIn(file: string): Presented | Unreadable {
  const text = file.trimEnd();
  if (text.startsWith('{')) return presentedJson(text);
  return text.startsWith('eyJ') && text.includes('~') ? presentedCompact(text) : 'notJson';
}
