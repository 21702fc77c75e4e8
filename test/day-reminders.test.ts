import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dailyReminders, remindOfDays } from '../src/app/desk/day-reminders.ts';
import { inboxOf } from '../src/app/desk/inbox.ts';
import { runnerOf } from '../src/store/transaction.ts';
import type { Actor } from '../src/kernel/types.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { disputed, filed, inNotice, objectTo, say } from './story.ts';

const soon = async (house: TestHouse, actor: Actor) =>
  (await inboxOf(house, actor, { limit: 50 })).items
    .filter(({ title }) => title.zh === '期限将届满')
    .map(({ body }) => `${String(body['clock'])} ${String(body['due'])}`);

/** Gives a case to an officer, and lets another stand in for them. */
async function inHand(house: TestHouse, caseId: string, officer: Actor, standIn?: Actor) {
  const run = runnerOf(house.pool);
  for (const one of [officer, ...(standIn ? [standIn] : [])])
    await run.run(
      {
        name: 'test_account',
        text: `INSERT INTO account (account_id, login, name, org, roles, password, created_at)
          VALUES ($1, $2, $3, $4, $5, '', now())`,
      },
      [one.accountId, one.accountId, one.name, one.org?.code, one.roles],
    );
  await house.pool.query('INSERT INTO desk (case_id, account_id, since) VALUES ($1, $2, now())', [
    caseId,
    officer.accountId,
  ]);
  if (standIn)
    await house.pool.query(
      `INSERT INTO absence (account_id, starts, ends, substitute) VALUES ($1, '2026-03-04', '2026-03-06', $2)`,
      [officer.accountId, standIn.accountId],
    );
}

forEachDatabase((_name, open) => {
  it('受理期限届满前一个工作日，提醒经手人和代班人各一次；没人经手的不打扰', async () => {
    // 周一提交，三个工作日，周四届满。
    const house = await houseOn((await open()).pool);
    await settle(house);
    const { caseId } = await filed(house, '停车场备案信息');
    await filed(house, '没人经手的');
    await inHand(house, caseId, people.intake, people.formal);
    house.at('2026-03-03T09:00:00+08:00');
    assert.equal(await remindOfDays(house), 0);
    house.at('2026-03-04T09:00:00+08:00');
    assert.equal(await remindOfDays(house), 2);
    assert.equal(await remindOfDays(house), 0);
    house.at('2026-03-05T09:00:00+08:00');
    assert.equal(await remindOfDays(house), 0);
    const said = ['acceptance 2026-03-05'];
    assert.deepEqual(await soon(house, people.intake), said);
    assert.deepEqual(await soon(house, people.formal), said);
    assert.deepEqual(await soon(house, people.editor), []);
  });

  it('等登记主体答复的，提醒登记主体，不提醒异议人', async () => {
    const house = await houseOn((await open()).pool);
    await settle(house);
    const parent = await inNotice(house);
    const { caseId } = await objectTo(house, parent.caseId);
    const does = say(house, caseId);
    const told = await does(people.referee, 'notifyRegistrant');
    const due = told.clocks.find(({ name }) => name === 'objectionReply')?.due;
    assert.equal(due, '2026-03-09');
    // 周五：下一个工作日是周一。
    house.at('2026-03-06T09:00:00+08:00');
    await remindOfDays(house);
    assert.deepEqual(await soon(house, people.editor), ['objectionReply 2026-03-09']);
    assert.deepEqual(await soon(house, people.objector), []);
  });

  it('已经答复的，不再提醒', async () => {
    const house = await houseOn((await open()).pool);
    await settle(house);
    const parent = await inNotice(house);
    await disputed(house, parent.caseId);
    house.at('2026-03-06T09:00:00+08:00');
    await remindOfDays(house);
    assert.deepEqual(await soon(house, people.editor), []);
  });

  it('上午八点以后才发，一天一轮', async () => {
    const house = await houseOn((await open()).pool);
    await settle(house);
    const { caseId } = await filed(house, '停车场备案信息');
    await inHand(house, caseId, people.intake);
    const round = dailyReminders(house);
    house.at('2026-03-04T07:59:00+08:00');
    await round();
    assert.deepEqual(await soon(house, people.intake), []);
    house.at('2026-03-04T08:00:00+08:00');
    await round();
    assert.equal((await soon(house, people.intake)).length, 1);
  });
});
