import { CREDIT_ALPHABET, creditCheck, organisationCheck } from './check-digits.ts';
import { isPersonalId } from './personal-id.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import type { Text } from './text.ts';
import { text } from './text.ts';

export type CreditCodeCheck =
  | {
      readonly ok: true;
      readonly code: string;
      /** Characters 3 to 8: the GB/T 2260 region of registration, possibly one abolished since. */
      readonly region: string;
      readonly warnings: readonly Text[];
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly suggestion?: string };

const INPUT_LIMIT = 64;
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2' };
const SEPARATORS = /[\s\p{Cf}\p{Pd}]/gu;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;

const CHECK_ORGANISATION = text(
  '代码中的组织机构代码部分（第9至17位）校验不符，请核对是否录入有误。',
  'The organisation code inside (characters 9 to 17) fails its own check. Please check the typing.',
);

/** Upper case, half width, without spaces, hyphens and invisible characters. */
function normalise(input: string): string {
  return input
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(SEPARATORS, '')
    .toUpperCase();
}

const passes = (code: string): boolean => creditCheck(code.slice(0, 17)) === code.charAt(17);

const organisationPasses = (code: string): boolean =>
  organisationCheck(code.slice(8, 16)) === code.charAt(16);

const isPlaceholder = (code: string): boolean => /^(.)\1{16}/.test(code) || /^.{8}0{9}/.test(code);

/** The letters outside the alphabet replaced by the digits they are mistaken for. */
const withDigits = (code: string): string => code.replace(/[OISZ]/g, (c) => MISREAD[c] ?? c);

/**
 * What was probably meant, if exactly one code can have been. B and 8 both belong to the alphabet,
 * so a swap of one of them counts only if the organisation code inside agrees as well.
 */
function didYouMean(code: string): string | undefined {
  const digits = withDigits(code);
  const candidates = digits !== code && passes(digits) ? [digits] : [];
  for (const [index, character] of [...digits].entries()) {
    if (character !== 'B' && character !== '8') continue;
    const swap = character === 'B' ? '8' : 'B';
    const swapped = digits.slice(0, index) + swap + digits.slice(index + 1);
    if (passes(swapped) && organisationPasses(swapped)) candidates.push(swapped);
  }
  const meant = candidates.filter((one) => !isPlaceholder(one) && !isPersonalId(one));
  return meant.length === 1 ? meant[0] : undefined;
}

/** Refusals never repeat what was typed: it may be somebody's identity number. */
function no(code: string, zh: string, en: string, suggestion?: string): CreditCodeCheck {
  const refusal = refuse(code, text(zh, en), ['GB 32100-2015']);
  return suggestion === undefined ? { ok: false, refusal } : { ok: false, refusal, suggestion };
}

/**
 * Checks a unified social credit code (GB 32100-2015) as a person typed it. Decided by the check
 * character alone, never by a list of prefixes: real codes begin with far more than the usual regex
 * says.
 */
export function checkCreditCode(input: string): CreditCodeCheck {
  const code = input.length > INPUT_LIMIT ? '' : normalise(input);
  if (isPersonalId(code) || isPersonalId(withDigits(code))) {
    return no(
      'USCC_PERSONAL_ID',
      '此处录入的像是公民身份号码。请填写单位的统一社会信用代码；身份号码不予保存。',
      'This looks like a personal identity number; it was not stored. Enter a credit code.',
    );
  }
  if (code.length !== 18) {
    return no(
      'USCC_LENGTH',
      '统一社会信用代码应为18位。',
      'A unified social credit code has 18 characters.',
    );
  }
  if (isPlaceholder(code)) {
    return no(
      'USCC_PLACEHOLDER',
      '这是占位代码，不是真实的统一社会信用代码。',
      'This is a placeholder, not a real unified social credit code.',
    );
  }
  if ([...code].some((character) => !CREDIT_ALPHABET.includes(character))) {
    return no(
      'USCC_ALPHABET',
      '统一社会信用代码只含数字和大写字母，不使用字母I、O、S、V、Z；字母O、I常为数字0、1之误。',
      'A unified social credit code holds digits and capital letters other than I, O, S, V and Z; O and I are mostly 0 and 1 misread.',
      didYouMean(code),
    );
  }
  if (!passes(code)) {
    return no(
      'USCC_CHECK',
      '统一社会信用代码校验码不符，请逐位核对。',
      'The check character does not match. Please compare the code character by character.',
      didYouMean(code),
    );
  }
  const warnings = organisationPasses(code) ? [] : [CHECK_ORGANISATION];
  return { ok: true, code, region: code.slice(2, 8), warnings };
}
