import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sequencerLoop, type LogState } from '../src/app/log/loop.ts';
import { sequence, wake, bringOut } from '../src/app/log/sequencer.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { sealKeys } from '../src/store/seal.ts';
import { fsckLog } from '../src/app/fsck/fsck.ts';
import { ceaseSequencer } from '../src/store/log-tables.ts';
import type { TileStore } from '../src/store/tile-store.ts';
import { DIARY_CASE } from '../src/contexts/network/diary.ts';
import { forEachDatabase } from './databases.ts';
import { MASTER } from './house.ts';
import { append, awaken, diceOf, fsckOf, halted, rig, settle, until, type Rig } from './log-rig.ts';
import { strictWitness } from './log-strict-witness.ts';

const DRILLS = Number(process.env['SHUJI_DRILLS'] ?? 12);

/** The store of a rig with faults put in: `ails` says before each read and each written file whether it
 *  fails, and how. What was written before a failing file stays. */
const ailing = (
  store: TileStore,
  ails: (op: 'read' | 'write', path: string) => Error | undefined,
): TileStore => ({
  ...store,
  async read(path) {
    const error = ails('read', path);
    if (error) throw error;
    return store.read(path);
  },
  async write(files) {
    for (const file of files) {
      const error = ails('write', file.path);
      if (error) throw error;
      await store.write([file]);
    }
  },
});

const withStore = ({ sequencing }: Rig, store: TileStore) => ({
  sequencing: { ...sequencing, store },
});

const full = (): Error => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

const statesOf = (r: Rig, more: Partial<Rig['sequencing']> = {}) => {
  const states: LogState[] = [];
  const told: unknown[] = [];
  const loop = sequencerLoop({
    sequencing: { ...r.sequencing, ...more },
    state: (state) => states.push(state),
    published: () => undefined,
    tell: (error) => told.push(error),
  });
  return { ...loop, states, told, last: () => states.at(-1)?.state };
};

const publicFiles = ({ folder }: Rig): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && !/^(?:keys|policy)$/.test(each.name))
    .map((each) => join(each.parentPath, each.name))
    .toSorted();

function flip(path: string, draw: (n: number) => number): void {
  const bytes = readFileSync(path);
  const at = draw(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8));
  writeFileSync(path, bytes);
}

const faultsOf = async ({ pool }: Rig): Promise<string[]> => {
  const { faults } = await checkRegister({ pool, keys: sealKeys(MASTER) });
  return [...new Set(faults.map(({ what }) => what))].toSorted();
};

