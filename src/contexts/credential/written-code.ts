/** The longest text that is looked at at all when somebody types a code. */
const INPUT_LIMIT = 64;
const SEPARATORS = /[\s\p{Cf}\p{Pd}]/gu;

/**
 * A typed code brought to one form: half width, upper case, without spaces and hyphens of any kind
 * (Chinese input methods write full-width letters). Longer text than a code can be becomes empty.
 */
export function plainCode(typed: string): string {
  if (typed.length > INPUT_LIMIT) return '';
  return typed.normalize('NFKC').replace(SEPARATORS, '').toUpperCase();
}

/** `ABCDEFGH` in groups of four becomes `ABCD-EFGH`. */
export function grouped(code: string, size: number): string {
  return (code.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-');
}
