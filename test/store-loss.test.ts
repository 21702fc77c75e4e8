import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refused } from '../src/base/refusal.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { disputed, draft, filed, inNotice, say } from './story.ts';

const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code && error.refusal.kind === 'busy';

forEachDatabase((_name, open) => {
  /** A house whose acts on a case wait for a lock that the test holds, so that they can be cut off
   *  in the middle; and another connection to look and to cut with. */
  const begin = async () => {
    const { pool, close } = await open({ poolSize: 4 });
    const house = await houseOn(pool);
    await settle(house);
    const other = new pg.Client(pool.options);
    await other.connect();
    const events = async (): Promise<number> =>
      Number((await other.query('SELECT count(*) AS n FROM event')).rows[0].n);
    const hold = async (caseId: string): Promise<void> => {
      await other.query('BEGIN');
      await other.query('SELECT FROM case_row WHERE case_id = $1 FOR UPDATE', [caseId]);
    };
    const waiting = async (): Promise<number> => {
      for (let tries = 0; tries < 500; tries += 1) {
        const { rows } = await other.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity
           WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        if (rows[0]) return rows[0].pid;
        await sleep(10);
      }
      throw new Error('nobody waits');
    };
    const end = async (): Promise<void> => {
      await other.end();
      await close();
    };
    return { pool, house, other, events, hold, waiting, end };
  };

  test('办理中途数据库断开：告知繁忙（503），什么也没有写下，随后照常办理', async () => {
    const { house, other, events, hold, waiting, end } = await begin();
    const single = await filed(house);
    const parent = await inNotice(house, '另一名录');
    const linked = await disputed(house, parent.caseId);
    const cut = async (caseId: string, held: string, work: () => Promise<unknown>) => {
      const before = await events();
      await hold(held);
      const asked = assert.rejects(work(), refusedAs('STORE_UNAVAILABLE'), caseId);
      await other.query('SELECT pg_terminate_backend($1)', [await waiting()]);
      await asked;
      await other.query('COMMIT');
      assert.equal(await events(), before);
      await work();
      assert.ok((await events()) > before);
    };
    const accept = () => say(house, single.caseId)(people.intake, 'accept');
    await cut(single.caseId, single.caseId, accept);
    // Here the objection itself is written already and the lock of its parent is waited for.
    const uphold = () =>
      say(house, linked.caseId)(people.referee, 'uphold', { reasons: '权属确有争议' });
    await cut(linked.caseId, parent.caseId, uphold);
    await end();
  });

  test('写入已发出而连接断开：不说没有生效，而说结果不明', async () => {
    const { pool, house, other, hold, waiting, end } = await begin();
    const { caseId } = await draft(house);
    await hold(caseId);
    const put = { group: 'scenario', values: { usable: '公共服务' } };
    let held: pg.PoolClient | undefined;
    pool.on('acquire', (client) => {
      held = client;
    });
    const asked = assert.rejects(
      say(house, caseId)(people.editor, 'attachMaterial', put),
      refusedAs('STORE_OUTCOME_UNKNOWN'),
    );
    const pid = await waiting();
    const wire = held as unknown as { connection: { stream: { destroy(): void } } };
    wire.connection.stream.destroy();
    await asked;
    // The server has not heard of it yet and would finish the statement.
    await other.query('SELECT pg_terminate_backend($1)', [pid]);
    await other.query('COMMIT');
    await end();
  });

  test('连接用尽时不无限等待：到时告知繁忙', async () => {
    const { pool, close } = await open({ poolSize: 2, patienceMs: 200 });
    const house = await houseOn(pool);
    await settle(house);
    const { caseId } = await filed(house);
    const taken = await Promise.all([pool.connect(), pool.connect()]);
    await assert.rejects(
      say(house, caseId)(people.intake, 'accept'),
      refusedAs('STORE_UNAVAILABLE'),
    );
    for (const client of taken) client.release();
    assert.equal((await say(house, caseId)(people.intake, 'accept')).state.status, 'in_review');
    await close();
  });
});
