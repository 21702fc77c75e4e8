import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { forEachDatabase } from '../../test/databases.ts';
import { Refused } from '../base/refusal.ts';
import { openDatabase, tooOld } from './database.ts';
import { freePort, startEmbedded } from './embedded.ts';
import { inTransaction } from './transaction.ts';
import { statement } from './transaction.ts';

const codeOfRefusal = (error: unknown): string =>
  error instanceof Refused ? error.refusal.code : String(error);

forEachDatabase((_name, open) => {
  it('日期按原样读出，不因时区前后移动', async () => {
    const { pool } = await open();
    const { rows } = await pool.query(`select date '2026-03-02' as day`);
    assert.deepEqual(rows, [{ day: '2026-03-02' }]);
  });

  it('每次打开都是互不相干的新库', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    await one.pool.query('create table mine (n int)');
    const { rows } = await other.pool.query(`select to_regclass('mine') as found`);
    assert.deepEqual(rows, [{ found: null }]);
  });

  it('连接被数据库切断：当次拒绝，随后自行恢复', async () => {
    const { pool } = await open();
    const other = await open();
    const { rows } = await pool.query('select pg_backend_pid() as pid');
    await other.pool.query('select pg_terminate_backend($1)', [rows[0].pid]);
    await sleep(50);
    assert.deepEqual((await pool.query('select 1 as n')).rows, [{ n: 1 }]);
    const cut = inTransaction(pool, async (tx) => {
      const [row] = await tx.run<{ pid: number }>(
        statement('pid', 'select pg_backend_pid() as pid'),
        [],
      );
      await other.pool.query('select pg_terminate_backend($1)', [row?.pid]);
      await sleep(50);
      return tx.run(statement('one', 'select 1'), []);
    });
    await assert.rejects(cut, (error) => codeOfRefusal(error) === 'STORE_UNAVAILABLE');
    assert.deepEqual((await pool.query('select 1 as n')).rows, [{ n: 1 }]);
  });

  it('连接用尽时不无限等待', async () => {
    const { pool } = await open({ poolSize: 1, patienceMs: 300 });
    const held = await pool.connect();
    const begun = performance.now();
    const waiting = inTransaction(pool, () => Promise.resolve());
    await assert.rejects(waiting, (error) => codeOfRefusal(error) === 'STORE_UNAVAILABLE');
    assert.ok(performance.now() - begun < 3000);
    held.release();
    assert.deepEqual((await pool.query('select 1 as n')).rows, [{ n: 1 }]);
  });
});

it('数据库停了又来：期间回答稍后再试，恢复后照常', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-test-'));
  const tcpPort = await freePort();
  const first = await startEmbedded({ dataDir, tcpPort });
  const { user, password, host, port, database } = first.connection;
  const databaseUrl = `postgres://${user}:${password}@${host}:${port}/${database}`;
  const opened = await openDatabase({ databaseUrl, dataDir, poolSize: 2 });
  assert.equal(opened.kind, 'server');
  const ask = () => inTransaction(opened.pool, (tx) => tx.run(statement('n', 'select 1 as n'), []));
  assert.deepEqual(await ask(), [{ n: 1 }]);
  await first.stop();
  await assert.rejects(ask(), (error) => codeOfRefusal(error) === 'STORE_UNAVAILABLE');
  const second = await startEmbedded({ dataDir, tcpPort });
  assert.deepEqual(await ask(), [{ n: 1 }]);
  await opened.close();
  await second.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('没有 DATABASE_URL 时使用数据目录里的内置数据库，关闭时一并停止', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-test-'));
  const opened = await openDatabase({ dataDir, poolSize: 2 });
  assert.equal(opened.kind, 'embedded');
  assert.deepEqual((await opened.pool.query('select 1 as n')).rows, [{ n: 1 }]);
  await opened.close();
  const again = await openDatabase({ dataDir, poolSize: 2 });
  await again.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('连不上时说明原因，但不透露口令', async () => {
  const databaseUrl = `postgres://shuji:hidden-word@127.0.0.1:${await freePort()}/shuji`;
  await assert.rejects(openDatabase({ databaseUrl, dataDir: '', poolSize: 2 }), (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.refusal.code, 'DATABASE_UNREACHABLE');
    assert.match(error.refusal.sentence.en, /ECONNREFUSED/);
    assert.doesNotMatch(JSON.stringify(error.refusal), /hidden-word/);
    return true;
  });
});

it('低于 15 的数据库被拒绝并说明原因', () => {
  const { refusal } = tooOld('14.12');
  assert.equal(refusal.code, 'DATABASE_TOO_OLD');
  assert.match(refusal.sentence.zh, /14\.12.*15/);
});
