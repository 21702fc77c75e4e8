import { mod11x2 } from './check-digits.ts';

const SHAPE = /^\d{17}[\dX]$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function hasBirthDate(code: string): boolean {
  const year = Number(code.slice(6, 10));
  const month = Number(code.slice(10, 12));
  const day = Number(code.slice(12, 14));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0);
  return year >= 1900 && year <= 2099 && day >= 1 && day <= last;
}

/**
 * Whether eighteen upper-case characters are a personal identity number (GB 11643): digits with a
 * real birth date and the right check. The region part is not looked up: regions of the past still
 * appear.
 */
export function isPersonalId(code: string): boolean {
  return SHAPE.test(code) && hasBirthDate(code) && mod11x2(code.slice(0, 17)) === code.charAt(17);
}
