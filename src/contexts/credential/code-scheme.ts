import { CREDIT_ALPHABET } from '../../base/check-digits.ts';
import type { Refusal } from '../../base/refusal.ts';
import { refuse } from '../../base/refusal.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { plainCode } from './written-code.ts';

export type ObjectKind = 'resource' | 'product' | 'service';

export interface CodeInput {
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
  readonly registrarCode: string;
  readonly objectKind: ObjectKind;
  /** GB/T 4754. */
  readonly industryCode: string;
  /** The day the code is given, `YYYY-MM-DD`. */
  readonly day: string;
  /** From 1, never given twice within one region, kind and year. */
  readonly serial: number;
}

export type CodeCheck =
  | {
      readonly ok: true;
      /** The code as it is officially written. */
      readonly code: string;
      readonly regionCode: string;
      readonly objectKind: ObjectKind;
      readonly year: number;
      readonly serial: number;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * How registration codes are made and read. The texts leave the rule to the National Data
 * Administration and do not print it (BJ-REG-15, BJ-REG-17; CQ-REG-10), so it can be exchanged.
 */
export interface CodeScheme {
  readonly id: string;
  readonly title: Text;
  /** Ours until the official rule is known. */
  readonly provisional: boolean;
  assign(input: CodeInput): string;
  check(typed: string): CodeCheck;
}

/** Initials of 资源, 产品 and 服务; every letter of a code is one that GB 32100 uses too. */
const LETTERS: Readonly<Record<ObjectKind, string>> = { resource: 'Y', product: 'C', service: 'F' };
const KINDS: Readonly<Record<string, ObjectKind>> = { Y: 'resource', C: 'product', F: 'service' };
const SHAPE = /^DJ(\d{6})([YCF])(\d{4})(\d{7})([0-9A-Z])$/;
const SERIAL_MAX = 9_999_999;
/** I, O, S and Z are not in the alphabet; whoever writes them means the digit. */
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', Z: '2' };

/**
 * ISO 7064 pure system with radix 3 and modulus 31 over the alphabet of GB 32100: a prime modulus
 * finds every single wrong character and every exchange of neighbours, which the hybrid MOD 37,36
 * does not, and the check character is never one that can be misread.
 */
function checkCharacter(body: string): string {
  let sum = 0;
  for (const character of body) {
    const value = CREDIT_ALPHABET.indexOf(character);
    if (value < 0) throw new Error(`not a character of a registration code: ${character}`);
    sum = ((sum + value) * 3) % 31;
  }
  return CREDIT_ALPHABET.charAt((31 - sum) % 31);
}

function bad(code: string, zh: string, en: string): CodeCheck {
  return {
    ok: false,
    refusal: refuse(code, text(zh, en), ['BJ-REG-15', 'CQ-REG-10'], 'malformed'),
  };
}

const write = (region: string, letter: string, year: string, serial: string, check: string) =>
  `DJ-${region}-${letter}-${year}-${serial}-${check}`;

/** The default: `DJ-110000-Y-2026-0000123-1`, that is region, kind, year, serial, check. */
export const ownCodeScheme: CodeScheme = {
  id: 'provisional',
  title: text('本平台自编登记码（暂行）', 'Own registration code (provisional)'),
  provisional: true,

  assign({ regionCode, objectKind, day, serial }) {
    const year = /^(\d{4})-\d{2}-\d{2}$/.exec(day)?.[1];
    if (!/^\d{6}$/.test(regionCode)) throw new Error('region code is not six digits');
    if (year === undefined) throw new Error('day is not YYYY-MM-DD');
    if (!Number.isSafeInteger(serial) || serial < 1 || serial > SERIAL_MAX) {
      throw new Error('serial is outside 1 to 9999999');
    }
    const letter = LETTERS[objectKind];
    const digits = String(serial).padStart(7, '0');
    const check = checkCharacter(`DJ${regionCode}${letter}${year}${digits}`);
    return write(regionCode, letter, year, digits, check);
  },

  check(typed) {
    const code = plainCode(typed).replace(/[OISZ]/g, (letter) => MISREAD[letter] ?? letter);
    const [, region, letter, year, serial, check] = SHAPE.exec(code) ?? [];
    const objectKind = letter === undefined ? undefined : KINDS[letter];
    if (!region || !letter || !year || !serial || !check || !objectKind) {
      return bad(
        'CODE_SHAPE',
        '登记码格式不符，应形如 DJ-110000-Y-2026-0000123-1。',
        'A registration code looks like DJ-110000-Y-2026-0000123-1.',
      );
    }
    if (checkCharacter(code.slice(0, -1)) !== check) {
      return bad(
        'CODE_CHECK',
        '登记码校验位不符，请逐位核对。',
        'The check character does not match. Please compare the code character by character.',
      );
    }
    return {
      ok: true,
      code: write(region, letter, year, serial, check),
      regionCode: region,
      objectKind,
      year: Number(year),
      serial: Number(serial),
    };
  },
};

const SCHEMES: readonly CodeScheme[] = [ownCodeScheme];

/** The scheme a rule pack names in `credential.codeScheme`; an unknown name is a broken pack. */
export function codeScheme(id: string): CodeScheme {
  const scheme = SCHEMES.find((one) => one.id === id);
  if (!scheme) throw new Error(`no code scheme ${id}`);
  return scheme;
}

/**
 * The code of the national platform (one certificate, one code: CQ-REG-10). Kept beside our own as
 * opaque text of at most 64 printable characters: its rule is not published, so it is never parsed.
 */
export function nationalCode(typed: string): string | Refusal {
  const code = typed.length > 256 ? '' : typed.trim();
  if (code.length >= 1 && code.length <= 64 && /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(code)) return code;
  return refuse(
    'NATIONAL_CODE_SHAPE',
    text(
      '国家平台编码应为1至64个可见字符，不含空格。',
      'A national code is 1 to 64 visible characters without spaces.',
    ),
    ['CQ-REG-10'],
  );
}
