import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { backup } from '../src/app/backup/backup.ts';
import { eraseAgain } from '../src/app/erasure/erasures-again.ts';
import { recover } from '../src/app/recover/recover.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { rerunCase } from '../src/app/audit/rerun.ts';
import { restore } from '../src/app/backup/restore.ts';
import { sealKeys } from '../src/store/seal.ts';
import { forEachDatabase } from './databases.ts';
import { MASTER } from './house.ts';
import { backedUp, begin, recovering, sound } from './log-restored.ts';
import { fsckOf, place, rigOn, settle } from './log-rig.ts';
import { allText, disclosed, erased, registered } from './records-rig.ts';

const keys = sealKeys(MASTER);

forEachDatabase((_name, open) => {
  test('恢复清空以前的旧备份：从目录链取回之后，清空过的内容再次清空', async (t) => {
    const { r, house, home } = await begin(t, open);
    const { caseId } = await registered(house, '养老机构名录');
    await settle(r);
    const bring = await backedUp(t, open, r);
    await erased(house, caseId, { classes: ['contact'] });
    await settle(r);
    await fsckOf(r);
    await r.database.close();

    const old = rigOn(await bring(), home);
    assert.ok((await allText({ pool: old.pool, keys })).includes('李明'), '旧备份里还有');
    await recover(recovering(old));
    assert.ok(!(await allText({ pool: old.pool, keys })).includes('李明'));
    await sound(old);
    const verdict = rerunCase(await disclosed({ ...house, pool: old.pool }, caseId));
    assert.notEqual(verdict.outcome, 'different');
    assert.equal(await eraseAgain({ pool: old.pool, keys }), 0, '再做一次没有可清空的');
    const { rows } = await old.pool.query('SELECT status FROM public_entry WHERE case_id = $1', [
      caseId,
    ]);
    assert.deepEqual(rows, [{ status: 'active' }]);
  });

  test('清空之后的备份里没有清空的内容，恢复出来也没有', async (t) => {
    const { r, house } = await begin(t, open);
    const { caseId } = await registered(house, '养老机构名录');
    await erased(house, caseId, { classes: ['contact'] });
    const file = join(place(t), 'backup');
    const at = { pool: r.pool, master: MASTER, now: house.time.now() };
    const manifest = await backup(file, at);
    const bare = await open({ bare: true });
    await restore(file, manifest, { pool: bare.pool });
    assert.ok(!(await allText({ pool: bare.pool, keys })).includes('李明'));
    assert.equal(await eraseAgain({ pool: bare.pool, keys }), 0);
    const checked = await checkRegister({ pool: bare.pool, keys });
    assert.deepEqual([checked.faults, checked.examples, checked.unordered], [[], [], 0]);
  });

  test('没有命令而被抽走的内容，自核时另行指出', async (t) => {
    const { r, house } = await begin(t, open);
    const { caseId } = await registered(house, '养老机构名录');
    await erased(house, caseId, { classes: ['contact'] });
    await r.pool.query('UPDATE event_body SET body = NULL WHERE case_id = $1 AND version = 2', [
      caseId,
    ]);
    const checked = await checkRegister({ pool: r.pool, keys });
    assert.ok(checked.unordered > 0 && checked.erasedParts > 0);
  });
});
