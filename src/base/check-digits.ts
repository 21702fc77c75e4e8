/**
 * Check characters, as pure functions over the characters before them. Each answers `undefined`
 * when a character is outside its alphabet or the length is wrong, so that hostile text never
 * throws here.
 */
const DIGITS = '0123456789';
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** GB 32100 leaves out I O S V Z, which are read as 1 0 5 U 2. */
export const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

function weighted(body: string, alphabet: string, weights: readonly number[]): number | undefined {
  if (body.length !== weights.length) return undefined;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(body.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return sum;
}

/**
 * ISO 7064 pure system with radix 2: the weighted sum including the check is 1 modulo `modulus`.
 */
function pureRadix2(body: string, alphabet: string, modulus: number): number | undefined {
  let sum = 0;
  for (const character of body) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    sum = ((sum + value) * 2) % modulus;
  }
  return (modulus + 1 - sum) % modulus;
}

/** ISO 7064 MOD 37-2 (GB/T 17710), the last character of an NDI identifier; 36 is written `*`. */
export function mod37x2(body: string): string | undefined {
  const value = pureRadix2(body, ALPHANUMERIC, 37);
  return value === undefined ? undefined : `${ALPHANUMERIC}*`.charAt(value);
}

/** ISO 7064 MOD 11-2 (GB 11643), the last character of a personal identity number; 10 is `X`. */
export function mod11x2(body: string): string | undefined {
  const value = pureRadix2(body, DIGITS, 11);
  return value === undefined ? undefined : `${DIGITS}X`.charAt(value);
}

/** ISO 7064 MOD 37,36, the hybrid system of electronic certificate numbers (GB/T 36904). */
export function mod37x36(body: string): string | undefined {
  let product = 36;
  for (const character of body) {
    const value = ALPHANUMERIC.indexOf(character);
    if (value < 0) return undefined;
    product = (((product + value) % 36 || 36) * 2) % 37;
  }
  return ALPHANUMERIC.charAt((37 - product) % 36);
}

/** GB 11714: the ninth character of an organisation code from its first eight. */
export function organisationCheck(body: string): string | undefined {
  const sum = weighted(body, ALPHANUMERIC, ORGANISATION_WEIGHTS);
  return sum === undefined ? undefined : `${DIGITS}X0`.charAt(11 - (sum % 11));
}

/** GB 32100: the eighteenth character of a unified social credit code from its first seventeen. */
export function creditCheck(body: string): string | undefined {
  const sum = weighted(body, CREDIT_ALPHABET, CREDIT_WEIGHTS);
  return sum === undefined ? undefined : CREDIT_ALPHABET.charAt((31 - (sum % 31)) % 31);
}
