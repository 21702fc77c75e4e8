import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open as openCaseOf } from '../src/app/act.ts';
import { runClocks } from '../src/app/clock-runner.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { plantExpiring } from '../src/cli/bench-lapse-plant.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, type TestHouse } from './house.ts';
import { people, settle } from './people.ts';
import { upload } from './story.ts';

const DAY = '2026-03-09';
const MIDNIGHT = '2026-03-10T00:00:00+08:00';

async function cancellation(house: TestHouse, entry: string): Promise<string> {
  const actor = people.editor;
  const papers = {
    statement: await upload(house, actor, `注销${entry}`),
    explanation: '本单位不再持有该数据资源',
    proof: [await upload(house, actor, `证明${entry}`)],
  };
  const input = { entry, ground: 'rights_waived_or_term_over', ...papers };
  const asked = { actor, procedure: 'reg.cancel', jurisdiction: 'beijing', input };
  return (await openCaseOf(house, asked)).caseId;
}

forEachDatabase((_name, open) => {
  const begin = async (entries: number) => {
    const { pool } = await open({ poolSize: 12 });
    const house = await houseOn(pool, { start: `${DAY}T09:00:00+08:00` });
    await settle(house);
    await plantExpiring(house, entries, DAY);
    const { rows } = await pool.query<{ id: string }>(
      'SELECT case_id AS id FROM public_entry WHERE valid_to = $1 ORDER BY case_id',
      [DAY],
    );
    return { pool, house, ending: rows.map((r) => r.id) };
  };

  test('同日届满：未续展的期满注销，其余进入续展期，各恰好一次，登记簿可由事件重建', async () => {
    const { pool, house, ending } = await begin(40);
    assert.equal(ending.length, 20);
    assert.equal(await runClocks(house), 0);
    house.at(MIDNIGHT);
    assert.equal(await runClocks(house), 40);
    assert.equal(await runClocks(house), 0);
    const { rows } = await pool.query<{ status: string; n: number }>(
      'SELECT status, count(*)::int AS n FROM public_entry GROUP BY 1 ORDER BY 1',
    );
    assert.deepEqual(rows, [
      { status: 'active', n: 20 },
      { status: 'cancelled', n: 20 },
    ]);
    assert.deepEqual((await rebuild(house, { check: true })).examples, []);
  });

  test('届满之时仍有未决事项的，随登记一并终结；同时提出的也不例外', async () => {
    const { pool, house, ending } = await begin(24);
    const [before = '', ...meanwhile] = ending;
    await cancellation(house, before);
    house.at(MIDNIGHT);
    const ends = await Promise.allSettled([
      runClocks(house),
      ...meanwhile.map((entry) => cancellation(house, entry)),
    ]);
    assert.equal(ends[0]?.status, 'fulfilled');
    await runClocks(house);
    const { rows } = await pool.query<{ entry: string; child: string | null; id: string }>(
      `SELECT e.case_id AS id, e.status AS entry, c.status AS child FROM case_row e
       LEFT JOIN case_row c ON c.parent_id = e.case_id WHERE e.case_id = ANY($1::uuid[])`,
      [ending],
    );
    assert.equal(rows.find((r) => r.id === before)?.child, 'CLOSED');
    for (const { entry, child } of rows) {
      assert.equal(entry, 'CANCELLED');
      assert.ok(child === null || child === 'CLOSED', String(child));
    }
    assert.deepEqual((await rebuild(house, { check: true })).examples, []);
  });
});
