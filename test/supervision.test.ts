import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { act, open as openCase } from '../src/app/act.ts';
import { publicCounts } from '../src/app/public/counts.ts';
import { publicEntries } from '../src/app/public/search.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { drawFrom, indicatorRows } from '../src/app/figures/indicators.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { refreshOffices } from '../src/app/registrar-office.ts';
import { rerunCase } from '../src/app/audit/rerun.ts';
import { openFigures } from '../src/app/figures/statistics.ts';
import { viewCase } from '../src/app/view.ts';
import { Refused } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { openBody, storedEvents } from '../src/store/bodies.ts';
import { runnerOf } from '../src/store/transaction.ts';
import type { EvaluationState } from '../src/contexts/supervision/evaluation-state.ts';
import { homeData, registrationsData } from '../src/http/portal/register.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { settleOffices } from './log-story.ts';
import { organisations, people as cast } from './office-people.ts';
import { people, settle } from './people.ts';
import { filed, say, upload } from './story.ts';

let made = 0;
const as = (actor: Actor): Actor => {
  made += 1;
  return { ...actor, accountId: `0190c000-0000-7000-8000-${String(made).padStart(12, '0')}` };
};
const authority = as(cast.municipal);
const citizen = as(cast.citizen);
const insider = people.formal;
const cqAuthority = as({
  ...cast.municipal,
  org: { code: '11500000MB0YX0140A', name: '渝数据局', region: '500000' },
});
const cqIssue = as(cast.cqIssue);
const heir = as({ ...cast.intake, org: organisations.planning });

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
};

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext) => {
    const { pool, close } = await open({ poolSize: 8 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    await settleOffices(house);
    return house;
  };
  const opened = (
    house: TestHouse,
    actor: Actor,
    procedure: string,
    input: JsonObject,
    jurisdiction = 'beijing',
  ) => openCase(house, { actor, procedure, jurisdiction, input });
  const report = (house: TestHouse, by: Actor): Promise<StoredCase> =>
    opened(house, by, 'eval.misconduct', {
      ground: 'false_registration',
      statement: '无申请材料即予登记',
      evidence: [],
    });
  const doing =
    (house: TestHouse, caseId: string) =>
    (actor: Actor, name: string, input: JsonObject = {}) =>
      act(house, { actor, caseId, act: name, input });

  async function withdrawn(house: TestHouse, successor?: string) {
    const { caseId } = await report(house, citizen);
    const does = doing(house, caseId);
    await does(authority, 'openInvestigation');
    const evidence = [await upload(house, authority, '调查笔录')];
    const measure = { measure: 'withdraw_status', reasons: '经调查核实', evidence };
    await does(authority, 'takeMeasure', { ...measure, ...(successor ? { successor } : {}) });
    return does;
  }

  test('取消登记资格后，登记机构的人员不能再作决定；指定继任后由其办理，办理记录可以重办', async (t) => {
    const house = await begin(t);
    const { caseId } = await filed(house);
    const accept = (by: Actor) => codeOf(say(house, caseId)(by, 'accept'));
    const does = await withdrawn(house);
    assert.equal(await accept(people.intake), 'REGISTRAR_WITHDRAWN');
    assert.equal(await accept(heir), 'CASE_UNKNOWN');
    // Another process learns of it at its next look; its decisions never wait for that.
    const other = await houseOn(house.pool, { seed: 'another' });
    assert.equal(
      await codeOf(act(other, { actor: people.intake, caseId, act: 'accept', input: {} })),
      'REGISTRAR_WITHDRAWN',
    );
    await does(authority, 'nameSuccessor', { successor: organisations.planning.code });
    assert.equal(await accept(people.intake), 'CASE_UNKNOWN');
    assert.equal(await accept(heir), 'done');
    await refreshOffices(other);
    assert.deepEqual(
      (await listCases(other, heir, { jurisdiction: 'beijing' })).items.map(({ id }) => id),
      [caseId],
    );
    const runner = runnerOf(house.pool);
    const rows = await storedEvents(runner, caseId, 0, 100);
    const told = rows.map((row) => ({ entry: row.entry, body: openBody(house.keys, row) }));
    assert.equal(rerunCase(told).outcome, 'same');
    assert.equal((await rebuild(house, { check: true })).differing, 0);
  });

  test('另一进程里的旧记忆不作数：资格刚被取消，决定即被拒绝', async (t) => {
    const house = await begin(t);
    const other = await houseOn(house.pool, { seed: 'stale' });
    const { caseId } = await filed(house);
    await withdrawn(house);
    assert.equal(other.offices.version().includes(organisations.planning.code), false);
    const asked = { actor: people.intake, caseId, act: 'accept', input: {} };
    assert.equal(await codeOf(act(other, asked)), 'REGISTRAR_WITHDRAWN');
  });

  test('登记机构的人员不知道有人举报：查不到、列表里没有；举报的同事自己看得到', async (t) => {
    const house = await begin(t);
    const stored = await report(house, insider);
    assert.equal(viewCase(house, people.intake, stored), undefined);
    assert.ok(viewCase(house, insider, stored));
    const seen = async (by: Actor, mine = false) =>
      (await listCases(house, by, { jurisdiction: 'beijing', mine })).items.map(({ id }) => id);
    assert.deepEqual(await seen(people.intake), []);
    assert.deepEqual(await seen(people.intake, true), []);
    assert.deepEqual(await seen(insider, true), [stored.caseId]);
    assert.deepEqual(await seen(authority), [stored.caseId]);
    const does = doing(house, stored.caseId);
    await does(authority, 'openInvestigation');
    assert.deepEqual(await seen(people.intake), [stored.caseId]);
    const told = await house.pool.query('SELECT DISTINCT recipient FROM notification ORDER BY 1');
    assert.deepEqual(
      told.rows.map(({ recipient }: { recipient: string }) => recipient),
      [`account:${insider.accountId}`, `org:${people.intake.org?.code ?? ''}`],
    );
    const view = JSON.stringify(
      viewCase(
        house,
        people.intake,
        await does(authority, 'dismissReport', { reasons: '查无实据，不予采取' }),
      ),
    );
    for (const secret of [insider.accountId, insider.name, '无申请材料'])
      assert.ok(!view.includes(secret), secret);
  });

  test('同一年度的评价两人同时启动，只有一件', async (t) => {
    const house = await begin(t);
    const codes = await Promise.all(
      [1, 2, 3].map(() => codeOf(opened(house, authority, 'eval', { year: 2026 }))),
    );
    assert.deepEqual(codes.toSorted(), ['YEAR_TAKEN', 'YEAR_TAKEN', 'done']);
    assert.equal(
      await codeOf(opened(house, cqAuthority, 'eval', { year: 2026 }, 'chongqing')),
      'done',
    );
  });

  test('指标出自记录：被评价的机构用同样的记录算出同样的数，外地的记录不算', async (t) => {
    const house = await begin(t);
    const { caseId } = await filed(house);
    await say(house, caseId)(people.intake, 'accept');
    await opened(house, authority, 'eval', { year: 2026 });
    house.at('2027-01-04T09:00:00+08:00');
    const [period] = (await listCases(house, authority, { procedure: 'eval' })).items;
    assert.ok(period);
    const done = await doing(house, period.id)(authority, 'computeIndicators');
    const { figures } = done.state as EvaluationState;
    assert.ok(figures && figures.span.events > 10);
    assert.equal(figures.figures.find(({ id }) => id === 'acceptanceInTime')?.value, 1);
    const asked = { year: 2026, jurisdiction: 'beijing', calendar: house.calendar() };
    const again = await drawFrom(indicatorRows(runnerOf(house.pool), asked), asked);
    assert.deepEqual({ ...again, log: figures.log }, figures);
    const elsewhere = { ...asked, jurisdiction: 'chongqing' };
    const none = await drawFrom(indicatorRows(runnerOf(house.pool), elsewhere), elsewhere);
    assert.equal(none.span.events, 0);
    const open = await openFigures(house);
    assert.deepEqual(open.places('evaluation'), ['beijing']);
    assert.equal(open.mayRelease('atlantis', 'evaluation'), false, '不认识的地区什么也不公开');
  });

  /** Rows of a register in both places, without the cases behind them. */
  const entriesIn = (house: TestHouse) =>
    house.pool.query(
      `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from, valid_to,
         industry, object_kind, district, fields, search)
       SELECT gen_random_uuid(), place, place || n, 'q' || place || n, 'REGISTERED', '2026-01-01', '2029-01-01',
         'G' || n % 2, 'resource', CASE place WHEN 'beijing' THEN '110101' ELSE '500112' END, '{}', ''
       FROM unnest(ARRAY['beijing', 'chongqing']) AS place, generate_series(1, 4) AS n`,
    );
  const permitted = async (house: TestHouse, figure: string) => {
    const ask = { figure, purpose: '年度工作报告' };
    const { caseId } = await opened(house, cqIssue, 'stats', ask, 'chongqing');
    const does = doing(house, caseId);
    const grounds = { basis: 'agreed', legal: '市政府同意函' };
    await does(cqAuthority, 'permitRelease', { ...grounds, from: '2026-03-02', to: '2026-03-31' });
    return does;
  };
  /** What every public door counts of Chongqing. */
  async function doors(house: TestHouse) {
    const sum = (
      facets: Readonly<Record<string, readonly { value: string; n: number | null }[] | undefined>>,
      name: string,
      value: string,
    ) => facets[name]?.find((one) => one.value === value)?.n ?? null;
    const none = () => undefined;
    const place = (name: string) => (name === 'jurisdiction' ? 'chongqing' : undefined);
    const figures = await openFigures(house);
    const [all, own, narrowed] = await Promise.all([
      publicCounts(house, {}, figures),
      publicCounts(house, { jurisdiction: 'chongqing' }, figures),
      publicCounts(house, { jurisdiction: 'chongqing', industry: 'G0' }, figures),
    ]);
    const [page, mine] = [
      await registrationsData(house, none),
      await registrationsData(house, place),
    ];
    return {
      everywhere: sum(all.facets, 'jurisdiction', 'chongqing'),
      own: sum(own.facets, 'jurisdiction', 'chongqing'),
      narrowed: sum(narrowed.facets, 'jurisdiction', 'chongqing'),
      industry: sum(own.facets, 'industry', 'G0'),
      district: sum(all.facets, 'district', '500112'),
      page: sum(page.facets, 'district', '500112'),
      mine: sum(mine.facets, 'industry', 'G0'),
      home: (await homeData(house)).entries.n - 4,
      listed: (await publicEntries(house, { jurisdiction: 'chongqing' })).items.length,
    };
  }
  const closed = {
    everywhere: null,
    own: null,
    narrowed: null,
    industry: null,
    district: null,
    page: null,
    mine: null,
    home: 0,
    listed: 4,
  };

  test('重庆的统计缺省关闭：每一处都数不出来；条目本身照常可查', async (t) => {
    const house = await begin(t);
    await entriesIn(house);
    assert.deepEqual(await doors(house), closed);
  });

  test('同意发布总数的，只有总数：加了条件的数就是分类，仍然不给', async (t) => {
    const house = await begin(t);
    await entriesIn(house);
    await permitted(house, 'entries');
    assert.deepEqual(await doors(house), { ...closed, everywhere: 4, own: 4, home: 4 });
  });

  test('同意发布分类的，在期限内打开，期满、收回即关', async (t) => {
    const house = await begin(t);
    await entriesIn(house);
    await permitted(house, 'entries');
    const does = await permitted(house, 'facets');
    const open = { everywhere: 4, own: 4, narrowed: 2, industry: 2, district: 4, page: 4, mine: 2 };
    assert.deepEqual(await doors(house), { ...closed, ...open, home: 4 });
    house.at('2026-04-01T09:00:00+08:00');
    assert.deepEqual(await doors(house), closed, '期满即关，不等系统办结');
    assert.equal(await codeOf(permitted(house, 'facets')), 'RELEASE_TERM', '期限已过的不能再同意');
    await does(cqAuthority, 'withdrawPermit', { reasons: '工作已经结束' });
    assert.deepEqual(await doors(house), closed);
  });
});
