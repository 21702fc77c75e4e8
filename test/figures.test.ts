import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresFor, type Figures } from '../src/app/figures/figures.ts';
import { behindWord, readBehind } from '../src/app/figures/behind.ts';
import { publicFigures, FEW } from '../src/app/figures/public.ts';
import { openTable, OPEN_TABLES, figuresTable } from '../src/app/figures/table.ts';
import { drawIndicators } from '../src/app/figures/indicators.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { Refused, isRefusal } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, REGISTRAR, settle } from './people.ts';
import { walk } from './acts-at-random.ts';
import { draft, filed, inNotice, objectTo, say } from './story.ts';

const someone = (region: string, ...roles: string[]): Actor => ({
  kind: 'person',
  accountId: '0190a000-0000-7000-8000-00000000aaaa',
  name: '监督人员',
  realName: true,
  org: { code: `11${region}AUTHORITY`, name: '数据主管部门', region },
  roles,
});
const authority = someone('110000', 'municipal_data_authority');
const district = someone('110105', 'district_data_authority');

interface Event {
  readonly caseId: string;
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly data: JsonObject;
  readonly procedure: string;
  readonly deadlines?: readonly { clock: string; startedOn: string; due: string }[];
}

/** Everything that was ever written of a place, case by case. */
async function eventsOf(house: TestHouse): Promise<Event[][]> {
  const { rows } = await house.pool.query<{ entry: Buffer; procedure: string }>(
    'SELECT entry, procedure FROM event ORDER BY case_id, version',
  );
  const events = rows.map(
    ({ entry, procedure }) => ({ ...JSON.parse(entry.toString('utf8')), procedure }) as Event,
  );
  return [...Map.groupBy(events, ({ caseId }) => caseId).values()];
}

/** Every case of a list, page by page. */
async function listed(house: TestHouse, actor: Actor, query: JsonObject): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await listCases(house, actor, {
      jurisdiction: 'beijing',
      ...query,
      after,
      limit: 100,
    });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

const day = (event: Event): string => event.at.slice(0, 10);

/** The same counts from the events alone, as plainly as can be. */
function recount(cases: readonly Event[][], { from, to }: { from: string; to: string }) {
  const within = (event: Event): boolean => from <= day(event) && day(event) <= to;
  const of = (procedure: string): Event[] =>
    cases.filter((own) => own[0]?.procedure === procedure).flat();
  const n = (type: string, procedure = 'reg.first'): number =>
    of(procedure).filter((event) => event.type === type && within(event)).length;
  const returned = of('reg.first').filter(
    (event) => event.type.endsWith('DeficiencyNotified') && within(event),
  );
  const groups: Record<string, number> = {};
  for (const { data } of returned) {
    const named = (data['items'] as string[]).map((item) => item.split('.')[0] ?? '');
    for (const group of new Set(named)) groups[group] = (groups[group] ?? 0) + 1;
  }
  const INTAKE = [
    'reg.ApplicationAccepted',
    'reg.AcceptanceRefused',
    'reg.IntakeDeficiencyNotified',
  ];
  let [late, decided] = [0, 0];
  const firsts = { passed: 0, returned: 0, refused: 0 };
  for (const own of cases.filter((one) => one[0]?.procedure === 'reg.first')) {
    own.forEach((event, at) => {
      if (!INTAKE.includes(event.type) || !within(event)) return;
      const dated = own.slice(0, at).flatMap((e) => e.deadlines ?? []);
      const last = dated.filter(({ clock }) => clock === 'acceptance').at(-1);
      decided += 1;
      if (last && day(event) > last.due) late += 1;
      if (own.slice(0, at).some(({ type }) => INTAKE.includes(type))) return;
      if (event.type === INTAKE[0]) firsts.passed += 1;
      else if (event.type === INTAKE[1]) firsts.refused += 1;
      else firsts.returned += 1;
    });
  }
  return { n, groups, late, decided, firsts };
}

const numbers = (bars: Figures['returnedFor']): Record<string, number> =>
  Object.fromEntries(bars.map(({ id, n }) => [id, n]));

