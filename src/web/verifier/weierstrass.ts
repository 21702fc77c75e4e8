import { inverse, mod, toNumber } from './numbers.ts';

/** A curve y² = x³ - 3x + b of prime order over a prime field, as SM2 and P-256 are. Only what checking
 *  a signature needs: every number here is public, so that nothing has to take constant time. */
export interface Curve {
  readonly p: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly g: Point;
}

export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** Jacobian coordinates: (X/Z², Y/Z³), and the point at infinity where Z is 0. */
type Triple = readonly [bigint, bigint, bigint];

const INFINITY: Triple = [1n, 1n, 0n];

/** The point written as 04 ‖ x ‖ y; undefined unless it lies on the curve. */
export function pointIn(bytes: Uint8Array, { p, b }: Curve): Point | undefined {
  if (bytes.length !== 65 || bytes[0] !== 0x04) return undefined;
  const [x, y] = [toNumber(bytes.subarray(1, 33)), toNumber(bytes.subarray(33))];
  if (x >= p || y >= p) return undefined;
  return mod(y * y - x * x * x + 3n * x - b, p) === 0n ? { x, y } : undefined;
}

/** "dbl-2001-b" of the Explicit-Formulas Database, for a = -3. */
function double([x, y, z]: Triple, p: bigint): Triple {
  const delta = (z * z) % p;
  const gamma = (y * y) % p;
  const beta = (x * gamma) % p;
  const alpha = (3n * (x - delta) * (x + delta)) % p;
  const x3 = mod(alpha * alpha - 8n * beta, p);
  const z3 = mod((y + z) * (y + z) - gamma - delta, p);
  return [x3, mod(alpha * (4n * beta - x3) - 8n * gamma * gamma, p), z3];
}

/** "add-2007-bl". */
function add(one: Triple, other: Triple, p: bigint): Triple {
  const [x1, y1, z1] = one;
  const [x2, y2, z2] = other;
  if (z1 === 0n) return other;
  if (z2 === 0n) return one;
  const [z1z1, z2z2] = [(z1 * z1) % p, (z2 * z2) % p];
  const [u1, u2] = [(x1 * z2z2) % p, (x2 * z1z1) % p];
  const [s1, s2] = [(y1 * z2 * z2z2) % p, (y2 * z1 * z1z1) % p];
  if (u1 === u2) return s1 === s2 ? double(one, p) : INFINITY;
  const h = u2 - u1;
  const i = (4n * h * h) % p;
  const j = (h * i) % p;
  const r = 2n * (s2 - s1);
  const v = (u1 * i) % p;
  const x3 = mod(r * r - j - 2n * v, p);
  return [x3, mod(r * (v - x3) - 2n * s1 * j, p), mod(2n * z1 * z2 * h, p)];
}

/** The x of a·G + b·Q, both sums in one walk; undefined for the point at infinity. */
export function sumX({ p, g }: Curve, a: bigint, b: bigint, q: Point): bigint | undefined {
  const [G, Q]: [Triple, Triple] = [
    [g.x, g.y, 1n],
    [q.x, q.y, 1n],
  ];
  const steps = [INFINITY, G, Q, add(G, Q, p)];
  let sum = INFINITY;
  for (let bit = 256n; bit >= 0n; bit -= 1n) {
    sum = double(sum, p);
    const step = steps[Number((a >> bit) & 1n) + 2 * Number((b >> bit) & 1n)];
    if (step && step[2] !== 0n) sum = add(sum, step, p);
  }
  const [x, , z] = sum;
  return z === 0n ? undefined : mod(x * inverse(z * z, p), p);
}
