import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { addAbsence, endAbsence, myDesk } from '../src/app/desk/absence.ts';
import { colleaguesFor, deskOfCase, handOver, putBack, take } from '../src/app/desk/desk.ts';
import { inboxOf } from '../src/app/desk/inbox.ts';
import { openOperations } from '../src/app/accounts/operations.ts';
import { countViews } from '../src/app/desk/queue-counts.ts';
import type { QueueQuery } from '../src/app/desk/queue-rows.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { scratchOf } from '../src/app/desk/scratch.ts';
import { Refused } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import { forEachDatabase, type Open } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { draft, filed, inNotice, objectTo, say } from './story.ts';

/** A second intake officer and a second reviewer beside the people of the story. */
const another = (of: Actor, name: string, last: string): Actor => ({
  ...of,
  name,
  accountId: `0190a000-0000-7000-8000-0000000001${last}`,
});
const intake2 = another(people.intake, '受理员乙', '01');
const formal2 = another(people.formal, '审核员乙', '02');
const officers = [
  people.intake,
  people.formal,
  people.issuer,
  people.referee,
  intake2,
  formal2,
  people.editor,
];

async function office(open: Open, t: TestContext) {
  const { pool, close } = await open({ poolSize: 6 });
  const house = await houseOn(pool);
  const operations = openOperations(house);
  t.after(async () => {
    await operations.close();
    await close();
  });
  await settle(house);
  for (const one of officers) {
    await pool.query(
      `INSERT INTO account (account_id, login, name, org, roles, real_name, password, created_at)
       VALUES ($1, $2, $3, $4, $5, true, '', now())`,
      [one.accountId, one.accountId, one.name, one.org?.code, one.roles],
    );
  }
  const clerk = { house, operations };
  return { house, pool, clerk };
}

const codes = (outcomes: readonly { done: boolean; refusal: { code: string } | null }[]) =>
  outcomes.map(({ done, refusal }) => (done ? 'done' : (refusal?.code ?? '')));

const refused = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

const listed = async (house: TestHouse, by: Actor, query: QueueQuery): Promise<string[]> =>
  (await listCases(house, by, { jurisdiction: 'beijing', ...query })).items.map(({ id }) => id);

