const LONG = 80;
const END = 24;

/** A name that somebody else chose, to be shown: without characters that nobody sees or that turn the
 *  writing round, and not longer than people read. Its end stays, because it says what kind of file it is. */
export function plainName(name: string): string {
  const seen = [...name.slice(0, 1000).replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')];
  if (seen.length <= LONG) return seen.join('').trim();
  return `${seen.slice(0, LONG - END).join('')}…${seen.slice(-END).join('')}`.trim();
}

/** Foreign words, to be looked at closely: what nobody would see is spelled out. */
export const spelledOut = (words: string): string =>
  words.replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu,
    (hidden) => `⟨U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
