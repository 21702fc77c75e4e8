/** SHA-2 takes its constants from roots of primes (FIPS 180-4 §4.2, §5.3). Working them out costs a
 *  millisecond and a tenth of the bytes of carrying them. */

const WORD = 64n;
const LOW = (1n << WORD) - 1n;

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n += 1n) {
    if (found.every((prime) => n % prime !== 0n)) found.push(n);
  }
  return found;
}

/** The first 64 bits behind the point of a root. */
function fraction(n: bigint, degree: bigint): bigint {
  const scaled = n << (WORD * degree);
  let [low, high] = [0n, 1n << (WORD + 9n)];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle;
  }
  return low & LOW;
}

/** The round constants of SHA-512; those of SHA-256 are the upper halves of the first 64. */
export const ROUNDS: readonly bigint[] = primes(80).map((prime) => fraction(prime, 3n));
/** Where SHA-512 starts; SHA-256 starts at the upper halves. */
export const START: readonly bigint[] = primes(8).map((prime) => fraction(prime, 2n));

export const upperHalf = (word: bigint): number => Number(word >> 32n) | 0;
