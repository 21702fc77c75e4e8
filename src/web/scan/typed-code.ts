import { text, type Text } from '../../base/text.ts';
import { codeIn } from './code-in.ts';
import { codeAmong } from './known-codes.ts';

/** What somebody typed or pasted where a code belongs. */
export interface TypedCode {
  /** With all that belongs to no code taken out; '' where nothing is left or it was too long. */
  readonly code: string;
  /** Said beside the answer: what was taken out. */
  readonly note: Text | null;
  /** Why there is nothing to look up. */
  readonly trouble: Text | null;
}

/** More than this nobody means; it is not even looked at. */
const LOOKED_AT = 1000;
/** The longest of all codes, with room for separators. */
const LONG = 64;

const tooLong = (length: number): Text =>
  text(
    `输入有${length > LOOKED_AT ? `${LOOKED_AT}多` : ` ${length} `}个字符，编码没有这么长。请只填确认单上印的编码。`,
    `That is ${length > LOOKED_AT ? `more than ${LOOKED_AT}` : length} characters, longer than any code. Give the code as printed on the sheet, and nothing else.`,
  );

const NO_CODE = text(
  '输入里没有编码。编码由数字、字母和连字符组成，印在确认单上。',
  'There is no code in that. A code consists of digits, letters and hyphens and is printed on the sheet.',
);

const takenOut = (count: number): Text =>
  text(
    `输入里有 ${count} 个编码中不会有的字符（可能看不见），已经去掉，按下面的编码核验。`,
    `${count} of the characters belong to no code (some may be invisible); they were taken out, and the code below was verified.`,
  );

/** Brings what was typed to a code: an address of this site (`origins`) to the code in it; full width,
 *  spaces and dashes of any kind to plain ones; and out goes whatever no code has, which is said. */
export function typedCode(typed: string, origins: readonly string[] = []): TypedCode {
  if (typed.length > LOOKED_AT) return { code: '', note: null, trouble: tooLong(typed.length) };
  const scanned = codeIn(typed, origins);
  if (scanned.code !== null) return { code: scanned.code, note: null, trouble: null };
  const plain = typed
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/\p{Pd}/gu, '-');
  const kept = plain.replace(/[^0-9A-Za-z-]/gu, '').replace(/^-+|-+$/g, '');
  const code = codeAmong(kept) ?? kept;
  const dropped = [...plain].length - code.length;
  if (typed.trim() === '') return { code: '', note: null, trouble: null };
  if (code === '') return { code: '', note: null, trouble: NO_CODE };
  if (code.length > LONG) return { code: '', note: null, trouble: tooLong(code.length) };
  return { code, note: dropped > 0 ? takenOut(dropped) : null, trouble: null };
}
