import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { compareRegister } from '../src/app/fsck/register.ts';
import type { Remembered } from '../src/app/log/compare.ts';
import { sequencerLoop, type LogState } from '../src/app/log/loop.ts';
import { bringOut, sequence, wake } from '../src/app/log/sequencer.ts';
import { ceaseSequencer, takePending } from '../src/store/log-tables.ts';
import { Overtaken } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { append, awaken, beside, fsckOf, rig, settle, until, type Rig } from './log-rig.ts';
import { strictWitness, witnessClientOf } from './log-strict-witness.ts';
import { settle as settlePeople } from './people.ts';
import { draft } from './story.ts';

/** A running loop, and every state it told. */
function loopOn(r: Pick<Rig, 'sequencing'>, pool: Pool) {
  const states: LogState['state'][] = [];
  const told: unknown[] = [];
  const loop = sequencerLoop({
    sequencing: { ...r.sequencing, pool },
    state: ({ state }) => states.push(state),
    published: () => undefined,
    tell: (error) => told.push(error),
  });
  return { ...loop, states, told };
}

const published = async ({ store }: Rig): Promise<number> =>
  Number((await store.read('checkpoint'))?.toString('utf8').split('\n')[1] ?? -1);

const killHolder = (pool: Pool): Promise<unknown> =>
  pool.query(`SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`);

