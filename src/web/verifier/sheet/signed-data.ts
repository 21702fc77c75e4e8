import { fromHex, sameBytes } from '../../../log/bytes.ts';
import { signatureAlgorithm, type Certificate } from './certificate.ts';
import {
  algorithmOf,
  bodyOf,
  derValue,
  derValues,
  membersOf,
  oidOf,
  TAG,
  tlv,
  type Der,
} from './der.ts';

/** A CMS SignedData (RFC 5652 §5) with one signer and signed attributes, taken apart. */
export interface SignedData {
  /** The content inside, if there is any. */
  readonly content: { readonly type: string; readonly bytes: Uint8Array | undefined };
  /** In DER. */
  readonly certificates: readonly Uint8Array[];
  /** Object identifier. */
  readonly digest: string;
  /** A SET, as it is signed. */
  readonly attributes: Uint8Array;
  readonly signature: Uint8Array;
  /** The value of a signed attribute that stands there once. */
  signed(type: string): Der | undefined;
  unsigned(type: string): Der | undefined;
  /** Whether the whole has the one form that follows from its parts: then nothing in it that nobody
   *  signed can have been changed. */
  isPlain(signer: Certificate): boolean;
}

const CERTIFICATES_MAX = 32;
/** SignedData of RFC 5652, and its Chinese twin of GM/T 0010, in DER. */
const CONTAINERS = ['06092a864886f70d010702', '060a2a811ccf550601040202'].map(
  (hex) => fromHex(hex) ?? new Uint8Array(),
);
const NOTHING = new Uint8Array();

function attributeOf(all: Uint8Array, wanted: string): Der | undefined {
  const found = derValues(all)
    .map((one) => membersOf(one))
    .filter(([type]) => oidOf(type) === wanted);
  const values = found.length === 1 ? membersOf(found[0]?.[1], TAG.set) : [];
  return values.length === 1 ? values[0] : undefined;
}

const wholeOf = (value: Der | undefined): Uint8Array => value?.whole ?? NOTHING;
const small = (value: number): Uint8Array => tlv(TAG.integer, new Uint8Array([value]));

/** Throws on anything that is not one. */
export function signedData(der: Uint8Array): SignedData {
  const [, explicit] = membersOf(derValue(der));
  const [, , inner, ...more] = membersOf(derValue(bodyOf(explicit, TAG.zero)));
  const [type, octets] = membersOf(inner);
  const enclosed = derValues(more.find(({ tag }) => tag === TAG.zero)?.body ?? NOTHING);
  const certificates = enclosed.slice(0, CERTIFICATES_MAX).map(({ whole }) => whole);
  const [signer, ...others] = membersOf(more.at(-1), TAG.set);
  const [, , digest, signed, , value, unsigned] = membersOf(signer);
  const fit = signed?.tag === TAG.zero && (unsigned?.tag ?? TAG.one) === TAG.one;
  if (others.length > 0 || !fit) throw new Error('not one signer');

  function written(by: Certificate): Uint8Array {
    const named = tlv(TAG.sequence, wholeOf(membersOf(digest)[0]));
    const info = tlv(
      TAG.sequence,
      small(1),
      tlv(TAG.sequence, by.name),
      named,
      wholeOf(signed),
      signatureAlgorithm(by, algorithmOf(digest)),
      wholeOf(value),
      wholeOf(unsigned),
    );
    return tlv(
      TAG.sequence,
      small(octets ? 3 : 1),
      tlv(TAG.set, named),
      tlv(TAG.sequence, wholeOf(type), wholeOf(octets)),
      tlv(TAG.zero, ...certificates),
      tlv(TAG.set, info),
    );
  }

  return {
    content: {
      type: oidOf(type),
      bytes: octets && bodyOf(derValue(bodyOf(octets, TAG.zero)), TAG.octets),
    },
    certificates,
    digest: algorithmOf(digest),
    // Signed as a SET, though they stand in the container under tag [0].
    attributes: Uint8Array.from(signed.whole).with(0, TAG.set),
    signature: bodyOf(value, TAG.octets),
    signed: (wanted) => attributeOf(signed.body, wanted),
    unsigned: (wanted) => attributeOf(unsigned?.body ?? NOTHING, wanted),
    isPlain: (by) =>
      CONTAINERS.some((oid) => sameBytes(tlv(TAG.sequence, oid, tlv(TAG.zero, written(by))), der)),
  };
}
