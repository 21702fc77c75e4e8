import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { open as openCase } from '../src/app/act.ts';
import { actInBulk, type BulkRequest } from '../src/app/desk/bulk.ts';
import { runClocks } from '../src/app/clock-runner.ts';
import { Refused } from '../src/base/refusal.ts';
import type { Actor } from '../src/kernel/types.ts';
import type { StoredCase } from '../src/store/cases.ts';
import { forEachDatabase, type Open } from './databases.ts';
import { houseOn } from './house.ts';
import { ITEM, people, settle } from './people.ts';
import { dossier, draft, filed, inNotice, objectTo, say, upload } from './story.ts';

async function desk(open: Open, t: TestContext) {
  const { pool, close } = await open({ poolSize: 4 });
  t.after(close);
  const house = await houseOn(pool);
  await settle(house);
  return house;
}

const at = ({ caseId: id, version }: StoredCase) => ({ id, version });

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

forEachDatabase((_name, open) => {
  test('批量受理：逐件各有结果，一件不成不影响其余', async (t) => {
    const house = await desk(open, t);
    const good = [await filed(house, '甲'), await filed(house, '乙')];
    const moved = await filed(house, '丙');
    await say(house, moved.caseId)(people.editor, 'withdraw', { reasons: '另行申请' });
    const unfiled = await draft(house);
    const accepted = await filed(house, '丁');
    const now = await say(house, accepted.caseId)(people.intake, 'accept');
    const cases = [...good, moved, unfiled, now].map(at);
    const outcomes = await actInBulk(house, people.intake, { act: 'accept', cases });
    assert.deepEqual(
      outcomes.map((o) => [o.taken, o.refusal?.code ?? '']),
      [
        [true, ''],
        [true, ''],
        [false, 'VERSION_CONFLICT'],
        [false, 'CASE_UNKNOWN'],
        [false, 'ACT_WRONG_STATE'],
      ],
    );
    assert.deepEqual(
      outcomes.map((o) => o.title),
      ['甲', '乙', '丙', null, '丁'],
    );
    const { rows } = await house.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM event WHERE type = 'reg.ApplicationAccepted'",
    );
    assert.equal(rows[0]?.n, 3);
  });

  test('批量受理只限同一登记主体；同一事项不能列两次；无权的逐件拒绝', async (t) => {
    const house = await desk(open, t);
    const ours = await filed(house, '甲');
    const twice = { act: 'accept' as const, cases: [at(ours), at(ours)] };
    assert.equal(await code(actInBulk(house, people.intake, twice)), 'BULK_TWICE');
    const one = { act: 'accept' as const, cases: [at(ours)] };
    const [refused] = await actInBulk(house, people.formal, one);
    assert.equal(refused?.refusal?.code, 'ACT_NOT_YOURS');
    const [own] = await actInBulk(house, people.editor, one);
    assert.equal(own?.refusal?.code, 'ACT_NOT_YOURS');
    const [stranger] = await actInBulk(house, people.objector, one);
    assert.deepEqual([stranger?.refusal?.code, stranger?.title], ['CASE_UNKNOWN', null]);
    // An objection is by another; it is told apart before anything is taken.
    const noticed = await inNotice(house, '乙');
    const objection = await objectTo(house, noticed.caseId);
    const mixed: BulkRequest = { act: 'accept', cases: [at(objection)] };
    const [other] = await actInBulk(house, people.referee, mixed);
    assert.equal(other?.refusal?.code, 'BULK_OTHER_PROCEDURE');
  });

  test('两个登记主体的事项放在一起受理：一件也不办', async (t) => {
    const house = await desk(open, t);
    const ours = await filed(house, '甲');
    const theirs = await otherHolders(house);
    const cases = [at(ours), at(theirs)];
    assert.equal(
      await code(actInBulk(house, people.intake, { act: 'accept', cases })),
      'BULK_SEVERAL_HOLDERS',
    );
    const { rows } = await house.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM event WHERE type = 'reg.ApplicationAccepted'",
    );
    assert.equal(rows[0]?.n, 0);
  });

  test('公示期满无异议的批量赋码：编码各不相同；有异议的那一件不赋', async (t) => {
    const house = await desk(open, t);
    const noticed = [await inNotice(house, '甲'), await inNotice(house, '乙')];
    const disputed = await inNotice(house, '丙');
    await objectTo(house, disputed.caseId);
    house.at('2026-04-01T09:00:00+08:00');
    await runClocks(house);
    const cases = await Promise.all(
      [...noticed, disputed].map(async ({ caseId: id }) => {
        const { rows } = await house.pool.query<{ version: number }>(
          'SELECT version FROM case_row WHERE case_id = $1',
          [id],
        );
        return { id, version: rows[0]?.version ?? 0 };
      }),
    );
    const outcomes = await actInBulk(house, people.issuer, { act: 'assignCode', cases });
    assert.deepEqual(
      outcomes.map((o) => o.refusal?.code ?? 'taken'),
      ['taken', 'taken', 'ACT_WRONG_STATE'],
    );
    const { rows } = await house.pool.query<{ code: string }>('SELECT code FROM public_entry');
    assert.equal(new Set(rows.map((r) => r.code)).size, 2);
  });

  test('同一幂等键重复请求：不会办第二次，结果一样', async (t) => {
    const house = await desk(open, t);
    const cases = [await filed(house, '甲'), await filed(house, '乙')].map(at);
    const ask = { act: 'accept' as const, cases, key: 'key-of-an-officer' };
    const count = async (): Promise<number> =>
      (await house.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM event')).rows[0]?.n ??
      0;
    const first = await actInBulk(house, people.intake, ask);
    const after = await count();
    const again = await actInBulk(house, people.intake, ask);
    assert.deepEqual(again, first);
    assert.equal(await count(), after);
    const [, second] = await Promise.all([
      actInBulk(house, people.intake, { ...ask, key: 'another-key-of-hers' }),
      actInBulk(house, people.intake, { ...ask, key: 'another-key-of-hers' }),
    ]);
    assert.deepEqual(
      second.map((o) => o.refusal?.code),
      ['VERSION_CONFLICT', 'VERSION_CONFLICT'],
    );
  });
});

/** A filed case of another registrant. */
async function otherHolders(house: Awaited<ReturnType<typeof desk>>): Promise<StoredCase> {
  const by = people.objector;
  const accountId = '0190a000-0000-7000-8000-0000000000ff';
  const reviewer: Actor = { ...people.reviewer, org: by.org, accountId };
  const { caseId } = await openCase(house, {
    actor: by,
    procedure: 'reg.first',
    jurisdiction: 'beijing',
    input: { objectKind: 'resource', inScope: true, suppliedOn: house.time.today() },
  });
  const does = say(house, caseId);
  const paper = await upload(house, by, '承诺书');
  await does(by, 'importContent', { itemId: ITEM });
  for (const [group, values] of dossier('西城的名录', paper)) {
    await does(by, 'attachMaterial', { group, values });
  }
  await does(by, 'linkEvidence', { depositedOn: '2026-01-05' });
  await does(reviewer, 'recordInternalReview', { opinion: '材料齐全，同意申报' });
  return does(by, 'submit', { declaration: true });
}