async function agrees(house: TestHouse, period: { from: string; to: string }): Promise<void> {
  const f = await figuresFor(house, authority, { jurisdiction: 'beijing', ...period });
  const naive = recount(await eventsOf(house), period);
  const total = (of: 'filed' | 'noticed' | 'coded'): number =>
    f.trend.points.reduce((sum, point) => sum + point[of], 0);
  assert.equal(total('filed'), naive.n('reg.ApplicationSubmitted'));
  assert.equal(total('noticed'), naive.n('reg.NoticePublished'));
  assert.equal(total('coded'), naive.n('reg.CodeAssigned'));
  assert.deepEqual(numbers(f.returnedFor), naive.groups);
  const [acceptance] = f.steps;
  assert.deepEqual([acceptance?.of, acceptance?.late], [naive.decided, naive.late]);
  const first = Object.fromEntries((f.firstPass[0]?.bars ?? []).map(({ id, n }) => [id, n]));
  assert.deepEqual(first, naive.firsts);
  assert.deepEqual(numbers(f.objections), {
    lodged: naive.n('obj.Lodged', 'reg.objection'),
    upheld: naive.n('obj.Upheld', 'reg.objection'),
    dismissed: naive.n('obj.Dismissed', 'reg.objection'),
    withdrawn: naive.n('obj.Withdrawn', 'reg.objection'),
  });
}

