import { tsqueryOf } from '../base/chinese-text.ts';
import type { JsonObject } from '../base/json.ts';
import type { PublicLife } from '../contexts/registration/entry-standing.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';
import { openFigures } from './statistics.ts';

const MOST = 100;
const bounded = (limit: number | undefined): number => Math.min(Math.max(limit ?? 20, 1), MOST);

const NOTICES = statement(
  'public_notices',
  `SELECT case_id AS id, jurisdiction, procedure, starts AS "from", ends AS "to", open, fields
   FROM public_notice
   WHERE ($1::text IS NULL OR jurisdiction = $1) AND ($2::bool IS NULL OR open = $2)
     AND ($3::uuid IS NULL OR (place, case_id) > (SELECT n.place, n.case_id FROM public_notice n WHERE n.case_id = $3))
   ORDER BY place, case_id LIMIT $4`,
);

export interface NoticeRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly procedure: string;
  readonly from: string;
  readonly to: string;
  readonly open: boolean;
  readonly fields: JsonObject;
}

export interface NoticeQuery {
  readonly jurisdiction?: string | undefined;
  readonly open?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** The notice board: exactly the fields the pack lists (BJ-REG-13). */
export async function publicNotices(house: House, query: NoticeQuery) {
  const limit = bounded(query.limit);
  const rows = await runnerOf(house.pool).run<NoticeRow>(NOTICES, [
    query.jurisdiction ?? null,
    query.open ?? null,
    query.after ?? null,
    limit + 1,
  ]);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

const NOTICE = statement(
  'public_notice_one',
  `SELECT case_id AS id, jurisdiction, procedure, starts AS "from", ends AS "to", open, fields
   FROM public_notice WHERE case_id = $1`,
);

export async function publicNotice(house: House, id: string): Promise<NoticeRow | undefined> {
  return (await runnerOf(house.pool).run<NoticeRow>(NOTICE, [id]))[0];
}

const COLUMNS = `case_id AS id, jurisdiction, code, query_code AS "queryCode", status,
  valid_from AS "validFrom", valid_to AS "validTo", industry, object_kind AS "objectKind", district, fields`;

/** One entry with its life, which a list would be too long with. */
const WHOLE = `${COLUMNS}, life`;

const ENTRIES = statement(
  'public_entries',
  `SELECT ${COLUMNS} FROM public_entry
   WHERE ($1::tsquery IS NULL OR search @@ $1::tsquery) AND ($2::text IS NULL OR jurisdiction = $2)
     AND ($3::text IS NULL OR industry = $3) AND ($4::text IS NULL OR object_kind = $4)
     AND ($5::text IS NULL OR district = $5) AND ($6::uuid IS NULL OR case_id < $6)
   ORDER BY case_id DESC LIMIT $7`,
);
/** Counted over a bounded number of rows, so that no search can hold the database, and only where
 *  statistics drawn from registrations are open (CQ-REG-19): $6 for what entries are like, $7 for how
 *  many there are. */
const FACETS = statement(
  'public_facets',
  `WITH found AS (
     SELECT jurisdiction, industry, object_kind, district FROM public_entry
     WHERE jurisdiction = ANY($6::text[] || $7::text[]) AND ($1::tsquery IS NULL OR search @@ $1::tsquery) AND ($2::text IS NULL OR jurisdiction = $2)
       AND ($3::text IS NULL OR industry = $3) AND ($4::text IS NULL OR object_kind = $4)
       AND ($5::text IS NULL OR district = $5)
     LIMIT 10000)
   SELECT 'industry' AS facet, industry AS value, count(*)::int AS n FROM found WHERE jurisdiction = ANY($6) GROUP BY industry
   UNION ALL SELECT 'objectKind', object_kind, count(*)::int FROM found WHERE jurisdiction = ANY($6) GROUP BY object_kind
   UNION ALL SELECT 'jurisdiction', jurisdiction, count(*)::int FROM found WHERE jurisdiction = ANY($7) GROUP BY jurisdiction
   UNION ALL SELECT 'district', district, count(*)::int FROM found WHERE jurisdiction = ANY($6) GROUP BY district`,
);

export interface EntryRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly code: string;
  readonly queryCode: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly industry: string;
  readonly objectKind: string;
  readonly district: string;
  readonly fields: JsonObject;
  readonly life: PublicLife;
}

export interface EntryQuery {
  readonly q?: string | undefined;
  readonly jurisdiction?: string | undefined;
  readonly industry?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly district?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** Resource discovery (BJ-REG-19): registered entries with facets. The query code is the holder's
 *  and stays out of lists. */
export async function publicEntries(house: House, query: EntryQuery) {
  const limit = bounded(query.limit);
  const runner = runnerOf(house.pool);
  const asked = query.q !== undefined && query.q.trim() !== '';
  const terms = asked ? tsqueryOf(query.q ?? '') : undefined;
  // Words were asked for, and none of them can be searched: nothing matches, rather than everything.
  if (asked && terms === undefined) return { items: [], facets: {}, next: null };
  const filter = [
    terms ?? null,
    query.jurisdiction ?? null,
    query.industry ?? null,
    query.objectKind ?? null,
    query.district ?? null,
  ];
  const figures = await openFigures(house);
  const facetsOf = figures.places('facets');
  // How many there are of one kind says what they are like.
  const { industry, objectKind, district } = query;
  const all = [terms, industry, objectKind, district].every((one) => one === undefined);
  const counted = all ? [...new Set([...facetsOf, ...figures.places('entries')])] : facetsOf;
  const rows = await runner.run<Omit<EntryRow, 'life'>>(ENTRIES, [
    ...filter,
    query.after ?? null,
    limit + 1,
  ]);
  const counts = await runner.run<{ facet: string; value: string; n: number }>(FACETS, [
    ...filter,
    facetsOf,
    counted,
  ]);
  const items = rows.slice(0, limit).map(({ queryCode: _holder, ...row }) => row);
  const facets: Record<string, { value: string; n: number }[]> = {};
  for (const { facet, value, n } of counts) (facets[facet] ??= []).push({ value, n });
  return { items, facets, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

const BY_CODE = statement(
  'public_entry_by_code',
  `SELECT ${WHOLE} FROM public_entry WHERE code = $1`,
);
const BY_QUERY = statement(
  'public_entry_by_query',
  `SELECT ${WHOLE} FROM public_entry WHERE query_code = $1`,
);

export async function entryByCode(house: House, code: string): Promise<EntryRow | undefined> {
  return (await runnerOf(house.pool).run<EntryRow>(BY_CODE, [code]))[0];
}

export async function entryByQueryCode(house: House, code: string): Promise<EntryRow | undefined> {
  return (await runnerOf(house.pool).run<EntryRow>(BY_QUERY, [code]))[0];
}

const LAPSES = statement(
  'public_lapses',
  `SELECT case_id AS id, jurisdiction, code, status, valid_from AS "validFrom", valid_to AS "validTo",
     announced, object_kind AS "objectKind", fields
   FROM public_entry
   WHERE announced IS NOT NULL AND ($1::text IS NULL OR jurisdiction = $1)
     AND ($2::uuid IS NULL OR EXISTS (SELECT FROM public_entry p WHERE p.case_id = $2
       AND (public_entry.announced < p.announced
         OR (public_entry.announced = p.announced AND public_entry.case_id > p.case_id))))
   ORDER BY announced DESC, case_id LIMIT $3`,
);

export interface LapseRow {
  readonly id: string;
  readonly jurisdiction: string;
  readonly code: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** The day of the announcement. */
  readonly announced: string;
  readonly objectKind: string;
  readonly fields: JsonObject;
}

/** The board of entries that lapsed, newest first (CQ-REG-18). */
export async function publicLapses(
  house: House,
  query: Pick<NoticeQuery, 'jurisdiction' | 'after' | 'limit'>,
) {
  const limit = bounded(query.limit);
  const rows = await runnerOf(house.pool).run<LapseRow>(LAPSES, [
    query.jurisdiction ?? null,
    query.after ?? null,
    limit + 1,
  ]);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