forEachDatabase((_name, open) => {
  test('认领、移交、退回：清单随之变动，每次都记入操作日志，登记日志不变', async (t) => {
    const { house, pool, clerk } = await office(open, t);
    const one = (await filed(house, '甲')).caseId;
    house.pass(1000);
    const two = (await filed(house, '乙')).caseId;
    house.pass(1000);
    const events = async () => (await pool.query('SELECT 1 FROM event')).rows.length;
    const before = await events();
    assert.deepEqual(await listed(house, people.intake, { desk: 'none' }), [one, two]);
    assert.deepEqual(codes(await take(clerk, people.intake, [one])), ['done']);
    assert.deepEqual(await listed(house, people.intake, { desk: 'mine' }), [one]);
    assert.deepEqual(await listed(house, intake2, { forMe: true }), [two]);
    assert.deepEqual(await listed(house, people.intake, { forMe: true }), [one, two]);
    assert.deepEqual(await listed(house, intake2, { desk: people.intake.accountId }), [one]);
    const [shown] = (await listCases(house, intake2, { desk: people.intake.accountId })).items;
    assert.equal(shown?.desk?.name, '受理员');

    const note = '请先核对公章，张三的电话见附件';
    const over = await handOver(clerk, people.intake, [one], { to: intake2.accountId, note });
    assert.deepEqual(codes(over), ['done']);
    const now = await deskOfCase(house, intake2, one);
    assert.deepEqual(
      [now.holder?.name, now.holder?.giver, now.holder?.note, now.mine],
      ['受理员乙', '受理员', note, true],
    );
    const { items } = await inboxOf(house, intake2, { limit: 10 });
    assert.equal(items[0]?.title.zh, '受理员移交给您办理');
    assert.ok(!JSON.stringify(items).includes('张三'));
    const { rows: kept } = await pool.query<{ t: string }>('SELECT d::text AS t FROM desk d');
    assert.ok(
      kept.every(({ t: line }) => !line.includes('张三')),
      '附言是封存的',
    );

    assert.deepEqual(codes(await putBack(clerk, people.intake, [one])), ['DESK_NOT_HELD']);
    assert.deepEqual(codes(await putBack(clerk, intake2, [one])), ['done']);
    assert.deepEqual(codes(await putBack(clerk, intake2, [one])), ['done']);
    assert.deepEqual(await listed(house, people.intake, { desk: 'none' }), [one, two]);
    await clerk.operations.flush();
    const { rows } = await pool.query<{ kind: string; account: string; ok: boolean }>(
      `SELECT kind, account, ok FROM operation WHERE kind LIKE 'desk.%' ORDER BY operation_id`,
    );
    assert.deepEqual(rows.map(({ kind, ok }) => `${kind} ${ok}`).toSorted(), [
      'desk.handOver true',
      'desk.return false',
      'desk.return true',
      'desk.take true',
    ]);
    assert.equal(await events(), before);
  });

  test('移交时核对标记随事项过去，署原来的名；备注、别的草稿和别的事项的不过去', async (t) => {
    const { house, clerk } = await office(open, t);
    const scratch = scratchOf(house);
    const one = (await filed(house, '甲')).caseId;
    house.pass(1000);
    const two = (await filed(house, '乙')).caseId;
    const [a, b] = [people.intake.accountId, intake2.accountId];
    const list = (id: string, round = 'intake1') => `case.${id}.checklist.${round}`;
    const marks = {
      subject: { as: 'pass', ground: '多余' },
      evidence: { as: 'defect', ground: 'incomplete', reason: '缺少公章' },
      source: { as: 'remark', reason: '只给自己看的话' },
      _: '不是标记',
    };
    for (const id of [one, two]) await scratch.keep(a, list(id), marks, 0);
    await scratch.keep(a, `case.${one}.petition1`, { proof: { as: 'pass', by: '审核员' } }, 0);
    await scratch.keep(a, `case.${one}.act.refuse`, { values: { reasons: '没写完' } }, 0);
    await scratch.keep(a, `case.${one}.checklist`, { subject: { as: 'pass' } }, 0);

    await take(clerk, people.intake, [one, two]);
    const give = (id: string, to: string) =>
      handOver(clerk, people.intake, [id], { to, note: '请接着看' });
    assert.deepEqual(codes(await give(one, b)), ['done']);
    assert.deepEqual((await scratch.read(b, list(one)))?.value, {
      subject: { as: 'pass', by: '受理员' },
      evidence: { as: 'defect', ground: 'incomplete', reason: '缺少公章', by: '受理员' },
    });
    assert.deepEqual(
      (await scratch.read(b, `case.${one}.petition1`))?.value,
      { proof: { as: 'pass', by: '审核员' } },
      '最先标记的人仍是他',
    );
    for (const name of [list(two), `case.${one}.act.refuse`, `case.${one}.checklist`])
      assert.equal(await scratch.read(b, name), null, name);
    assert.deepEqual((await scratch.read(a, list(one)))?.value, marks, '原来的人的一份照旧');

    // Whoever has marks of their own keeps them; what is refused passes nothing on.
    await scratch.keep(b, list(two), { subject: { as: 'defect' } }, 0);
    assert.deepEqual(codes(await give(two, b)), ['done']);
    assert.deepEqual((await scratch.read(b, list(two)))?.value, { subject: { as: 'defect' } });
    assert.deepEqual(codes(await give(one, formal2.accountId)), ['DESK_HELD']);
    assert.equal(await scratch.read(formal2.accountId, list(one)), null);
  });

  test('接手请假同事的事项，标记一并接过来；没有在谁手上的，谁移交就是谁的标记', async (t) => {
    const { house, clerk } = await office(open, t);
    const scratch = scratchOf(house);
    const { caseId } = await filed(house, '甲');
    const name = `case.${caseId}.checklist.intake1`;
    const [a, b] = [people.intake.accountId, intake2.accountId];
    await scratch.keep(a, name, { subject: { as: 'pass' } }, 0);
    await handOver(clerk, intake2, [caseId], { to: a, note: '请您看' });
    const today = house.time.today();
    await addAbsence(house, people.intake, { from: today, to: today, substitute: null });
    assert.deepEqual(codes(await take(clerk, intake2, [caseId])), ['done']);
    assert.deepEqual((await scratch.read(b, name))?.value, {
      subject: { as: 'pass', by: '受理员' },
    });
  });

  test('两人同时认领：一人得到，另一人被告知是谁', async (t) => {
    const { house, clerk } = await office(open, t);
    const { caseId } = await filed(house, '甲');
    const both = await Promise.all([
      take(clerk, people.intake, [caseId]),
      take(clerk, intake2, [caseId]),
    ]);
    assert.deepEqual(both.flatMap(codes).toSorted(), ['DESK_HELD', 'done']);
    const { holder } = await deskOfCase(house, people.intake, caseId);
    const loser = both.flat().find(({ done }) => !done);
    assert.equal(loser?.refusal?.details?.['name'], holder?.name);
    const again = holder?.account === intake2.accountId ? intake2 : people.intake;
    assert.deepEqual(codes(await take(clerk, again, [caseId])), ['done'], '已经在手上');
  });

  test('只能移交给能办这一步的同事；名单只列他们', async (t) => {
    const { house, clerk } = await office(open, t);
    const { caseId } = await filed(house, '甲');
    const names = async (by: Actor, ...cases: string[]) =>
      (await colleaguesFor(house, by, cases)).map(({ name }) => name);
    assert.deepEqual(await names(people.intake, caseId), ['受理员乙']);
    assert.deepEqual(await names(people.formal, caseId), ['受理员', '受理员乙']);
    const to = (one: Actor) => ({ to: one.accountId, note: '' });
    assert.deepEqual(codes(await handOver(clerk, people.intake, [caseId], to(people.formal))), [
      'DESK_COLLEAGUE_CANNOT_ACT',
    ]);
    await assert.rejects(
      handOver(clerk, people.intake, [caseId], to(people.editor)),
      refused('DESK_NOT_COLLEAGUE'),
    );
    await assert.rejects(
      handOver(clerk, people.intake, [caseId], to(people.intake)),
      refused('DESK_NOT_COLLEAGUE'),
    );
    assert.deepEqual(codes(await take(clerk, people.formal, [caseId])), ['DESK_CANNOT_ACT']);
    await say(house, caseId)(people.intake, 'accept');
    assert.deepEqual(await names(people.intake, caseId), ['审核员', '审核员乙']);
    assert.deepEqual(codes(await handOver(clerk, people.intake, [caseId], to(people.formal))), [
      'done',
    ]);
  });

  test('看不见的事项不能认领，也不知道在谁手上；当事人和外单位不能用', async (t) => {
    const { house, clerk } = await office(open, t);
    const unfiled = (await draft(house)).caseId;
    const { caseId } = await filed(house, '甲');
    assert.deepEqual(codes(await take(clerk, people.intake, [unfiled])), ['CASE_UNKNOWN']);
    assert.deepEqual(codes(await take(clerk, people.editor, [caseId])), ['DESK_NOT_YOURS']);
    assert.deepEqual(codes(await take(clerk, people.objector, [caseId])), ['CASE_UNKNOWN']);
    const [blind] = await take(clerk, people.objector, [caseId]);
    assert.equal(blind?.title, null);
    await assert.rejects(deskOfCase(house, people.editor, caseId), refused('DESK_NOT_YOURS'));
    await assert.rejects(deskOfCase(house, people.agent, caseId), refused('CASE_UNKNOWN'));
    await assert.rejects(colleaguesFor(house, people.editor, [caseId]), refused('DESK_NOT_YOURS'));
    await assert.rejects(
      handOver(clerk, people.editor, [caseId], { to: people.intake.accountId, note: '' }),
      refused('DESK_NOT_YOURS'),
    );
    await assert.rejects(take(clerk, people.intake, [caseId, caseId]), refused('BULK_TWICE'));
    await take(clerk, people.intake, [caseId]);
    assert.deepEqual(await listed(house, people.editor, { desk: 'none' }), []);
    const [seen] = (await listCases(house, people.editor, { mine: true, q: '甲' })).items;
    assert.equal(seen?.desk, null, '当事人看不到经办人');
  });

  test('走到下一步，原来的人办不了，就回到待领；等补正时仍在手上', async (t) => {
    const { house, clerk } = await office(open, t);
    const { caseId } = await filed(house, '甲');
    await take(clerk, people.intake, [caseId]);
    await say(house, caseId)(people.intake, 'accept');
    assert.deepEqual(await listed(house, people.formal, { desk: 'none' }), [caseId]);
    await take(clerk, people.formal, [caseId]);
    const gaps = [{ item: 'scenario.forbidden', ground: 'scenario', reason: '请写明禁止的用途' }];
    const told = await say(house, caseId)(people.formal, 'notifyReviewGaps', { gaps });
    assert.equal(told.state.status, 'review_gap');
    assert.deepEqual(await listed(house, people.formal, { desk: 'mine' }), [caseId]);
    await say(house, caseId)(people.editor, 'withdraw', { reasons: '另行申请' });
    assert.equal((await deskOfCase(house, people.formal, caseId)).holder, null);
    assert.deepEqual(codes(await take(clerk, people.formal, [caseId])), ['DESK_CASE_ENDED']);
  });

  test('请假与代办：代办人在手上看到，别人可以接手并告知本人', async (t) => {
    const { house, clerk } = await office(open, t);
    const { caseId } = await filed(house, '甲');
    await take(clerk, people.intake, [caseId]);
    const today = house.time.today();
    const absence = { from: today, to: '2026-03-06', substitute: intake2.accountId };
    await assert.rejects(addAbsence(house, people.editor, absence), refused('DESK_NOT_YOURS'));
    await assert.rejects(
      addAbsence(house, people.intake, { ...absence, substitute: people.formal.accountId }),
      refused('DESK_NOT_COLLEAGUE'),
    );
    await assert.rejects(
      addAbsence(house, people.intake, { ...absence, to: '2026-02-01' }),
      refused('ABSENCE_DAYS'),
    );
    await addAbsence(house, people.intake, absence);
    await assert.rejects(addAbsence(house, people.intake, absence), refused('ABSENCE_OVERLAPS'));
    await assert.rejects(
      addAbsence(house, intake2, { ...absence, substitute: people.intake.accountId }),
      refused('ABSENCE_SUBSTITUTE_AWAY'),
    );
    assert.deepEqual(await listed(house, intake2, { desk: 'mine' }), [caseId]);
    assert.deepEqual(await listed(house, intake2, { forMe: true }), [caseId]);
    assert.equal((await myDesk(house, intake2)).standsIn[0]?.name, '受理员');
    const shown = await deskOfCase(house, intake2, caseId);
    assert.deepEqual(
      [shown.holder?.away, shown.mayTake, shown.mayReturn],
      [{ to: '2026-03-06', substitute: '受理员乙', substituteId: intake2.accountId }, true, true],
    );
    house.pass(1000);
    assert.deepEqual(codes(await take(clerk, intake2, [caseId])), ['done']);
    const { items } = await inboxOf(house, people.intake, { limit: 5 });
    assert.equal(items[0]?.title.zh, '您不在期间由受理员乙接手');
    await endAbsence(house, people.intake, today);
    assert.deepEqual((await myDesk(house, people.intake)).absences, []);
    await assert.rejects(endAbsence(house, people.intake, today), refused('ABSENCE_UNKNOWN'));
    house.at('2026-03-03T09:00:00+08:00');
    assert.deepEqual(codes(await take(clerk, people.intake, [caseId])), ['DESK_HELD']);
  });

  test('已经开始的请假提前结束；停用的账户手上的事项回到待领', async (t) => {
    const { house, pool, clerk } = await office(open, t);
    const { caseId } = await filed(house, '甲');
    await take(clerk, people.intake, [caseId]);
    const from = house.time.today();
    await addAbsence(house, people.intake, { from, to: '2026-03-20', substitute: null });
    house.at('2026-03-04T09:00:00+08:00');
    await endAbsence(house, people.intake, from);
    const { rows } = await pool.query<{ ends: string }>('SELECT ends FROM absence');
    assert.deepEqual(rows, [{ ends: '2026-03-03' }]);
    await pool.query('UPDATE account SET disabled = true WHERE account_id = $1', [
      people.intake.accountId,
    ]);
    assert.deepEqual(await listed(house, intake2, { desk: 'none' }), [caseId]);
    assert.equal((await listCases(house, intake2, {})).items[0]?.desk, null);
    assert.deepEqual(codes(await take(clerk, intake2, [caseId])), ['done']);
  });

  test('各标签的件数与清单一致；异议只等异议处理人员', async (t) => {
    const { house, clerk } = await office(open, t);
    const first = await filed(house, '甲');
    const noticed = await inNotice(house, '乙');
    const objection = await objectTo(house, noticed.caseId);
    await filed(house, '丙');
    await take(clerk, people.intake, [first.caseId]);
    assert.deepEqual(await countViews(house, people.intake, 'beijing'), {
      forMe: 2,
      desk: 1,
      pool: 1,
      overdue: 0,
      notice: 1,
      coding: 0,
    });
    assert.deepEqual(await listed(house, people.referee, { forMe: true }), [objection.caseId]);
    house.at('2026-03-30T09:00:00+08:00');
    const late = await listed(house, people.intake, { overdue: true });
    assert.equal((await countViews(house, people.intake, 'beijing')).overdue, late.length);
    assert.ok(late.includes(first.caseId));
    assert.deepEqual((await countViews(house, people.editor, undefined)).desk, 0);
  });
});
