import { withoutUnseen } from './sound-text.ts';

export interface Term {
  readonly term: string;
  /** From 1, as PostgreSQL counts. */
  readonly position: number;
}

const LENGTH_LIMIT = 4000;
const WORD_LIMIT = 64;
/** PostgreSQL keeps no more positions of one lexeme. */
const POSITIONS_LIMIT = 256;
const QUERY_TERMS_LIMIT = 64;
const CJK = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]`;
const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
const TOKEN = new RegExp(`([${LETTER}&&${CJK}]+)|[${LETTER}--${CJK}]+`, 'gv');
const NOT_WORD = /[^\p{L}\p{N}\p{M}]/gu;

/** Compatibility forms folded and lower-cased, without what nobody sees: who pastes a name finds it all the
 *  same. Cut twice, because folding may lengthen. */
function fold(text: string): string {
  const seen = withoutUnseen(text.slice(0, LENGTH_LIMIT)).text;
  return seen.normalize('NFKC').toLowerCase().slice(0, LENGTH_LIMIT);
}

interface Token {
  readonly characters: readonly string[];
  readonly word?: string;
}

function tokens(text: string): Token[] {
  return Array.from(fold(text).matchAll(TOKEN), (match) =>
    match[1] === undefined
      ? { characters: [], word: match[0].slice(0, WORD_LIMIT) }
      : { characters: [...match[1]] },
  );
}

/**
 * The terms of a text with their places: every two neighbouring Chinese characters, the last
 * character of a run alone (so that one character can be searched as a prefix), and each other word
 * in lower case. Positions run on over punctuation. Reads the first 4,000 characters.
 */
export function bigrams(text: string): Term[] {
  const terms: Term[] = [];
  let position = 1;
  for (const { characters, word } of tokens(text)) {
    if (word !== undefined) terms.push({ term: word, position });
    for (const [index, character] of characters.entries()) {
      terms.push({ term: character + (characters[index + 1] ?? ''), position: position + index });
    }
    position += word === undefined ? characters.length : 1;
  }
  return terms;
}

/**
 * Terms hold letters and digits only; quoted all the same, so that safety does not hang on the
 * tokens.
 */
const quote = (term: string): string => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A text as a literal for `::tsvector`, to be sent as a parameter. */
export function tsvectorOf(text: string): string {
  const places = new Map<string, number[]>();
  for (const { term, position } of bigrams(text)) {
    const known = places.get(term);
    if (known === undefined) places.set(term, [position]);
    else if (known.length < POSITIONS_LIMIT) known.push(position);
  }
  return Array.from(places, ([term, at]) => `${quote(term)}:${at.join(',')}`).join(' ');
}

/**
 * One phrase: its terms at the distances they have in the text; a last one that may go on is a
 * prefix.
 */
function phrase(text: string, budget: number): { readonly query: string; readonly size: number } {
  let query = '';
  let size = 0;
  let position = 1;
  let before = 0;
  const put = (term: string, at: number): void => {
    if (size >= budget) return;
    query += `${size === 0 ? '' : ` <${at - before}> `}${term}`;
    before = at;
    size += 1;
  };
  const all = tokens(text);
  for (const [nth, { characters, word }] of all.entries()) {
    const prefix = nth === all.length - 1 ? ':*' : '';
    if (word !== undefined) put(quote(word) + prefix, position);
    if (characters.length === 1) put(quote(characters[0] ?? '') + prefix, position);
    for (let index = 0; index + 1 < characters.length; index += 1) {
      put(quote(`${characters[index]}${characters[index + 1]}`), position + index);
    }
    position += word === undefined ? characters.length : 1;
  }
  return { query, size };
}

/**
 * What a person typed as a literal for `::tsquery`: each piece between blanks is a phrase, all must
 * occur. Words and single characters match as prefixes. `undefined` when there is nothing to search
 * for.
 */
export function tsqueryOf(query: string): string | undefined {
  const phrases: string[] = [];
  let budget = QUERY_TERMS_LIMIT;
  for (const piece of fold(query).split(/\s+/u)) {
    const { query: one, size } = phrase(piece, budget);
    if (size > 0) phrases.push(size > 1 ? `(${one})` : one);
    budget -= size;
  }
  return phrases.length === 0 ? undefined : phrases.join(' & ');
}

function pairs(text: string): string[] {
  const characters = [...fold(text).replace(NOT_WORD, '')];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/**
 * How alike two names are, 0 to 1: Dice over pairs of neighbouring characters, case, width, blanks
 * and punctuation aside. For showing near-duplicates to a person, never for deciding.
 */
export function similarity(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of right) {
    const count = counts.get(pair) ?? 0;
    if (count > 0) common += 1;
    counts.set(pair, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}
