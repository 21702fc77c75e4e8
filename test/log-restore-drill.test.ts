import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { recover } from '../src/app/recover/recover.ts';
import { forEachDatabase } from './databases.ts';
import { diceOf, fsckOf, halted, rig, rigOn, settle } from './log-rig.ts';
import { backedUp, copyOf, filesIn, recovering, say, sound } from './log-restored.ts';
import { strictWitness, witnessClientOf } from './log-strict-witness.ts';

/** How often the drill restores an old backup: a tenth of what is asked for. */
const RESTORES = Math.ceil(Number(process.env['SHUJI_DRILLS'] ?? 30) / 10);

forEachDatabase((name, open) => {
  if (!name.startsWith('内置')) return;

  test(`旧备份恢复演练 ${RESTORES} 次：每次都停得住、取得回、接得上，见证人都认`, async (t) => {
    const dice = diceOf('restores');
    let r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const show = witnessClientOf(r, witness);
    const known = { remembered: () => Promise.resolve(witness.remembered()) };
    const began = performance.now();
    let behind = 0;
    let fetched = 0;
    await settle(r);
    for (let n = 0; n < RESTORES; n += 1) {
      await say(r, dice(300));
      if (dice(2) === 0) await settle(r);
      await say(r, dice(20));
      const bring = await backedUp(t, open, r);
      const early = copyOf(t, r.folder);
      if (dice(8) > 0) await say(r, dice(700));
      const size = await settle(r);
      await witness.look(r.store);
      await show(r);
      const copy = copyOf(t, r.folder);
      await r.database.close();

      const kind = dice(4);
      // The public files go back too, more often than not; the whole copy is then elsewhere.
      if (kind > 0) {
        rmSync(r.folder, { recursive: true });
        renameSync(early, r.folder);
      }
      if (kind === 2) rmSync(join(copy, 'sm3'), { recursive: true });
      if (kind === 3) renameSync(join(copy, 'sm3/checkpoint'), join(copy, 'checkpoint'));
      const old = rigOn(await bring(), r.home, known);
      const { rows } = await old.pool.query('SELECT size::int FROM log_head');
      if (rows[0].size < size) {
        behind += 1;
        const files = filesIn(old.folder);
        assert.equal((await halted(old)).state, 'behind');
        assert.deepEqual(filesIn(old.folder), files);
        const done = await recover(recovering(old, kind === 0 ? old.folder : copy));
        assert.equal(done.to, size);
        fetched += done.to - done.from;
      }
      r = old;
      assert.ok((await settle(r)) >= size);
      await witness.look(r.store);
      await show(r);
      await sound(r);
    }
    const end = await settle(r);
    await witness.settle(r.store, end);
    await fsckOf(r);
    const seconds = Math.round((performance.now() - began) / 1000);
    t.diagnostic(
      `${RESTORES} 次，其中 ${behind} 次落后，取回 ${fetched} 条，共 ${end} 条，${seconds} 秒`,
    );
  });
});
