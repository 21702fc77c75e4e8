import { text, type Text } from '../../../base/text.ts';
import { toHex } from '../../../log/bytes.ts';
import type { Stretch } from '../../../log/subtree.ts';

const POWERS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LONG = 10_000;

/** How many entries, short enough for a picture: large powers of two as such. */
export function countSaid(count: number): string {
  const power = Math.log2(count);
  if (count < LONG) return String(count);
  if (!Number.isInteger(power))
    return `≈${(count / 2 ** Math.floor(power)).toFixed(1)}×${raised(power)}`;
  return raised(power);
}

const raised = (power: number): string =>
  `2${[...String(Math.floor(power))].map((digit) => POWERS[Number(digit)]).join('')}`;

/** Grouped in threes: long numbers are read by people here. */
export const numberSaid = (n: number): string => n.toLocaleString('en-US').replaceAll(',', ' ');

/** The entries of a stretch by their numbers. */
export function stretchSaid({ start, end }: Stretch): Text {
  const [first, last] = [numberSaid(start), numberSaid(end - 1)];
  return start + 1 === end
    ? text(`第 ${first} 号`, `number ${first}`)
    : text(`第 ${first} 至 ${last} 号`, `numbers ${first} to ${last}`);
}

/** The same in a few characters, where there is room for them. */
export function stretchShort({ start, end }: Stretch): string {
  if (start + 1 === end) return String(start);
  return end <= LONG * 10 ? `${start}–${end - 1}` : `${countSaid(end - start)}`;
}

const SHOWN = 8;

/** The beginning of a hash: enough to compare it by eye. */
export const hashShort = (hash: Uint8Array): string => `${toHex(hash).slice(0, SHOWN)}…`;
