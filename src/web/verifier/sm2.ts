import { concat, fromHex, utf8 } from '../../log/bytes.ts';
import { mod, toNumber } from './numbers.ts';
import { sm3 } from './sm3.ts';
import { pointIn, sumX, type Curve } from './weierstrass.ts';

const hexNumber = (hex: string): bigint => BigInt(`0x${hex}`);
/** Of GB/T 32918.5-2017: p, a, b, n, G. */
const [P, A, B, N, GX, GY] = [
  'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
] as const;

const CURVE: Curve = {
  p: hexNumber(P),
  b: hexNumber(B),
  n: hexNumber(N),
  g: { x: hexNumber(GX), y: hexNumber(GY) },
};

/** The identifier every Chinese signer uses (GB/T 35276): its length in bits, and itself. */
const USER = concat(new Uint8Array([0x00, 0x80]), utf8('1234567812345678'));
const FIXED = fromHex(A + B + GX + GY) ?? new Uint8Array();

/** Whether the SM2 key (04 ‖ x ‖ y) signed the message: GB/T 32918.2 §7 with SM3; r ‖ s in 64 bytes. */
export function sm2Verifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { n } = CURVE;
  const key = pointIn(publicKey, CURVE);
  if (key === undefined || signature.length !== 64) return false;
  const [r, s] = [toNumber(signature.subarray(0, 32)), toNumber(signature.subarray(32))];
  const t = mod(r + s, n);
  if (r === 0n || r >= n || s === 0n || s >= n || t === 0n) return false;
  const z = sm3(concat(USER, FIXED, publicKey.subarray(1)));
  const x = sumX(CURVE, s, t, key);
  return x !== undefined && mod(toNumber(sm3(concat(z, message))) + x, n) === r;
}
