import { createHash, X509Certificate } from 'node:crypto';
import { certificateParts, holderOf } from './certificate-parts.ts';
import { DIGESTS, nodeHolds, RSA_PSS, sm2Holds } from './cms.ts';
import { TAG } from './der.ts';
import { bodyOf, derValue, membersOf, oidOf, timeOf } from './der-read.ts';
import { tokenParts, type TokenParts } from './timestamp-parts.ts';

export type TimestampFault =
  | 'malformed'
  | 'unsupported'
  | 'altered'
  | 'badSignature'
  | 'wrongCertificate'
  | 'wrongPurpose'
  | 'outOfTerm';

/** What a time-stamp says whose signature was found to hold. Nothing here says whom to believe. */
export interface Timestamp {
  readonly time: Date;
  /** The digest it is about: `sha256`, `sha384`, `sha512` or `sm3`. */
  readonly algorithm: string;
  readonly digest: Buffer;
  /** In hex. */
  readonly serial: string;
  /** The octets of the number asked with; undefined if there was none. */
  readonly nonce: Buffer | undefined;
  /** The name in the certificate of the authority. */
  readonly authority: string;
  /** Of the authority, in DER. */
  readonly certificate: Buffer;
}

export type TimestampReading =
  | ({ readonly holds: true } & Timestamp)
  | { readonly holds: false; readonly fault: TimestampFault };

/** id-ct-TSTInfo */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const TOKEN_LIMIT = 64 * 1024;
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

const hashOf = (algorithm: string, bytes: Buffer): Buffer =>
  createHash(algorithm).update(bytes).digest();

/** What is stamped and when (RFC 3161, section 2.4.2); undefined: a digest we do not take. */
function stampInfo(content: Buffer) {
  const [version, , imprint, serial, time, ...more] = membersOf(derValue(content));
  const [named, hashed] = membersOf(imprint);
  if (!bodyOf(version, TAG.integer).equals(Buffer.of(1))) throw new Error('not version 1');
  const algorithm = DIGESTS[oidOf(membersOf(named)[0])];
  if (!algorithm) return undefined;
  const digest = bodyOf(hashed, TAG.octets);
  if (digest.length !== hashOf(algorithm, digest).length) throw new Error('not such a digest');
  return {
    time: timeOf(time),
    algorithm,
    digest,
    serial: bodyOf(serial, TAG.integer).toString('hex'),
    nonce: more.find((one) => one.tag === TAG.integer)?.body,
  };
}

/** Whether the signed attributes name the certificate (ESSCertIDv2 of RFC 5035, or that of RFC 2634). */
function namesCertificate(token: TokenParts): boolean {
  const second = token.attribute(SIGNING_CERTIFICATE_V2);
  const ids = membersOf(second ?? token.attribute(SIGNING_CERTIFICATE))[0];
  const [first, next] = membersOf(membersOf(ids)[0]);
  const named = first?.tag === TAG.sequence;
  const algorithm = named ? DIGESTS[oidOf(membersOf(first)[0])] : second ? 'sha256' : 'sha1';
  if (!algorithm || (named && !second)) return false;
  const hash = bodyOf(named ? next : first, TAG.octets);
  return hashOf(algorithm, token.certificate).equals(hash);
}

/** RFC 3161, section 2.3: the certificate is for time-stamping and nothing else, and critically so. */
function isForStamping(certificate: Buffer): boolean {
  const [usage, ...others] = certificateParts(certificate).extensions(EXTENDED_KEY_USAGE);
  if (!usage?.critical || others.length > 0) return false;
  const purposes = membersOf(derValue(usage.value)).map(oidOf);
  return purposes.length === 1 && purposes[0] === TIME_STAMPING;
}

/** Whether the signed attributes are about this content. */
function isMeant(token: TokenParts, digest: string): boolean {
  const named = oidOf(token.attribute(CONTENT_TYPE)) === TST_INFO;
  const said = bodyOf(token.attribute(MESSAGE_DIGEST), TAG.octets);
  return named && hashOf(digest, token.content.bytes).equals(said);
}

function signatureHolds(token: TokenParts, digest: string, { publicKey }: X509Certificate) {
  const { certificate, signatureAlgorithm, signature, signedAttributes } = token;
  if (digest === 'sm3')
    return sm2Holds(certificateParts(certificate).publicKey, signedAttributes, signature);
  return nodeHolds(
    publicKey,
    digest,
    signatureAlgorithm === RSA_PSS,
    [signedAttributes],
    signature,
  );
}

function faultOf(token: TokenParts, digest: string, time: Date): TimestampFault | undefined {
  const certificate = new X509Certificate(token.certificate);
  if (!isMeant(token, digest)) return 'altered';
  if (!signatureHolds(token, digest, certificate)) return 'badSignature';
  if (!namesCertificate(token)) return 'wrongCertificate';
  if (!isForStamping(token.certificate)) return 'wrongPurpose';
  const { validFromDate, validToDate } = certificate;
  return time < validFromDate || time > validToDate ? 'outOfTerm' : undefined;
}

function read(bytes: Buffer): TimestampReading {
  const token = tokenParts(bytes);
  if (token.content.type !== TST_INFO) return { holds: false, fault: 'malformed' };
  const info = stampInfo(token.content.bytes);
  const digest = DIGESTS[token.digestAlgorithm];
  if (!info || !digest) return { holds: false, fault: 'unsupported' };
  const fault = faultOf(token, digest, info.time);
  if (fault) return { holds: false, fault };
  const { certificate } = token;
  return { holds: true, ...info, authority: holderOf(certificate), certificate };
}

/**
 * Reads and checks a TimeStampToken (RFC 3161) by itself: signed with RSA or ECDSA and SHA-2, or with
 * SM2 and SM3 (GM/T 0033). A signature that holds says that the authority named stamped this digest at
 * this time; whether to believe that authority is for the caller. Never throws; at most 64 KB.
 */
export function readTimestamp(token: Uint8Array): TimestampReading {
  try {
    if (token.length > TOKEN_LIMIT) return { holds: false, fault: 'malformed' };
    return read(Buffer.from(token));
  } catch {
    // Whatever hostile bytes make the parsers say, it is no time-stamp.
    return { holds: false, fault: 'malformed' };
  }
}
