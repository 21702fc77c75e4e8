/** The tags of DER (X.690) that signature containers and certificates are made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific, constructed. */
  zero: 0xa0,
  one: 0xa1,
  three: 0xa3,
} as const;

/** In base `base`, the most significant first; at least one digit. */
function digits(value: number, base: number): number[] {
  const found = [value % base];
  for (let rest = Math.floor(value / base); rest > 0; rest = Math.floor(rest / base))
    found.unshift(rest % base);
  return found;
}

function lengthOf(length: number): number[] {
  if (length < 128) return [length];
  const octets = digits(length, 256);
  return [0x80 | octets.length, ...octets];
}

/** One value in DER around parts that are DER already (or the octets of a simple type). */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from([tag, ...lengthOf(length)]), ...parts]);
}

/** An object identifier of arcs below 2^53. */
export function oid(value: string): Buffer {
  const [first = 0, second = 0, ...rest] = value.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) =>
    digits(arc, 128).map((digit, index, all) => (index < all.length - 1 ? digit | 0x80 : digit)),
  );
  return tlv(TAG.oid, Uint8Array.from(octets));
}

/** A number from 0 to 127. */
export const integer = (value: number): Buffer => tlv(TAG.integer, Uint8Array.from([value]));

/** SET OF: DER asks for its members in the order of their bytes. */
export const setOf = (members: readonly Buffer[]): Buffer =>
  tlv(TAG.set, ...members.toSorted((a, b) => Buffer.compare(a, b)));

export const NULL = tlv(TAG.null);

/** An algorithm without parameters. */
export const algorithm = (value: string): Buffer => tlv(TAG.sequence, oid(value));
