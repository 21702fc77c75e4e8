import type { JsonObject } from '../../base/json.ts';
import type { PublicLife } from '../../contexts/registration/entry-standing.ts';
import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';

const MOST = 100;
const bounded = (limit: number | undefined): number => Math.min(Math.max(limit ?? 20, 1), MOST);

const NOTICES = statement(
  'public_notices',
  `SELECT case_id AS id, jurisdiction, procedure, starts AS "from", ends AS "to", open, fields
   FROM public_notice
   WHERE ($1::text IS NULL OR jurisdiction = $1) AND ($2::bool IS NULL OR open = $2)
     AND ($3::uuid IS NULL OR (place, case_id) > (SELECT n.place, n.case_id FROM public_notice n WHERE n.case_id = $3))
     AND ($5::text IS NULL OR left(fields->>'industry', 1) = $5) AND ($6::date IS NULL OR ends <= $6)
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
  /** Section of GB/T 4754, a letter; places that do not put the industry on notice have none. */
  readonly industry?: string | undefined;
  /** Ends on this day or before. */
  readonly endsBy?: string | undefined;
}

/** The notice board: exactly the fields the pack lists (BJ-REG-13). */
export async function publicNotices(house: House, query: NoticeQuery) {
  const limit = bounded(query.limit);
  const rows = await runnerOf(house.pool).run<NoticeRow>(NOTICES, [
    query.jurisdiction ?? null,
    query.open ?? null,
    query.after ?? null,
    limit + 1,
    query.industry ?? null,
    query.endsBy ?? null,
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
  valid_from AS "validFrom", valid_to AS "validTo", industry, object_kind AS "objectKind", district, fields, life`;

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

const BY_CODE = statement(
  'public_entry_by_code',
  `SELECT ${COLUMNS} FROM public_entry WHERE code = $1`,
);
const BY_QUERY = statement(
  'public_entry_by_query',
  `SELECT ${COLUMNS} FROM public_entry WHERE query_code = $1`,
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
