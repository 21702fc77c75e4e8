/** Separators that people and input methods write into a code. */
const SEPARATORS = /[\s\p{Pd}]/gu;

/** The codes that this register prints: a registration code and a query code, in the shapes that
 *  `src/contexts/credential` gives them. Whether there is such a code, only the register knows. */
const SHAPES: readonly RegExp[] = [/^DJ\d{6}[YCF]\d{11}[0-9A-Z]$/, /^[0-9A-HJKMNP-TV-Z]{24}$/];
const LONG = 64;

/** A registration code among other words. */
const AMONG = /DJ-?\d{6}-?[YCF]-?\d{4}-?\d{7}-?[0-9A-Z]/i;

export const codeAmong = (written: string): string | undefined => AMONG.exec(written)?.[0];

/** Whether these characters have the shape of a code, however it is grouped. */
export function isCode(written: string): boolean {
  if (written.length > LONG) return false;
  const plain = written.replace(SEPARATORS, '').toUpperCase();
  return SHAPES.some((shape) => shape.test(plain));
}
