import { X509Certificate } from 'node:crypto';
import { TAG } from './der.ts';
import { derValue, membersOf, oidOf, type Der } from './der-read.ts';

/** What of a certificate (X.509 v3) `node:crypto` does not tell. */
export interface CertificateParts {
  readonly tbs: Buffer;
  /** In DER, as a container names its signer. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
  /** The bits of the public key; of an elliptic curve, the point. */
  readonly publicKey: Buffer;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
  /** Members of an extension: its identifier, whether it is critical, its value. */
  extensions(id: string): readonly { readonly critical: boolean; readonly value: Buffer }[];
}

/** A BIT STRING of whole octets. */
function bitsOf(value: Der | undefined): Buffer {
  if (value?.tag !== TAG.bits || value.body[0] !== 0) throw new Error('not whole octets');
  return value.body.subarray(1);
}

/** Reads a certificate in DER; throws on anything else. */
export function certificateParts(der: Buffer): CertificateParts {
  const [tbs, algorithm, signature] = membersOf(derValue(der));
  const all = membersOf(tbs);
  const fields = all[0]?.tag === TAG.zero ? all.slice(1) : all;
  const [serial, , issuer, , , key] = fields;
  if (!tbs || serial?.tag !== TAG.integer || issuer?.tag !== TAG.sequence)
    throw new Error('no certificate');
  const extensions = fields.find((one) => one.tag === TAG.three);
  return {
    tbs: tbs.whole,
    issuer: issuer.whole,
    serial: serial.whole,
    publicKey: bitsOf(membersOf(key)[1]),
    signatureAlgorithm: oidOf(membersOf(algorithm)[0]),
    signature: bitsOf(signature),
    extensions: (id) =>
      (extensions ? membersOf(derValue(extensions.body)) : [])
        .map((one) => membersOf(one))
        .filter(([name]) => oidOf(name) === id)
        .map((one) => ({
          critical: one.length === 3 && one[1]?.body[0] === 0xff,
          value: one.at(-1)?.body ?? Buffer.alloc(0),
        })),
  };
}

/** The readable name of a certificate's holder, without control and direction characters. */
export function holderOf(certificate: Buffer): string {
  const { CN, O } = new X509Certificate(certificate).toLegacyObject().subject ?? {};
  const name: unknown = CN ?? O;
  const one: unknown = Array.isArray(name) ? name[0] : name;
  return typeof one === 'string' ? one.replace(/\p{C}/gu, '').slice(0, 200) : '';
}
