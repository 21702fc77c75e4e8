import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { entryOn } from '../src/app/public/entry-on.ts';
import { openInstance, type Instance } from '../src/app/instance.ts';
import { entryByCode, publicLapses } from '../src/app/public/public.ts';
import { expiringByMonth } from '../src/app/desk/queue-expiries.ts';
import { listCases } from '../src/app/desk/queue.ts';
import { results, type Results } from '../src/app/papers/results.ts';
import { readSettings } from '../src/app/settings.ts';
import { systemActor } from '../src/app/system.ts';
import { orThrow, Refused } from '../src/base/refusal.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { people, settle } from './people.ts';
import { inNotice, say } from './story.ts';

const RENEWAL = '0199aaaa-0000-7000-8000-00000000000a';

describe('登记条目的一生在登记簿、核验和到期清单里', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuji-life-'));
  let instance: Instance;
  let issued: Results;
  let entry: string;
  let code: string;
  let old: Uint8Array;
  before(async () => {
    instance = await openInstance(orThrow(readSettings({ DATA_DIR: folder })));
    await settle(instance.house);
    ({ caseId: entry } = await inNotice(instance.house));
    await moveDemoClock(instance.house, '2026-04-20T09:00:00+08:00');
    const registered = await say(instance.house, entry)(people.issuer, 'assignCode');
    issued = results(instance, () => 'http://127.0.0.1');
    code = issued.codeOf(registered) ?? '';
    old = Buffer.from((await issued.credential(registered)) ?? '');
  });
  after(async () => {
    await instance.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const row = async () => {
    const found = await entryByCode(instance.house, code);
    assert.ok(found);
    return found;
  };
  const refusalOf = (make: () => unknown): string => {
    try {
      make();
    } catch (error) {
      if (error instanceof Refused) return error.refusal.code;
      throw error;
    }
    return 'none';
  };

  test('到期清单：一年内届满的才列，按月计数；别的主体看不到', async () => {
    const { house } = instance;
    const { validTo } = await row();
    const before = `${Number(validTo.slice(0, 4)) + 1}-01-01`;
    const asked = { jurisdiction: 'beijing', procedure: 'reg.first', status: 'REGISTERED' };
    const found = await listCases(house, people.intake, { ...asked, expiringBefore: before });
    assert.deepEqual(
      found.items.map((one) => [one.id, one.expires]),
      [[entry, validTo]],
    );
    const none = { ...asked, expiringBefore: validTo };
    assert.deepEqual((await listCases(house, people.intake, none)).items, []);
    const later = { ...asked, expiringBefore: before, expiringFrom: `${before.slice(0, 4)}-01-01` };
    assert.deepEqual((await listCases(house, people.intake, later)).items, []);
    const counted = (actor: typeof people.intake) =>
      expiringByMonth(house, actor, { jurisdiction: 'beijing', before });
    const month = { month: validTo.slice(0, 7), n: 1 };
    assert.deepEqual(await counted(people.intake), [month]);
    assert.deepEqual(await counted(people.editor), [month]);
    assert.deepEqual(await counted(people.objector), []);
  });

  test('按日查询：登记以前没有，将来的不答，当日起是第一版', async () => {
    const { house } = instance;
    const found = await row();
    const [first] = found.life.versions;
    assert.ok(first);
    assert.equal(
      refusalOf(() => entryOn(house, found, '2026-04-19')),
      'ENTRY_NOT_YET',
    );
    assert.equal(
      refusalOf(() => entryOn(house, found, '2026-04-21')),
      'DAY_TO_COME',
    );
    const stood = entryOn(house, found, '2026-04-20');
    assert.deepEqual([stood.status, stood.version, stood.on], ['active', 1, '2026-04-20']);
    assert.equal(stood.fields['issuedOn'], '2026-04-20');
  });

  test('续展之后：旧文件真实，但已有新版本；新文件有效', async () => {
    const { house } = instance;
    const does = say(house, entry);
    assert.equal((await issued.verifyFile(old)).status, 'active');
    await does(systemActor, 'noteRenewal', { renewal: RENEWAL });
    const { validTo } = await row();
    const longer = `${Number(validTo.slice(0, 4)) + 3}${validTo.slice(4)}`;
    const input = { renewal: RENEWAL, validFrom: validTo, validTo: longer };
    const renewed = await does(systemActor, 'extend', input);
    const stale = await issued.verifyFile(old);
    assert.deepEqual([stale.answer, stale.status], ['genuine', 'superseded_version']);
    assert.match(stale.reasons.map((r) => r.zh).join(), /以登记簿现行内容为准/);
    const fresh = await issued.verifyFile(Buffer.from((await issued.credential(renewed)) ?? ''));
    assert.deepEqual([fresh.answer, fresh.status], ['genuine', 'active']);
  });

  test('注销之后：核验答已失效，旧文件也是；按日查询仍答得出注销以前', async () => {
    const { house } = instance;
    await moveDemoClock(house, '2026-05-06T09:00:00+08:00');
    await say(house, entry)(systemActor, 'cancelEntry', { by: RENEWAL, ground: 'other_by_law' });
    assert.equal((await issued.verifyCode(code)).status, 'cancelled');
    const stale = await issued.verifyFile(old);
    assert.deepEqual([stale.answer, stale.status], ['ended', 'cancelled']);
    const found = await row();
    assert.equal(entryOn(house, found, '2026-05-05').status, 'active');
    assert.equal(entryOn(house, found, '2026-05-06').status, 'cancelled');
  });

  test('注销公告：新的在前，同日的按编号，翻页不重不漏', async () => {
    const { house } = instance;
    const days = ['2026-03-01', '2026-03-03', '2026-03-03', '2026-03-02'];
    for (const [n, day] of days.entries()) {
      await runnerOf(house.pool).run(
        {
          name: '',
          text: `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from,
              valid_to, industry, object_kind, district, fields, search, announced)
            VALUES ($1, 'chongqing', $2, $2, 'cancelled', '2023-01-01', $3, '', '', '', '{}', '', $3)`,
        },
        [`0199bbbb-0000-7000-8000-00000000000${n}`, `CQ-${n}`, day],
      );
    }
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page = await publicLapses(house, { limit: 1, ...(next ? { after: next } : {}) });
      seen.push(...page.items.map((one) => one.code));
      ({ next } = page);
    } while (next && seen.length < 10);
    assert.deepEqual(seen, ['CQ-1', 'CQ-2', 'CQ-3', 'CQ-0']);
    assert.deepEqual((await publicLapses(house, { jurisdiction: 'beijing' })).items, []);
  });
});
