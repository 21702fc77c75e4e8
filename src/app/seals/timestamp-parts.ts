import { certificateParts } from './certificate-parts.ts';
import { TAG } from './der.ts';
import { bodyOf, derValue, derValues, membersOf, oidOf, type Der } from './der-read.ts';

/** A TimeStampToken taken apart; nothing in it is checked. Object identifiers as text, the rest in DER. */
export interface TokenParts {
  readonly container: string;
  readonly content: { readonly type: string; readonly bytes: Buffer };
  /** Of the signer. */
  readonly certificate: Buffer;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
  /** A SET, as it is signed. */
  readonly signedAttributes: Buffer;
  /** The value of a signed attribute; undefined unless it stands there once, with one value. */
  attribute(type: string): Der | undefined;
}

const CERTIFICATES_MAX = 32;

function signerOf(sid: Der | undefined, certificates: readonly Buffer[]): Buffer {
  const found = certificates.find((one) => {
    const { issuer, serial } = certificateParts(one);
    return sid?.body.equals(Buffer.concat([issuer, serial]));
  });
  // By its key identifier only: the signature will tell.
  const signer = found ?? (sid?.tag === TAG.sequence ? undefined : certificates[0]);
  if (!signer) throw new Error('no certificate of the signer');
  return signer;
}

const algorithmOf = (value: Der | undefined): string => oidOf(membersOf(value)[0]);

/** Reads a CMS SignedData (RFC 5652, section 5) in DER with one signer and its certificate; throws on
 *  anything else. */
export function tokenParts(token: Buffer): TokenParts {
  const [container, explicit] = membersOf(derValue(token));
  const [, , encapsulated, ...more] = membersOf(derValue(bodyOf(explicit, TAG.zero)));
  const [type, octets] = membersOf(encapsulated);
  const certificates = derValues(more.find((one) => one.tag === TAG.zero)?.body ?? Buffer.alloc(0))
    .filter((one) => one.tag === TAG.sequence)
    .slice(0, CERTIFICATES_MAX)
    .map((one) => one.whole);
  const [signer, ...others] = membersOf(more.at(-1), TAG.set);
  const [, sid, digest, attributes, signature, value] = membersOf(signer);
  if (others.length > 0 || attributes?.tag !== TAG.zero) throw new Error('not one signer');
  const signedAttributes = Buffer.from(attributes.whole);
  // Signed as a SET, though they stand in the container under tag [0].
  signedAttributes[0] = TAG.set;
  return {
    container: oidOf(container),
    content: {
      type: oidOf(type),
      bytes: bodyOf(derValue(bodyOf(octets, TAG.zero)), TAG.octets),
    },
    certificate: signerOf(sid, certificates),
    digestAlgorithm: algorithmOf(digest),
    signatureAlgorithm: algorithmOf(signature),
    signature: bodyOf(value, TAG.octets),
    signedAttributes,
    attribute(wanted) {
      const [found, ...again] = derValues(attributes.body)
        .map((one) => membersOf(one))
        .filter(([name]) => oidOf(name) === wanted);
      if (!found || again.length > 0) return undefined;
      const values = membersOf(found[1], TAG.set);
      return values.length === 1 ? values[0] : undefined;
    },
  };
}
