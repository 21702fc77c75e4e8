import { concat } from '../../log/bytes.ts';
import { inverse, mod, power, toNumber } from './numbers.ts';
import { sha512 } from './sha512.ts';

/** Ed25519 (RFC 8032 §5.1) for browsers that have none; checking only, so nothing is secret here. */

const P = 2n ** 255n - 19n;
const N = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * inverse(121666n, P), P);
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n, P);

/** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
type Quad = readonly [bigint, bigint, bigint, bigint];

const NEUTRAL: Quad = [0n, 1n, 1n, 0n];

const littleEnd = (bytes: Uint8Array): bigint => toNumber(bytes.toReversed());

/** RFC 8032 §5.1.3. */
function pointIn(bytes: Uint8Array): Quad | undefined {
  const whole = littleEnd(bytes);
  const odd = whole >> 255n;
  const y = whole & (2n ** 255n - 1n);
  if (y >= P) return undefined;
  const [u, v] = [mod(y * y - 1n, P), mod(D * y * y + 1n, P)];
  const v3 = power(v, 3n, P);
  let x = mod(u * v3 * power(u * v3 * v3 * v, (P - 5n) / 8n, P), P);
  const square = mod(v * x * x, P);
  if (square !== u) {
    if (square !== mod(-u, P)) return undefined;
    x = mod(x * ROOT_OF_MINUS_1, P);
  }
  if (x === 0n && odd === 1n) return undefined;
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, mod(x * y, P)];
}

/** RFC 8032 §5.1.4, which serves for doubling as well. */
function add([x1, y1, z1, t1]: Quad, [x2, y2, z2, t2]: Quad): Quad {
  const a = ((y1 - x1) * (y2 - x2)) % P;
  const b = ((y1 + x1) * (y2 + x2)) % P;
  const c = (2n * t1 * D * t2) % P;
  const d = (2n * z1 * z2) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f, P), mod(g * h, P), mod(f * g, P), mod(e * h, P)];
}

const base = pointIn(new Uint8Array(32).fill(0x66).with(0, 0x58)) ?? NEUTRAL;

/** Whether S·B = R + k·A: no cofactor, S below the order, R and A in their one spelling. */
export function ed25519Verifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const a = publicKey.length === 32 && signature.length === 64 && pointIn(publicKey);
  const r = signature.length === 64 && pointIn(signature.subarray(0, 32));
  const s = littleEnd(signature.subarray(32));
  if (!a || !r || s >= N) return false;
  const k = mod(littleEnd(sha512(concat(signature.subarray(0, 32), publicKey, message))), N);
  const [x, y, z, t] = a;
  const minusA: Quad = [mod(-x, P), y, z, mod(-t, P)];
  const steps = [NEUTRAL, base, minusA, add(base, minusA)];
  let sum = NEUTRAL;
  for (let bit = 253n; bit >= 0n; bit -= 1n) {
    sum = add(sum, sum);
    const step = steps[Number((s >> bit) & 1n) + 2 * Number((k >> bit) & 1n)];
    if (step && step !== NEUTRAL) sum = add(sum, step);
  }
  return mod(sum[0] - r[0] * sum[2], P) === 0n && mod(sum[1] - r[1] * sum[2], P) === 0n;
}
