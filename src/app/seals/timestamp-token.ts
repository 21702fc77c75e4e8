import { X509Certificate } from 'node:crypto';
import { DIGESTS, RSA_PSS, SM2_SM3 } from './cms.ts';
import { SIGNED_DATA, signedData } from './cms-write.ts';
import { algorithm, NULL, oid, TAG, tlv } from './der.ts';
import { lowS } from './ecdsa-low-s.ts';
import { tokenParts } from './timestamp-parts.ts';

/** GM/T 0010: the Chinese twin of SignedData. */
const CHINESE_SIGNED_DATA = '1.2.156.10197.6.1.4.2.2';
const RSA = '1.2.840.113549.1.1.1';
const ECDSA: Readonly<Record<string, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

interface Signed {
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

/** The algorithm as it follows from key and digest, and the signature in its one form. */
function signedWith(certificate: Buffer, digest: string, signature: Buffer): Signed {
  if (digest === 'sm3')
    return { algorithm: algorithm(SM2_SM3), signature: lowS(signature, undefined) };
  const { asymmetricKeyType: type, asymmetricKeyDetails: key } = new X509Certificate(certificate)
    .publicKey;
  if (type === 'rsa') return { algorithm: tlv(TAG.sequence, oid(RSA), NULL), signature };
  const ecdsa = ECDSA[digest];
  if (type !== 'ec' || !ecdsa) throw new Error('a signature algorithm we do not write');
  return { algorithm: algorithm(ecdsa), signature: lowS(signature, key?.namedCurve) };
}

/**
 * A time-stamp token in the only form it has for us: what its authority signed is kept to the byte,
 * and so is its certificate, which the signature names; what nobody vouches for is dropped (other
 * certificates, unsigned attributes, other spellings of the same structure). So no byte of a token
 * inside a document of ours can be changed unnoticed, as `detachedCms` promises of the rest. Throws on
 * what is no token, and on RSA-PSS, whose parameters do not follow from key and signature.
 */
export function canonicalToken(token: Buffer): Buffer {
  const parts = tokenParts(token);
  const { certificate, container } = parts;
  const digest = DIGESTS[parts.digestAlgorithm];
  if (!digest || parts.signatureAlgorithm === RSA_PSS) throw new Error('not written here');
  const signed = signedWith(certificate, digest, parts.signature);
  return signedData({
    ...parts,
    container: container === CHINESE_SIGNED_DATA ? container : SIGNED_DATA,
    certificates: [certificate],
    signer: certificate,
    signatureAlgorithm: signed.algorithm,
    signature: signed.signature,
  });
}

/** Whether a token that was found is in that form. */
export function isCanonical(token: Buffer): boolean {
  try {
    return canonicalToken(token).equals(token);
  } catch {
    return false;
  }
}
