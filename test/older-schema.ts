import type { Pool } from 'pg';

/** Copies into a database of older tables what they have room for: how a register would lie there that
 *  an older program kept. */
export async function copyOlder(from: Pool, to: Pool): Promise<void> {
  const { rows: columns } = await to.query<{ t: string; c: string }>(
    `SELECT table_name AS t, column_name AS c FROM information_schema.columns
     WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name <> 'schema_migration'
     ORDER BY 1, ordinal_position`,
  );
  for (const [table, group] of Map.groupBy(columns, ({ t }) => t)) {
    const names = group.map(({ c }) => `"${c}"`).join(', ');
    const { rows } = await from.query<{ all: unknown }>(
      `SELECT coalesce(json_agg(x), '[]') AS all FROM (SELECT ${names} FROM "${table}") x`,
    );
    await to.query(
      `INSERT INTO "${table}" (${names}) OVERRIDING SYSTEM VALUE
       SELECT ${names} FROM json_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(rows[0]?.all)],
    );
  }
}