forEachDatabase((name, open) => {
  test('磁盘写到任何一个文件时满了：已公布的仍完整，腾出后接着写，不留错瓦片', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    await append(r.pool, 700);
    let size = await settle(r);
    for (let k = 0, failed = true; failed; k += 1) {
      await append(r.pool, 60);
      let left = k;
      failed = false;
      const store = ailing(r.store, (op) => {
        if (op === 'read' || left-- > 0) return undefined;
        failed = true;
        return full();
      });
      await settle(withStore(r, store)).catch((error: unknown) =>
        assert.match(String(error), /space/),
      );
      await witness.look(r.store);
      size += 60;
      if (k % 3 === 0) assert.equal(await settle(r), size);
    }
    assert.equal(await settle(r), size);
    await witness.look(r.store);
    await witness.settle(r.store, size);
    await fsckOf(r);
  });

  test('存储时好时坏（读写随机出错、写到一半出错）：不会公布错的，最终写齐', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const dice = diceOf(`ailing ${name}`);
    let size = 0;
    for (let round = 0; round < Math.min(DRILLS, 100); round += 1) {
      const count = 1 + dice(400);
      await append(r.pool, count);
      size += count;
      const rate = 2 + dice(60);
      const store = ailing(r.store, () =>
        dice(rate) === 0 ? new Error('503 Slow Down') : undefined,
      );
      await settle(withStore(r, store)).catch(() => undefined);
      await witness.look(r.store);
    }
    assert.equal(await settle(r), size);
    await witness.look(r.store);
    await witness.settle(r.store, size);
    await fsckOf(r);
  });

  test('存储读回的不是写进去的：不公布，直到它好起来', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 10);
    await settle(r);
    await append(r.pool, 10);
    const before = readFileSync(join(r.folder, 'checkpoint'), 'utf8');
    for (const wrong of ['tile/0/000.p/20', 'tile/entries/000.p/20', 'sm3/tile/0/000.p/20']) {
      const lying: TileStore = {
        ...r.store,
        async read(path) {
          const bytes = await r.store.read(path);
          if (bytes && path === wrong) bytes[40] = (bytes[40] ?? 0) ^ 4;
          return bytes;
        },
      };
      await assert.rejects(settle(withStore(r, lying)), /another|malformed/);
      assert.equal(readFileSync(join(r.folder, 'checkpoint'), 'utf8'), before, wrong);
    }
    assert.equal(await settle(r), 20);
    await fsckOf(r);
  });

  test('公开文件中随便坏掉一位，重新启动后或已改正，或指得出坏在哪里，绝不在其上签名', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    const dice = diceOf(`flip ${name}`);
    await append(r.pool, 3000);
    let size = await settle(r);
    let mended = 0;
    for (let n = 0; n < DRILLS; n += 1) {
      const files = publicFiles(r);
      // Few of the files are at the edge, where a restart looks; they are drawn as often as the rest.
      const edge = files.filter((path) => /\.p\/|checkpoint$/.test(path));
      const from = dice(2) === 0 && edge.length > 0 ? edge : files;
      const path = from[dice(from.length)] ?? '';
      const kept = readFileSync(path);
      flip(path, dice);
      await append(r.pool, 20);
      const awake = await wake(r.sequencing);
      assert.ok(awake && !('state' in awake), path);
      await ceaseSequencer(awake.client);
      size = await settle(r);
      await witness.look(r.store);
      const found = await fsckLog(
        { kind: 'folder', folder: r.folder },
        { policies: undefined, threads: 1 },
      );
      if (found?.faulty === 0) {
        mended += 1;
        continue;
      }
      const named = found?.faults.map((fault) => join(r.folder, fault.path)) ?? [];
      assert.deepEqual([...new Set(named)], [path], 'the audit names the file and no other');
      if (n % 2 === 0) writeFileSync(path, kept);
      else
        await ceaseSequencer(
          (await awaken({ sequencing: { ...r.sequencing, anew: true } })).client,
        );
      await fsckOf(r);
    }
    assert.ok(mended > 0 && mended < DRILLS, `${mended} of ${DRILLS}`);
    await witness.settle(r.store, size);
  });

  test('检查点坏了一份由另一份作证重写；两份都坏就停下来，直到有人移走', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 30);
    await settle(r);
    const dice = diceOf('checkpoints');
    const [one, two] = [join(r.folder, 'checkpoint'), join(r.folder, 'sm3/checkpoint')];
    flip(one, dice);
    await append(r.pool, 5);
    await settle(r);
    flip(two, dice);
    await settle(r);
    await fsckOf(r);
    flip(one, dice);
    flip(two, dice);
    const bad = readFileSync(one);
    const halt = await halted(r);
    assert.equal(halt.state, 'damaged');
    assert.match(halt.why.zh, /checkpoint/);
    assert.deepEqual(readFileSync(one), bad, 'nothing is written over it');
    rmSync(one);
    rmSync(two);
    await settle(r);
    await fsckOf(r);
  });

  test('公开文件全部或部分丢失：依登记簿逐字节重写', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 1000);
    await settle(r);
    const before = new Map(publicFiles(r).map((path) => [path, readFileSync(path, 'base64')]));
    const dice = diceOf('lost files');
    for (let n = 0; n < 6; n += 1) {
      if (n === 0) rmSync(r.folder, { recursive: true });
      else if (n === 1) rmSync(join(r.folder, 'tile'), { recursive: true });
      else {
        for (const path of publicFiles(r)) {
          if (/\.p\//.test(path) && dice(2) === 0) rmSync(path);
        }
      }
      await settle(r);
      const after = new Map(publicFiles(r).map((path) => [path, readFileSync(path, 'base64')]));
      for (const [path, bytes] of before) {
        assert.ok(after.get(path) === bytes || /\.p\//.test(path), `${n} ${path}`);
      }
      if (existsSync(join(r.folder, 'keys'))) await fsckOf(r);
    }
  });

  test('尚未上链的事件内容被改：公布之前发现，停下来；改回后接着写', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 300);
    await settle(r);
    const before = readFileSync(join(r.folder, 'checkpoint'), 'utf8');
    const [first] = await append(r.pool, 3);
    await r.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    const turn = `UPDATE event SET entry = set_byte(entry, 30, get_byte(entry, 30) # 1)
      WHERE case_id = $1 AND version = 2`;
    await r.pool.query(turn, [first?.caseId]);
    assert.ok((await faultsOf(r)).includes('leafHash'));
    const loop = statesOf(r);
    await until(() => loop.last() === 'damaged');
    assert.match(loop.states.at(-1)?.why?.zh ?? '', /第 301 条/);
    await loop.stop();
    assert.equal(readFileSync(join(r.folder, 'checkpoint'), 'utf8'), before);
    await r.pool.query(turn, [first?.caseId]);
    assert.equal(await settle(r), 303);
    await fsckOf(r);
  });

  test('数据库里上链记录的任何一处被改，重新启动就停下来，登记簿自核指得出', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 600, DIARY_CASE);
    await settle(r);
    await r.pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await r.pool.query('ALTER TABLE log_leaf DISABLE TRIGGER USER');
    const swap = `UPDATE log_leaf SET idx = CASE version WHEN 590 THEN 594 WHEN 595 THEN 589 ELSE idx END`;
    for (const [spoil, mend, what] of [
      [
        'UPDATE log_head SET sha256 = set_byte(sha256, 3, get_byte(sha256, 3) # 8)',
        'UPDATE log_head SET sha256 = set_byte(sha256, 3, get_byte(sha256, 3) # 8)',
        ['headRoot'],
      ],
      [
        'UPDATE log_head SET sm3 = set_byte(sm3, 31, get_byte(sm3, 31) # 1)',
        'UPDATE log_head SET sm3 = set_byte(sm3, 31, get_byte(sm3, 31) # 1)',
        ['headRoot'],
      ],
      ['UPDATE log_head SET size = 599', 'UPDATE log_head SET size = 600', ['headSize']],
      ['UPDATE log_head SET size = 601', 'UPDATE log_head SET size = 600', ['headSize']],
      [
        'UPDATE event SET sm3 = sha256 WHERE version = 597',
        `UPDATE event SET sm3 = (SELECT sm3 FROM event_was) WHERE version = 597`,
        ['headRoot', 'leafHash'],
      ],
      [
        swap,
        swap.replace('590 THEN 594', '590 THEN 589').replace('595 THEN 589', '595 THEN 594'),
        ['headRoot'],
      ],
      [
        'DELETE FROM log_leaf WHERE version = 580',
        `INSERT INTO log_leaf (case_id, version, idx) SELECT case_id, 580, 579 FROM event LIMIT 1`,
        ['headSize', 'noPlace', 'placeGap'],
      ],
      [
        'UPDATE log_leaf SET idx = 580 WHERE version = 580',
        'UPDATE log_leaf SET idx = 579 WHERE version = 580',
        ['placeGap', 'placeTwice'],
      ],
    ] as const) {
      await r.pool.query('CREATE TABLE event_was AS SELECT sm3 FROM event WHERE version = 597');
      await r.pool.query(spoil);
      assert.deepEqual(await faultsOf(r), what, spoil);
      const halt = await halted(r).catch((error: unknown) => ({ state: String(error) }));
      assert.match(halt.state, /^(?:damaged|behind)$/, spoil);
      await r.pool.query(mend);
      await r.pool.query('DROP TABLE event_was');
      assert.deepEqual(await faultsOf(r), [], mend);
      assert.equal(await settle(r), 600);
    }
    await r.pool
      .query(`UPDATE log_head SET checkpoint = replace(checkpoint, E'\\n600\\n', E'\\n601\\n'),
      checkpoint_sm3 = 'gone'`);
    assert.equal(await settle(r), 600);
    await fsckOf(r);
  });

  test('数据库是另一个日志的（密钥被换）：不签名', async (t) => {
    const r = await rig(t, open);
    await append(r.pool, 30);
    await settle(r);
    rmSync(join(r.home, 'keys'), { recursive: true });
    rmSync(r.folder, { recursive: true });
    const other = await rig(t, () => Promise.resolve(r.database));
    const halt = await halted(other);
    assert.equal(halt.state, 'conflict');
    assert.ok(halt.why.en.includes(r.keys.origin));
    const { rows } = await r.pool.query('SELECT origin FROM log_head');
    assert.deepEqual(rows, [{ origin: r.keys.origin }]);
  });

  test('一批还没公布，下一批已在数据库里：失败后从头接上，不乱序公布', async (t) => {
    const r = await rig(t, open);
    const witness = strictWitness(r.keys);
    await append(r.pool, 10);
    const awake = await awaken(r);
    const one = await sequence(r.sequencing, awake);
    assert.ok(one);
    await append(r.pool, 300);
    const two = await sequence(r.sequencing, one.awake);
    assert.ok(two);
    await assert.rejects(bringOut({ ...r.sequencing, store: ailing(r.store, () => full()) }, one));
    await ceaseSequencer(awake.client);
    await witness.look(r.store);
    assert.equal(await settle(r), 310);
    await witness.look(r.store);
    await witness.settle(r.store, 310);
    await fsckOf(r);
  });

  if (!name.startsWith('内置')) return;

  test('磁盘将满：停止办理并说明，腾出后自己打开', async (t) => {
    const r = await rig(t, open);
    let room = 500;
    const store: TileStore = { ...r.store, room: () => Promise.resolve(room) };
    await append(r.pool, 10);
    const loop = statesOf(r, { store, reserve: 1000 });
    await until(() => loop.last() === 'full');
    assert.match(loop.states.at(-1)?.why?.zh ?? '', /磁盘即将写满/);
    assert.ok(!existsSync(join(r.folder, 'checkpoint')));
    room = 5000;
    await until(() => loop.last() === 'open');
    await until(() => existsSync(join(r.folder, 'checkpoint')));
    room = 999;
    await until(() => loop.last() === 'full');
    await append(r.pool, 10);
    room = 1000;
    await until(() => loop.last() === 'open');
    await until(() => readFileSync(join(r.folder, 'checkpoint'), 'utf8').includes('\n20\n'));
    await loop.stop();
    assert.deepEqual(loop.told, []);
  });
});
