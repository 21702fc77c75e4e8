import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../src/app/act.ts';
import { openOperations } from '../src/app/accounts/operations.ts';
import { listOperations } from '../src/app/accounts/operations-read.ts';
import { isRefusal } from '../src/base/refusal.ts';
import { actorWith } from '../src/app/identity/identity.fixtures.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { draft } from './story.ts';

forEachDatabase((_name, database) => {
  test('举报登记机构的事项，操作日志不写出是谁查阅：审计管理员可能是登记机构自己的人', async () => {
    const { pool } = await database();
    const house = await houseOn(pool);
    await settle(house);
    const input = { ground: 'other', statement: '登记记录被改动过，情况属实', evidence: [] };
    const report = await open(house, {
      actor: people.formal,
      procedure: 'eval.misconduct',
      jurisdiction: 'beijing',
      input,
    });
    const other = await draft(house);
    const operations = openOperations(house);
    const read = (account: string, caseId: string, ok = true) =>
      operations.record({ kind: 'case.read', account, subject: `case/${caseId}`, ok, detail: {} });
    await read(people.formal.accountId, report.caseId);
    await read(people.intake.accountId, report.caseId, false);
    await read(people.editor.accountId, other.caseId);
    const used = (caseId: string) =>
      operations.record({
        kind: 'key.use',
        account: people.formal.accountId,
        subject: 'key/1',
        ok: true,
        detail: { method: 'POST', path: `/api/cases/${caseId}/acts/supplement` },
      });
    await used(report.caseId);
    await used(other.caseId);
    await operations.flush();
    const list = async (query = {}) => {
      const page = await listOperations(house, operations, actorWith('admin.audit'), query);
      assert.ok(!isRefusal(page));
      return page.items.map(({ account, subject }) => `${account} ${subject}`).toSorted();
    };
    assert.deepEqual(
      await list({ kind: 'case.read' }),
      [
        ' case/withheld',
        `${people.editor.accountId} case/${other.caseId}`,
        `${people.intake.accountId} case/${report.caseId}`,
      ].toSorted(),
    );
    const byKey = `${people.formal.accountId} key/1`;
    assert.deepEqual(await list({ account: people.formal.accountId }), [byKey]);
    assert.deepEqual(await list({ kind: 'key.use' }), [' case/withheld', byKey]);
    const about = await list({ subject: `case/${report.caseId}` });
    assert.deepEqual(about, [`${people.intake.accountId} case/${report.caseId}`]);
    await operations.close();
  });
});
