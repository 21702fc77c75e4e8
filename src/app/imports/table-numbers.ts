import type { Cell } from './table.ts';

/** What the number format of a cell makes of its number. */
export type NumberLook =
  | { readonly as: 'plain' }
  | { readonly as: 'moment' }
  /** `000000`: a code that was typed as a number. */
  | { readonly as: 'zeros'; readonly digits: number };

const PLAIN: NumberLook = { as: 'plain' };

/** Formats that ECMA-376 18.8.30 knows by number alone: dates and times, also those of Chinese Excel. */
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) {
    const moment = BUILT_IN.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return moment ? { as: 'moment' } : PLAIN;
  }
  const first = code.split(';')[0] ?? '';
  if (/^0{2,30}$/.test(first)) return { as: 'zeros', digits: first.length };
  // What is quoted, escaped or in brackets is shown as it is; [h] counts hours.
  const bare = first
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '');
  return /[ymdhs]|年|月|日/i.test(bare) && !/general/i.test(bare) ? { as: 'moment' } : PLAIN;
}

/** A double carries fifteen digits; Excel shows no more and fills up with zeros. */
const EXACT_MAX = 999_999_999_999_999;
const MINUTE = 1 / 1440;

/** The text of a number as the office typed it: codes as digits, moments as days. Numbers that may
 *  have lost digits are marked. */
export function numberCell(raw: string, look: NumberLook, since1904: boolean): Cell {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw, flaw: 'error' };
  if (look.as === 'moment') return momentCell(raw, value, since1904);
  // What is stored is the nearest double: 20.2 as 20.199999999999999.
  const digits = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  const text =
    look.as === 'zeros' && /^\d+$/.test(digits) ? digits.padStart(look.digits, '0') : digits;
  return Math.abs(value) > EXACT_MAX ? { text, flaw: 'imprecise' } : { text };
}

const DAY_MAX = 2_958_465;
const DAY_MS = 86_400_000;

/** Serial days from 1900 (with the 29 February that never was) or 1904, as ISO 8601. */
function momentCell(raw: string, value: number, since1904: boolean): Cell {
  const serial = Math.floor(value + MINUTE / 120);
  const first = since1904 ? 0 : 1;
  if (serial < first || serial > DAY_MAX || (!since1904 && serial === 60)) {
    return { text: raw, flaw: 'error' };
  }
  const before = since1904 ? 24_107 : serial < 60 ? 25_568 : 25_569;
  const day = new Date((serial - before) * DAY_MS).toISOString().slice(0, 10);
  const minutes = Math.round((value - serial) / MINUTE);
  if (minutes <= 0) return { text: day };
  const two = (n: number): string => String(n).padStart(2, '0');
  return { text: `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}
