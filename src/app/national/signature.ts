import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** What of a request is signed. `query` begins with `?`, and is that alone where there is none. */
export interface Signable {
  readonly method: string;
  /** Host and port as the caller addressed them, lower case. */
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly body: Uint8Array;
}

export interface SignedHeaders {
  readonly 'content-digest': string;
  readonly 'signature-input': string;
  readonly signature: string;
}

const COVERED = '("@method" "@authority" "@path" "@query" "content-digest")';
const TAG = 'shuji-hand-over';
/** How far the clocks of both sides may be apart. */
const FRESH_SECONDS = 300;
/** The raw key is what stands last in its SPKI form (RFC 8410). */
const RAW_BYTES = 32;
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

const digestOf = (body: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

export const rawKeyOf = (publicKey: KeyObject): Buffer =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES);

export const publicKeyOf = (raw: Uint8Array): KeyObject => {
  const key = Buffer.concat([SPKI_HEAD, raw]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
};

/** Names a key: the first half of the SHA-256 of its raw bytes. */
export const keyIdOf = (raw: Uint8Array): string =>
  createHash('sha256').update(raw).digest('hex').slice(0, 32);

/** The text that is signed (RFC 9421, section 2.5). */
const baseOf = (request: Signable, digest: string, parameters: string): string =>
  [
    `"@method": ${request.method}`,
    `"@authority": ${request.authority}`,
    `"@path": ${request.path}`,
    `"@query": ${request.query}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');

/** Signs a request as HTTP Message Signatures have it (RFC 9421) with Ed25519, over a digest of its
 *  body (RFC 9530): nobody else can make it, change it, or send it to another. */
export function signRequest(
  request: Signable,
  key: { readonly privateKey: KeyObject; readonly keyId: string },
  nowSeconds: number,
): SignedHeaders {
  const digest = digestOf(request.body);
  const parameters = `${COVERED};created=${nowSeconds};keyid="${key.keyId}";alg="ed25519";tag="${TAG}"`;
  const signature = sign(null, Buffer.from(baseOf(request, digest, parameters)), key.privateKey);
  return {
    'content-digest': digest,
    'signature-input': `sig=${parameters}`,
    signature: `sig=:${signature.toString('base64')}:`,
  };
}

const INPUT =
  /^sig=(\("@method" "@authority" "@path" "@query" "content-digest"\);created=(\d{1,12});keyid="([0-9a-f]{32})";alg="ed25519";tag="shuji-hand-over")$/;
const SIGNATURE = /^sig=:([A-Za-z0-9+/]{86}==):$/;

/** The id of the key that signed this request, among those known; undefined where anything is wrong:
 *  another body, another address, too old or too new, an unknown key, no signature at all. Exactly what
 *  `signRequest` writes is understood. A request that is sent twice passes twice: what it asks for must
 *  be harmless to ask twice. */
export function signerOf(
  request: Signable,
  headers: Readonly<Partial<Record<keyof SignedHeaders, string | undefined>>>,
  keys: ReadonlyMap<string, KeyObject>,
  nowSeconds: number,
): string | undefined {
  const digest = headers['content-digest'];
  const [, parameters, created, keyId] = INPUT.exec(headers['signature-input'] ?? '') ?? [];
  const [, signature] = SIGNATURE.exec(headers.signature ?? '') ?? [];
  if (!parameters || !keyId || !signature || digest !== digestOf(request.body)) return undefined;
  if (Math.abs(nowSeconds - Number(created)) > FRESH_SECONDS) return undefined;
  const key = keys.get(keyId);
  const base = Buffer.from(baseOf(request, digest, parameters));
  return key && verify(null, base, key, Buffer.from(signature, 'base64')) ? keyId : undefined;
}
