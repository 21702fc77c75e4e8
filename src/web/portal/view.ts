import type { html } from 'hono/html';
import type { Language, Text } from '../../base/text.ts';
import type { Look } from '../look/look.ts';

/** What `html` returns: already escaped. */
export type Html = ReturnType<typeof html>;

/** Everything a page needs besides its data. */
export interface View {
  readonly lang: Language;
  /** Path and query of this page without `lang`. */
  readonly here: string;
  /** Where this site stands, without a slash at the end: for addresses that are read elsewhere. */
  readonly site: string;
  readonly today: string;
  readonly demo: boolean;
  /** Light or dark, and 适老化, as the reader chose. */
  readonly look: Look;
  readonly visitor: Visitor | null;
  /** Addresses of the stylesheet, the mark and the islands, with their content hash. */
  readonly assets: { readonly css: string; readonly mark: string; script(name: Island): string };
  /** Where those who handle cases go; null where this instance has no workbench. */
  readonly workbench: string | null;
}

export type Island = 'session' | 'sign-in' | 'objection' | 'copy';

/** Who reads, when signed in. */
export interface Visitor {
  readonly name: string;
  readonly org: string | null;
  readonly realName: boolean;
  readonly roles: readonly string[];
  /** Goes back in the header X-CSRF-Token of every change. */
  readonly csrf: string;
}

/** Says a label in the language of the page: `t(text)` or `t('中文', 'English')`. */
export interface Tongue {
  (words: Text): string;
  (zh: string, en: string): string;
}

export function tongue(lang: Language): Tongue {
  return (words: Text | string, en?: string): string =>
    typeof words === 'string' ? (lang === 'zh' ? words : (en ?? words)) : words[lang];
}

/** A path with a query; parameters that are undefined or empty are left out. */
export function address(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** This page with some of its query said anew. */
export function withQuery(here: string, said: Readonly<Record<string, string>>): string {
  const [path = '/', query = ''] = here.split('?', 2);
  const given = new URLSearchParams(query);
  for (const [name, value] of Object.entries(said)) given.set(name, value);
  return `${path}?${given.toString()}`;
}

/** This page in the other language. */
export const inLanguage = (here: string, lang: Language): string => withQuery(here, { lang });
