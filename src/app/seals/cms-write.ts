import { createHash } from 'node:crypto';
import { certificateParts } from './certificate-parts.ts';
import { algorithm, integer, oid, setOf, TAG, tlv } from './der.ts';

export const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
export const SHA256 = '2.16.840.1.101.3.4.2.1';
export const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
/** id-aa-signatureTimeStampToken */
export const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14';

/** Everything in a signature container that is not prescribed by the rest. */
export interface SignedDataParts {
  readonly container: string;
  readonly content: { readonly type: string; readonly bytes?: Uint8Array };
  /** None: whoever checks must have the signer's. */
  readonly certificates: readonly Buffer[];
  /** Of the signer, in DER, also where the container does not hold it. */
  readonly signer: Buffer;
  readonly digestAlgorithm: string;
  /** In DER. */
  readonly signatureAlgorithm: Buffer;
  /** A DER SET, as it was signed. */
  readonly signedAttributes: Buffer;
  readonly signature: Uint8Array;
  readonly unsigned?: readonly Buffer[];
}

const attribute = (type: string, value: Buffer): Buffer =>
  tlv(TAG.sequence, oid(type), setOf([value]));

/** The attributes that are signed (CAdES-BES, ETSI EN 319 122-1), as a DER SET. */
export function signedAttributes(type: string, digest: Buffer, certificate: Buffer): Buffer {
  const hash = tlv(TAG.octets, createHash('sha256').update(certificate).digest());
  const essCertId = tlv(TAG.sequence, tlv(TAG.sequence, tlv(TAG.sequence, hash)));
  return setOf([
    attribute('1.2.840.113549.1.9.3', oid(type)),
    attribute('1.2.840.113549.1.9.4', tlv(TAG.octets, digest)),
    attribute('1.2.840.113549.1.9.16.2.47', essCertId),
  ]);
}

/** The same bytes under the tag they have inside a container. */
function retagged(tag: number, set: Buffer): Buffer {
  const copy = Buffer.from(set);
  copy[0] = tag;
  return copy;
}

/** A CMS SignedData with one signer (RFC 5652) in DER; one set of bytes only for the same parts. */
export function signedData(parts: SignedDataParts): Buffer {
  const { content, certificates, unsigned } = parts;
  const { issuer, serial } = certificateParts(parts.signer);
  const signer = tlv(
    TAG.sequence,
    integer(1),
    tlv(TAG.sequence, issuer, serial),
    algorithm(parts.digestAlgorithm),
    retagged(TAG.zero, parts.signedAttributes),
    parts.signatureAlgorithm,
    tlv(TAG.octets, parts.signature),
    ...(unsigned ? [retagged(TAG.one, setOf(unsigned))] : []),
  );
  const inner = content.bytes ? [tlv(TAG.zero, tlv(TAG.octets, content.bytes))] : [];
  const data = tlv(
    TAG.sequence,
    integer(content.type === DATA ? 1 : 3),
    setOf([algorithm(parts.digestAlgorithm)]),
    tlv(TAG.sequence, oid(content.type), ...inner),
    ...(certificates.length > 0 ? [retagged(TAG.zero, setOf(certificates))] : []),
    setOf([signer]),
  );
  return tlv(TAG.sequence, oid(parts.container), tlv(TAG.zero, data));
}

/** What a document's signature is made over: the digest of its bytes, and who signs. */
export const documentAttributes = (digest: Buffer, certificate: Buffer): Buffer =>
  signedAttributes(DATA, digest, certificate);

/** The detached container around a document's signature and the time-stamp of its value (CAdES-T). */
export function detachedCms(
  certificate: Buffer,
  digest: Buffer,
  signature: Uint8Array,
  timestamp: Buffer,
): Buffer {
  return signedData({
    container: SIGNED_DATA,
    content: { type: DATA },
    certificates: [certificate],
    signer: certificate,
    digestAlgorithm: SHA256,
    signatureAlgorithm: algorithm(ECDSA_SHA256),
    signedAttributes: documentAttributes(digest, certificate),
    signature,
    unsigned: [attribute(SIGNATURE_TIMESTAMP, timestamp)],
  });
}
