import { lateClock, LATE_PLACES, OWING_WHERE } from './behind.ts';
import type { Stretch } from './when.ts';
import { statement, type Runner } from '../../store/transaction.ts';

/** Marks that are alike, and how many they are. */
export interface Counted {
  readonly mark: string;
  readonly said: string;
  readonly day: string;
  /** The first of their kind in their cases. */
  readonly first: boolean;
  readonly startedOn: string | null;
  readonly due: string | null;
  readonly n: number;
}

/** Which cases are counted: the beginning of a query, as `rowsWithin` makes it. */
export interface Within {
  readonly from: string;
  readonly where: readonly string[];
  readonly values: readonly unknown[];
}

/** What is counted, and when. */
export interface Asked extends Stretch {
  readonly place: string;
  readonly procedures: readonly string[];
  readonly marks: readonly string[];
}

/** A period has some hundred days and a step some durations: more groups than this are no register's. */
const MOST = 100_000;

/** The count over marks `m`; `$1` to `$5` are place, first and last day, procedures and marks. */
const sqlOf = (rows: string, more: string): string =>
  `SELECT mark, said, day::text, first, started_on::text AS "startedOn", due::text, n FROM (
     SELECT m.mark, m.said, m.day, m.first, m.started_on, m.due, count(*)::int AS n
     FROM ${rows} WHERE m.jurisdiction = $1 AND m.day BETWEEN $2::date AND $3::date
       AND m.procedure = ANY($4::text[]) AND m.mark = ANY($5::text[])${more}
     GROUP BY m.mark, m.said, m.day, m.first, m.started_on, m.due LIMIT ${MOST}) x`;

const ALL = statement('figures_marks', sqlOf('case_mark m', ''));

/** By day alone: all that a trend needs, and from the index. */
const BY_DAY = statement(
  'figures_days',
  `SELECT mark, '' AS said, day::text, false AS first, NULL AS "startedOn", NULL AS due, n FROM (
     SELECT m.mark, m.day, count(*)::int AS n FROM case_mark m
     WHERE m.jurisdiction = $1 AND m.day BETWEEN $2::date AND $3::date
       AND m.procedure = ANY($4::text[]) AND m.mark = ANY($5::text[])
     GROUP BY m.mark, m.day LIMIT ${MOST}) x`,
);

/** Counts all of a place. Whoever shows it outside asks `openFigures` first; a reader sees all of it where
 *  no bound of theirs is narrower (`figures.ts`). */
export const countPlace = (runner: Runner, asked: Asked): Promise<Counted[]> =>
  runner.run<Counted & Record<string, unknown>>(ALL, given(asked));

export const countDays = (runner: Runner, asked: Asked): Promise<Counted[]> =>
  runner.run<Counted & Record<string, unknown>>(BY_DAY, given(asked));

/** Counts within what a reader may see. */
export function countWithin(runner: Runner, asked: Asked, within: Within): Promise<Counted[]> {
  const first = given(asked);
  const moved = (sql: string): string =>
    sql.replace(/\$(\d+)/g, (_whole, n: string) => `$${Number(n) + first.length}`);
  const rows = `${moved(within.from)} JOIN case_mark m ON m.case_id = c.case_id`;
  const text = sqlOf(rows, ` AND ${within.where.map(moved).join(' AND ')}`);
  return runner.run<Counted & Record<string, unknown>>({ name: '', text }, [
    ...first,
    ...within.values,
  ]);
}

const given = ({ place, from, to, procedures, marks }: Asked): unknown[] => [
  place,
  from,
  to,
  procedures,
  marks,
];

/** Cases of a procedure that still run, by where they stand. */
export interface Standing {
  readonly status: string;
  readonly n: number;
  /** Of them those whose deadline is over. */
  readonly late: number;
  /** The day since which the one that waits longest waits: its deadline began, or it moved last. */
  readonly since: string;
}

export interface Late {
  readonly procedure: string;
  readonly clock: string;
  readonly district: string | null;
  readonly n: number;
}

/** A body that holds data, and how many of its duties to register are past their time. */
export interface Owing {
  readonly holder: string;
  readonly n: number;
}

/** Who has not filed in time what must be registered, most first, within what a reader may see. */
export const owingWithin = (runner: Runner, { from, where, values }: Within): Promise<Owing[]> =>
  runner.run<Owing & Record<string, unknown>>(
    {
      name: '',
      text: `SELECT c.registrant AS holder, count(*)::int AS n FROM ${from}
        WHERE ${[...where, ...OWING_WHERE].join(' AND ')}
          AND c.registrant IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
    },
    [...values],
  );

/** Where the open cases stand now, and which decisions are owed beyond their deadline, within what a
 *  reader may see. */
export async function standingWithin(
  runner: Runner,
  { from, where, values }: Within,
  procedure: string,
): Promise<{ readonly standing: Standing[]; readonly late: Late[] }> {
  const [places, name] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const open = [...where, 'NOT c.terminal'].join(' AND ');
  const owed = `EXISTS (SELECT FROM clock l WHERE ${lateClock(places)})`;
  const begun = `SELECT min(l.started_on) FROM clock l WHERE l.case_id = c.case_id
    AND l.state IN ('running', 'expired') AND c.procedure || ' ' || c.status || ' ' || l.name = ANY(${places})`;
  const [standing, late] = await Promise.all([
    runner.run<Standing>(
      {
        name: '',
        text: `SELECT c.status, count(*)::int AS n, (count(*) FILTER (WHERE ${owed}))::int AS late,
          min(LEAST((c.updated_at AT TIME ZONE 'Asia/Shanghai')::date, (${begun})))::text AS since
          FROM ${from} WHERE ${open} AND c.procedure = ${name} GROUP BY c.status`,
      },
      [...values, LATE_PLACES, procedure],
    ),
    runner.run<Late>(
      {
        name: '',
        text: `SELECT c.procedure, l.name AS clock, c.district, count(*)::int AS n
          FROM ${from} JOIN clock l ON ${lateClock(places)} WHERE ${open}
          GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 2000`,
      },
      [...values, LATE_PLACES],
    ),
  ]);
  return { standing, late };
}
