import { createHash, timingSafeEqual } from 'node:crypto';
import { fromBER } from 'asn1js';
import { moment } from '../../base/plain-date.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { ForeignCms } from './cms.ts';
import { readCms } from './cms.ts';
import type { SignatureStamp } from '../files/file-facts.ts';
import { readTimestamp, type Timestamp, type TimestampFault } from './timestamp-read.ts';

export type PdfFault =
  | 'malformed'
  | 'unsupported'
  | 'altered'
  | 'badSignature'
  | 'outOfTerm'
  | 'tooMuch';

/** The time-stamp of a signature; what it says is only there if it fits the signature and holds. */
export type PdfTimestamp =
  | ({ readonly holds: true; readonly token: Buffer } & Timestamp)
  | { readonly holds: false; readonly fault: TimestampFault | 'otherSignature' };

/** One signature found in a PDF. `valid` says nothing of whom the certificate belongs to. */
export interface PdfSignature {
  readonly valid: boolean;
  /** No byte of the file stands outside the signature (but the signature itself). */
  readonly coversWholeFile: boolean;
  /** As the certificate says; empty if it could not be read. */
  readonly signer: string;
  readonly issuer: string;
  /** SHA-256 of the signer's certificate in hex. */
  readonly certificate: string | null;
  /** RFC 3339, as the signer claims it. */
  readonly when: string | null;
  /** Null: it bears none. One that does not hold leaves the signature as valid as it was. */
  readonly timestamp: PdfTimestamp | null;
  readonly reason: PdfFault | null;
  readonly text: Text;
  /** The signature container, for those who know what it must be. */
  readonly cms: ForeignCms | null;
}

const SIGNATURES_MAX = 16;
const MENTIONS_MAX = 1000;
/** Bytes hashed for one file, all its signatures together. */
const HASH_BUDGET = 256 * 1024 * 1024;
const DICTIONARY_MAX = 4096;
const CONTENTS_MAX = 512 * 1024;

/** The forms whose signature is over the bytes themselves; others hash them first in ways of their own. */
const DETACHED = /\/SubFilter\s*\/(?:adbe\.pkcs7|ETSI\.CAdES)\.detached\b/;

const FAULTS: Readonly<Record<PdfFault, Text>> = {
  malformed: text('签名结构无法读取。', 'The signature cannot be read.'),
  unsupported: text('签名算法不受支持，未作核验。', 'The algorithm is not supported; not checked.'),
  altered: text('签名后内容被改动。', 'The content was changed after it was signed.'),
  badSignature: text('签名值与证书不符。', 'The signature does not match its certificate.'),
  outOfTerm: text('签名时间不在证书有效期内。', 'Signed outside the term of the certificate.'),
  tooMuch: text('签名过多或文件过大，未作核验。', 'Too many signatures or too large; not checked.'),
};
const VALID = text(
  '签名有效，签名后未改动。',
  'The signature is valid; nothing signed was changed.',
);

interface Place {
  /** The signed pieces end at `from` and go on at `to`. */
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly at: number;
}

/** A byte range that can be meant: from the beginning, around one hex string, inside the file. */
function placeAt(file: Buffer, at: number): Place | undefined {
  const window = file.toString('latin1', at, at + 120);
  const found = /^\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/.exec(
    window,
  );
  if (!found) return undefined;
  const [start = 0, from = 0, to = 0, rest = 0] = found.slice(1).map(Number);
  const sane = start === 0 && from < to && to - from >= 4 && to + rest <= file.length;
  const brackets = sane && file[from] === 0x3c && file[to - 1] === 0x3e;
  return { from, to: brackets ? to : -1, end: to + rest, at };
}

/** Undefined when there are more than can be meant. */
function places(file: Buffer): Place[] | undefined {
  const found: Place[] = [];
  let at = file.indexOf('/ByteRange');
  for (let seen = 0; at >= 0; seen += 1) {
    if (seen >= MENTIONS_MAX || found.length > SIGNATURES_MAX) return undefined;
    const place = placeAt(file, at);
    if (place) found.push(place);
    at = file.indexOf('/ByteRange', at + 10);
  }
  return found;
}

/** The container in the hex string, without the zeros that fill its room; throws on anything else. */
function contents(file: Buffer, place: Place): Buffer {
  const digits = file.toString('latin1', place.from + 1, place.to - 1);
  if (digits.length > CONTENTS_MAX * 2 || !/^(?:[0-9a-f]{2})+$/i.test(digits))
    throw new Error('no hex');
  const room = new Uint8Array(Buffer.from(digits, 'hex'));
  const { offset } = fromBER(room);
  if (offset <= 0 || room.subarray(offset).some((byte) => byte !== 0))
    throw new Error('no container');
  return Buffer.from(room.subarray(0, offset));
}