forEachDatabase((name, open) => {
  test('事件逐批上链：位置连续，公开文件齐全，每一检查点都接得上', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const show = witnessClientOf(r, witness);
    let size = 0;
    for (const count of [1, 3, 252, 1, 255, 256, 700, 9000]) {
      await append(r.pool, count);
      assert.equal(await settle(r), (size += count));
      await witness.look(r.store);
      await show();
    }
    const sum = await r.pool.query(
      'SELECT count(*)::int AS n, max(idx)::int AS last FROM log_leaf',
    );
    assert.deepEqual(sum.rows, [{ n: size, last: size - 1 }]);
    await witness.settle(r.store, size);
    const { trees } = await fsckOf(r);
    assert.deepEqual(
      trees.map((tree) => tree.size),
      [size, size],
    );
    const address = { kind: 'folder', folder: r.folder } as const;
    const compared = await compareRegister(r.pool, { address, trees });
    assert.deepEqual([compared.events, compared.faulty], [size, 0]);
    const partial = readdirSync(`${r.folder}/tile/0`).filter((name) => name.endsWith('.p'));
    assert.equal(partial.length, 1, 'partial tiles that became full are gone');
  });

  test('晚提交的事件排在后一批；同一事项的事件保持先后', async (t) => {
    const r = await rig(t, open);
    const slow = await r.pool.connect();
    await slow.query('BEGIN');
    const [late] = await append(slow, 1);
    await append(r.pool, 2);
    assert.equal(await settle(r), 2);
    await slow.query('COMMIT');
    slow.release();
    assert.equal(await settle(r), 3);
    const { rows } = await r.pool.query('SELECT case_id FROM log_leaf WHERE idx = 2');
    assert.equal(rows[0].case_id, late?.caseId);

    const other = await beside(t, r);
    const loop = loopOn(r, other);
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const [first] = await append(r.pool, 1);
        for (let at = 2; at < 40; at += 2) await append(r.pool, 2, first?.caseId, at);
      }),
    );
    await until(async () => (await published(r)) === 3 + 6 * 39);
    await loop.stop();
    const { rows: wrong } = await r.pool.query(
      `SELECT case_id FROM (SELECT case_id, version,
         row_number() OVER (PARTITION BY case_id ORDER BY idx) AS n FROM log_leaf) AS x
       WHERE version <> n`,
    );
    assert.deepEqual(wrong, []);
    assert.deepEqual(loop.told, []);
  });

  test('日志头被人改动过，就不再从它往下签：一条也不取', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 3);
    const awake = await awaken(r);
    await r.pool.query('UPDATE log_head SET size = 1 WHERE size = 0');
    await assert.rejects(sequence(r.sequencing, awake), Overtaken);
    await r.pool.query('UPDATE log_head SET size = 0, sha256 = sm3');
    await assert.rejects(sequence(r.sequencing, awake), Overtaken);
    await ceaseSequencer(awake.client);
    const left = await r.pool.query(
      `SELECT (SELECT count(*) FROM log_leaf)::int AS leaves,
         (SELECT count(*) FROM log_pending)::int AS pending`,
    );
    assert.deepEqual(left.rows, [{ leaves: 0, pending: 3 }]);
  });

  test('办理从不等目录链：取号的事务开着不动，照样办理', async (t) => {
    const r = await rig(t, open);
    const house = await houseOn(r.pool);
    await settlePeople(house);
    await append(r.pool, 500);
    await settle(r);
    await append(r.pool, 500);
    const awake = await awaken(r);
    await awake.client.query('BEGIN');
    const taken = await takePending(awake.client, { after: 0n, limit: 300, size: 500 });
    assert.equal(taken.leaves.length, 300);
    await r.pool.query(`SET lock_timeout = '300ms'`);
    const writing = [append(r.pool, 5), draft(house), draft(house), append(r.pool, 5)];
    await Promise.race([
      Promise.all(writing),
      wait(3000, undefined, { ref: false }).then(() => assert.fail('somebody waits')),
    ]);
    const { rows } = await r.pool.query(
      'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted',
    );
    assert.deepEqual(rows, [{ n: 0 }]);
    await awake.client.query('ROLLBACK');
    await ceaseSequencer(awake.client);
    assert.equal(await settle(r), 500 + 500 + 10 + 4);
  });

  test('登记簿里没有的事件等不到位置：不签，不留空号', async (t) => {
    const r = await rig(t, open);
    const [gone] = await append(r.pool, 2);
    await r.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await r.pool.query('DELETE FROM event WHERE case_id = $1 AND version = 2', [gone?.caseId]);
    const awake = await awaken(r);
    await assert.rejects(sequence(r.sequencing, awake), /not in the register/);
    await ceaseSequencer(awake.client);
    assert.equal((await r.pool.query('SELECT FROM log_leaf')).rows.length, 0);
  });

  test('停在任何一步再启动：提交之后、写文件之前、公布之前，都接得上', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    let size = 0;
    for (const stop of ['begun', 'committed', 'written', 'published'] as const) {
      for (const count of [5, 300]) {
        await append(r.pool, count);
        size += count;
        const awake = await awaken(r);
        if (stop === 'begun') {
          await awake.client.query('BEGIN');
          await takePending(awake.client, { after: 0n, limit: 3, size: awake.head.size });
        } else {
          const step = await sequence(r.sequencing, awake);
          assert.ok(step);
          if (stop === 'written') await r.store.write(step.files);
          if (stop === 'published') await bringOut(r.sequencing, step);
        }
        await ceaseSequencer(awake.client);
        await witness.look(r.store);
        assert.equal(await settle(r), size);
        await witness.look(r.store);
      }
    }
    await witness.settle(r.store, size);
    await fsckOf(r);
  });

  test('有人说见过更多：重新问一遍，确实落后就停下；空口无凭的照常', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    let known: readonly Remembered[] = [];
    let asked = 0;
    const remembered = () => {
      asked += 1;
      return Promise.resolve(known);
    };
    await append(r.pool, 10);
    const wary = { sequencing: { ...r.sequencing, remembered } };
    const loop = loopOn(wary, await beside(t, r));
    await until(async () => (await published(r)) === 10);
    loop.compareAgain();
    await until(() => asked === 2);
    await append(r.pool, 10);
    await until(async () => (await published(r)) === 20);
    loop.compareAgain();
    await append(r.pool, 10);
    await until(async () => (await published(r)) === 30);
    assert.equal(asked, 2, 'whoever cries wolf is heard once a minute');
    await loop.stop();

    await witnessClientOf(r, witness)();
    const other = loopOn(wary, await beside(t, r));
    await until(() => other.states.includes('open'));
    known = witness.remembered().map((one) => ({ ...one, size: one.size + 1 }));
    other.compareAgain();
    await until(() => other.states.at(-1) === 'behind');
    await append(r.pool, 10);
    await wait(300);
    assert.equal(await published(r), 30);
    await other.stop();
  });

  // What takes seconds of waiting is waited for once.
  if (!name.startsWith('内置')) return;

  test('同一数据库只有一个进程签名，另一个待命；前者一断，后者几秒内接上', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const first = loopOn(r, await beside(t, r));
    await until(() => first.states.includes('open'));
    const second = loopOn(r, await beside(t, r));
    await until(() => second.states.includes('standby'));
    assert.equal(await wake(r.sequencing), undefined);
    await append(r.pool, 50);
    await until(async () => (await published(r)) === 50);
    await witness.look(r.store);
    assert.ok(!second.states.includes('open'));

    for (let round = 1; round <= 3; round += 1) {
      const before = performance.now();
      await killHolder(r.pool);
      await append(r.pool, 50);
      await until(async () => (await published(r)) === 50 + 50 * round);
      assert.ok(performance.now() - before < 6000, 'somebody went on within seconds');
      await witness.look(r.store);
    }
    await first.stop();
    await append(r.pool, 7);
    await until(async () => (await published(r)) === 207);
    await second.stop();
    assert.ok(second.states.includes('open'));
    await witness.settle(r.store, 207);
    await fsckOf(r);
  });

  test('一开始存储就不通：不办理，通了自己打开；打开之后才断的照常办理，通了补齐', async (t) => {
    const r = await rig(t, open);
    let down = true;
    const read = r.store.read.bind(r.store);
    const store = {
      ...r.store,
      read: (path: string) => (down ? Promise.reject(new Error('down')) : read(path)),
    };
    await append(r.pool, 10);
    const loop = loopOn({ sequencing: { ...r.sequencing, store } }, await beside(t, r));
    await until(() => loop.states.includes('starting'));
    assert.ok(!loop.states.includes('open'));
    down = false;
    await until(async () => (await published(r)) === 10);
    down = true;
    await append(r.pool, 10);
    await until(() => loop.told.length > 2);
    assert.equal(loop.states.at(-1), 'open');
    down = false;
    await until(async () => (await published(r)) === 20);
    await loop.stop();
  });
});
