import { concat } from '../../../log/bytes.ts';

/** Just enough of DER (X.690) to read a certificate and a signature container; strict, and throwing on
 *  anything else. */

export const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  zero: 0xa0,
  one: 0xa1,
} as const;

/** One value as it was found; `whole` is it with tag and length. */
export interface Der {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly whole: Uint8Array;
}

const LENGTH_OCTETS = 3;

function valueAt(bytes: Uint8Array, at: number): Der {
  const byte = (i: number): number => {
    const found = bytes[i];
    if (found === undefined) throw new Error('cut short');
    return found;
  };
  const [tag, first] = [byte(at), byte(at + 1)];
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if ((tag & 0x1f) === 0x1f || first === 0x80 || octets > LENGTH_OCTETS) throw new Error('not DER');
  let length = octets === 0 ? first : 0;
  for (let i = 0; i < octets; i += 1) length = length * 256 + byte(at + 2 + i);
  if (octets > 0 && (length < 128 || length < 256 ** (octets - 1))) throw new Error('not DER');
  const from = at + 2 + octets;
  const to = from + length;
  if (to > bytes.length) throw new Error('cut short');
  return { tag, body: bytes.subarray(from, to), whole: bytes.subarray(at, to) };
}

/** Values one after the other. */
export function derValues(bytes: Uint8Array): readonly Der[] {
  const found: Der[] = [];
  let at = 0;
  while (at < bytes.length) {
    const value = valueAt(bytes, at);
    found.push(value);
    at += value.whole.length;
  }
  return found;
}

/** Exactly one value. */
export function derValue(bytes: Uint8Array): Der {
  const [value, ...more] = derValues(bytes);
  if (value === undefined || more.length > 0) throw new Error('not one value');
  return value;
}

/** The body of a value that must have this tag. */
export function bodyOf(value: Der | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new Error(`no tag ${tag}`);
  return value.body;
}

export const membersOf = (value: Der | undefined, tag: number = TAG.sequence): readonly Der[] =>
  derValues(bodyOf(value, tag));

/** The object identifier as text. */
export function oidOf(value: Der | undefined): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of bodyOf(value, TAG.oid)) {
    arc = arc * 128 + (octet & 0x7f);
    if ((octet & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [both = 0, ...rest] = arcs;
  const first = Math.min(2, Math.floor(both / 40));
  return [first, both - first * 40, ...rest].join('.');
}

export const algorithmOf = (value: Der | undefined): string => oidOf(membersOf(value)[0]);

/** POSIX seconds of a UTCTime or GeneralizedTime in UTC; fractions are dropped. */
export function timeOf(value: Der | undefined): number {
  const written = String.fromCharCode(...(value?.body ?? []));
  const century =
    value?.tag === TAG.utcTime ? (Number(written.slice(0, 2)) < 50 ? '20' : '19') : '';
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d{1,9})?Z$/.exec(century + written);
  const [year = 0, month = 0, ...rest] = (found ?? []).slice(1).map(Number);
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  const known = value?.tag === TAG.utcTime || value?.tag === TAG.time;
  if (!found || !known) throw new Error('no time');
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** One value in DER around parts that are DER already, or the octets of a simple type. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  const octets: number[] = [];
  for (let rest = body.length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  const length = body.length < 128 ? [body.length] : [0x80 | octets.length, ...octets];
  return concat(new Uint8Array([tag, ...length]), body);
}
