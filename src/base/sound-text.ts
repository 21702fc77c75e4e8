/** What nobody sees in a text, or what turns it around: control, zero-width and direction characters, soft
 *  hyphens, fillers that are blank, tags, line separators, and what is no character at all. Two texts that
 *  differ only in these look alike, and a text of nothing else looks empty. Tabs and line ends stay. */
const UNSEEN =
  /(?![\t\n\r])\p{Cc}|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e007f}]|\p{Noncharacter_Code_Point}/gu;
/** Marks that pile up over the lines around, or hang on what stood before the text. No script needs more. */
const MARKS_MAX = 8;
const PILED = new RegExp(String.raw`(\p{M}{${MARKS_MAX}})(\p{M}+)`, 'gu');
const LEADING = /^\p{M}+/u;

/** Text that can be shown and kept: what is in it can be seen, and nothing in it is broken. */
export const isSound = (said: string): boolean =>
  said.isWellFormed() && withoutUnseen(said).taken === 0;

/** The text without what cannot be seen or is piled up, and how many characters were taken out. */
export function withoutUnseen(said: string): { readonly text: string; readonly taken: number } {
  let taken = 0;
  const drop = (found: string): string => {
    taken += Array.from(found).length;
    return '';
  };
  const text = said
    .replace(UNSEEN, drop)
    .replace(PILED, (_all, kept: string, rest: string) => kept + drop(rest))
    .replace(LEADING, drop);
  return { text, taken };
}

/** The beginning of a text, of at most so many UTF-16 units: a sign that does not fit whole is left out. */
export const upTo = (said: string, most: number): string =>
  said.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** For a person, as validators of ours write it. */
export const UNSOUND = '含有看不见的或叠加过多的字符 characters that cannot be seen, or piled up';
