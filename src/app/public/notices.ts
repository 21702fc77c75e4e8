import { runnerOf, statement } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { NoticeRow } from './public.ts';

/** A notice with the moment it was published or, if that is over, when it ended. */
export interface DatedNotice extends NoticeRow {
  readonly changed: string;
}

/** What begins and ends a notice. */
const TURNS = [
  'reg.NoticePublished',
  'reg.NoticeClosed',
  'reg.RegistrationTerminated',
  'reg.ApplicationWithdrawn',
  'reg.ClosedWithEntry',
];

const DATED = `n.case_id AS id, n.jurisdiction, n.procedure, n.starts AS "from", n.ends AS "to", n.open, n.fields,
  (SELECT e.at FROM event e WHERE e.case_id = n.case_id AND e.type = ANY($1::text[])
   ORDER BY e.version DESC LIMIT 1) AS changed`;

const NEWEST = statement(
  'public_notices_newest',
  `SELECT ${DATED} FROM public_notice n WHERE ($2::text IS NULL OR n.jurisdiction = $2)
   ORDER BY n.starts DESC, n.case_id DESC LIMIT $3`,
);
const ONE = statement(
  'public_notice_dated',
  `SELECT ${DATED} FROM public_notice n WHERE n.case_id = $2`,
);

type Row = NoticeRow & { readonly changed: string | Date | null };

/** The notices that began last, newest first. */
export async function newestNotices(
  house: Pick<House, 'pool'>,
  jurisdiction: string | undefined,
  limit: number,
): Promise<readonly DatedNotice[]> {
  const values = [TURNS, jurisdiction ?? null, limit];
  return (await runnerOf(house.pool).run<Row>(NEWEST, values)).map(dated);
}

export async function datedNotice(
  house: Pick<House, 'pool'>,
  id: string,
): Promise<DatedNotice | undefined> {
  return (await runnerOf(house.pool).run<Row>(ONE, [TURNS, id])).map(dated)[0];
}

const dated = (row: Row): DatedNotice => ({
  ...row,
  changed: new Date(row.changed ?? `${row.from}T00:00:00+08:00`).toISOString(),
});

/** No notice runs anywhere near as long: how far back those of a month may have begun. */
const LONGEST_DAYS = 400;

const BETWEEN = statement(
  'public_notices_between',
  `SELECT case_id AS id, jurisdiction, procedure, starts AS "from", ends AS "to", open, fields
   FROM public_notice
   WHERE starts BETWEEN $1::date - ${LONGEST_DAYS} AND $2 AND ends >= $1
     AND ($3::text IS NULL OR jurisdiction = $3) AND ($4::text IS NULL OR left(fields->>'industry', 1) = $4)
   ORDER BY ends, case_id LIMIT $5`,
);

export interface BetweenQuery {
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly jurisdiction?: string | undefined;
  /** Section of GB/T 4754, a letter. */
  readonly industry?: string | undefined;
  readonly limit: number;
}

/** The notices of these days, the first to end first; `more`: not all of them are among these. */
export async function noticesBetween(
  house: Pick<House, 'pool'>,
  query: BetweenQuery,
): Promise<{ readonly items: readonly NoticeRow[]; readonly more: boolean }> {
  const rows = await runnerOf(house.pool).run<NoticeRow>(BETWEEN, [
    query.from,
    query.to,
    query.jurisdiction ?? null,
    query.industry ?? null,
    query.limit + 1,
  ]);
  return { items: rows.slice(0, query.limit), more: rows.length > query.limit };
}
