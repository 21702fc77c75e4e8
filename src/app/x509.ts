import { createHash, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  Integer,
  ObjectIdentifier,
  OctetString,
  PrintableString,
  Sequence,
  Utf8String,
} from 'asn1js';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** An organisation that signs documents: the registrar. */
export interface Signatory {
  readonly name: string;
  readonly creditCode: string;
}

/** The key a document is signed with, and its certificate in DER. */
export interface DocumentKey {
  readonly privateKey: KeyObject;
  readonly certificate: Buffer;
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const YEARS = 20;

const der = (value: { toBER(): ArrayBuffer }): Buffer => Buffer.from(value.toBER());
const bytes = (buffer: Uint8Array): ArrayBuffer => new Uint8Array(buffer).buffer;
const algorithm = (algorithmId: string) => new pkijs.AlgorithmIdentifier({ algorithmId });

/** O and CN in UTF-8, so that Chinese names stand as they are; the credit code as serial number. */
function distinguishedName({ name, creditCode }: Signatory): pkijs.RelativeDistinguishedNames {
  const parts = [
    ['2.5.4.6', new PrintableString({ value: 'CN' })] as const,
    ['2.5.4.10', new Utf8String({ value: name.slice(0, 64) })] as const,
    ['2.5.4.5', new PrintableString({ value: creditCode })] as const,
    ['2.5.4.3', new Utf8String({ value: name.slice(0, 64) })] as const,
  ].map(([type, value]) => {
    const pair = new Sequence({ value: [new ObjectIdentifier({ value: type }), value] });
    return new asn1js.Set({ value: [pair] });
  });
  // Read back from its bytes: the library itself would write all parts as one multi-valued name.
  return pkijs.RelativeDistinguishedNames.fromBER(new Sequence({ value: parts }).toBER());
}

function extension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }) {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
}

/**
 * A self-signed certificate for a P-256 key, good for document signing for twenty years. `serial` is 16
 * random bytes. An office with a certificate of a public authority puts that in its place.
 */
export function selfSigned(
  signatory: Signatory,
  privateKey: KeyObject,
  from: Date,
  serial: Uint8Array,
): Buffer {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const positive = Buffer.from(serial);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40;
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: bytes(positive) }),
    signature: algorithm(ECDSA_SHA256),
    signatureAlgorithm: algorithm(ECDSA_SHA256),
    notBefore: new pkijs.Time({ value: from }),
    notAfter: new pkijs.Time({ value: until }),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(bytes(spki)),
    extensions: [
      extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
      // digitalSignature and contentCommitment
      extension(
        '2.5.29.15',
        true,
        new asn1js.BitString({ valueHex: bytes(Buffer.from([0xc0])), unusedBits: 6 }),
      ),
      // id-kp-documentSigning, RFC 9336
      extension(
        '2.5.29.37',
        false,
        new pkijs.ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.36'] }).toSchema(),
      ),
    ],
  });
  certificate.subject = distinguishedName(signatory);
  certificate.issuer = distinguishedName(signatory);
  const tbs = certificate.encodeTBS();
  certificate.tbsView = new Uint8Array(tbs.toBER());
  const signature = sign('sha256', der(tbs), privateKey);
  certificate.signatureValue = new asn1js.BitString({ valueHex: bytes(signature) });
  return der(certificate.toSchema(true));
}

/** The attributes that are signed (CAdES-BES, ETSI EN 319 122-1), as a DER SET. */
function signedAttributes(digest: Buffer, certificate: Buffer): Buffer {
  const hash = createHash('sha256').update(certificate).digest();
  const essCertId = new Sequence({ value: [new OctetString({ valueHex: bytes(hash) })] });
  const attributes = [
    ['1.2.840.113549.1.9.3', new ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })] as const,
    ['1.2.840.113549.1.9.4', new OctetString({ valueHex: bytes(digest) })] as const,
    [
      '1.2.840.113549.1.9.16.2.47',
      new Sequence({ value: [new Sequence({ value: [essCertId] })] }),
    ] as const,
  ].map(([type, value]) => der(new pkijs.Attribute({ type, values: [value] }).toSchema()));
  const body = Buffer.concat(attributes.toSorted((a, b) => Buffer.compare(a, b)));
  if (body.length < 128 || body.length > 255) throw new Error('signed attributes of odd length');
  return Buffer.concat([Buffer.from([0x31, 0x81, body.length]), body]);
}

/** The detached CMS (RFC 5652) around a signature value that was made before; one set of bytes only. */
export function detachedCms(certificate: Buffer, digest: Buffer, signature: Uint8Array): Buffer {
  const parsed = pkijs.Certificate.fromBER(bytes(certificate));
  const attributes = asn1js.fromBER(bytes(signedAttributes(digest, certificate))).result;
  if (!(attributes instanceof asn1js.Set)) throw new Error('signed attributes are not a set');
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({
      issuer: parsed.issuer,
      serialNumber: parsed.serialNumber,
    }),
    digestAlgorithm: algorithm(SHA256),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({
      type: 0,
      attributes: attributes.valueBlock.value.map((schema) => new pkijs.Attribute({ schema })),
    }),
    signatureAlgorithm: algorithm(ECDSA_SHA256),
    signature: new OctetString({ valueHex: bytes(signature) }),
  });
  const content = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [algorithm(SHA256)],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    certificates: [parsed],
    signerInfos: [signer],
  });
  return der(
    new pkijs.ContentInfo({
      contentType: pkijs.ContentInfo.SIGNED_DATA,
      content: content.toSchema(true),
    }).toSchema(),
  );
}

/** Signs a SHA-256 digest as a detached CMS. */
export function signDigest(digest: Buffer, key: DocumentKey): Buffer {
  const signature = sign('sha256', signedAttributes(digest, key.certificate), key.privateKey);
  return detachedCms(key.certificate, digest, signature);
}
