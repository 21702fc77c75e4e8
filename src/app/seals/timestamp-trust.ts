import { X509Certificate } from 'node:crypto';
import { moment } from '../../base/plain-date.ts';
import { text, type Text } from '../../base/text.ts';
import { issued } from './certificate-issued.ts';
import type { Timestamp } from './timestamp-read.ts';

/** Whose time-stamps are believed, and as what; certificates in DER. */
export interface TimestampTrust {
  /** This instance's own authority. */
  readonly own: Buffer;
  /**
   * Other authorities, or those who issued their certificates (directly: what else came with a
   * time-stamp is believed by nobody, and not kept). Null: one is in use whose certificate
   * nobody gave, so any is let pass and shown as unverified.
   */
  readonly others: readonly Buffer[] | null;
}

/** `selfAsserted` (自证): by this instance itself, which proves nothing against it. */
export type Standing = 'selfAsserted' | 'trusted' | 'unverified';

/** A time-stamp on a document of ours, as a reader is told of it. */
export interface DocumentTimestamp {
  /** RFC 3339, offset of Asia/Shanghai. */
  readonly time: string;
  readonly authority: string;
  readonly standing: Standing;
}

/** Whether one of these is the authority, or issued its certificate and was in its term. No revocation
 *  and no name constraints: whoever needs that names the authority's own certificate. */
export function isTrusted(trusted: readonly Buffer[], { certificate, time }: Timestamp): boolean {
  return trusted.some((by) => {
    if (by.equals(certificate)) return true;
    const { validFromDate, validToDate } = new X509Certificate(by);
    return validFromDate <= time && time <= validToDate && issued(by, certificate);
  });
}

/** How far the authority of a time-stamp is believed; undefined: not at all. */
export function standingOf(
  stamp: Timestamp,
  trust: TimestampTrust | undefined,
): Standing | undefined {
  if (!trust) return 'unverified';
  if (stamp.certificate.equals(trust.own)) return 'selfAsserted';
  if (trust.others === null) return 'unverified';
  return isTrusted(trust.others, stamp) ? 'trusted' : undefined;
}

export const documentTimestamp = (stamp: Timestamp, standing: Standing): DocumentTimestamp => ({
  time: moment(stamp.time.getTime()),
  authority: stamp.authority,
  standing,
});

/** What a reader must know of it besides the time. */
export function timestampSentence({ time, authority, standing }: DocumentTimestamp): Text {
  const at = `${time.slice(0, 10)} ${time.slice(11, 19)}`;
  switch (standing) {
    case 'selfAsserted':
      return text(
        `时间戳：${at}（北京时间），自证时间戳，由本平台自行签发，不是第三方证明。`,
        `Time-stamp: ${at} (Beijing time), self-asserted by this platform, not by a third party.`,
      );
    case 'trusted':
      return text(
        `时间戳：${at}（北京时间），由“${authority}”签发。`,
        `Time-stamp: ${at} (Beijing time), by “${authority}”.`,
      );
    case 'unverified':
      return text(
        `时间戳：${at}（北京时间），签发者自称“${authority}”，其证书未经核验。`,
        `Time-stamp: ${at} (Beijing time), by what calls itself “${authority}”; its certificate was not verified.`,
      );
  }
}
