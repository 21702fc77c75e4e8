import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runClocks } from '../src/app/clock-runner.ts';
import { openGate } from '../src/app/gate.ts';
import { recover } from '../src/app/recover/recover.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { readLostCases } from '../src/store/lost-cases.ts';
import { sealKeys } from '../src/store/seal.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, MASTER } from './house.ts';
import { fsckOf, halted, rig, rigOn, settle } from './log-rig.ts';
import { backedUp, begin, copyOf, countOf, filesIn, recovering } from './log-restored.ts';
import { refusedAs, say, sound } from './log-restored.ts';
import { strictWitness, witnessClientOf } from './log-strict-witness.ts';
import { people } from './people.ts';
import { draft, filed, inNotice, say as acting } from './story.ts';

forEachDatabase((_name, open) => {
  test('从旧备份恢复的数据库落后于自己的目录链：不签名；取回后接着写，未失内容的事项接着办', async (t) => {
    const { r, house, home } = await begin(t, open);
    const witness = strictWitness(r.keys);
    const whole = await inNotice(house, '备份之前');
    const reached = await inNotice(house, '备份之后撤回');
    await settle(r);
    const waiting = await draft(house);
    const bring = await backedUp(t, open, r);
    const after = await filed(house, '备份之后');
    await acting(house, reached.caseId)(people.editor, 'withdraw', { reasons: '不再需要登记' });
    const size = await settle(r);
    await witness.look(r.store);
    await r.database.close();

    const old = rigOn(await bring(), home);
    const files = filesIn(old.folder);
    const halt = await halted(old);
    assert.equal(halt.state, 'behind');
    assert.match(halt.why.zh, /shuji recover/);
    assert.deepEqual(filesIn(old.folder), files, 'nothing was written');
    assert.ok((await countOf(old, 'log_leaf')) < size);

    const done = await recover(recovering(old));
    assert.equal(done.to, size);
    assert.equal(done.kept, 2, 'the draft that waited kept what it holds');
    assert.deepEqual(
      new Set(done.mended?.closed),
      new Set([after.caseId, reached.caseId]),
      'only what lost its content is closed',
    );
    assert.deepEqual(done.mended?.unreadable, []);
    const checked = await checkRegister({ pool: old.pool, keys: sealKeys(MASTER) });
    assert.deepEqual([checked.faults, checked.examples], [[], []]);
    assert.equal(checked.lost, done.losses.bodies);
    assert.equal(checked.erased, 0);

    const later = await houseOn(old.pool, { folder: join(home, 'files'), seed: 'later' });
    const closing = { ...later, gate: openGate(await readLostCases(runnerOf(old.pool))) };
    const lost = acting(closing, after.caseId)(people.intake, 'accept');
    await assert.rejects(lost, refusedAs('CASE_CONTENT_LOST'));
    const { rows } = await old.pool.query('SELECT status FROM case_row WHERE case_id = $1', [
      reached.caseId,
    ]);
    assert.deepEqual(rows, [{ status: 'WITHDRAWN' }]);
    await acting(closing, waiting.caseId)(people.editor, 'attachMaterial', {
      group: 'scenario',
      values: { usable: '公共服务' },
    });
    await acting(closing, whole.caseId)(people.editor, 'withdraw', { reasons: '不再需要登记' });
    const end = await settle(old);
    assert.ok(end > size + 1);
    await sound(old);
    await witness.look(old.store);
    await witness.settle(old.store, end);
    await fsckOf(old);
  });

  test('备份之后发放的编码取回后不会再发一次，已登记的仍在公示库', async (t) => {
    const { r, house, home } = await begin(t, open);
    const issue = async (on: typeof house, name: string): Promise<string> => {
      const { caseId } = await inNotice(on, name);
      on.pass(40 * 86_400_000);
      await runClocks(on);
      await acting(on, caseId)(people.issuer, 'assignCode');
      return caseId;
    };
    const first = await issue(house, '备份前登记的');
    await settle(r);
    const bring = await backedUp(t, open, r);
    const others = [await issue(house, '备份后登记甲'), await issue(house, '备份后登记乙')];
    const codes = await r.pool.query('SELECT code FROM public_entry ORDER BY code');
    await settle(r);
    await r.database.close();
    const old = rigOn(await bring(), home);
    await recover(recovering(old));
    await sound(old);
    const back = await old.pool.query('SELECT code FROM public_entry ORDER BY code');
    assert.deepEqual(back.rows, codes.rows);
    const later = await houseOn(old.pool, {
      folder: join(home, 'files'),
      seed: 'later',
      start: '2026-09-01T09:00:00+08:00',
    });
    const next = await issue(later, '恢复后登记的');
    const { rows } = await old.pool.query(
      'SELECT count(DISTINCT code)::int AS n FROM public_entry',
    );
    assert.equal(rows[0].n, [first, ...others, next].length);
    await sound(old);
  });

  test('公开文件也一同退回时，见证人记得更多：落后；只有未退回的副本能取回', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    await say(r, 300);
    await settle(r);
    const bring = await backedUp(t, open, r);
    const rolledBack = copyOf(t, r.folder);
    await say(r, 500);
    await settle(r);
    const tell = rigOn(r.database, r.home);
    const client = witnessClientOf(tell, witness);
    await client();
    const mirror = copyOf(t, r.folder);
    await r.database.close();
    rmSync(r.folder, { recursive: true });
    renameSync(rolledBack, r.folder);

    const old = rigOn(await bring(), r.home, {
      remembered: () => Promise.resolve(witness.remembered()),
    });
    const files = filesIn(old.folder);
    assert.equal((await halted(old)).state, 'behind');
    assert.deepEqual(filesIn(old.folder), files);
    const none = await recover(recovering(old));
    assert.deepEqual([none.from, none.to, none.mended], [300, 300, undefined]);
    assert.equal((await halted(old)).state, 'behind', 'a copy as old as the register helps nobody');
    // A mirror keeps each tree by itself; this one has the tree in SHA-256 only.
    rmSync(join(mirror, 'sm3'), { recursive: true });
    const done = await recover(recovering(old, mirror));
    assert.deepEqual([done.from, done.to], [300, 800]);
    const size = await settle(old);
    assert.equal(size, 801);
    await client(old);
    assert.equal(witness.size('sha256'), 801);
    assert.equal(witness.size('sm3'), 801);
    await sound(old);
    await witness.settle(old.store, size);
  });

  test('镜像只有国密一棵树时，同样能取回', async (t) => {
    const r = await rig(t, open);
    await say(r, 10);
    await settle(r);
    const bring = await backedUp(t, open, r);
    await say(r, 300);
    await settle(r);
    const mirror = copyOf(t, r.folder);
    await r.database.close();
    renameSync(join(mirror, 'sm3', 'checkpoint'), join(mirror, 'checkpoint'));
    const old = rigOn(await bring(), r.home);
    const done = await recover(recovering(old, mirror));
    assert.equal(done.to, 310);
    assert.equal(await settle(old), 311);
    await sound(old);
  });

  test('签名还没有过的登记簿也能从头取回', async (t) => {
    const r = await rig(t, open);
    await say(r, 5);
    const bring = await backedUp(t, open, r);
    await say(r, 600);
    await settle(r);
    await r.database.close();
    const old = rigOn(await bring(), r.home);
    assert.equal((await halted(old)).state, 'behind');
    assert.equal(await countOf(old, 'log_head'), 0, 'nothing was signed');
    const done = await recover(recovering(old));
    assert.deepEqual([done.from, done.to, done.kept], [0, 605, 5]);
    assert.equal(await settle(old), 606);
    await sound(old);
  });

  test('两个检查点写到一半断电：取回时以走得更远的为准', async (t) => {
    const r = await rig(t, open);
    await say(r, 20);
    await settle(r);
    const early = readFileSync(join(r.folder, 'checkpoint'));
    const bring = await backedUp(t, open, r);
    await say(r, 20);
    await settle(r);
    writeFileSync(join(r.folder, 'checkpoint'), early);
    await r.database.close();
    const old = rigOn(await bring(), r.home);
    assert.equal((await halted(old)).state, 'behind');
    assert.equal((await recover(recovering(old))).to, 40);
    assert.equal(await settle(old), 41);
  });
});
