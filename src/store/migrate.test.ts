import assert from 'node:assert/strict';
import { it } from 'node:test';
import { forEachDatabase } from '../../test/databases.ts';
import { Refused } from '../base/refusal.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { Migration } from './migrate.ts';

const one: Migration = { number: 1, name: 'one', sql: 'create table one (n int);', sha256: 'a1' };
const two: Migration = {
  number: 2,
  name: 'two',
  sql: 'create table two (n int); insert into one values (2);',
  sha256: 'a2',
};

const refusedAs = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refused);
  assert.equal(error.refusal.code, code);
  return true;
};

it('随程序发布的迁移编号连续、各有校验值', () => {
  const migrations = readMigrations();
  assert.ok(migrations.length > 0);
  migrations.forEach(({ number, sha256 }, index) => {
    assert.equal(number, index + 1);
    assert.match(sha256, /^[0-9a-f]{64}$/);
  });
});

forEachDatabase((_name, open) => {
  it('逐个应用，只应用一次，并留有记录', async () => {
    const { pool } = await open({ bare: true });
    assert.deepEqual(await migrate(pool, [one]), [1]);
    assert.deepEqual(await migrate(pool, [one, two]), [2]);
    assert.deepEqual(await migrate(pool, [one, two]), []);
    const { rows } = await pool.query(
      'select number, name, sha256 from schema_migration order by 1',
    );
    assert.deepEqual(rows, [
      { number: 1, name: 'one', sha256: 'a1' },
      { number: 2, name: 'two', sha256: 'a2' },
    ]);
    assert.equal((await pool.query('show statement_timeout')).rows[0].statement_timeout, '30s');
  });

  it('两个节点同时启动，迁移只做一遍', async () => {
    const { pool } = await open({ bare: true });
    const done = await Promise.all([1, 2, 3].map(() => migrate(pool, [one, two])));
    assert.deepEqual(done.flat(), [1, 2]);
  });

  it('一个迁移中途出错则整个不生效，前面的保留', async () => {
    const { pool } = await open({ bare: true });
    const wrong = { ...two, sql: 'create table two (n int); select * from nowhere;' };
    await assert.rejects(migrate(pool, [one, wrong]), /migration 2 \(two\) failed/);
    const { rows } = await pool.query(`select to_regclass('one') is not null as one,
      to_regclass('two') is not null as two`);
    assert.deepEqual(rows, [{ one: true, two: false }]);
    assert.deepEqual(await migrate(pool, [one, two]), [2]);
  });

  it('数据库比程序新，或已发布的迁移被改动，拒绝启动', async () => {
    const { pool } = await open({ bare: true });
    await migrate(pool, [one, two]);
    await assert.rejects(migrate(pool, [one]), refusedAs('DATABASE_NEWER'));
    await assert.rejects(
      migrate(pool, [one, { ...two, sha256: 'other' }]),
      refusedAs('MIGRATION_CHANGED'),
    );
  });

  it('本程序的全部迁移可在此数据库上应用', async () => {
    const { pool } = await open({ bare: true });
    assert.equal((await migrate(pool)).length, readMigrations().length);
  });
});
