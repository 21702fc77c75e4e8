import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Pool } from 'pg';
import { act, open as openCase } from '../src/app/act.ts';
import { Refused } from '../src/base/refusal.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { disputed, draft, filed, inNotice, objectTo, say } from './story.ts';

/** How many rows every table has: what "nothing was written" means. */
export async function counts(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ table: string; rows: string }>(
    `SELECT c.relname AS table, (xpath('/row/n/text()', query_to_xml(
       format('SELECT count(*) AS n FROM %I', c.relname), false, true, '')))[1]::text AS rows
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  return Object.fromEntries(rows.map((r) => [r.table, Number(r.rows)]));
}

/** Makes the database refuse one kind of row, as a full disk or a defect would. */
const breakOn = (pool: Pool, table: string, when = 'true'): Promise<unknown> =>
  pool.query(`CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'injected'; END $$;
     CREATE TRIGGER injected BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${when})
     EXECUTE FUNCTION fail()`);

const heal = (pool: Pool, table: string): Promise<unknown> =>
  pool.query(`DROP TRIGGER injected ON ${table}`);

const codeOf = (reason: unknown): string =>
  reason instanceof Refused ? reason.refusal.code : String(reason);

const refusedAs = (code: string, kind: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code && error.refusal.kind === kind;

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext, poolSize = 8) => {
    const { pool, close } = await open({ poolSize });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    return { pool, house };
  };

  test('一次办理要么全部写下，要么全无：中途任何一张表出错都不留痕迹', async (t) => {
    const { pool, house } = await begin(t);
    const { caseId } = await filed(house);
    const before = await counts(pool);
    const state = await loadCase(runnerOf(pool), house.keys, caseId, false);
    const accept = () => say(house, caseId)(people.intake, 'accept');
    for (const table of ['event', 'clock', 'case_party', 'notification']) {
      await breakOn(pool, table);
      await assert.rejects(accept(), /injected/, table);
      assert.deepEqual(await counts(pool), before, table);
      assert.deepEqual(await loadCase(runnerOf(pool), house.keys, caseId, false), state);
      await heal(pool, table);
    }
    assert.equal((await accept()).state.status, 'in_review');
  });

  test('立案出错同样不留痕迹', async (t) => {
    const { pool, house } = await begin(t);
    const before = await counts(pool);
    await breakOn(pool, 'event', `NEW.version = 2`);
    await assert.rejects(draft(house, 'k1'), /injected/);
    assert.deepEqual(await counts(pool), before);
    await heal(pool, 'event');
    assert.equal((await draft(house, 'k1')).version, 2);
  });

  test('同一事项的两个办理依次进行，后者看到前者的结果', async (t) => {
    const { house } = await begin(t);
    const { caseId, version } = await draft(house);
    const put = (n: number) =>
      say(house, caseId)(people.editor, 'attachMaterial', {
        group: 'scenario',
        values: { [n % 2 === 0 ? 'usable' : 'forbidden']: `第${n}次` },
      });
    const done = await Promise.all(Array.from({ length: 12 }, (_, n) => put(n)));
    const versions = done.map((c) => c.version).toSorted((a, b) => a - b);
    assert.deepEqual(
      versions,
      Array.from({ length: 12 }, (_, n) => version + 1 + n),
    );
  });

  test('互斥的两个办理只成一个，另一个按新的状态被拒', async (t) => {
    const { house } = await begin(t);
    for (let round = 0; round < 5; round += 1) {
      const { caseId } = await filed(house);
      const does = say(house, caseId);
      const both = await Promise.allSettled([
        does(people.intake, 'accept'),
        does(people.intake, 'refuseAcceptance', {
          ground: 'NOT_IN_SCOPE',
          reasons: '不属于本市登记范围',
        }),
        does(people.intake, 'accept'),
      ]);
      const won = both.filter((r) => r.status === 'fulfilled');
      assert.equal(won.length, 1, JSON.stringify(both));
    }
  });

  test('版本过期的办理被拒（409）：同时凭同一版本办理只成一个', async (t) => {
    const { house } = await begin(t);
    const { caseId, version } = await filed(house);
    const accept = (expectedVersion: number) =>
      act(house, { actor: people.intake, caseId, act: 'accept', input: {}, expectedVersion });
    await assert.rejects(accept(version - 1), refusedAs('VERSION_CONFLICT', 'conflict'));
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => accept(version)));
    const lost = all.filter((r) => r.status === 'rejected');
    assert.equal(lost.length, 5);
    for (const { reason } of lost) assert.ok(refusedAs('VERSION_CONFLICT', 'conflict')(reason));
  });

  test('同一幂等键只办理一次；换了内容或事项即被拒', async (t) => {
    const { pool, house } = await begin(t);
    const { caseId } = await filed(house);
    const other = await filed(house, '另一名录');
    const accept = (on: string, name = 'accept') =>
      act(house, { actor: people.intake, caseId: on, act: name, input: {}, key: 'k' });
    const first = await accept(caseId);
    const before = await counts(pool);
    const again = await accept(caseId);
    assert.deepEqual([again.version, again.state], [first.version, first.state]);
    const reused = refusedAs('IDEMPOTENCY_KEY_REUSED', 'conflict');
    await assert.rejects(accept(other.caseId), reused);
    await assert.rejects(accept(caseId, 'notifyIntakeGaps'), reused);
    assert.deepEqual(await counts(pool), before);
  });

  test('二十个请求同时带同一幂等键：办理一次，人人得到同一结果', async (t) => {
    const { pool, house } = await begin(t);
    const { caseId } = await filed(house);
    const twenty = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, work));
    const accepted = await twenty(() =>
      act(house, { actor: people.intake, caseId, act: 'accept', input: {}, key: 'accept-1' }),
    );
    assert.equal(new Set(accepted.map((c) => c.version)).size, 1);
    const parent = await inNotice(house, '被异议的名录');
    const { caseId: objection } = await disputed(house, parent.caseId);
    const dismissed = await twenty(() =>
      act(house, {
        actor: people.referee,
        caseId: objection,
        act: 'dismiss',
        input: { reasons: '理由不足，予以驳回' },
        key: 'dismiss-1',
      }),
    );
    assert.equal(new Set(dismissed.map((c) => c.version)).size, 1);
    const drafts = await twenty(() => draft(house, 'open-1'));
    assert.equal(new Set(drafts.map((c) => c.caseId)).size, 1);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM event WHERE type IN ('obj.Dismissed', 'reg.ObjectionSettled')`,
    );
    assert.deepEqual(rows, [{ n: 2 }]);
  });

  test('立案的幂等键换了内容即被拒', async (t) => {
    const { house } = await begin(t);
    await draft(house, 'k');
    const request = {
      actor: people.editor,
      procedure: 'reg.first',
      jurisdiction: 'beijing',
      input: { objectKind: 'product' },
      key: 'k',
    };
    await assert.rejects(openCase(house, request), refusedAs('IDEMPOTENCY_KEY_REUSED', 'conflict'));
    const others = await openCase(house, { ...request, actor: people.objector });
    assert.equal(others.version, 1, 'a key is an actor’s own');
  });

  test('事件不可改、不可删、不可清空', async (t) => {
    const { pool, house } = await begin(t);
    await draft(house);
    for (const sql of [
      `UPDATE event SET type = 'x'`,
      'DELETE FROM event',
      'TRUNCATE event',
      'TRUNCATE event CASCADE',
    ]) {
      await assert.rejects(pool.query(sql), /never changed or deleted/, sql);
    }
  });

  test('异议成立与登记终止同时生效；登记终止写不下时异议也不成立', async (t) => {
    const { pool, house } = await begin(t);
    const parent = await inNotice(house);
    const { caseId } = await disputed(house, parent.caseId);
    const before = await counts(pool);
    const uphold = () => say(house, caseId)(people.referee, 'uphold', { reasons: '权属确有争议' });
    await breakOn(pool, 'event', `NEW.type = 'reg.RegistrationTerminated'`);
    await assert.rejects(uphold(), /injected/);
    assert.deepEqual(await counts(pool), before);
    const statuses = async () =>
      Promise.all(
        [caseId, parent.caseId].map(
          async (id) => (await loadCase(runnerOf(pool), house.keys, id, false))?.state.status,
        ),
      );
    assert.deepEqual(await statuses(), ['reviewing', 'in_notice']);
    await heal(pool, 'event');
    await uphold();
    assert.deepEqual(await statuses(), ['UPHELD', 'TERMINATED']);
  });

  test('同时办理的比数据库连接多：依次办成，互不等死', async (t) => {
    const { house } = await begin(t, 3);
    const parent = await inNotice(house);
    const started = Date.now();
    await Promise.all(Array.from({ length: 9 }, () => objectTo(house, parent.caseId)));
    assert.ok(Date.now() - started < 4000, 'waited for a connection that nobody could give back');
  });

  test('十六个办理同时落在登记及其异议上：没有死锁，没有丢失，没有半个', async (t) => {
    const { pool, house } = await begin(t, 20);
    const parent = await inNotice(house);
    const objections = await Promise.all(
      Array.from({ length: 6 }, () => objectTo(house, parent.caseId)),
    );
    const notified = objections.slice(0, 3);
    for (const o of notified) await say(house, o.caseId)(people.referee, 'notifyRegistrant');
    const mixed = [
      ...objections.map((o) => () => say(house, o.caseId)(people.objector, 'withdraw')),
      ...objections
        .slice(3)
        .map((o) => () => say(house, o.caseId)(people.referee, 'notifyRegistrant')),
      ...Array.from({ length: 4 }, () => () => objectTo(house, parent.caseId)),
      () => say(house, parent.caseId)(people.editor, 'withdraw', { reasons: '另行申请' }),
      () => say(house, parent.caseId)(people.editor, 'withdraw', { reasons: '另行申请' }),
      () => say(house, parent.caseId)(people.issuer, 'assignCode'),
    ];
    assert.equal(mixed.length, 16);
    const all = await Promise.allSettled(mixed.map((work) => work()));
    const odd = all.flatMap((r) => (r.status === 'rejected' ? [codeOf(r.reason)] : []));
    assert.deepEqual(
      odd.filter((c) => !/STATE|NOT_IN_NOTICE|ACT_/.test(c)),
      [],
    );
    const { rows } = await pool.query(
      `SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
    );
    assert.deepEqual(rows, [{ n: 0 }]);
    const gaps = await pool.query(
      `SELECT case_id FROM event GROUP BY case_id HAVING max(version) <> count(*)`,
    );
    assert.deepEqual(gaps.rows, []);
  });
});
