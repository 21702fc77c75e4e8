import { tsqueryOf } from '../../base/chinese-text.ts';
import { withoutUnseen } from '../../base/sound-text.ts';
import { isUuid } from '../../base/id.ts';
import { isPlainDate } from '../../base/plain-date.ts';
import type { JsonObject } from '../../base/json.ts';
import { runnerOf, type Statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

/** How what was found may be put in order. `relevance` is for words only. */
export const SORTS = ['newest', 'ending', 'name', 'relevance'] as const;
export type Sort = (typeof SORTS)[number];

/** The one word for how an entry stands today (G63). */
export const STANDINGS = ['active', 'renewalPending', 'expired', 'cancelled', 'revoked'] as const;

/** What the register can be narrowed down by. */
export interface EntryFilter {
  readonly q?: string | undefined;
  readonly jurisdiction?: string | undefined;
  /** A section of GB/T 4754: one letter. */
  readonly industry?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly district?: string | undefined;
  /** One of `STANDINGS`. */
  readonly status?: string | undefined;
  /** The year of registration, YYYY. */
  readonly year?: string | undefined;
  /** The credit code of the registrant. */
  readonly holder?: string | undefined;
}

export interface EntryQuery extends EntryFilter {
  readonly sort?: Sort | undefined;
  /** A cursor of an entry: what stands behind it, or before it. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

export interface FoundEntry {
  readonly id: string;
  readonly jurisdiction: string;
  readonly code: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly industry: string;
  readonly objectKind: string;
  readonly district: string;
  /** The day it came into the register; empty where nothing says so. */
  readonly registered: string;
  readonly fields: JsonObject;
}

/** One keyset page, and the cursors of its neighbours. */
export interface FoundPage {
  readonly items: readonly FoundEntry[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** A statement that is planned anew for what is asked: prepared once under a name it would be planned for
 *  whatever might be asked, and is several times slower. */
export const plannedAnew = (name: string, sql: string): Statement => ({
  name: '',
  text: `/* ${name} */ ${sql}`,
});

const MOST = 100;
/** As many of the newest are weighed against each other when the most fitting come first. */
const WEIGHED = 2000;

/** How an entry stands on the day $9: only that a term is over comes about by itself. */
export const STANDING = `CASE WHEN status = 'active' AND valid_to < $9::date THEN 'expired' ELSE status END`;

/** What holds of every entry that was asked for; $1 to $9 as `filterValues` gives them. */
export const narrowed = (words: boolean): string =>
  `${words ? 'search @@ $1::tsquery' : '$1::text IS NULL'} AND ($2::text IS NULL OR jurisdiction = $2)
   AND ($3::text IS NULL OR industry = $3) AND ($4::text IS NULL OR object_kind = $4)
   AND ($5::text IS NULL OR district = $5) AND ($6::text IS NULL OR ${STANDING} = $6)
   AND ($7::text IS NULL OR registered BETWEEN $7 || '-01-01' AND $7 || '-12-31')
   AND ($8::text IS NULL OR holder = $8)`;

const COLUMNS = `e.case_id AS id, jurisdiction, code, status, valid_from AS "validFrom",
  valid_to AS "validTo", industry, object_kind AS "objectKind", district, registered, fields`;

/** Whose code it is, then whose name has all the words, then where they stand elsewhere; the newest first
 *  of each. Names are read as they are sorted by: the row beside them is long. */
const FITTING = `SELECT case_id, (CASE WHEN lower(code) = $10::text THEN 2
     WHEN lower(convert_from(named, 'GB18030')) LIKE ALL ($11::text[]) THEN 1 ELSE 0 END)::text || registered AS fit
   FROM (SELECT case_id, code, named, registered FROM public_entry WHERE ${narrowed(true)}
     ORDER BY registered DESC, case_id DESC LIMIT ${WEIGHED}) newest`;

/** What an order goes by, how a cursor says it, and which way it runs. */
const ORDERS: Readonly<
  Record<
    Sort,
    { readonly by: string; readonly key: string; readonly given: string; readonly up: boolean }
  >
> = {
  newest: { by: 'registered', key: 'registered', given: '$12::text', up: false },
  ending: { by: 'ending', key: 'ending::text', given: '$12::integer', up: true },
  name: {
    by: 'named',
    key: `left(fields ->> 'dataName', 60)`,
    given: 'name_order($12::text)',
    up: true,
  },
  relevance: { by: 'fit', key: 'fit', given: '$12::text', up: false },
};

type Way = 'first' | 'after' | 'before';

/** Written out for each order and way, so that the database can go along an index. */
function listing(sort: Sort, words: boolean, way: Way): Statement {
  const { by, key, given, up } = ORDERS[sort];
  const rising = up !== (way === 'before');
  const direction = rising ? 'ASC' : 'DESC';
  const beyond =
    way === 'first' ? '' : `AND (${by}, e.case_id) ${rising ? '>' : '<'} (${given}, $13::uuid)`;
  const from =
    sort === 'relevance'
      ? `(${FITTING}) fitting JOIN public_entry e USING (case_id) WHERE true`
      : `public_entry e WHERE ${narrowed(words)} AND $10::text IS NOT NULL AND $11::text[] IS NOT NULL`;
  return plannedAnew(
    `public_entries ${sort} ${words ? 'words' : 'all'} ${way}`,
    `SELECT ${COLUMNS}, ${key} AS at FROM ${from} ${beyond}
     ORDER BY ${by} ${direction}, e.case_id ${direction} LIMIT ${way === 'first' ? '$12' : '$14'}`,
  );
}

const WAYS: readonly Way[] = ['first', 'after', 'before'];
const LISTINGS: ReadonlyMap<string, Statement> = new Map(
  SORTS.flatMap((sort) =>
    [true, false].flatMap((words) =>
      sort === 'relevance' && !words
        ? []
        : WAYS.map((way) => [`${sort} ${words} ${way}`, listing(sort, words, way)] as const),
    ),
  ),
);

/** The words that are searched; null: none were asked for; undefined: none of them can be searched. */
export function wordsOf(q: string | undefined): string | null | undefined {
  return q === undefined || q.trim() === '' ? null : tsqueryOf(q);
}

/** $1 to $9 of `narrowed`. */
export const filterValues = (words: string | null, of: EntryFilter, today: string): unknown[] => [
  words,
  of.jurisdiction ?? null,
  of.industry ?? null,
  of.objectKind ?? null,
  of.district ?? null,
  of.status ?? null,
  of.year ?? null,
  of.holder ?? null,
  today,
];

/** The order that is meant: without words nothing fits better than anything else. */
export const sortOf = ({ sort, q }: Pick<EntryQuery, 'sort' | 'q'>): Sort => {
  const words = wordsOf(q) !== null;
  if (sort === undefined || (sort === 'relevance' && !words)) return words ? 'relevance' : 'newest';
  return sort;
};

const KEYS: Readonly<Record<Sort, (key: string) => boolean>> = {
  newest: (key) => key === '' || isPlainDate(key),
  ending: (key) => /^-?\d{1,8}$/.test(key),
  name: (key) => key.length <= 200,
  relevance: (key) => /^[0-2](\d{4}-\d\d-\d\d)?$/.test(key),
};

/** Where a list goes on: what its order goes by, and the entry. Undefined: no place in this order. */
export function cursorOf(sort: Sort, said: string): { key: string; id: string } | undefined {
  const [key, id] = [said.slice(0, -37), said.slice(-36)];
  return said.at(-37) === '.' && isUuid(id) && KEYS[sort](key) ? { key, id } : undefined;
}

/** Resource discovery (BJ-REG-19): one page of what was asked for. A cursor that belongs to no such
 *  order begins at the beginning. The query code is the holder's and stays out of lists. */
export async function publicEntries(
  house: Pick<House, 'pool' | 'time'>,
  query: EntryQuery,
): Promise<FoundPage> {
  const limit = Math.min(Math.max(query.limit ?? 20, 1), MOST);
  const words = wordsOf(query.q);
  // Words were asked for, and none of them can be searched: nothing matches, rather than everything.
  if (words === undefined) return { items: [], next: null, previous: null };
  const sort = sortOf(query);
  const said = query.before ?? query.after;
  const cursor = said === undefined ? undefined : cursorOf(sort, said);
  const way: Way = cursor === undefined ? 'first' : query.before === undefined ? 'after' : 'before';
  const listed = LISTINGS.get(`${sort} ${words !== null} ${way}`);
  if (!listed) throw new Error(`no order ${sort}`);
  const asked = withoutUnseen(query.q ?? '')
    .text.trim()
    .normalize('NFKC')
    .toLowerCase();
  const rows = await runnerOf(house.pool).run<FoundEntry & { at: string }>(listed, [
    ...filterValues(words, query, house.time.today()),
    asked,
    asked.split(/\s+/u).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`),
    ...(cursor ? [cursor.key, cursor.id] : []),
    limit + 1,
  ]);
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (way === 'before') page.reverse();
  const at = (row: (typeof page)[number] | undefined): string | null =>
    row === undefined ? null : `${row.at}.${row.id}`;
  return {
    items: page.map(({ at: _place, ...row }) => row),
    next: way === 'before' || more ? at(page.at(-1)) : null,
    previous: way === 'after' || (way === 'before' && more) ? at(page[0]) : null,
  };
}
