import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { recover, type Recovering } from '../src/app/recover/recover.ts';
import { Refused } from '../src/base/refusal.ts';
import { ceaseSequencer } from '../src/store/log-tables.ts';
import { sealKeys } from '../src/store/seal.ts';
import { tileFolder } from '../src/store/tile-folder.ts';
import { forEachDatabase } from './databases.ts';
import { MASTER } from './house.ts';
import { awaken, halted, place, rig, rigOn, settle } from './log-rig.ts';
import { backedUp, copyOf, countOf, filesIn, recovering } from './log-restored.ts';
import { refusedAs, say, sound } from './log-restored.ts';

forEachDatabase((_name, open) => {
  test('数据库换成了另一段历史：拒绝，两份都原样留存，也不从副本取回', async (t) => {
    for (const count of [300, 900]) {
      const r = await rig(t, open);
      await say(r, 300);
      await settle(r);
      const bring = await backedUp(t, open, r);
      await say(r, 400);
      await settle(r);
      await r.database.close();
      const other = rigOn(await bring(), r.home, { store: tileFolder(place(t)) });
      await say(other, count);
      const size = await settle(other);
      const old = rigOn(other.database, r.home);
      const files = filesIn(old.folder);
      const [note] = (await old.pool.query('SELECT checkpoint FROM log_head')).rows;
      const halt = await halted(old);
      assert.equal(halt.state, size < 700 ? 'behind' : 'conflict');
      const wanted = size < 700 ? 'RECOVER_WRONG_SOURCE' : 'RECOVER_FORK';
      await assert.rejects(recover(recovering(old)), (error) => {
        assert.ok(error instanceof Refused);
        const codes = size < 700 ? ['RECOVER_CONFLICT', wanted] : [wanted];
        assert.ok(codes.includes(error.refusal.code), error.message);
        return true;
      });
      assert.deepEqual(filesIn(old.folder), files, 'what was published stays as evidence');
      const [kept] = (await old.pool.query('SELECT checkpoint FROM log_head')).rows;
      assert.deepEqual(kept, note, 'and so does what the database signed');
      assert.equal(await countOf(old, 'log_leaf'), size);
    }
  });

  test('恢复之后又办理过的登记簿不取回，什么也不写', async (t) => {
    const r = await rig(t, open);
    await say(r, 10);
    await settle(r);
    const bring = await backedUp(t, open, r);
    await say(r, 10);
    await settle(r);
    await r.database.close();
    const old = rigOn(await bring(), r.home);
    await say(old, 1);
    await assert.rejects(recover(recovering(old)), refusedAs('RECOVER_CONFLICT'));
    assert.deepEqual(
      [
        await countOf(old, 'event'),
        await countOf(old, 'log_leaf'),
        await countOf(old, 'log_pending'),
      ],
      [11, 10, 1],
    );
  });

  test('副本不实：缺文件、改一位、别人签的检查点，都不取回', async (t) => {
    const r = await rig(t, open);
    await say(r, 10);
    await settle(r);
    const bring = await backedUp(t, open, r);
    await say(r, 600);
    await settle(r);
    await r.database.close();
    const old = rigOn(await bring(), r.home);
    const attempt = async (spoil: (copy: string) => void, ...codes: string[]) => {
      const copy = copyOf(t, old.folder);
      spoil(copy);
      await assert.rejects(recover(recovering(old, copy)), (error) => {
        assert.ok(error instanceof Refused, String(error));
        assert.ok(codes.includes(error.refusal.code), error.refusal.code);
        return true;
      });
      assert.deepEqual([await countOf(old, 'event'), await countOf(old, 'log_leaf')], [10, 10]);
      assert.equal(await countOf(old, 'log_pending'), 0);
    };
    await attempt((copy) => rmSync(join(copy, 'tile/entries/001')), 'RECOVER_ENTRY_MISSING');
    await attempt((copy) => {
      const path = join(copy, 'tile/entries/001');
      const bytes = readFileSync(path);
      // Inside the hexadecimal note of some entry.
      const at = bytes.indexOf('"note":"', 20_000) + 10;
      bytes[at] = bytes[at] === 0x61 ? 0x62 : 0x61;
      writeFileSync(path, bytes);
    }, 'RECOVER_WRONG_SOURCE');
    await attempt((copy) => {
      const path = join(copy, 'tile/entries/001');
      const bytes = readFileSync(path);
      bytes[2] = 0;
      writeFileSync(path, bytes);
    }, 'RECOVER_ENTRY_UNKNOWN');
    const stranger = rigOn(old.database, place(t));
    await attempt((copy) => {
      rmSync(join(copy, 'sm3/checkpoint'));
      const path = join(copy, 'checkpoint');
      const note = readFileSync(path, 'utf8').replaceAll(old.keys.origin, stranger.keys.origin);
      writeFileSync(path, note);
    }, 'RECOVER_NO_HEAD');
    await attempt((copy) => rmSync(copy, { recursive: true }), 'RECOVER_NO_HEAD');
    const foreign = { ...recovering(old), keys: stranger.keys };
    await assert.rejects(recover(foreign), refusedAs('RECOVER_OTHER_LOG'));
    await recover(recovering(old));
    await sound(old);
  });

  test('服务运行时不取回；取回中断后不启动，再执行一次即完成', async (t) => {
    const r = await rig(t, open);
    await say(r, 10);
    await settle(r);
    const bring = await backedUp(t, open, r);
    await say(r, 10);
    const awake = await awaken(r);
    await assert.rejects(recover(recovering(r)), refusedAs('RECOVER_RUNNING'));
    await ceaseSequencer(awake.client);
    await settle(r);
    await r.database.close();
    const old = rigOn(await bring(), r.home);
    // The second half, in which cases are rebuilt, meets a database that is gone.
    const dying: Recovering = {
      ...recovering(old),
      sealKeys: sealKeys(MASTER),
      pool: new Proxy(old.pool, {
        get(pool, name, self): unknown {
          if (name !== 'query') return Reflect.get(pool, name, self);
          return () => Promise.reject(new Error('gone'));
        },
      }),
    };
    await assert.rejects(recover(dying), /gone/);
    const halt = await halted(old);
    assert.equal(halt.state, 'behind');
    assert.match(halt.why.zh, /尚未做完/);
    const again = await recover(recovering(old));
    assert.ok(again.mended);
    assert.equal(await settle(old), 21);
    await sound(old);
  });
});
