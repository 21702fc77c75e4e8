import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../src/app/act.ts';
import { runClocks } from '../src/app/clock-runner.ts';
import { inboxOf } from '../src/app/desk/inbox.ts';
import type { QueueQuery } from '../src/app/desk/queue-rows.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { figuresFor } from '../src/app/figures/figures.ts';
import { figuresTable } from '../src/app/figures/table.ts';
import { Refused } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { AgencyState } from '../src/contexts/registration/agency-state.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { AGENCY, CIVIL_AFFAIRS, OBJECTOR, people, settle } from './people.ts';
import { draft, filed, mandate, say } from './story.ts';

const authority = (role: string, region: string): Actor => ({
  ...people.intake,
  accountId: `0190a000-0000-7000-8000-00000000${region.slice(2)}`,
  org: { code: `11${region}MB1A11111A`, name: '某数据局', region },
  roles: [role],
});
const city = authority('municipal_data_authority', '110000');
const west = authority('district_data_authority', '110102');
const east = authority('district_data_authority', '110101');

async function raised(house: TestHouse, by: Actor, holder: string, more: JsonObject = {}) {
  const input = { holder, objectKind: 'resource', objectName: '名录', ...more };
  const asked = { actor: by, procedure: 'reg.duty', jurisdiction: 'beijing', input };
  return (await open(house, asked)).caseId;
}

const listed = async (house: TestHouse, by: Actor, query: Partial<QueueQuery> = {}) => {
  const asked = { jurisdiction: 'beijing', procedure: 'reg.duty', ...query };
  const { items } = await listCases(house, by, asked);
  return items.map((i) => i.id);
};

const statusOf = async (house: TestHouse, id: string) =>
  (await loadCase(runnerOf(house.pool), house.keys, id, false))?.state.status;

const refused = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return 'ok';
};

forEachDatabase((_name, openDatabase) => {
  test('主管部门的待登记清单：市看全市，区看本区；按到期日和逾期筛选；提醒进收件箱', async (t) => {
    const { pool, close } = await openDatabase({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const late = await raised(house, west, OBJECTOR.code);
    const waiting = await raised(house, city, OBJECTOR.code);
    const other = await raised(house, city, CIVIL_AFFAIRS.code);
    assert.equal(await refused(raised(house, east, OBJECTOR.code)), 'HOLDER_NOT_YOURS');
    assert.equal(await refused(raised(house, city, '91110105MA0YX0024B')), 'ok');
    assert.equal(
      await refused(raised(house, city, ` ${OBJECTOR.code.toLowerCase()} `)),
      'ok',
      '代码的写法不影响查找',
    );

    assert.deepEqual((await listed(house, west)).length, 3);
    assert.ok((await listed(house, west)).includes(late));
    assert.deepEqual(await listed(house, east), []);
    assert.equal((await listed(house, city)).length, 5);
    const meddling = say(house, late)(east, 'noteSupply', { suppliedOn: '2026-03-02' });
    assert.equal(await refused(meddling), 'CASE_UNKNOWN');

    await say(house, late)(people.objector, 'noteSupply', { suppliedOn: '2026-03-02' });
    await say(house, other)(city, 'noteSupply', { suppliedOn: '2026-03-02' });
    assert.deepEqual(await listed(house, west, { due: '2026-03-22' }), []);
    assert.deepEqual(await listed(house, west, { due: '2026-03-23' }), [late], '提醒也是期限');
    house.at('2026-03-24T00:30:00+08:00');
    await runClocks(house);
    const inbox = async (by: Actor) =>
      (await inboxOf(house, by, { limit: 50 })).items
        .filter((i) => i.caseId === late)
        .map((i) => i.title.zh);
    assert.equal((await inbox(people.objector))[0], '提醒申请登记');

    await filed(house, '民政名录', { duty: other });
    assert.equal(await statusOf(house, other), 'FULFILLED');
    house.at('2026-03-31T00:30:00+08:00');
    await runClocks(house);
    assert.deepEqual(await listed(house, west, { status: 'overdue' }), [late]);
    assert.deepEqual(await listed(house, city, { status: 'overdue' }), [late]);
    for (const by of [people.objector, west, people.intake])
      assert.ok((await inbox(by)).includes('逾期未申请'), by.name);
    assert.equal(await statusOf(house, waiting), 'arisen');
    assert.deepEqual(await inbox(people.system), [], '管理员看不到事项，也收不到事项的消息');

    const where = { jurisdiction: 'beijing' };
    for (const by of [city, west]) {
      const figures = await figuresFor(house, by, where);
      const owing = figures.lateHolders.map(({ id, n }) => [id, n]);
      assert.deepEqual(owing, [[OBJECTOR.name, 1]], by.name);
      const behind = figures.lateHolders[0]?.behind ?? '';
      const drill = { ...where, behind, registrant: OBJECTOR.name };
      const { items } = await listCases(house, by, drill);
      assert.deepEqual(
        items.map(({ id }) => id),
        [late],
      );
      const table = figuresTable(figures);
      assert.match(table, /^\ufeff项目,名称,数值,基数\r\n范围,北京市,,\r\n范围,首次登记,,\r\n/);
      assert.ok(table.includes(`逾期未申请登记：持有单位,${OBJECTOR.name},1,`));
      assert.match(figuresTable(figures, 'en'), /^\ufeffFigure,Name,Value,Of\r\nAbout,beijing,,/);
    }
    assert.deepEqual((await figuresFor(house, east, where)).lateHolders, []);
  });

  test('代理机构依委托新建申请，委托上同时记载；委托已解除的，申请也不成立', async (t) => {
    const { pool, close } = await openDatabase({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const { caseId } = await mandate(house);
    const byAgent = () =>
      open(house, {
        actor: people.agent,
        procedure: 'reg.first',
        jurisdiction: 'beijing',
        input: { objectKind: 'resource', mandate: caseId },
      });
    const { caseId: application } = await byAgent();
    const stored = await loadCase(runnerOf(pool), house.keys, caseId, false);
    const { uses, agent } = (stored?.state ?? {}) as AgencyState;
    assert.deepEqual([uses, agent.code], [1, AGENCY.code]);
    const again = draft(house, undefined, { after: application });
    assert.equal(await refused(again), 'EARLIER_RUNS');
    await say(house, application)(people.editor, 'withdraw', { reasons: '另行安排，暂不办理' });
    const after = await draft(house, undefined, { after: application });
    assert.equal((after.state as unknown as { after: string }).after, application);
    await say(house, caseId)(people.editor, 'revoke', { reason: '另行委托' });
    assert.equal(await refused(byAgent()), 'MANDATE_NOT_IN_FORCE');
  });
});
