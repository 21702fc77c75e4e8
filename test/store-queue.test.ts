import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, open as openCase } from '../src/app/act.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { countViews } from '../src/app/desk/queue-counts.ts';
import type { QueueQuery } from '../src/app/desk/queue-rows.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { orThrowDate } from '../src/base/plain-date.ts';
import { Refused } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import { calendarOf } from '../src/law/calendar.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { draft, filed, inNotice, objectTo, say } from './story.ts';

/** Every page until the last one. */
async function all(house: TestHouse, actor: Actor, query: Partial<QueueQuery> = {}) {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < 100; page += 1) {
    const asked = { jurisdiction: 'beijing', limit: 3, ...query, after };
    const { items, next } = await listCases(house, actor, asked);
    assert.ok(items.length <= 3);
    ids.push(...items.map((i) => i.id));
    if (next === null) return ids;
    assert.equal(items.length, 3, 'only the last page is short');
    after = next;
  }
  throw new Error('the pages do not end');
}

forEachDatabase((_name, open) => {
  test('待办清单：各人只见可见的事项，翻页不漏不重', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const drafts: string[] = [];
    const atOffice: string[] = [];
    for (let n = 0; n < 4; n += 1) drafts.push((await draft(house)).caseId);
    for (let n = 0; n < 7; n += 1) {
      atOffice.push((await filed(house, `名录${n}`)).caseId);
      if (n % 3 === 0) house.pass(86_400_000);
    }
    const parent = await inNotice(house, '公示中的名录');
    const objection = await objectTo(house, parent.caseId);
    atOffice.push(parent.caseId, objection.caseId);
    const [withdrawn = ''] = atOffice;
    await say(house, withdrawn)(people.editor, 'withdraw', { reasons: '另行申请' });

    const sorted = (ids: readonly string[]) => ids.toSorted();
    const open1 = await all(house, people.intake);
    assert.deepEqual(sorted(open1), sorted(atOffice.slice(1)));
    const everything = await all(house, people.intake, { which: 'all' });
    assert.deepEqual(everything, sorted(atOffice).toReversed());
    assert.deepEqual(await all(house, people.intake, { status: 'WITHDRAWN' }), [withdrawn]);
    const mine = await all(house, people.editor, { which: 'all', mine: true });
    assert.deepEqual(sorted(mine), sorted([...drafts, ...atOffice]));
    assert.deepEqual(await all(house, people.objector, { which: 'all' }), [objection.caseId]);
    assert.deepEqual(await all(house, people.agent, { which: 'all' }), []);
    assert.deepEqual(await all(house, people.intake, { q: '名录3' }).then((x) => x.length), 1);

    const { items } = await listCases(house, people.intake, { jurisdiction: 'beijing' });
    const dues = items.map((i) => i.due ?? '9999-12-31');
    assert.deepEqual(dues, dues.toSorted(), 'soonest due first');
    const elsewhere = { jurisdiction: 'chongqing' };
    assert.deepEqual((await listCases(house, people.intake, elsewhere)).items, []);
    const hidden = { actor: people.intake, caseId: drafts[0] ?? '', act: 'accept', input: {} };
    await assert.rejects(
      act(house, hidden),
      (e) => e instanceof Refused && e.refusal.code === 'CASE_UNKNOWN',
    );
  });

  test('翻页之间事项变动：未动的事项不漏不重', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const ids: string[] = [];
    for (let n = 0; n < 9; n += 1) ids.push((await filed(house, `名录${n}`)).caseId);
    const seen: string[] = [];
    const moved = new Set<string>();
    let after: string | undefined;
    do {
      const page = await listCases(house, people.intake, {
        jurisdiction: 'beijing',
        limit: 2,
        after,
      });
      seen.push(...page.items.map((i) => i.id));
      // One that was shown and one that was not move behind the reader's back.
      for (const id of [seen.at(-1), ids.find((i) => !seen.includes(i) && !moved.has(i))]) {
        if (id === undefined || moved.has(id)) continue;
        moved.add(id);
        await say(house, id)(people.intake, 'accept');
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
    const still = ids.filter((id) => !moved.has(id));
    assert.deepEqual(
      still.map((id) => seen.filter((s) => s === id).length),
      still.map(() => 1),
    );
  });

  test('剩余天数由服务器按现行日历计算：装入的放假算数，不按日历的期限按自然日', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const { caseId } = await filed(house, '甲');
    const check = await openCase(house, {
      actor: people.formal,
      procedure: 'sec.selfcheck',
      jurisdiction: 'beijing',
      input: { everyDays: 30 },
    });
    const left = async (id: string) => {
      const { items } = await listCases(house, people.intake, { jurisdiction: 'beijing' });
      return items.find((one) => one.id === id)?.left;
    };
    assert.deepEqual(await left(caseId), { days: 3, unit: 'workingDay' });
    assert.deepEqual(await left(check.caseId), { days: 30, unit: 'day' });
    const { items, soonBy } = await listCases(house, people.intake, { jurisdiction: 'beijing' });
    assert.equal(soonBy, '2026-03-05');
    for (const { id, left: shown } of items) {
      const stored = await loadCase(runnerOf(pool), house.keys, id, false);
      const [next] = (stored?.clocks ?? []).filter(({ state }) => state === 'running');
      assert.equal(shown?.unit === 'workingDay', next?.unit === 'workingDay', id);
    }
    const year = house.calendar().years.at(-1);
    assert.ok(year);
    const [from, name] = [orThrowDate('2026-03-04'), { zh: '临时放假', en: 'A day off' }];
    const holidays = [...year.holidays, { from, to: from, name }];
    house.adopt(calendarOf([...house.calendar().years, { ...year, version: 'x', holidays }]));
    assert.deepEqual(await left(caseId), { days: 2, unit: 'workingDay' });
    assert.deepEqual(await left(check.caseId), { days: 30, unit: 'day' });
  });

  test('重读一段：两行之间新增、离开的都反映，界外不变；三种排序都能翻页', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      ids.push((await filed(house, `名录${n}`)).caseId);
      house.pass(1000);
    }
    assert.deepEqual(await all(house, people.intake, { sort: 'oldest' }), ids);
    assert.deepEqual(await all(house, people.intake, { sort: 'newest' }), ids.toReversed());
    for (const sort of ['due', 'newest', 'oldest'] as const) {
      const asked = { jurisdiction: 'beijing', sort, limit: 2 };
      const first = await listCases(house, people.intake, asked);
      const second = await listCases(house, people.intake, { ...asked, after: first.next ?? '' });
      const between = { after: first.next ?? '', upto: second.next ?? '' };
      const again = await listCases(house, people.intake, { ...asked, ...between });
      assert.deepEqual(again.items, second.items);
      assert.equal(again.next, null);
    }
    const asked = { jurisdiction: 'beijing', sort: 'oldest' as const, limit: 3 };
    const { next } = await listCases(house, people.intake, asked);
    await say(house, ids[1] ?? '')(people.editor, 'withdraw', { reasons: '另行申请' });
    const again = await listCases(house, people.intake, { ...asked, upto: next ?? '' });
    assert.deepEqual(
      again.items.map(({ id }) => id),
      [ids[0], ids[2]],
    );
  });

  test('受理逾期的排在最前，逾期几天看得见，翻页不漏不重；受理后按审核期限排', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const late = await filed(house, '逾期的名录');
    await moveDemoClock(house, '2026-04-20T10:00:00+08:00');
    const fresh: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      fresh.push((await filed(house, `名录${n}`)).caseId);
      house.pass(1000);
    }
    const objection = await inNotice(house, '公示中的名录').then((parent) =>
      objectTo(house, parent.caseId),
    );
    const due = (await all(house, people.intake)).slice(0, 4);
    assert.deepEqual(due, [late.caseId, ...fresh]);
    const { items } = await listCases(house, people.intake, { jurisdiction: 'beijing' });
    const first = items.find(({ id }) => id === late.caseId);
    assert.equal(first?.clock?.name, 'acceptance');
    assert.equal(first?.left?.unit, 'workingDay');
    assert.ok((first?.left?.days ?? 0) < 0);
    assert.deepEqual(await all(house, people.intake, { overdue: true }), [late.caseId]);
    const others = await all(house, people.intake, { overdue: false });
    assert.equal(others.includes(late.caseId), false);
    assert.ok(fresh.every((id) => others.includes(id)));
    assert.equal((await countViews(house, people.intake, 'beijing')).overdue, 1);
    assert.equal((await rebuild(house, { check: true })).differing, 0);
    await say(house, late.caseId)(people.intake, 'accept');
    assert.deepEqual(await all(house, people.intake, { overdue: true }), []);
    const after = await all(house, people.formal);
    assert.ok(after.indexOf(late.caseId) > after.indexOf(fresh[0] ?? ''));
    assert.ok(after.includes(objection.caseId));
  });

  test('翻页位置被改写即被拒，不查询', async (t) => {
    const { pool, close } = await open();
    t.after(close);
    const house = await houseOn(pool);
    for (const after of ['x', '', Buffer.from(`2026-01-01/' OR 1=1`).toString('base64url')]) {
      await assert.rejects(
        listCases(house, people.intake, { jurisdiction: 'beijing', after }),
        (e) => e instanceof Refused && e.refusal.code === 'CURSOR_INVALID',
        after,
      );
    }
  });
});
