import { NULL, TAG } from './der.ts';
import { bodyOf, derValue, membersOf, oidOf, type Der } from './der-read.ts';
import { IMPRINTS } from './timestamp.ts';

/** PKIFailureInfo, RFC 3161 section 2.4.2: the number of the bit. */
export const FAILURES = {
  badAlgorithm: 0,
  badRequest: 2,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
} as const;
/** Octets of a number somebody asks with. */
const NONCE_MAX = 64;

export type TimestampFailure = keyof typeof FAILURES;

/** What somebody asks of us to stamp; imprint and nonce in DER, to come back byte for byte. */
export interface TimestampQuestion {
  readonly imprint: Buffer;
  readonly nonce: Buffer | undefined;
  readonly certificateWanted: boolean;
}

/** Throws where it is malformed. */
function checkImprint(imprint: Der | undefined): TimestampFailure | undefined {
  const [named, hashed, ...more] = membersOf(imprint);
  const [id, parameters = { whole: NULL }, ...others] = membersOf(named);
  const known = Object.values(IMPRINTS).find((one) => one.id === oidOf(id));
  if (!known) return 'badAlgorithm';
  const plain = parameters.whole.equals(NULL) && more.length + others.length === 0;
  const sized = bodyOf(hashed, TAG.octets).length === known.length;
  return plain && sized ? undefined : 'badDataFormat';
}

/** Reads a TimeStampReq; what is wrong with it as a failure of RFC 3161. `policy` (DER) is our only one. */
export function readTimestampRequest(
  der: Uint8Array,
  policy: Buffer,
): TimestampQuestion | TimestampFailure {
  try {
    const [version, imprint, ...optional] = membersOf(derValue(Buffer.from(der)));
    if (!bodyOf(version, TAG.integer).equals(Buffer.of(1))) return 'badRequest';
    const failure = checkImprint(imprint);
    if (failure || !imprint) return failure ?? 'badDataFormat';
    const next = (tag: number): Der | undefined =>
      optional[0]?.tag === tag ? optional.shift() : undefined;
    const [asked, nonce, wanted] = [next(TAG.oid), next(TAG.integer), next(TAG.boolean)];
    if (asked && !asked.whole.equals(policy)) return 'unacceptedPolicy';
    if (next(TAG.zero)) return 'unacceptedExtension';
    if (optional.length > 0 || (nonce && nonce.body.length > NONCE_MAX)) return 'badDataFormat';
    const certificateWanted = wanted?.body.equals(Buffer.of(0xff)) ?? false;
    return { imprint: imprint.whole, nonce: nonce?.whole, certificateWanted };
  } catch {
    // Whatever hostile bytes make the reader say, it is no request.
    return 'badDataFormat';
  }
}
