import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

const CASE = '0190a000-0000-7000-8000-000000000001';

describe('暂存还没有办的内容', () => {
  let at: Attacker;
  let zheng: Signed;
  let wen: Signed;
  before(async () => {
    at = await openAttack();
    zheng = await at.as('bj-min-zheng');
    wen = await at.as('bj-shou-li');
  });
  after(() => at.close());

  const path = (name: string): string => `/api/scratch/${encodeURIComponent(name)}`;
  const read = async (who: Signed, name: string) =>
    (await (await at.send('GET', path(name), { headers: who.bearer })).json()) as {
      value: unknown;
      revision: number;
    };
  const keep = (who: Signed, name: string, value: unknown, revision: number): Promise<Response> =>
    at.send('PUT', path(name), {
      headers: { ...who.bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ value, revision }),
    });

  it('本人存得进、读得出、改得了、清得掉；别人读不到', async () => {
    const name = `case.${CASE}.form`;
    assert.deepEqual(await read(zheng, name), { value: null, revision: 0, updatedAt: null });
    assert.equal((await keep(zheng, name, { 名称: '养老' }, 0)).status, 200);
    assert.equal((await keep(zheng, name, { 名称: '养老服务' }, 1)).status, 200);
    const mine = await read(zheng, name);
    assert.deepEqual([mine.value, mine.revision], [{ 名称: '养老服务' }, 2]);
    assert.equal((await read(wen, name)).revision, 0);
    const [row] = await at.rows('SELECT sealed FROM scratch');
    assert.doesNotMatch(String(row?.['sealed']), /养老/, '封存，库里看不到');
    await at.send('DELETE', path(name), { headers: zheng.bearer });
    assert.equal((await read(zheng, name)).revision, 0);
  });

  it('从旧稿写来的不覆盖新稿', async () => {
    assert.equal((await keep(zheng, 'a', 1, 0)).status, 200);
    for (const stale of [0, 2, 7]) {
      const problem = await problemOf(await keep(zheng, 'a', 2, stale));
      assert.deepEqual([problem.status, problem.code], [409, 'SCRATCH_MOVED']);
    }
    assert.equal((await read(zheng, 'a')).value, 1);
    assert.equal((await problemOf(await keep(zheng, 'b', 2, 3))).code, 'SCRATCH_MOVED');
  });

  it('名称、大小、份数都有界，没有登录的不给', async () => {
    for (const name of ['', '../x', 'a b', `a${'a'.repeat(120)}`, '1', "a'--"])
      assert.ok([400, 404].includes((await keep(zheng, name, 1, 0)).status), name);
    assert.equal((await keep(zheng, 'long', '长'.repeat(30_000), 0)).status, 413);
    for (const revision of [-1, 2_147_483_647, 9_007_199_254_740_991])
      assert.equal((await keep(zheng, 'r', 1, revision)).status, 400);
    assert.equal((await at.send('GET', path('a'))).status, 401);
    await at.rows(
      `INSERT INTO scratch SELECT account_id, 'fill.' || n, 1, NULL, ''::bytea, now()
       FROM account, generate_series(1, 300) n WHERE login = 'bj-shen-he'`,
    );
    const full = await problemOf(await keep(await at.as('bj-shen-he'), 'one.more', 1, 0));
    assert.deepEqual([full.status, full.code], [409, 'SCRATCH_TOO_MANY']);
  });

  it('九十天没有动过的，有人暂存时一并清掉', async () => {
    await at.rows(`UPDATE scratch SET updated_at = '2020-01-01' WHERE name = 'a'`);
    await keep(zheng, 'c', 1, 0);
    assert.deepEqual(await at.rows(`SELECT 1 FROM scratch WHERE name = 'a'`), []);
  });
});