forEachDatabase((_name, open) => {
  test('统计与逐条重数事件相同，每一数字背后的事项列得出来', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const { taken } = await walk(house, 'figures', 500);
    assert.ok(taken > 100, String(taken));
    const today = house.time.today();
    for (const period of [
      { from: '2026-01-01', to: today },
      { from: '2026-03-05', to: '2026-03-20' },
      { from: '2025-01-01', to: '2025-12-31' },
    ])
      await agrees(house, period);

    // The yearly report on the registrar says the same of the same days.
    const whole = { from: '2026-01-01', to: '2026-12-31' };
    const year = await figuresFor(house, authority, { jurisdiction: 'beijing', ...whole });
    const report = await drawIndicators(runnerOf(house.pool), {
      year: 2026,
      jurisdiction: 'beijing',
      calendar: house.calendar(),
    });
    const said = (id: string) => report.figures.find((one) => one.id === id);
    for (const [step, id] of [
      ['acceptance', 'acceptance'],
      ['formalReview', 'review'],
    ] as const) {
      const drawn = year.steps.find((one) => one.step === step);
      const { value: inTime = 0, of } = said(`${id}InTime`) ?? {};
      assert.deepEqual(
        [drawn?.median, drawn?.high, drawn?.of, drawn?.late],
        [said(`${id}Median`)?.value, said(`${id}Ninth`)?.value, of, (of ?? 0) - (inTime ?? 0)],
      );
    }

    const asked = { jurisdiction: 'beijing', from: '2026-01-01', to: today };
    const f = await figuresFor(house, authority, asked);
    const open1 = await listed(house, authority, { procedure: 'reg.first' });
    assert.equal(
      f.standing.reduce((sum, { n }) => sum + n, 0),
      open1.length,
    );
    for (const { id, n } of f.standing) {
      const stood = await listed(house, authority, { procedure: 'reg.first', status: id });
      assert.equal(stood.length, n, id);
    }
    const bars = [
      ...f.firstPass.flatMap((one) => one.bars),
      ...f.returnedFor,
      ...f.returnedOn,
      ...f.refusedOn,
      ...f.objections,
      ...f.lateSteps,
      ...f.lateDistricts,
      ...f.flagged,
    ];
    assert.ok(bars.filter(({ n }) => n > 0).length > 5, 'the walk says too little');
    for (const { n, behind } of bars) {
      const cases = await listed(house, authority, { behind });
      // A case may have been returned twice: it stands once in the list.
      assert.ok(
        cases.length <= n && cases.length > 0 === n > 0,
        `${behind}: ${cases.length} of ${n}`,
      );
      assert.equal(new Set(cases).size, cases.length);
    }
    for (const { behindLate, late } of f.steps) {
      if (behindLate === null) assert.equal(late, 0);
      else assert.ok((await listed(house, authority, { behind: behindLate })).length > 0);
    }
  });

  test('草稿不计入；受理逾期列得出来；区县只见本区的', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    await draft(house);
    const late = await filed(house, '逾期的名录');
    const { caseId: returned } = await filed(house, '退回的名录');
    const gaps = [
      { item: 'scenario.usable', ground: 'incomplete', reason: '请写明可用的场景' },
      { item: 'scenario.forbidden', ground: 'nonconforming', reason: '请写明禁用的场景' },
    ];
    await say(house, returned)(people.intake, 'notifyIntakeGaps', { gaps });
    const parent = await inNotice(house, '公示中的名录');
    await objectTo(house, parent.caseId);
    await filed(house, '撤回的名录').then(({ caseId }) =>
      say(house, caseId)(people.editor, 'withdraw', { reasons: '另行申请' }),
    );
    const moved = await moveDemoClock(house, '2026-04-20T10:00:00+08:00');
    assert.ok(!isRefusal(moved));
    const f = await figuresFor(house, authority, {});
    const standing = Object.fromEntries(f.standing.map(({ id, n }) => [id, n]));
    assert.equal(standing['draft'], undefined);
    assert.deepEqual([standing['submitted'], standing['intake_gap']], [1, 1]);
    assert.deepEqual(numbers(f.returnedFor), { scenario: 1 });
    assert.deepEqual(numbers(f.returnedOn), { incomplete: 1, nonconforming: 1 });
    const [overdue] = f.lateSteps;
    assert.equal(overdue?.id, 'reg.first/acceptance');
    assert.deepEqual(await listed(house, authority, { behind: overdue?.behind ?? '' }), [
      late.caseId,
    ]);
    assert.deepEqual(await listed(house, authority, { overdue: true }), [late.caseId]);
    assert.deepEqual(numbers(f.flagged), { acceptance: 1 });
    const office = await figuresFor(house, people.intake, {});
    assert.deepEqual([office.reach, office.standing], ['office', f.standing]);

    // 110000 is the city's own bureau; the district of Chaoyang has nothing.
    const mine = await figuresFor(house, district, { jurisdiction: 'beijing' });
    assert.equal(mine.reach, 'district');
    assert.equal(
      mine.standing.reduce((sum, { n }) => sum + n, 0),
      0,
    );
    assert.deepEqual([mine.objections, mine.lateSteps, mine.returnedFor], [[], [], []]);
    assert.ok(mine.trend.points.every(({ filed: n }) => n === 0));
    assert.deepEqual(await listed(house, district, { behind: overdue?.behind ?? '' }), []);
    const city = await figuresFor(
      house,
      { ...district, org: { ...REGISTRAR, code: 'X', region: '110000' } },
      { jurisdiction: 'beijing' },
    );
    assert.deepEqual(city.standing, f.standing);
    const narrowed = await figuresFor(house, authority, { district: '110105' });
    assert.deepEqual([narrowed.standing, narrowed.objections], [mine.standing, []]);
  });

  test('没有本地区案件可看的人不知道有统计；写坏的条件被拒', async (t) => {
    const { pool, close } = await open();
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const refused = (actor: Actor, query: JsonObject, code: string): Promise<void> =>
      assert.rejects(
        figuresFor(house, actor, query),
        (error) => error instanceof Refused && error.refusal.code === code,
        `${actor.roles.join()} ${JSON.stringify(query)}`,
      );
    const cq = { jurisdiction: 'chongqing' };
    for (const actor of [people.editor, people.agent, people.objector, people.system]) {
      await refused(actor, {}, 'CASE_UNKNOWN');
      await refused(actor, { jurisdiction: 'beijing' }, 'CASE_UNKNOWN');
    }
    for (const role of ['admin.security', 'admin.audit'])
      await refused(someone('110000', role), {}, 'CASE_UNKNOWN');
    await refused(authority, cq, 'CASE_UNKNOWN');
    await refused(people.intake, cq, 'CASE_UNKNOWN');
    // The authority and the auditor count in the course of their duty; others need leave in Chongqing.
    assert.equal(
      (await figuresFor(house, someone('500000', 'municipal_data_authority'), cq)).reach,
      'region',
    );
    assert.equal((await figuresFor(house, someone('500000', 'auditor'), cq)).reach, 'region');
    for (const role of ['supervisor_cac', 'supervisor_police', 'supervisor_finance'])
      await refused(someone('500000', role), cq, 'STATISTICS_CLOSED');
    assert.equal(
      (await figuresFor(house, someone('110000', 'supervisor_cac'), {})).reach,
      'region',
    );
    await refused(authority, { from: '2026-03-02', to: '2026-03-01' }, 'PERIOD_INVALID');
    await refused(authority, { from: '2020-03-02', to: '2026-03-01' }, 'PERIOD_INVALID');
    await refused(authority, { procedure: 'eval.misconduct' }, 'PERIOD_INVALID');
    for (const behind of [
      '',
      '~',
      'acceptance~x~often',
      "acceptance~' OR 1=1",
      'a~b~~2026-02-30',
      'a~b~~~~~~c',
    ])
      await assert.rejects(
        listCases(house, authority, { behind }),
        (error) => error instanceof Refused && error.refusal.code === 'BEHIND_INVALID',
        behind,
      );
  });

  test('公开的统计：重庆关闭，数量少的不说，满一定数量才说', async (t) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const house = await houseOn(pool);
    await settle(house);
    const cq = await publicFigures(house, 'chongqing');
    assert.deepEqual(
      [cq?.weeks, cq?.months, cq?.industries, cq?.kinds, cq?.steps, cq?.accepted],
      [null, null, null, null, null, null],
    );
    assert.deepEqual(cq?.closed, ['CQ-REG-19']);
    assert.ok(cq && OPEN_TABLES.every((table) => openTable(cq, table) === undefined));
    assert.equal(await publicFigures(house, 'nowhere'), undefined);

    for (let n = 0; n < FEW - 1; n += 1) {
      const { caseId } = await filed(house, `名录${n}`);
      await say(house, caseId)(people.intake, 'accept');
    }
    const later = async (moment: string) => {
      const moved = await moveDemoClock(house, moment);
      assert.ok(!isRefusal(moved));
      const found = await publicFigures(house, 'beijing');
      assert.ok(found);
      return found;
    };
    const few = await later('2026-03-10T10:00:00+08:00');
    assert.deepEqual(few.period, { from: '2025-09-08', to: '2026-03-08' });
    assert.ok(few.steps?.every(({ median }) => median === null));
    assert.equal(few.accepted, null);
    assert.equal(few.weeks?.length, 26);
    assert.equal(few.months?.length, 12);

    // The next one is of this week, and counts when the week is over.
    const { caseId } = await filed(house, '又一名录');
    await say(house, caseId)(people.intake, 'accept');
    assert.equal((await publicFigures(house, 'beijing'))?.accepted, null);
    const enough = await later('2026-03-17T10:00:00+08:00');
    assert.equal(enough.steps?.[0]?.median, 0);
    // All of them were, which would be known of each: it says no more than most.
    assert.deepEqual(enough.accepted, { percent: 95, cut: 'above' });
    assert.match(openTable(enough, 'accepted') ?? '', /首次提交即受理,95,以上/);
    assert.match(openTable(enough, 'steps') ?? '', /^\ufeff环节,中位数.*\r\n受理,0,3/);
  });
});

test('所指的统计项写入网址后读回不变', () => {
  const given = {
    mark: 'late',
    said: '',
    only: '',
    from: '',
    to: '',
    procedure: 'reg.first',
    district: '110105',
  } as const;
  assert.deepEqual(readBehind(behindWord(given)), given);
  assert.equal(behindWord({ mark: 'objected' }), 'objected');
  assert.equal(typeof figuresTable, 'function');
});
