import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../test/databases.ts';
import { orThrowDate } from '../../base/plain-date.ts';
import { isRefusal, Refused } from '../../base/refusal.ts';
import { inTransaction, runnerOf } from '../../store/transaction.ts';
import { actorWith, testHouse } from '../identity/identity.fixtures.ts';
import { openOperations, recordWithin } from './operations.ts';
import { listOperations, purgeOperations } from './operations-read.ts';

const line = { kind: 'case.read', account: 'a', subject: 'case/1', ok: true };
const auditor = actorWith('admin.audit');

forEachDatabase((_name, open) => {
  const set = async () => {
    const { pool } = await open();
    const house = testHouse(pool);
    const operations = openOperations(house);
    const read = async (query = {}) => {
      const page = await listOperations(house, operations, auditor, query);
      if (isRefusal(page)) throw new Refused(page);
      return page;
    };
    return { house, pool, operations, read };
  };

  test('成批写入，关闭前全部落库', async () => {
    const { operations, pool } = await set();
    for (let n = 0; n < 450; n += 1) await operations.record({ ...line, subject: `case/${n}` });
    await operations.close();
    const { rows } = await pool.query('select count(*)::int as n from operation');
    assert.equal(rows[0].n, 450);
    await assert.rejects(operations.record(line), Refused);
  });

  test('一秒之内自动写入', async () => {
    const { operations, pool } = await set();
    await operations.record(line);
    for (let tries = 0; tries < 30; tries += 1) {
      await new Promise((done) => setTimeout(done, 100));
      const { rowCount } = await pool.query('select 1 from operation');
      if (rowCount === 1) return operations.close();
    }
    assert.fail('未写入');
  });

  test('恶意内容不得阻塞整批日志', async () => {
    const { house, operations, read } = await set();
    await operations.record({
      ...line,
      account: `login:\0x\ud800'); drop table operation; --`,
      subject: '长'.repeat(5000),
      detail: { a: '\0\ud800', deep: [{ b: '\\u0000' }] },
    });
    house.pass(1);
    await operations.record({ ...line, detail: { long: Array(900).fill('很长的内容') } });
    await operations.flush();
    const { items } = await read({ kind: 'case.read' });
    assert.equal(items.length, 2);
    assert.deepEqual(items[0]?.detail, { truncated: true });
    assert.equal(items[1]?.subject.length, 200);
    assert.deepEqual(items[1]?.detail, { a: '\ufffd', deep: [{ b: '\\u0000' }] });
  });

  test('数据库中断时排队有上限，超出即拒绝；恢复后补写', async () => {
    const { house, pool } = await set();
    let down = true;
    const query = (...given: Parameters<typeof pool.query>) =>
      down ? Promise.reject(new Error('Connection terminated')) : pool.query(...given);
    const operations = openOperations({
      ...house,
      pool: Object.assign(Object.create(pool), { query }),
    });
    let refused = 0;
    for (let n = 0; n < 5010; n += 1) {
      await operations.record(line).catch((error: unknown) => {
        assert.ok(error instanceof Refused);
        assert.equal(error.refusal.code, 'AUDIT_BUSY');
        refused += 1;
      });
    }
    assert.equal(refused, 10);
    await assert.rejects(operations.flush());
    down = false;
    await operations.record(line);
    await operations.close();
    const { rows } = await pool.query('select count(*)::int as n from operation');
    assert.equal(rows[0].n, 5001);
  });

  test('随事务记录的日志与事务同生死', async () => {
    const { house, pool } = await set();
    await assert.rejects(
      inTransaction(pool, async (tx) => {
        await recordWithin(tx, house, line);
        throw new Error('回滚');
      }),
    );
    await inTransaction(pool, (tx) => recordWithin(tx, house, line));
    const { rowCount } = await pool.query('select 1 from operation');
    assert.equal(rowCount, 1);
  });

  test('仅审计管理员和审计人员可以查阅，查阅本身也留痕', async () => {
    const { house, operations, read } = await set();
    for (const role of ['admin.system', 'admin.security', 'registrar.review', 'registrant']) {
      const page = await listOperations(house, operations, actorWith(role), {});
      assert.ok(isRefusal(page) && page.code === 'OPERATIONS_NOT_YOURS', role);
    }
    assert.ok(!isRefusal(await listOperations(house, operations, actorWith('auditor'), {})));
    await operations.flush();
    const { items } = await read({ kind: 'operations.read' });
    assert.equal(items.length, 1);
  });

  test('分页不重不漏，最新的在前，可按日期和类别筛选', async () => {
    const { house, operations, pool, read } = await set();
    for (let n = 0; n < 25; n += 1) {
      house.pass(6 * 3_600_000);
      await operations.record({ ...line, subject: String(n) });
    }
    await operations.flush();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await read({ kind: 'case.read', limit: 10, after });
      seen.push(...page.items.map((item) => item.subject));
      after = page.next ?? undefined;
    } while (after !== undefined);
    assert.deepEqual(
      seen,
      Array.from({ length: 25 }, (_, n) => String(24 - n)),
    );
    const day = await read({ kind: 'case.read', from: '2026-03-03', to: '2026-03-03' });
    assert.ok(day.items.length > 0 && day.items.every((i) => i.at.startsWith('2026-03-03')));
    // 登录名和编号都可以查；没有这个登录名的，查不到。
    const account = '0190a000-0000-7000-8000-0000000000aa';
    await pool.query(
      `INSERT INTO account (account_id, login, name, password, roles, created_at) VALUES ($1, 'li-wen', '李文', 'x', '{}', now())`,
      [account],
    );
    await operations.record({ ...line, account });
    await operations.flush();
    const by = async (who: string) => (await read({ account: who })).items.length;
    assert.deepEqual([await by('li-wen'), await by(account), await by('nobody')], [1, 1, 0]);
  });

  test('不成形的查询条件拒绝', async () => {
    const { house, operations } = await set();
    for (const query of [
      { from: '2026-02-30' },
      { after: 'x' },
      { after: '2026-03-02_x' },
      { to: "'" },
    ]) {
      const page = await listOperations(house, operations, auditor, query);
      assert.ok(isRefusal(page) && page.kind === 'malformed', JSON.stringify(query));
    }
  });

  test('日志至少保存一百八十日，逾期方可清理', async () => {
    const { house, operations, pool } = await set();
    await operations.record({ ...line, subject: 'old' });
    house.pass(24 * 3_600_000);
    await operations.record({ ...line, subject: 'kept' });
    await operations.flush();
    const runner = runnerOf(pool);
    await assert.rejects(purgeOperations(runner, orThrowDate('2027-01-01'), 179), RangeError);
    assert.equal(await purgeOperations(runner, orThrowDate('2026-08-29')), 0);
    assert.equal(await purgeOperations(runner, orThrowDate('2026-08-30')), 1);
    const { rows } = await pool.query('select subject from operation');
    assert.deepEqual(rows, [{ subject: 'kept' }]);
  });
});
