import { act, open } from '../src/app/act.ts';
import type { House } from '../src/app/house.ts';
import type { JsonObject } from '../src/base/json.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { openBody, type StoredEventRow } from '../src/store/bodies.ts';
import { openCase, type CaseRow } from '../src/store/cases.ts';
import { people } from './people.ts';
import { inNotice, say } from './story.ts';

/** A registration with its code. */
export async function registered(house: House, name: string): Promise<StoredCase> {
  const { caseId } = await inNotice(house, name);
  const day = new Date(house.time.nowMs() + 40 * 86_400_000).toISOString().slice(0, 10);
  await moveDemoClock(house, `${day}T10:00:00+08:00`);
  return say(house, caseId)(people.issuer, 'assignCode');
}

export const asked = (about: string, more: JsonObject): JsonObject => ({
  about,
  ground: 'purpose_fulfilled',
  basis: '个人信息保护法第四十七条',
  statement: '联系人已离职，不再需要',
  ...more,
});

export const request = (house: House, by: Actor, input: JsonObject): Promise<StoredCase> =>
  open(house, { actor: by, procedure: 'records.erase', jurisdiction: 'beijing', input });

/** Asked for, granted by one officer, confirmed by another. */
export async function erased(
  house: House,
  about: string,
  more: JsonObject,
  by: Actor = people.editor,
): Promise<StoredCase> {
  const { caseId } = await request(house, by, asked(about, more));
  const does = (actor: Actor, name: string, input: JsonObject) =>
    act(house, { actor, caseId, act: name, input });
  await does(people.formal, 'grantErasure', { reasons: '符合规定，准予清空' });
  return does(people.issuer, 'confirmErasure', { examined: true });
}

/** Everything the database holds, as text: each column of each table, what is sealed opened. */
export async function allText({ pool, keys }: Pick<House, 'pool' | 'keys'>): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    found.push(...rows.map(({ line }) => line));
  }
  const bodies = await pool.query<StoredEventRow>(
    `SELECT b.case_id, b.version, e.entry, b.body FROM event_body b JOIN event e USING (case_id, version)`,
  );
  found.push(...bodies.rows.map((row) => JSON.stringify(openBody(keys, row))));
  found.push(...bodies.rows.map(({ entry }) => entry.toString('utf8')));
  const cases = await pool.query<CaseRow>('SELECT * FROM case_row');
  found.push(...cases.rows.map((row) => JSON.stringify(openCase(keys, row))));
  return found.join('\n');
}

/** A case as it would be disclosed whole. */
export async function disclosed({ pool, keys }: House, caseId: string) {
  const { rows } = await pool.query<StoredEventRow>(
    `SELECT e.case_id, e.version, e.entry, b.body FROM event e
     LEFT JOIN event_body b USING (case_id, version) WHERE e.case_id = $1 ORDER BY version`,
    [caseId],
  );
  return rows.map((row) => ({ entry: row.entry, body: openBody(keys, row) }));
}
