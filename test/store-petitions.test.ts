import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../src/app/act.ts';
import { similarFor } from '../src/app/history.ts';
import { moveDemoClock } from '../src/app/demo/clock.ts';
import { Refused } from '../src/base/refusal.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { inNotice, say, upload } from './story.ts';

forEachDatabase((_name, openDatabase) => {
  test('同时提交几件注销，只受理一件；前一件撤回后可以再申请', async () => {
    const { pool } = await openDatabase({ poolSize: 6 });
    const house = await houseOn(pool);
    await settle(house);
    const { caseId: entry } = await inNotice(house);
    await moveDemoClock(house, '2026-04-20T10:00:00+08:00');
    await say(house, entry)(people.issuer, 'assignCode');
    const statement = await upload(house, people.editor, '注销说明');
    const input = { entry, ground: 'other_by_law', statement, explanation: '不再提供该数据' };
    const file = () =>
      open(house, {
        actor: people.editor,
        procedure: 'reg.cancel',
        jurisdiction: 'beijing',
        input,
      });
    const tried = await Promise.allSettled([file(), file(), file()]);
    const opened = tried.flatMap((t) => (t.status === 'fulfilled' ? [t.value] : []));
    const refused = tried.flatMap((t) => (t.status === 'rejected' ? [t.reason as unknown] : []));
    assert.equal(opened.length, 1);
    for (const reason of refused) {
      assert.ok(reason instanceof Refused, String(reason));
      assert.equal(reason.refusal.code, 'CANCELLATION_OPEN');
    }
    await say(house, opened[0]?.caseId ?? '')(people.editor, 'withdraw', { reasons: '继续运营' });
    const again = await file();
    const stored = await loadCase(runnerOf(pool), house.keys, again.caseId, false);
    assert.ok(stored);
    // What an officer who refuses it as a duplicate chooses from; a party sees nothing of others.
    const beside = await similarFor(house, stored, ['office']);
    assert.deepEqual(
      beside.map(({ caseId, why, statusTitle }) => [caseId, why, statusTitle?.zh]),
      [[opened[0]?.caseId, 'sameEntry', '已撤回']],
    );
    assert.deepEqual(await similarFor(house, stored, ['filer']), []);
  });
});
