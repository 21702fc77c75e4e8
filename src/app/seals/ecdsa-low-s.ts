import { TAG, tlv } from './der.ts';
import { bodyOf, derValue, membersOf } from './der-read.ts';

/** The orders of the curves, FIPS 186-4 appendix D.1.2, by the names `node:crypto` gives them. */
const ORDERS: Readonly<Record<string, bigint>> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp384r1:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
};

function positiveInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  // A first bit that is set would make the number negative.
  return tlv(TAG.integer, Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex'));
}

/**
 * An ECDSA or SM2 signature in the one form it has for us: DER to the letter, and on the curves above
 * with the smaller s, since both (r, s) and (r, n − s) hold. Where bytes are compared, one of two forms
 * must not. Throws on what is no signature.
 */
export function lowS(signature: Buffer, curve: string | undefined): Buffer {
  const [r = 0n, s = 0n, ...more] = membersOf(derValue(signature)).map((one) =>
    BigInt(`0x${bodyOf(one, TAG.integer).toString('hex')}`),
  );
  if (more.length > 0) throw new Error('no signature');
  const order = ORDERS[curve ?? ''];
  const small = order !== undefined && s > order / 2n ? order - s : s;
  return tlv(TAG.sequence, positiveInteger(r), positiveInteger(small));
}
