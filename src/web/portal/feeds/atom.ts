import { oneLine } from './one-line.ts';

export interface AtomEntry {
  /** An address that is never given to anything else, such as a URN. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly url: string;
  /** RFC 3339. */
  readonly published: string;
  readonly updated: string;
  readonly category: { readonly term: string; readonly label: string };
}

export interface AtomFeed {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly lang: string;
  /** Where the feed itself stands, and the page it is the feed of. */
  readonly self: string;
  readonly page: string;
  readonly updated: string;
  readonly entries: readonly AtomEntry[];
}

const TITLE_MOST = 200;
const SUMMARY_MOST = 600;

/** A feed as RFC 4287 writes it. */
export function atomFile(feed: AtomFeed): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${safe(feed.lang, 20)}">
  <id>${safe(feed.id, 300)}</id>
  <title>${safe(feed.title, TITLE_MOST)}</title>
  <updated>${safe(feed.updated, 40)}</updated>
  <author><name>${safe(feed.author, TITLE_MOST)}</name></author>
  <link rel="self" type="application/atom+xml" href="${safe(feed.self, 500)}"/>
  <link rel="alternate" type="text/html" href="${safe(feed.page, 500)}"/>
${feed.entries.map(entryOf).join('')}</feed>
`;
}

const entryOf = (entry: AtomEntry): string => `  <entry>
    <id>${safe(entry.id, 300)}</id>
    <title>${safe(entry.title, TITLE_MOST)}</title>
    <published>${safe(entry.published, 40)}</published>
    <updated>${safe(entry.updated, 40)}</updated>
    <link rel="alternate" type="text/html" href="${safe(entry.url, 500)}"/>
    <category term="${safe(entry.category.term, 60)}" label="${safe(entry.category.label, 60)}"/>
    <summary>${safe(entry.summary, SUMMARY_MOST)}</summary>
  </entry>
`;

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Words as XML may hold them, in an element or an attribute. */
const safe = (words: string, most: number): string =>
  oneLine(words, most).replace(/[&<>"']/g, (one) => NAMES[one] ?? '');
