import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { openGate } from '../src/app/gate.ts';
import { stateKeys } from '../src/app/log/key-diary.ts';
import { listKeys, newKey } from '../src/app/log/key-ring.ts';
import { retireKey } from '../src/app/log/key-retire.ts';
import { loadLogKeys } from '../src/app/log/keys.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { refuse } from '../src/base/refusal.ts';
import { DIARY_CASE } from '../src/contexts/network/diary.ts';
import { sealKeys } from '../src/store/seal.ts';
import { forEachDatabase } from './databases.ts';
import { MASTER } from './house.ts';

const folders = mkdtempSync(join(tmpdir(), 'shuji-key-diary-'));
after(() => rmSync(folders, { recursive: true, force: true }));
let made = 0;

const published = () => Promise.resolve(undefined);

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext) => {
    const { pool, close } = await open({ poolSize: 6 });
    t.after(close);
    made += 1;
    const of = { dataDir: join(folders, String(made)), mode: 'production' as const };
    mkdirSync(join(of.dataDir, 'keys'), { recursive: true, mode: 0o700 });
    const gate = openGate();
    const start = () => {
      loadLogKeys({ ...of, host: 'log.example' });
      return stateKeys(of, pool, gate);
    };
    /** `type keyId why`, as the log has it. */
    const said = async (): Promise<string[]> => {
      const { rows } = await pool.query<{ type: string; entry: Buffer }>(
        'SELECT type, entry FROM event WHERE case_id = $1 ORDER BY version',
        [DIARY_CASE],
      );
      return rows.map(({ type, entry }) => {
        const { data } = JSON.parse(entry.toString('utf8')) as {
          data: { verifier: string; why?: string };
        };
        return [type.slice(4), data.verifier.split('+')[1], data.why ?? ''].join(' ').trim();
      });
    };
    const ids = () => listKeys(of).keys.map(({ keyId }) => keyId);
    return { of, pool, gate, start, said, ids };
  };

  test('首次启动写明全部密钥；没有变动的启动不再写', async (t) => {
    const { start, said, ids } = await begin(t);
    assert.equal(await start(), true);
    const first = ids().map((id) => `KeyAdded ${id}`);
    assert.deepEqual(await said(), first);
    assert.equal(await start(), true);
    assert.deepEqual(await said(), first);
  });

  test('启用、停用、失窃，两次启动之间不论怎么变，都写明', async (t) => {
    const { of, start, said, ids } = await begin(t);
    await start();
    const [first = ''] = ids();
    const second = await newKey(of, 'ed25519');
    await start();
    await retireKey(of, first, 'retired', published);
    const third = await newKey(of, 'ed25519');
    await retireKey(of, third.keyId, 'lost', published);
    await start();
    await retireKey(of, first, 'stolen', published);
    await start();
    assert.deepEqual((await said()).slice(3), [
      `KeyAdded ${second.keyId}`,
      `KeyRetired ${first} retired`,
      `KeyAdded ${third.keyId}`,
      `KeyRetired ${third.keyId} lost`,
      `KeyRetired ${first} stolen`,
    ]);
  });

  test('绕过命令改清单也瞒不住：删掉一行、把停用的改回来', async (t) => {
    const { of, start, said, ids } = await begin(t);
    await start();
    const [, mlDsa = ''] = ids();
    const path = join(of.dataDir, 'keys/log-keys.json');
    const whole = readFileSync(path, 'utf8');
    const ring = JSON.parse(whole) as { keys: { verifier: string }[] };
    const without = ring.keys.filter(({ verifier }) => !verifier.includes(`+${mlDsa}+`));
    writeFileSync(path, JSON.stringify({ ...ring, keys: without }));
    await start();
    await start();
    writeFileSync(path, whole);
    await start();
    assert.deepEqual((await said()).slice(3), [`KeyRetired ${mlDsa} removed`, `KeyAdded ${mlDsa}`]);
  });

  test('几个进程一起启动，每件事只写一次', async (t) => {
    const { start, said } = await begin(t);
    await start();
    const again = await begin(t);
    await Promise.all(Array.from({ length: 5 }, again.start));
    assert.equal((await again.said()).length, 3);
    assert.equal((await said()).length, 3);
  });

  test('登记簿核对照样逐条核对这些记录，但不把它们当作事项', async (t) => {
    const { pool, start } = await begin(t);
    await start();
    const house = { pool, keys: sealKeys(MASTER) };
    const { cases, events, differing, faulty } = await checkRegister(house);
    assert.deepEqual(
      { cases, events, differing, faulty },
      { cases: 0, events: 3, differing: 0, faulty: 0 },
    );
  });

  test('目录链不可写时不写，待可写时补上', async (t) => {
    const { gate, start, said } = await begin(t);
    gate.set(refuse('LOG_BEHIND', { zh: '落后', en: 'behind' }, [], 'busy'));
    assert.equal(await start(), false);
    assert.deepEqual(await said(), []);
    gate.set(undefined);
    assert.equal(await start(), true);
    assert.equal((await said()).length, 3);
  });
});
