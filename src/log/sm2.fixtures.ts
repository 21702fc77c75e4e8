import { hash } from 'node:crypto';

/** SM2 signatures a second time, written from GB/T 32918.2 with nothing but big integers and the
 *  SM3 of Node, so that the library in use is not its own judge. Slow, and for tests only. */

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** The recommended curve of GB/T 32918.5. */
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
export const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

export const DEFAULT_ID = '1234567812345678';

const N = ORDER;

const mod = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, by: bigint): bigint {
  let [a, b, u, v] = [mod(value, by), by, 1n, 0n];
  while (a !== 0n) {
    const q = b / a;
    [a, b, u, v] = [b - q * a, a, v - q * u, u];
  }
  return mod(v, by);
}

/** undefined stands for the point at infinity. */
function add(p: Point | undefined, q: Point | undefined): Point | undefined {
  if (p === undefined || q === undefined) return p ?? q;
  if (p.x === q.x && mod(p.y + q.y, P) === 0n) return undefined;
  const slope =
    p.x === q.x ? (3n * p.x * p.x + A) * inverse(2n * p.y, P) : (q.y - p.y) * inverse(q.x - p.x, P);
  const x = mod(slope * slope - p.x - q.x, P);
  return { x, y: mod(slope * (p.x - x) - p.y, P) };
}

function times(k: bigint, point: Point): Point | undefined {
  let sum: Point | undefined;
  for (const bit of k.toString(2)) {
    sum = add(sum, sum);
    if (bit === '1') sum = add(sum, point);
  }
  return sum;
}

export const hex32 = (value: bigint): string => value.toString(16).padStart(64, '0');
const bytes32 = (value: bigint): Buffer => Buffer.from(hex32(value), 'hex');
const toBig = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function pointOf(publicKey: Uint8Array): Point {
  return { x: toBig(publicKey.subarray(1, 33)), y: toBig(publicKey.subarray(33, 65)) };
}

/** 04 ‖ x ‖ y of the private scalar. */
export function publicKeyOf(d: bigint): Uint8Array {
  const { x, y } = times(d, G) ?? G;
  return Uint8Array.from(Buffer.concat([Buffer.from([4]), bytes32(x), bytes32(y)]));
}

/** Z of the signer, from the length of the id in bits, the id, the curve and the key. */
export function zValue(publicKey: Uint8Array, id: string): Uint8Array {
  const bits = Buffer.from(id).length * 8;
  const curve = [A, B, G.x, G.y].map(bytes32);
  const parts = [Buffer.from([bits >> 8, bits & 255]), Buffer.from(id), ...curve];
  return hash('sm3', Buffer.concat([...parts, publicKey.subarray(1)]), 'buffer');
}

const digestOf = (publicKey: Uint8Array, message: Uint8Array, id: string): bigint =>
  toBig(hash('sm3', Buffer.concat([zValue(publicKey, id), message]), 'buffer'));

/** r ‖ s with the given nonce, which a real signer would draw. */
export function signSm2(message: Uint8Array, d: bigint, k: bigint, id = DEFAULT_ID): Uint8Array {
  const e = digestOf(publicKeyOf(d), message, id);
  const r = mod(e + (times(k, G)?.x ?? 0n), N);
  const s = mod(inverse(1n + d, N) * (k - r * d), N);
  return Uint8Array.from(Buffer.concat([bytes32(r), bytes32(s)]));
}

export function verifySm2(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  id = DEFAULT_ID,
): boolean {
  const [r, s] = [toBig(signature.subarray(0, 32)), toBig(signature.subarray(32))];
  const t = mod(r + s, N);
  if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false;
  const sum = add(times(s, G), times(t, pointOf(publicKey)));
  return sum !== undefined && mod(digestOf(publicKey, message, id) + sum.x, N) === r;
}

/** Plain ECDSA with SM3 over the same curve, which is not SM2. */
export function verifyEcdsa(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [r, s] = [toBig(signature.subarray(0, 32)), toBig(signature.subarray(32))];
  const e = toBig(hash('sm3', message, 'buffer'));
  const w = inverse(s, N);
  const sum = add(times(mod(e * w, N), G), times(mod(r * w, N), pointOf(publicKey)));
  return sum !== undefined && mod(sum.x, N) === r;
}

/** r ‖ s of the DER form in which OpenSSL writes a signature. */
export function fromDer(der: Uint8Array): Uint8Array {
  const rLength = der[3] ?? 0;
  const [r, s] = [der.subarray(4, 4 + rLength), der.subarray(6 + rLength)];
  return Uint8Array.from(Buffer.concat([bytes32(toBig(r)), bytes32(toBig(s))]));
}

export function toDer(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((half) => {
    const hex = toBig(half).toString(16);
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    const value = Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
    return Buffer.concat([Buffer.from([2, value.length]), value]);
  });
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}
