import { constants, createVerify, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { BaseBlock, OctetString, UTCTime, GeneralizedTime } from 'asn1js';
import * as pkijs from 'pkijs';
import { sm2 } from 'sm-crypto-v2';
import { SIGNATURE_TIMESTAMP } from './cms-write.ts';

/** A detached signature as it was found in somebody's file; nothing in it is trusted yet. */
export interface ForeignCms {
  readonly certificate: Buffer;
  readonly signer: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The name `node:crypto` knows the digest by, or undefined: an algorithm we do not take. */
  readonly digest: string | undefined;
  /** The digest the signer says the content has; undefined where the content is signed directly. */
  readonly messageDigest: Buffer | undefined;
  readonly signingTime: Date | undefined;
  readonly signature: Buffer;
  /** The time-stamp of the signature (CAdES-T), a TimeStampToken in DER; undefined unless there is one. */
  readonly timestamp: Buffer | undefined;
  /** Whether the signature holds over these pieces, or over the signed attributes if there are any. */
  holds(content: readonly Uint8Array[]): boolean;
}

const CMS_LIMIT = 512 * 1024;
/** The names `node:crypto` knows digests by, by their object identifiers. */
export const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
};
export const RSA_PSS = '1.2.840.113549.1.1.10';
/** GM/T 0006: SM2 with SM3. */
export const SM2_SM3 = '1.2.156.10197.1.501';
const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
/** GB/T 35276: the identifier every Chinese signer uses. */
const SM2_USER_ID = '1234567812345678';

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** The readable name of a certificate holder, without control and direction characters. */
function nameOf(holder: pkijs.RelativeDistinguishedNames): string {
  const of = (type: string) => holder.typesAndValues.find((one) => one.type === type)?.value;
  const block: unknown = (of(COMMON_NAME) ?? of(ORGANISATION))?.valueBlock;
  const value = typeof block === 'object' && block !== null && 'value' in block ? block.value : '';
  return typeof value === 'string' ? value.replace(/\p{C}/gu, '').slice(0, 200) : '';
}

function signerCertificate(data: pkijs.SignedData, info: pkijs.SignerInfo): pkijs.Certificate {
  const found = (data.certificates ?? []).slice(0, 32).find((one): one is pkijs.Certificate => {
    if (!(one instanceof pkijs.Certificate)) return false;
    if (!(info.sid instanceof pkijs.IssuerAndSerialNumber)) return true;
    return one.serialNumber.isEqual(info.sid.serialNumber) && one.issuer.isEqual(info.sid.issuer);
  });
  if (!found) throw new Error('no certificate of the signer');
  return found;
}

/** The value of an attribute that stands there once with one value. */
function attribute(attributes: pkijs.SignedAndUnsignedAttributes | undefined, type: string) {
  const [found, ...others] = attributes?.attributes.filter((one) => one.type === type) ?? [];
  if (others.length > 0 || found?.values.length !== 1) return undefined;
  const value: unknown = found.values[0];
  return value instanceof BaseBlock ? value : undefined;
}

/** Whether the SM2 key at this point signed the message (GB/T 32918.2 with SM3, signature in DER). */
export function sm2Holds(point: Uint8Array, message: Uint8Array, signature: Buffer): boolean {
  return sm2.doVerifySignature(
    message,
    signature.toString('hex'),
    Buffer.from(point).toString('hex'),
    {
      der: true,
      hash: true,
      userId: SM2_USER_ID,
    },
  );
}

/** Whether an RSA (PKCS #1 or PSS) or ECDSA key signed the pieces. */
export function nodeHolds(
  key: KeyObject,
  digest: string,
  pss: boolean,
  pieces: readonly Uint8Array[],
  signature: Buffer,
): boolean {
  const verify = createVerify(digest);
  for (const piece of pieces) verify.update(piece);
  const padding = pss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify.verify(key.asymmetricKeyType === 'rsa' ? { key, padding } : key, signature);
}

/**
 * Reads a CMS SignedData (RFC 5652, or its Chinese twin GM/T 0010) with one signer; throws on
 * anything else. RSA and ECDSA with SHA-2, and SM2 with SM3, can be checked.
 */
export function readCms(der: Buffer): ForeignCms {
  if (der.length > CMS_LIMIT) throw new Error('signature container too large');
  const info = pkijs.ContentInfo.fromBER(own(der));
  const data = new pkijs.SignedData({ schema: info.content });
  const [signer] = data.signerInfos;
  if (!signer || data.signerInfos.length !== 1) throw new Error('not exactly one signer');
  const certificate = signerCertificate(data, signer);
  const certificateDer = Buffer.from(certificate.toSchema().toBER());
  const digest = DIGESTS[signer.digestAlgorithm.algorithmId];
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView);
  const attributes = signer.signedAttrs;
  const message = attribute(attributes, '1.2.840.113549.1.9.4');
  const time = attribute(attributes, '1.2.840.113549.1.9.5');
  const stamp = attribute(signer.unsignedAttrs, SIGNATURE_TIMESTAMP);
  if (attributes && !(message instanceof OctetString)) throw new Error('no message digest');
  return {
    certificate: certificateDer,
    signer: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    digest,
    messageDigest:
      message instanceof OctetString ? Buffer.from(message.valueBlock.valueHexView) : undefined,
    signingTime:
      time instanceof UTCTime || time instanceof GeneralizedTime ? time.toDate() : undefined,
    signature,
    timestamp: stamp && Buffer.from(stamp.toBER()),
    holds(content) {
      if (!digest) return false;
      // The attributes are signed as a SET, though they stand in the file under tag [0].
      const pieces = attributes ? [Buffer.from(attributes.encodedValue)] : content;
      if (digest === 'sm3') {
        const { valueHexView } = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock;
        return sm2Holds(valueHexView, Buffer.concat(pieces), signature);
      }
      const key = new X509Certificate(certificateDer).publicKey;
      const pss = signer.signatureAlgorithm.algorithmId === RSA_PSS;
      return nodeHolds(key, digest, pss, pieces, signature);
    },
  };
}
