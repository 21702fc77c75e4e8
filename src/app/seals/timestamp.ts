import { integer, NULL, oid, TAG, tlv } from './der.ts';
import { bodyOf, derValue, membersOf } from './der-read.ts';
import { readTimestamp, type Timestamp, type TimestampFault } from './timestamp-read.ts';

/** The digest of what is stamped; the authority learns nothing else of it. */
export interface Imprint {
  readonly algorithm: 'sha256' | 'sm3';
  readonly digest: Uint8Array;
}

/**
 * Who says that something existed at a time (RFC 3161): this instance itself, a public service, an
 * accredited one (电子认证服务机构, 国家授时中心). Whatever is to be stamped goes through this port.
 */
export interface TimestampAuthority {
  /** For people. */
  readonly name: string;
  /**
   * A TimeStampToken (ContentInfo, DER) over the imprint, as the authority gave it. It was checked:
   * granted, for this imprint and this question, and its signature holds. Throws otherwise.
   */
  stamp(imprint: Imprint): Promise<Uint8Array>;
}

/** Why an answer was not taken. */
export type AnswerFault = TimestampFault | 'rejected' | 'otherImprint' | 'otherQuestion';

export class TimestampUnusable extends Error {
  readonly fault: AnswerFault;
  constructor(fault: AnswerFault) {
    super(`the time-stamp cannot be used: ${fault}`);
    this.fault = fault;
  }
}

export const IMPRINTS: Readonly<Record<Imprint['algorithm'], { id: string; length: number }>> = {
  sha256: { id: '2.16.840.1.101.3.4.2.1', length: 32 },
  sm3: { id: '1.2.156.10197.1.401', length: 32 },
};

/** Random octets as a positive number of always the same length. */
export function positive(random: Uint8Array): Buffer {
  const octets = Buffer.from(random);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}

/** A TimeStampReq that asks for the certificate too. `nonce` is as `positive` makes it. */
export function timestampRequest({ algorithm, digest }: Imprint, nonce: Buffer): Buffer {
  const { id, length } = IMPRINTS[algorithm];
  if (digest.length !== length) throw new Error(`not a digest of ${algorithm}`);
  const imprint = [tlv(TAG.sequence, oid(id), NULL), tlv(TAG.octets, digest)];
  return tlv(
    TAG.sequence,
    integer(1),
    tlv(TAG.sequence, ...imprint),
    tlv(TAG.integer, nonce),
    tlv(TAG.boolean, Uint8Array.of(0xff)),
  );
}

/** The token in a TimeStampResp, byte for byte; undefined if it was not granted. Throws if malformed. */
function grantedToken(reply: Buffer): Buffer | undefined {
  const [info, token] = membersOf(derValue(reply));
  const status = bodyOf(membersOf(info)[0], TAG.integer);
  // granted, or granted with modifications
  const granted = status.length === 1 && (status[0] === 0 || status[0] === 1);
  return granted ? token?.whole : undefined;
}

/** The token of an answer, and what it says; `TimestampUnusable` unless it answers this question. */
export function acceptAnswer(
  reply: Uint8Array,
  imprint: Imprint,
  nonce: Buffer,
): { readonly token: Buffer; readonly stamp: Timestamp } {
  let token: Buffer | undefined;
  try {
    token = grantedToken(Buffer.from(reply));
  } catch {
    throw new TimestampUnusable('malformed');
  }
  if (!token) throw new TimestampUnusable('rejected');
  const stamp = readTimestamp(token);
  if (!stamp.holds) throw new TimestampUnusable(stamp.fault);
  if (stamp.algorithm !== imprint.algorithm || !stamp.digest.equals(imprint.digest))
    throw new TimestampUnusable('otherImprint');
  if (!stamp.nonce?.equals(nonce)) throw new TimestampUnusable('otherQuestion');
  return { token, stamp };
}
