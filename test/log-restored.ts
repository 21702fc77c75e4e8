import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { backup } from '../src/app/backup/backup.ts';
import type { Recovering } from '../src/app/recover/recover.ts';
import { openSource } from '../src/app/log/source.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { restore } from '../src/app/backup/restore.ts';
import { Refused } from '../src/base/refusal.ts';
import { DIARY_CASE } from '../src/contexts/network/diary.ts';
import type { Database } from '../src/store/database.ts';
import { sealKeys } from '../src/store/seal.ts';
import type { Open } from './databases.ts';
import { houseOn, MASTER } from './house.ts';
import { append, place, rigOn, type Rig } from './log-rig.ts';
import { settle as settlePeople } from './people.ts';

const NOW = '2026-03-02T09:00:00+08:00';

/** A house whose log stands in a folder of its own, with acts to be done in it. */
export async function begin(t: TestContext, open: Open) {
  const database = await open();
  t.after(() => database.close());
  const home = place(t);
  const r = rigOn(database, home);
  const house = await houseOn(database.pool, { folder: join(home, 'files') });
  await settlePeople(house);
  return { r, house, home };
}

/** The database as a backup of this moment brings it back, later. */
export async function backedUp(
  t: TestContext,
  open: Open,
  { pool }: Rig,
): Promise<() => Promise<Database>> {
  const file = join(place(t), 'backup');
  const manifest = await backup(file, { pool, master: MASTER, now: NOW });
  return async () => {
    const database = await open({ bare: true });
    t.after(() => database.close());
    await restore(file, manifest, { pool: database.pool });
    return database;
  };
}

export const recovering = (r: Rig, folder = r.folder): Recovering => ({
  pool: r.pool,
  sealKeys: sealKeys(MASTER),
  keys: r.keys,
  source: openSource({ kind: 'folder', folder }),
  where: folder,
  nowMs: () => Date.now(),
  patienceMs: 100,
});

/** Every file below a folder with its bytes. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'base64')]),
  );

export const copyOf = (t: TestContext, folder: string): string => {
  const copy = join(place(t), 'copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
};

export const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

export const countOf = async ({ pool }: Pick<Rig, 'pool'>, table: string): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
};

export const sound = async ({ pool }: Rig): Promise<void> => {
  const checked = await checkRegister({ pool, keys: sealKeys(MASTER) });
  assert.deepEqual([checked.faults, checked.examples], [[], []]);
};

/** Statements of the log about itself: events that belong to no case. */
export async function say(r: Rig, count: number): Promise<void> {
  const { rows } = await r.pool.query<{ next: number }>(
    'SELECT coalesce(max(version), 0)::int + 1 AS next FROM event WHERE case_id = $1',
    [DIARY_CASE],
  );
  await append(r.pool, count, DIARY_CASE, rows[0]?.next);
}
