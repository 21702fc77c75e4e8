import type { PoolClient } from 'pg';

export interface Column {
  readonly name: string;
  /** As PostgreSQL names it: `timestamp with time zone`, `text[]`. */
  readonly type: string;
}

/** A table by the columns that are written; those the database computes are left out. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Every value goes through its text form, the same on every machine. */
const FORMS = `SET LOCAL bytea_output = 'hex'; SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';
  SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

/** Prepares a transaction for reading or writing whole tables, which takes as long as it takes. */
export const forCopy = (tx: PoolClient): Promise<unknown> => tx.query(FORMS);

const PAGE = 100;

/** All tables of the register but `without`, each after those it refers to. */
export async function tablesOf(tx: PoolClient, without: readonly string[]): Promise<Table[]> {
  const { rows } = await tx.query<{ name: string; columns: Column[]; after: string[] }>(
    `SELECT c.relname AS name,
       (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attgenerated = '') AS columns,
       ARRAY(SELECT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS after
     FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1)
     ORDER BY c.relname`,
    [without],
  );
  const sorted: typeof rows = [];
  while (sorted.length < rows.length) {
    const done = new Set(sorted.map((t) => t.name));
    const next = rows.filter((t) => !done.has(t.name) && t.after.every((a) => done.has(a)));
    if (next.length === 0) throw new Error('tables refer to each other in a circle');
    sorted.push(...next);
  }
  return sorted.map(({ name, columns }) => ({ name, columns }));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The rows of a table, a page at a time through a cursor, each value as text or null. */
export async function* pagesOf(
  tx: PoolClient,
  table: Table,
): AsyncGenerator<(string | null)[][], void, undefined> {
  const columns = table.columns.map((c) => `${quoted(c.name)}::text`).join(', ');
  await tx.query(`DECLARE copy NO SCROLL CURSOR FOR SELECT ${columns} FROM ${quoted(table.name)}`);
  for (;;) {
    const { rows } = await tx.query<(string | null)[]>({
      text: `FETCH ${PAGE} FROM copy`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    yield rows;
  }
  await tx.query('CLOSE copy');
}

/** Writes rows as `pagesOf` gave them. */
export async function load(
  tx: PoolClient,
  table: Table,
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const names = table.columns.map((c) => quoted(c.name));
  const given = table.columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const values = table.columns.map((c, i) => `${names[i]}::${c.type}`).join(', ');
  await tx.query(
    `INSERT INTO ${quoted(table.name)} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${values} FROM unnest(${given}) AS x(${names.join(', ')})`,
    table.columns.map((_, i) => rows.map((row) => row[i] ?? null)),
  );
}

export async function rowsIn(tx: PoolClient, table: string): Promise<number> {
  const { rows } = await tx.query<{ n: string }>(`SELECT count(*) AS n FROM ${quoted(table)}`);
  return Number(rows[0]?.n);
}

/** The first of these tables that holds a row. */
export async function firstFilled(
  tx: PoolClient,
  tables: readonly Table[],
): Promise<string | undefined> {
  for (const { name } of tables) {
    const { rows } = await tx.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (rows.length > 0) return name;
  }
  return undefined;
}

/** Lets numbers that the database gives out go on after those that were written. */
export async function advanceSequences(tx: PoolClient): Promise<void> {
  const { rows } = await tx.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c
       ON c.oid = a.attrelid
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attidentity <> ''`,
  );
  for (const { table, column } of rows) {
    await tx.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), max(${quoted(column)}))
       FROM ${quoted(table)} HAVING max(${quoted(column)}) IS NOT NULL`,
      [quoted(table), column],
    );
  }
}
