import { toHex } from '../../log/bytes.ts';

/** The number in these bytes, the most significant first. */
export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x0${toHex(bytes)}`);

/** The least non-negative remainder. */
export function mod(x: bigint, m: bigint): bigint {
  const rest = x % m;
  return rest < 0n ? rest + m : rest;
}

/** x^e mod m. */
export function power(x: bigint, e: bigint, m: bigint): bigint {
  let [result, base] = [1n, mod(x, m)];
  for (let rest = e; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % m;
    base = (base * base) % m;
  }
  return result;
}

/** The inverse of x by a prime (Fermat); 0 of 0. */
export const inverse = (x: bigint, prime: bigint): bigint => power(x, prime - 2n, prime);
