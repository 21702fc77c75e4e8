import { inverse, mod, toNumber } from './numbers.ts';
import { pointIn, sumX, type Curve } from './weierstrass.ts';

/** P-256 of FIPS 186-4 D.1.2.3. */
const CURVE: Curve = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  g: {
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
};

/** Whether the key (04 ‖ x ‖ y) signed this SHA-256 digest with ECDSA; r ‖ s in 64 bytes. */
export function p256Verifies(
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { n } = CURVE;
  const key = pointIn(publicKey, CURVE);
  if (key === undefined || signature.length !== 64) return false;
  const [r, s] = [toNumber(signature.subarray(0, 32)), toNumber(signature.subarray(32))];
  if (r === 0n || r >= n || s === 0n || s >= n) return false;
  const w = inverse(s, n);
  const x = sumX(CURVE, mod(toNumber(digest) * w, n), mod(r * w, n), key);
  return x !== undefined && mod(x, n) === r;
}
