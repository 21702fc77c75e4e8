import { runnerOf } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import {
  filterValues,
  narrowed,
  plannedAnew,
  STANDING,
  wordsOf,
  type EntryFilter,
} from './search.ts';
import type { OpenFigures } from '../figures/statistics.ts';

export const FACETS = [
  'jurisdiction',
  'status',
  'objectKind',
  'industry',
  'year',
  'holder',
  'district',
] as const;
export type Facet = (typeof FACETS)[number];

/** How many of what was asked for have one value; `label` where the value does not say it itself. */
export interface FacetCount {
  readonly value: string;
  readonly n: number;
  readonly label?: string;
}

export interface Counted {
  readonly facets: Readonly<Partial<Record<Facet, readonly FacetCount[]>>>;
  /** Over the places whose rules let it be told; null where none does. */
  readonly total: {
    readonly n: number;
    /** Counting stopped at its bound: there are at least so many. */
    readonly atLeast: boolean;
    readonly places: readonly string[];
  } | null;
}

/** Where counting stops, so that no search can hold the database. */
const COUNTED = 50_000;
/** As many registrants are named, those with most entries first. */
const HOLDERS = 8;

const found = (words: boolean): string =>
  `SELECT jurisdiction, industry, object_kind, district, ${STANDING} AS status,
     left(registered, 4) AS year, holder
   FROM public_entry WHERE jurisdiction = ANY($10::text[]) AND ${narrowed(words)} LIMIT ${COUNTED}`;

/** First by everything at once: the six countings then go over a few hundred rows. Of registrants those with
 *  most entries, over the places $11 alone. */
const counting = (words: boolean) =>
  plannedAnew(
    `public_facets ${words ? 'words' : 'all'}`,
    `WITH found AS MATERIALIZED (${found(words)}),
       kinds AS MATERIALIZED (SELECT jurisdiction, status, object_kind, industry, year, district,
         count(*) AS n FROM found GROUP BY 1, 2, 3, 4, 5, 6),
       most AS (SELECT holder, count(*)::int AS n FROM found
         WHERE holder <> '' AND jurisdiction = ANY($11::text[])
         GROUP BY holder ORDER BY n DESC, holder LIMIT ${HOLDERS})
     SELECT CASE grouping(status, object_kind, industry, year, district)
         WHEN 15 THEN 'status' WHEN 23 THEN 'objectKind' WHEN 27 THEN 'industry' WHEN 29 THEN 'year'
         WHEN 30 THEN 'district' ELSE 'jurisdiction' END AS facet, jurisdiction,
       coalesce(status, object_kind, industry, year, district, jurisdiction) AS value, sum(n)::int AS n,
       NULL AS label
     FROM kinds GROUP BY GROUPING SETS ((jurisdiction), (jurisdiction, status),
       (jurisdiction, object_kind), (jurisdiction, industry), (jurisdiction, year), (jurisdiction, district))
     UNION ALL SELECT 'holder', '', holder, n, (SELECT p.fields ->> 'registrantName' FROM public_entry p
       WHERE p.holder = most.holder ORDER BY p.case_id DESC LIMIT 1) FROM most`,
  );

const STATEMENTS = { all: counting(false), words: counting(true) };

interface Row {
  readonly facet: Facet;
  readonly jurisdiction: string;
  readonly value: string;
  readonly n: number;
  readonly label: string | null;
}

/** Counted over a bounded number of rows, and only where statistics drawn from registrations are open
 *  (CQ-REG-19): `facets` for what entries are like, `entries` for how many there are. How many there are
 *  of one kind says what they are like: a narrowed total is a facet. */
export async function publicCounts(
  house: Pick<House, 'pool' | 'time'>,
  filter: EntryFilter,
  figures: OpenFigures,
): Promise<Counted> {
  const words = wordsOf(filter.q);
  const kinds = figures.places('facets');
  const { jurisdiction, ...narrower } = filter;
  const isAll = Object.values(narrower).every((one) => one === undefined || one === '');
  const sizes = isAll ? [...new Set([...kinds, ...figures.places('entries')])] : kinds;
  const here = (place: string): boolean => (jurisdiction ?? place) === place;
  const places = sizes.filter(here);
  if (places.length === 0) return { facets: {}, total: null };
  if (words === undefined) return { facets: {}, total: { n: 0, atLeast: false, places } };
  const rows = await runnerOf(house.pool).run<Row>(STATEMENTS[words === null ? 'all' : 'words'], [
    ...filterValues(words, filter, house.time.today()),
    sizes,
    kinds,
  ]);
  const holder: FacetCount[] = [];
  const counts: Partial<Record<Facet, Map<string, number>>> = {};
  for (const { facet, jurisdiction: place, value, n, label } of rows) {
    const open = facet === 'jurisdiction' ? sizes : kinds;
    if (facet === 'holder') holder.push({ value, n, ...(label === null ? {} : { label }) });
    else if (value !== '' && open.includes(place)) {
      const known = (counts[facet] ??= new Map());
      known.set(value, (known.get(value) ?? 0) + n);
    }
  }
  holder.sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const n = [...(counts.jurisdiction?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  return {
    facets: { ...Object.fromEntries(Object.entries(counts).map(inOrder)), holder },
    total: { n, atLeast: n >= COUNTED, places },
  };
}

/** The greatest first; years from the last. */
function inOrder([facet, counts]: [string, Map<string, number>]): [string, FacetCount[]] {
  const list = [...counts].map(([value, n]) => ({ value, n }));
  const sorted = list.toSorted((a, b) =>
    facet === 'year'
      ? Number(b.value) - Number(a.value)
      : b.n - a.n || (a.value < b.value ? -1 : 1),
  );
  return [facet, sorted];
}
