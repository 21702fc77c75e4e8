/** What pasting brings along and nobody sees: control and direction characters, zero-width ones, soft
 *  hyphens, byte-order marks, private-use glyphs of other programs. Tabs and line ends stay. */
const UNSEEN =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]/gu;
/** Spaces of other widths, which look like a space and are none to a search. */
const ODD_SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/gu;

/** The text without them, and how many were taken out or made a plain space. */
export function withoutInvisible(typed: string): { readonly text: string; readonly taken: number } {
  let taken = 0;
  const count = (as: string) => (): string => {
    taken += 1;
    return as;
  };
  const text = typed.replace(UNSEEN, count('')).replace(ODD_SPACE, count(' ')).toWellFormed();
  return { text, taken };
}
