import { concat, utf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { SCHEMES, type VerifierKey } from './note.ts';

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

const withLength = (bytes: Uint8Array): Uint8Array => concat(new Uint8Array([bytes.length]), bytes);

/** What Ed25519 and SM2 cosigners sign: the time in POSIX seconds, and the whole text of the note.
 *  It does not name the cosigner, so that a key may serve one name only. */
export const cosignatureMessage = (text: string, time: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** A part of a tree as an ML-DSA-44 cosigner sees it. */
export interface CosignedSubtree {
  readonly cosigner: string;
  /** POSIX seconds; 0 where the cosigner does not claim to know no larger tree, and for every part
   *  that does not begin with the first entry. */
  readonly time: number;
  readonly origin: string;
  /** The first entry, and the first no longer in it. */
  readonly start: number;
  readonly end: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** What ML-DSA-44 cosigners sign, `cosigned_message` of c2sp.org/tlog-cosignature; extension lines
 *  are not in it. undefined if a name has no byte or more than 255. */
export function subtreeMessage(subtree: CosignedSubtree): Uint8Array | undefined {
  const [cosigner, origin] = [utf8(subtree.cosigner), utf8(subtree.origin)];
  if ([cosigner, origin].some(({ length }) => length < 1 || length > 255)) return undefined;
  return concat(
    utf8('subtree/v1\n\0'),
    withLength(cosigner),
    uint64(subtree.time),
    withLength(origin),
    uint64(subtree.start),
    uint64(subtree.end),
    subtree.hash,
  );
}

/** The bytes under a signature of this key on this text (c2sp.org/signed-note, tlog-cosignature).
 *  `time` is in POSIX seconds, and a plain signature has none. undefined where the scheme signs
 *  checkpoints only and the text is none. */
export function signedMessage(
  key: VerifierKey,
  text: string,
  time: number,
): Uint8Array | undefined {
  if (!SCHEMES[key.scheme].timed) return utf8(text);
  if (key.scheme !== 'ml-dsa-44-cosignature') return cosignatureMessage(text, time);
  const head = parseCheckpoint(text);
  if (head === undefined) return undefined;
  const { origin, size, root } = head;
  return subtreeMessage({ cosigner: key.name, time, origin, start: 0, end: size, hash: root });
}

/** `timestamped_signature`, the body of every cosignature: POSIX seconds in eight bytes, big end
 *  first, and the signature. */
export const timestampedSignature = (time: number, signature: Uint8Array): Uint8Array =>
  concat(uint64(time), signature);

/** undefined where there is no signature, or a time beyond 2^53 - 1 seconds. */
export function parseTimestampedSignature(
  bytes: Uint8Array,
): { readonly time: number; readonly signature: Uint8Array } | undefined {
  if (bytes.length <= 8) return undefined;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(time) ? { time, signature: bytes.slice(8) } : undefined;
}
