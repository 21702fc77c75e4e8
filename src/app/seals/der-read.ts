import { TAG } from './der.ts';

/** One value as it was found; `whole` is it with tag and length. */
export interface Der {
  readonly tag: number;
  readonly body: Buffer;
  readonly whole: Buffer;
}

const LENGTH_OCTETS = 3;

/** Only the shortest form of a length is DER; nothing we read is longer than 16 MB. */
function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly from: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { length: first, from: at + 1 };
  const octets = first & 0x7f;
  if (octets < 1 || octets > LENGTH_OCTETS) throw new Error('a length that is not DER');
  const length = bytes.readUIntBE(at + 1, octets);
  if (length < 128 || length < 256 ** (octets - 1)) throw new Error('a length that is not DER');
  return { length, from: at + 1 + octets };
}

function valueAt(bytes: Buffer, at: number): Der {
  const tag = bytes.readUInt8(at);
  if ((tag & 0x1f) === 0x1f) throw new Error('a tag of several octets');
  const { length, from } = lengthAt(bytes, at + 1);
  const to = from + length;
  if (to > bytes.length) throw new Error('a value that is cut short');
  return { tag, body: bytes.subarray(from, to), whole: bytes.subarray(at, to) };
}

/** Values one after the other. Strict, and one level only: no depth, no more steps than bytes. */
export function derValues(bytes: Buffer): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length; at += found.at(-1)?.whole.length ?? 0)
    found.push(valueAt(bytes, at));
  return found;
}

/** Exactly one value; throws on anything that is not DER. */
export function derValue(bytes: Buffer): Der {
  const [value, ...more] = derValues(bytes);
  if (!value || more.length > 0) throw new Error('not one value');
  return value;
}

/** The body of a value that must have this tag. */
export function bodyOf(value: Der | undefined, tag: number): Buffer {
  if (value?.tag !== tag) throw new Error(`not a value of tag ${tag}`);
  return value.body;
}

/** The members of a constructed value that must have this tag. */
export const membersOf = (value: Der | undefined, tag: number = TAG.sequence): Der[] =>
  derValues(bodyOf(value, tag));

/** An object identifier as text; throws on arcs of 2^53 and more. */
export function oidOf(value: Der | undefined): string {
  const arcs: number[] = [];
  let arc = 0;
  let open = true;
  for (const octet of bodyOf(value, TAG.oid)) {
    arc = arc * 128 + (octet & 0x7f);
    open = (octet & 0x80) !== 0;
    if (!Number.isSafeInteger(arc)) throw new Error('an arc too large');
    if (open) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [both = 0, ...rest] = arcs;
  if (open) throw new Error('an object identifier that is cut short');
  const first = Math.min(2, Math.floor(both / 40));
  return [first, both - first * 40, ...rest].join('.');
}

/** A GeneralizedTime as DER and RFC 3161 write it: in UTC, with seconds and perhaps fractions. */
export function timeOf(value: Der | undefined): Date {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(
    bodyOf(value, TAG.time).toString('latin1'),
  );
  if (!found) throw new Error('not a time');
  const [, year, month, day, hour, minute, second, fraction = ''] = found;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${whole}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(whole))
    throw new Error('no such time');
  return time;
}