/** The entries of the signature dictionary around the hex string; never more than a few kilobytes. */
function dictionary(file: Buffer, place: Place): string {
  const before = file.toString('latin1', Math.max(0, place.at - DICTIONARY_MAX), place.from);
  const after = file.toString('latin1', place.to, place.to + DICTIONARY_MAX);
  return before.slice(before.lastIndexOf(' obj') + 1) + after.slice(0, after.indexOf('endobj'));
}

function claimedTime(entries: string): Date | undefined {
  const found = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(
    entries,
  );
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, zone = '+00', rest = '00'] = found;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${rest}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function faultOf(
  file: Buffer,
  place: Place,
  cms: ForeignCms,
  when: Date | undefined,
): PdfFault | null {
  if (!cms.digest) return 'unsupported';
  const pieces = [file.subarray(0, place.from), file.subarray(place.to, place.end)];
  if (cms.messageDigest) {
    const hash = createHash(cms.digest);
    for (const piece of pieces) hash.update(piece);
    const digest = hash.digest();
    if (digest.length !== cms.messageDigest.length) return 'malformed';
    if (!timingSafeEqual(digest, cms.messageDigest)) return 'altered';
  }
  if (!cms.holds(pieces)) return 'badSignature';
  return when && (when < cms.notBefore || when > cms.notAfter) ? 'outOfTerm' : null;
}

/** The signature time-stamp (CAdES-T, ETSI EN 319 122-1, 5.3), which is over the signature's value. */
function timestampOf(cms: ForeignCms): PdfTimestamp | null {
  const token = cms.timestamp;
  if (!token) return null;
  const reading = readTimestamp(token);
  if (!reading.holds) return reading;
  const value = createHash(reading.algorithm).update(cms.signature).digest();
  const fits = value.equals(reading.digest);
  return fits ? { ...reading, token } : { holds: false, fault: 'otherSignature' };
}

function signature(fault: PdfFault | null, more: Partial<PdfSignature> = {}): PdfSignature {
  return {
    valid: fault === null,
    coversWholeFile: false,
    signer: '',
    issuer: '',
    certificate: null,
    when: null,
    timestamp: null,
    reason: fault,
    text: fault === null ? VALID : FAULTS[fault],
    cms: null,
    ...more,
  };
}

function check(file: Buffer, place: Place): PdfSignature {
  try {
    if (place.to < 0) return signature('malformed');
    const entries = dictionary(file, place);
    const cms = readCms(contents(file, place));
    const when = claimedTime(entries) ?? cms.signingTime;
    const fault = DETACHED.test(entries) ? faultOf(file, place, cms, when) : 'unsupported';
    return signature(fault, {
      coversWholeFile: place.end === file.length,
      signer: cms.signer,
      issuer: cms.issuer,
      certificate: createHash('sha256').update(cms.certificate).digest('hex'),
      when: when?.toISOString() ?? null,
      timestamp: timestampOf(cms),
      cms,
    });
  } catch {
    // Whatever a hostile container makes the parsers say, it is no signature.
    return signature('malformed');
  }
}

/**
 * Every signature in a PDF, in the order of the file; none if it is not signed. For any upload: it reads
 * only what it must, never follows the structure of the document and is bounded in bytes and signatures.
 */
export function verifyPdfSignatures(bytes: Uint8Array): PdfSignature[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = places(file);
  if (!found || found.length * file.length > HASH_BUDGET) return [signature('tooMuch')];
  return found.map((place) => check(file, place));
}

/** What is kept of the signatures of an uploaded PDF. */
export interface PdfSummary {
  readonly valid: boolean;
  readonly signer?: string;
  readonly stamped?: SignatureStamp;
}

/** One word on an uploaded PDF: every signature holds and the last one covers the whole file. */
export function pdfSignatureSummary(bytes: Uint8Array): PdfSummary {
  const found = verifyPdfSignatures(bytes);
  const last = found.at(-1);
  const valid = found.every((one) => one.valid) && last?.coversWholeFile === true;
  const stamp = valid ? last.timestamp : null;
  return {
    valid,
    ...(last?.signer ? { signer: last.signer } : {}),
    ...(stamp?.holds
      ? { stamped: { time: moment(stamp.time.getTime()), authority: stamp.authority } }
      : {}),
  };
}
