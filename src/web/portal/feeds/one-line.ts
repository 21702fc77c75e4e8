/** Control, invisible and direction-changing characters, lone surrogates, line separators, and what is
 *  no character at all: none of it belongs in a title, and some of it would break a feed. */
const NOT_PLAIN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\s]+/gu;

/** Words of record on one line of at most `most` characters, safe to put into any format. */
export function oneLine(words: string, most: number): string {
  // Long names are cut before they are looked at: a character has at most two units.
  const looked = words.slice(0, most * 8);
  const plain = Array.from(looked.replace(NOT_PLAIN, ' ').trim());
  const cut = plain.length > most || looked.length < words.length;
  return cut ? `${plain.slice(0, most - 1).join('')}…` : plain.join('');
}
