import { createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Integer, ObjectIdentifier, PrintableString, Sequence, Utf8String } from 'asn1js';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { ECDSA_SHA256 } from './cms-write.ts';

/** Whoever a certificate is made out to. */
export interface Holder {
  readonly name: string;
  readonly creditCode?: string;
}

/** An organisation that signs documents: the registrar. */
export interface Signatory extends Holder {
  readonly creditCode: string;
}

/** The key a document is signed with, and its certificate in DER. */
export interface DocumentKey {
  readonly privateKey: KeyObject;
  readonly certificate: Buffer;
}

/** What a certificate is good for. RFC 3161, section 2.3: time-stamping is critical and alone. */
const PURPOSES = {
  // id-kp-documentSigning, RFC 9336
  documents: { id: '1.3.6.1.5.5.7.3.36', critical: false },
  timestamps: { id: '1.3.6.1.5.5.7.3.8', critical: true },
} as const;
export type Purpose = keyof typeof PURPOSES;
const YEARS = 20;

/** A copy with its own memory: the library reads from the beginning of a buffer. */
const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const der = (value: { toBER(): ArrayBuffer }): Buffer => Buffer.from(value.toBER());
const algorithm = (algorithmId: string) => new pkijs.AlgorithmIdentifier({ algorithmId });

/** O and CN in UTF-8, so that Chinese names stand as they are; the credit code as serial number. */
function distinguishedName({ name, creditCode }: Holder): pkijs.RelativeDistinguishedNames {
  const parts = [
    ['2.5.4.6', new PrintableString({ value: 'CN' })] as const,
    ['2.5.4.10', new Utf8String({ value: name.slice(0, 64) })] as const,
    ...(creditCode ? [['2.5.4.5', new PrintableString({ value: creditCode })] as const] : []),
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
 * A self-signed certificate for a P-256 key, good for one purpose for twenty years. `serial` is 16
 * random bytes. An office with a certificate of a public authority puts that in its place.
 */
export function selfSigned(
  holder: Holder,
  privateKey: KeyObject,
  from: Date,
  serial: Uint8Array,
  purpose: Purpose = 'documents',
): Buffer {
  const { id, critical } = PURPOSES[purpose];
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const positive = Buffer.from(serial);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40;
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: own(positive) }),
    signature: algorithm(ECDSA_SHA256),
    signatureAlgorithm: algorithm(ECDSA_SHA256),
    notBefore: new pkijs.Time({ value: from }),
    notAfter: new pkijs.Time({ value: until }),
    subjectPublicKeyInfo: pkijs.PublicKeyInfo.fromBER(own(spki)),
    extensions: [
      extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
      // digitalSignature and contentCommitment
      extension(
        '2.5.29.15',
        true,
        new asn1js.BitString({ valueHex: own(Buffer.from([0xc0])), unusedBits: 6 }),
      ),
      extension('2.5.29.37', critical, new pkijs.ExtKeyUsage({ keyPurposes: [id] }).toSchema()),
    ],
  });
  certificate.subject = distinguishedName(holder);
  certificate.issuer = distinguishedName(holder);
  const tbs = certificate.encodeTBS();
  certificate.tbsView = new Uint8Array(tbs.toBER());
  const signature = sign('sha256', der(tbs), privateKey);
  certificate.signatureValue = new asn1js.BitString({ valueHex: own(signature) });
  return der(certificate.toSchema(true));
}
