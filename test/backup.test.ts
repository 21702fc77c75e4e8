import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test, type TestContext } from 'node:test';
import type { Pool } from 'pg';
import { backup } from '../src/app/backup/backup.ts';
import { checkBackup } from '../src/app/backup/check.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { restore } from '../src/app/backup/restore.ts';
import { Refused } from '../src/base/refusal.ts';
import { migrate, readMigrations } from '../src/store/migrate.ts';
import { sealKeys } from '../src/store/seal.ts';
import { forEachDatabase } from './databases.ts';
import { copyOlder } from './older-schema.ts';
import { houseOn, MASTER, randomFrom, type HouseOptions } from './house.ts';
import { rigOn, settle as sequenced } from './log-rig.ts';
import { people, settle } from './people.ts';
import { draft, filed, upload } from './story.ts';
import { walk } from './acts-at-random.ts';

const NOW = '2026-03-02T09:00:00+08:00';
const folders = mkdtempSync(join(tmpdir(), 'shuji-backup-'));
after(() => rmSync(folders, { recursive: true, force: true }));
let made = 0;
const place = (): string => join(folders, String((made += 1)));

const refusedAs = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.code === code;

/** All rows of all tables as text, but those a backup leaves out; what waits for the log without its
 *  numbers. */
async function dump(pool: Pool): Promise<Record<string, string[]>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r'
     AND relnamespace = 'public'::regnamespace AND relname NOT IN ('session', 'schema_migration')`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of rows) {
    const line = name === 'log_pending' ? '(case_id, version)::text' : 't::text';
    const found = await pool.query<{ line: string }>(
      `SELECT ${line} AS line FROM ${name} t ORDER BY 1`,
    );
    all[name] = found.rows.map((r) => r.line);
  }
  return all;
}

forEachDatabase((_name, open) => {
  const begin = async (t: TestContext, seed?: string) => {
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const folder = place();
    const options: HouseOptions = { folder, ...(seed === undefined ? {} : { seed }) };
    const house = await houseOn(pool, options);
    await settle(house);
    return { pool, house, folder };
  };
  const bare = async (t: TestContext) => {
    const { pool, close } = await open({ bare: true, poolSize: 4 });
    t.after(close);
    return { pool, folder: place() };
  };
  const tablesIn = async (pool: Pool): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_class WHERE relkind = 'r'
       AND relnamespace = 'public'::regnamespace`,
    );
    return rows[0]?.n ?? 0;
  };

  test('备份后恢复到空库：各表逐行相同，文件可读，登记簿自核无误，可以接着办理', async (t) => {
    const from = await begin(t);
    await walk(from.house, 'backup', 60);
    const file = place();
    const written = await backup(file, { ...from, master: MASTER, now: NOW });
    assert.ok(written.files.count > 0 && written.files.missing === 0);
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    const manifest = await checkBackup(file, MASTER);
    assert.deepEqual(manifest, written);
    assert.ok(!readFileSync(file).includes(MASTER), 'the master key is not in it');
    assert.ok(!readFileSync(file, 'latin1').includes(MASTER.toString('hex')));

    const to = await bare(t);
    await restore(file, manifest, to);
    assert.deepEqual(await dump(to.pool), await dump(from.pool));
    const checked = await checkRegister({ pool: to.pool, keys: sealKeys(MASTER) });
    assert.deepEqual([checked.faults, checked.examples], [[], []]);
    assert.ok(checked.events > 100);

    const house = await houseOn(to.pool, { folder: to.folder, seed: 'later' });
    const { rows } = await to.pool.query<{ id: string }>('SELECT id FROM file LIMIT 1');
    const { stream } = await house.files.open(rows[0]?.id ?? '');
    assert.match((await buffer(stream)).toString('latin1'), /^%PDF/);
    const { caseId } = await filed(house, '恢复之后');
    const order = await to.pool.query(`SELECT case_id FROM event ORDER BY appended DESC LIMIT 1`);
    assert.equal(order.rows[0].case_id, caseId, 'numbering goes on after what was restored');
  });

  test('备份是普通的 tar 文件，旁人可以列出其中各项', async (t) => {
    const from = await begin(t);
    await draft(from.house);
    const file = place();
    await backup(file, { ...from, master: MASTER, now: NOW });
    const listed = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n');
    assert.deepEqual(
      [listed[0], ...listed.slice(-2)],
      ['README.txt', 'manifest.json', 'seal.json'],
    );
    assert.ok(listed.includes('tables/event/00000001.jsonl'));
    assert.ok(!listed.some((name) => name.startsWith('tables/session')));
  });

  test('办理不停时备份：恢复出的是某一时刻的完整登记簿', async (t) => {
    const from = await begin(t);
    await walk(from.house, 'before', 25);
    const file = place();
    let running = true;
    const life = (async () => {
      for (let n = 0; running; n += 1) await walk(from.house, `during ${n}`, 5);
    })();
    const manifest = await backup(file, { ...from, master: MASTER, now: NOW });
    running = false;
    await life;
    const to = await bare(t);
    await restore(file, await checkBackup(file, MASTER), to);
    const checked = await checkRegister({ pool: to.pool, keys: sealKeys(MASTER) });
    assert.equal(checked.faulty + checked.differing, 0, JSON.stringify(checked));
    assert.equal(manifest.tables.find((x) => x.name === 'event')?.rows, checked.events);
  });

  test('截断或改动任何一处的备份都被拒，什么也不留下', async (t) => {
    const from = await begin(t);
    await upload(from.house, people.editor, '一份材料');
    await draft(from.house);
    const file = place();
    await backup(file, { ...from, master: MASTER, now: NOW });
    const sound = readFileSync(file);
    const bad = place();
    const codes = new Set<string>();
    const refused = async (bytes: Buffer, what: string) => {
      writeFileSync(bad, bytes);
      await assert.rejects(
        checkBackup(bad, MASTER),
        (error) => {
          assert.ok(error instanceof Refused, `${what}: ${String(error)}`);
          codes.add(error.refusal.code);
          return error.refusal.code.startsWith('BACKUP_');
        },
        what,
      );
    };
    const draw = randomFrom('damage');
    const somewhere = (): number => draw(4).readUInt32BE() % sound.length;
    for (let n = 0; n < 60; n += 1) {
      const cut = somewhere();
      await refused(sound.subarray(0, cut), `cut at ${cut}`);
    }
    for (const cut of [0, 1, 511, 512, sound.length - 1, sound.length - 512, sound.length - 1024]) {
      await refused(sound.subarray(0, cut), `cut at ${cut}`);
    }
    for (let n = 0; n < 150; n += 1) {
      const at = somewhere();
      const changed = Buffer.from(sound);
      changed[at] = (changed[at] ?? 0) ^ (1 + ((draw(1)[0] ?? 0) % 255));
      await refused(changed, `changed at ${at}`);
    }
    await refused(Buffer.concat([sound, Buffer.alloc(512)]), 'longer');
    await refused(Buffer.concat([sound, sound]), 'twice');
    assert.ok(codes.has('BACKUP_TRUNCATED') && codes.has('BACKUP_ALTERED'));
    await assert.rejects(checkBackup(file, Buffer.alloc(32, 8)), refusedAs('BACKUP_OTHER_KEY'));
    assert.equal((await checkBackup(file, MASTER)).files.count, 1);
  });

  test('不恢复到非空之处，不认更新的程序，不覆盖已有的备份', async (t) => {
    const from = await begin(t);
    await upload(from.house, people.editor, '一份材料');
    await draft(from.house);
    const file = place();
    const options = { ...from, master: MASTER, now: NOW };
    const manifest = await backup(file, options);
    await assert.rejects(backup(file, options), refusedAs('BACKUP_EXISTS'));
    const before = await dump(from.pool);
    const elsewhere = { pool: from.pool, folder: place() };
    await assert.rejects(restore(file, manifest, elsewhere), refusedAs('RESTORE_NOT_EMPTY'));
    assert.deepEqual(await dump(from.pool), before);
    assert.ok(!existsSync(elsewhere.folder));

    const to = await bare(t);
    const filled = { pool: to.pool, folder: from.folder };
    await assert.rejects(restore(file, manifest, filled), refusedAs('RESTORE_NOT_EMPTY'));
    const [first] = manifest.migrations;
    assert.ok(first);
    const later = [...manifest.migrations, { ...first, number: 9999, name: 'later' }];
    const newer = { ...manifest, migrations: later };
    await assert.rejects(restore(file, newer, to), refusedAs('BACKUP_NEWER'));
    assert.equal(await tablesIn(to.pool), 0);
  });

  test('恢复中途出错：库中无一行，目录中无一文件，改正后可以再恢复', async (t) => {
    const from = await begin(t);
    await upload(from.house, people.editor, '一份材料');
    await filed(from.house);
    const file = place();
    const manifest = await backup(file, { ...from, master: MASTER, now: NOW });
    const { pool, close } = await open({ poolSize: 4 });
    t.after(close);
    const to = { pool, folder: place() };
    await pool.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$;
      CREATE CONSTRAINT TRIGGER injected AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fail()`);
    const empty = await dump(pool);
    // The failure comes with the commit itself, when the files stand in their place already.
    await assert.rejects(restore(file, manifest, to), /injected/);
    assert.deepEqual(await dump(pool), empty);
    assert.deepEqual(readdirSync(to.folder), []);
    assert.ok(!existsSync(`${to.folder}.restoring`));
    await pool.query('DROP TRIGGER injected ON organisation');
    await restore(file, manifest, to);
    assert.deepEqual(await dump(pool), await dump(from.pool));
  });

  test('登记簿自核指出被改的事件、缺失的内容和断号；依法清空的不算问题', async (t) => {
    const { pool, house } = await begin(t);
    const [hash, swapped, lost, gap, erased] = [
      await draft(house),
      await draft(house),
      await draft(house),
      await filed(house, '断号'),
      await draft(house),
    ].map((c) => c.caseId);
    await pool.query('ALTER TABLE event DISABLE TRIGGER USER');
    await pool.query(`UPDATE event SET sm3 = sha256 WHERE case_id = $1 AND version = 1`, [hash]);
    await pool.query(
      `UPDATE event_body SET body = (SELECT body FROM event_body WHERE case_id = $2 AND version = 1)
       WHERE case_id = $1 AND version = 1`,
      [swapped, hash],
    );
    await pool.query('DELETE FROM event_body WHERE case_id = $1', [lost]);
    await pool.query('DELETE FROM event WHERE case_id = $1 AND version = 2', [gap]);
    await pool.query('UPDATE event_body SET body = NULL WHERE case_id = $1', [erased]);
    const { faults, erased: count } = await checkRegister(house);
    const said = faults.map((f) => `${f.caseId} ${f.what}`);
    for (const [caseId, what] of [
      [hash, 'leafHash'],
      [swapped, 'bodyUnreadable'],
      [lost, 'bodyMissing'],
      [gap, 'gap'],
    ]) {
      assert.ok(said.includes(`${caseId} ${what}`), `${what}: ${said.join()}`);
    }
    assert.ok(!said.some((line) => line.startsWith(erased ?? '?')));
    // The second event of a draft says in its body who acted.
    assert.equal(count, 2);
  });

  test('登记簿知道而存储中缺失的文件，备份照做并说明缺几个', async (t) => {
    const from = await begin(t);
    await upload(from.house, people.editor, '甲');
    const [shard = ''] = readdirSync(from.folder).filter((name) => name.length === 2);
    rmSync(join(from.folder, shard), { recursive: true });
    const { files } = await backup(place(), { ...from, master: MASTER, now: NOW });
    assert.deepEqual(files, { where: 'here', count: 0, missing: 1 });
  });

  test('恢复后等着上链的正是还没有位置的事件，按发生先后；备份里没有这张表', async (t) => {
    const from = await begin(t);
    await filed(from.house);
    const home = place();
    assert.ok((await sequenced(rigOn(from, home))) > 5);
    await draft(from.house);
    await draft(from.house);
    const file = place();
    const manifest = await backup(file, { ...from, master: MASTER, now: NOW });
    assert.ok(!manifest.tables.some(({ name }) => name === 'log_pending'));
    const to = await bare(t);
    await restore(file, manifest, to);
    const waits = async (pool: Pool): Promise<readonly object[]> =>
      (await pool.query<object>('SELECT case_id, version FROM log_pending ORDER BY seq')).rows;
    assert.deepEqual(await waits(to.pool), await waits(from.pool));
    assert.equal((await waits(to.pool)).length, 4);
    const checked = await checkRegister({ pool: to.pool, keys: sealKeys(MASTER) });
    assert.deepEqual([checked.faults, checked.examples], [[], []]);
    const { rows } = await to.pool.query('SELECT count(*)::int AS n FROM event');
    assert.equal(await sequenced(rigOn(to, home)), rows[0].n);
  });

  test('有目录链之前的备份，恢复后全部事件按先后上链', async (t) => {
    const { pool } = await bare(t);
    await migrate(pool, readMigrations().slice(0, 1));
    const today = await bare(t);
    await migrate(today.pool);
    const house = await houseOn(today.pool);
    await settle(house);
    await filed(house);
    await copyOlder(today.pool, pool);
    const file = place();
    const manifest = await backup(file, { pool, master: MASTER, now: NOW });
    assert.equal(manifest.migrations.length, 1);
    const to = await bare(t);
    await restore(file, await checkBackup(file, MASTER), to);
    const { rows } = await to.pool.query('SELECT case_id, version FROM event ORDER BY appended');
    assert.equal(await sequenced(rigOn(to, place())), rows.length);
    const leaves = await to.pool.query('SELECT case_id, version FROM log_leaf ORDER BY idx');
    assert.deepEqual(leaves.rows, rows);
    // What the older program did not keep is drawn from the events, as the handbook says of an upgrade.
    await rebuild({ pool: to.pool, keys: sealKeys(MASTER) }, { check: false });
    const checked = await checkRegister({ pool: to.pool, keys: sealKeys(MASTER) });
    assert.deepEqual([checked.faults, checked.examples], [[], []]);
  });
});
