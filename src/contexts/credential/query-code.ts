import type { Refusal } from '../../base/refusal.ts';
import { refuse } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { grouped, plainCode } from './written-code.ts';

/** Crockford base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 23 characters of 5 bits are 115 bits of chance; the 24th is the check. */
const LENGTH = 24;
const RANDOM_DIGITS = 30;
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/**
 * Horner's rule in the field of 32 elements (x⁵ + x² + 1): each place weighs a different power of x,
 * so every single wrong character and every exchange of two places leaves a remainder.
 */
function remainder(code: string): number {
  let sum = 0;
  for (const character of code) {
    const shifted = sum << 1;
    sum = (shifted & 32 ? shifted ^ 0b100101 : shifted) ^ ALPHABET.indexOf(character);
  }
  return sum;
}

/**
 * The result query code printed on a confirmation (BJ-REG-15), such as
 * `7K3M-9QRT-…`, six groups of four. It opens a public page, so it cannot be guessed: 115 bits
 * taken from `random`, at least 15 random bytes as hex, drawn by the edge.
 */
export function queryCode(random: string): string {
  if (!/^[0-9a-f]{30,128}$/.test(random)) throw new Error('a query code needs 15 random bytes');
  let bits = BigInt(`0x${random.slice(0, RANDOM_DIGITS)}`);
  let code = '';
  while (code.length < LENGTH - 1) {
    code += ALPHABET.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return grouped(code + ALPHABET.charAt(remainder(`${code}0`)), 4);
}

/** The code as it is officially written, or why what was typed is none. Never looks anything up. */
export function checkQueryCode(typed: string): string | Refusal {
  const code = plainCode(typed).replace(/[OIL]/g, (letter) => MISREAD[letter] ?? letter);
  const known = [...code].every((character) => ALPHABET.includes(character));
  if (code.length === LENGTH && known && remainder(code) === 0) return grouped(code, 4);
  return refuse(
    'QUERY_CODE',
    text(
      '登记结果查询码不正确，请核对24位字符（不含字母I、L、O、U）。',
      'This is not a result query code: 24 characters, without the letters I, L, O and U.',
    ),
    ['BJ-REG-15'],
    'malformed',
  );
}
