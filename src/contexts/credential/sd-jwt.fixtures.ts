import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../base/json.ts';

// Examples of the text that became RFC 9901 (§4.2.1 to §4.2.3, §5.1, §8.2, §8.3, A.5), from
// oauth-wg/oauth-selective-disclosure-jwt : 20/draft-ietf-oauth-selective-disclosure-jwt.txt

/** §4.2.1: one claim in the spelling without white space, and with it (whose digest is printed). */
export const moebius = {
  salt: '_26bc4LT-ac6q2KI6cBW5es',
  name: 'family_name',
  value: 'Möbius',
  tight: 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsImZhbWlseV9uYW1lIiwiTcO2Yml1cyJd',
  spaced: 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
  digest: 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
};

/** §5.1: disclosures with their digests as printed. */
export const printed: readonly (readonly [string, string])[] = [
  [
    'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
    'jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
  ],
  [
    'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd',
    'TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
  ],
  [
    'WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgInBob25lX251bWJlcl92ZXJpZmllZCIsIHRydWVd',
    'XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM',
  ],
  ['WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0', 'pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo'],
];

/** A.5: the key of the examples' issuer. */
export const issuerKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ',
  y: 'Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8',
};

const PROTECTED = 'eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0';
const PAYLOAD = [
  'eyJfc2QiOiBbIjRIQm42YUlZM1d0dUdHV1R4LXFVajZjZGs2V0JwWnlnbHRkRmF2UGE3TFkiLCAiOHNtMVFDZjAyMXBO',
  'bkhBQ0k1c1A0bTRLWmd5Tk9PQVljVGo5SE5hQzF3WSIsICJjZ0ZkaHFQbzgzeFlObEpmYWNhQ2FhN3VQOVJDUjUwVkU1',
  'UjRMQVE5aXFVIiwgImpNQ1hWei0tOWI4eDM3WWNvRGZYUWluencxd1pjY2NmRlJCQ0ZHcWRHMm8iXSwgImlzcyI6ICJo',
  'dHRwczovL2lzc3Vlci5leGFtcGxlLmNvbSIsICJpYXQiOiAxNjgzMDAwMDAwLCAiZXhwIjogMTg4MzAwMDAwMCwgIl9z',
  'ZF9hbGciOiAic2hhLTI1NiIsICJjbmYiOiB7Imp3ayI6IHsia3R5IjogIkVDIiwgImNydiI6ICJQLTI1NiIsICJ4Ijog',
  'IlRDQUVSMTladnUzT0hGNGo0VzR2ZlNWb0hJUDFJTGlsRGxzN3ZDZUdlbWMiLCAieSI6ICJaeGppV1diWk1RR0hWV0tW',
  'UTRoYlNJaXJzVmZ1ZWNDRTZ0NGpUOUYySFpRIn19fQ',
].join('');

const [sub, givenName, familyName, birthdate] = [
  'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgInN1YiIsICJqb2huX2RvZV80MiJd',
  'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
  'WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd',
  'WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0',
] as const;

/** §8.2: the flattened form as issued. */
export const flattened = {
  header: { disclosures: [sub, givenName, familyName, birthdate] },
  payload: PAYLOAD,
  protected: PROTECTED,
  signature:
    'tafypR458Veb7iGfxersENL-OX_w4jQBV37ZuD-8NtyfmsFf7cEnjeKxMbknWYytcjHMqBRrzhBT9-pWWzI7ig',
};

/** §8.3: the general form with two signatures, without its key binding. */
export const general = {
  payload: PAYLOAD,
  signatures: [
    {
      header: { disclosures: [familyName, givenName], kid: 'issuer-key-1' },
      protected: PROTECTED,
      signature:
        'k4cMunVPGV_rxsKMGjb4s9xOyreXNpTKIUKHalfjYBLAlrSi0D31A86ED1TDJx4sZ5ELekRnKFRZ6hfHvbQcAw',
    },
    {
      header: { kid: 'issuer-key-2' },
      protected: PROTECTED,
      signature:
        '_OTyMClyNQm_U6V_CxtOkVODcAsVYoZuGOFzOSJu642xz6aZzJ3X23fflFm1cLIfolGeKkpkQ0vtNj4EZVnpAQ',
    },
  ],
} as const;

const json = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;

/**
 * RFC 9901 §7.1 as libraries do it: knows no claim of ours and shares no code with ours. Gives the
 * processed payload; throws when the SD-JWT has to be rejected.
 */
export function processed(
  file: string,
  holds: (header: JsonObject, input: Buffer, signature: Buffer) => boolean,
): JsonObject {
  const parts = file.split('~');
  if (parts.pop() !== '') throw new Error('not an SD-JWT');
  const [jwt = '', ...disclosures] = parts;
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const input = Buffer.from(`${header}.${payload}`);
  if (!holds(json(header) as JsonObject, input, Buffer.from(signature, 'base64url')))
    throw new Error('signature');
  const told = new Map(disclosures.map((one) => [hash('sha256', one, 'base64url'), json(one)]));
  if (told.size !== disclosures.length) throw new Error('a disclosure twice');
  const met = new Set<string>();
  const look = (digest: string): Json | undefined => {
    if (met.has(digest)) throw new Error('a digest twice');
    met.add(digest);
    return told.get(digest);
  };
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return (value as Json[]).flatMap(element);
    if (typeof value !== 'object' || value === null) return value;
    const { _sd: digests = [], ...open } = value as JsonObject;
    const all: Record<string, Json> = {};
    for (const [name, one] of Object.entries(open)) all[name] = walk(one ?? null);
    for (const digest of digests as string[]) {
      const one = look(digest);
      if (one === undefined) continue;
      const [, name, claim] = one as [string, string, Json];
      if ((one as Json[]).length !== 3 || name in all || name === '_sd' || name === '...')
        throw new Error('disclosure');
      all[name] = walk(claim);
    }
    return all;
  };
  const element = (value: Json): Json[] => {
    const digest = (value as { '...'?: string } | null)?.['...'];
    if (digest === undefined) return [walk(value)];
    const one = look(digest);
    return one === undefined ? [] : [walk((one as Json[])[1] ?? null)];
  };
  const { _sd_alg: algorithm, ...claims } = walk(json(payload)) as JsonObject;
  if (algorithm !== 'sha-256') throw new Error('digest algorithm');
  if ([...told.keys()].some((digest) => !met.has(digest))) throw new Error('not referenced');
  return claims;
}
