import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { House } from '../src/app/house.ts';
import { scratchOf } from '../src/app/desk/scratch.ts';
import { removeLeaving } from '../src/app/erasure/leaving-files.ts';
import {
  dailySweep,
  sweepFiles,
  UNUSED_DAYS,
  type Swept,
} from '../src/app/erasure/unused-files.ts';
import { uuidV7 } from '../src/base/id.ts';
import { linkFiles } from '../src/store/case-files.ts';
import { inTransaction } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { people, settle } from './people.ts';
import { draft, say, upload } from './story.ts';

const DAY = 86_400_000;

forEachDatabase((_name, open) => {
  const begin = async () => {
    const house = await houseOn((await open()).pool);
    await settle(house);
    // Drafts belong to somebody with an account.
    const { accountId, name, roles } = people.editor;
    await house.pool.query(
      `INSERT INTO account (account_id, login, name, org, roles, real_name, password, created_at)
       VALUES ($1, 'editor', $2, $3, $4, true, 'none', now())`,
      [accountId, name, people.editor.org?.code, roles],
    );
    return house;
  };
  const aged = ({ pool }: House, id: string, days: number) =>
    pool.query(
      `UPDATE file SET uploaded_at = uploaded_at - make_interval(days => $2) WHERE id = $1`,
      [id, days],
    );
  const left = async ({ pool }: House, ids: readonly string[]): Promise<boolean[]> => {
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM file WHERE id = ANY($1)', [
      ids,
    ]);
    return ids.map((id) => rows.some((row) => row.id === id));
  };
  const paper = async (house: House, what: string, days: number): Promise<string> => {
    const id = await upload(house, people.editor, what);
    await aged(house, id, days);
    return id;
  };

  test('没有用上的上传满90天清走，连同内容；不到90天的、办进事项的、写在暂存里的、作为表格导入的不动', async () => {
    const house = await begin();
    const { caseId } = await draft(house);
    const old = UNUSED_DAYS + 1;
    const orphan = await paper(house, '没有提交的证据', old);
    const twin = await paper(house, '同一内容', old);
    const young = await paper(house, '前几周的', UNUSED_DAYS - 1);
    const used = await paper(house, '草稿里的承诺书', old);
    const kept = await paper(house, '暂存里的', old);
    const sheet = await paper(house, '导入的表格', old);
    // The same content, in use: the upload that nobody used goes, what both say stays in the store.
    const shared = await upload(house, people.editor, '同一内容');
    await say(house, caseId)(people.editor, 'attachMaterial', {
      group: 'sourceLegality',
      values: { undertaking: used, legalBasis: '依法' },
    });
    await scratchOf(house).keep(people.editor.accountId, `case.${caseId}.form`, { a: [kept] }, 0);
    await house.pool.query(
      `INSERT INTO import_job (import_id, account_id, jurisdiction, file_id, mode, state, opening, mapping,
         columns, notes, lines, created_at)
       VALUES ($1, (SELECT account_id FROM account WHERE login = 'editor'), 'beijing', $2, 'check', 'done', '{}', '{}', '[]', '[]', 0, now())`,
      [uuidV7(Date.now(), house.random(10)), sheet],
    );
    const { rows } = await house.pool.query<{ key: string }>('SELECT key FROM file WHERE id = $1', [
      orphan,
    ]);
    const all = [orphan, twin, young, used, kept, sheet, shared];
    const swept = await sweepFiles(house);
    assert.deepEqual([swept.files, swept.more], [2, false]);
    assert.deepEqual(await left(house, all), [false, false, true, true, true, true, true]);
    assert.equal(await removeLeaving(house), 1);
    await assert.rejects(house.files.open(orphan), /FILE_UNKNOWN|没有这个文件/);
    assert.equal(rows.length, 1);
    for (const id of all.slice(2)) assert.ok(await house.files.open(id));
    assert.equal((await sweepFiles(house)).files, 0, '再清一次什么也不动');
  });

  test('暂存里不再提到、或者暂存自己过了期的，文件随后清走', async () => {
    const house = await begin();
    const [dropped, lapsed] = [
      await paper(house, '换掉的', UNUSED_DAYS + 1),
      await paper(house, '过期暂存的', UNUSED_DAYS + 1),
    ];
    const scratch = scratchOf(house);
    const who = people.editor.accountId;
    await scratch.keep(who, 'objection', { files: [dropped] }, 0);
    await scratch.keep(who, 'other', { files: [lapsed] }, 0);
    assert.equal((await sweepFiles(house)).files, 0);
    await scratch.keep(who, 'objection', { files: [] }, 1);
    await house.pool.query(
      `UPDATE scratch SET updated_at = updated_at - interval '91 days' WHERE name = 'other'`,
    );
    assert.equal((await sweepFiles(house)).files, 2);
    assert.deepEqual(await left(house, [dropped, lapsed]), [false, false]);
  });

  test('旧程序存的暂存没有写明文件：在它到期以前什么也不清', async () => {
    const house = await begin();
    const orphan = await paper(house, '不知道有没有用', UNUSED_DAYS + 1);
    await scratchOf(house).keep(people.editor.accountId, 'old', { files: [orphan] }, 0);
    await house.pool.query('UPDATE scratch SET files = NULL');
    assert.equal((await sweepFiles(house)).files, 0);
    house.pass((UNUSED_DAYS + 1) * DAY);
    assert.equal((await sweepFiles(house)).files, 1);
  });

  test('同一时刻正被办进事项的不清；先清走的，办理从头再看，不留下没有文件的归属', async () => {
    const house = await begin();
    const caseId = uuidV7(Date.now(), house.random(10));
    const [held, late] = [
      await paper(house, '正在提交的', UNUSED_DAYS + 1),
      await paper(house, '先清走的', UNUSED_DAYS + 1),
    ];
    let asked: Promise<unknown> = Promise.resolve();
    await inTransaction(house.pool, async (tx) => {
      await linkFiles(tx, caseId, [held]);
      // Not final yet: the sweep does not wait for it and does not take it.
      assert.equal((await sweepFiles(house)).files, 1);
      assert.deepEqual(await left(house, [held, late]), [true, false]);
      asked = inTransaction(house.pool, (other) => linkFiles(other, caseId, [held, late]), 1);
      asked.catch(() => undefined);
    });
    await assert.rejects(asked, { code: '40001' });
    const { rows } = await house.pool.query('SELECT file_id FROM case_file WHERE case_id = $1', [
      caseId,
    ]);
    assert.deepEqual(rows, [{ file_id: held }]);
    assert.equal((await sweepFiles(house)).files, 0);
  });

  test('一轮有界，一天一次，清了几份有记录', async () => {
    const house = await begin();
    for (const n of [1, 2, 3]) await paper(house, `多余的${n}`, UNUSED_DAYS + 1);
    assert.deepEqual(await sweepFiles(house, 2).then(({ files, more }) => [files, more]), [
      2,
      true,
    ]);
    const told: Swept[] = [];
    const round = dailySweep(house, (swept) => Promise.resolve(void told.push(swept)));
    await round();
    await paper(house, '后来发现的', UNUSED_DAYS + 1);
    await round();
    assert.deepEqual(
      told.map(({ files }) => files),
      [1],
      '同一天不再看',
    );
    house.pass(DAY);
    await round();
    assert.deepEqual(
      told.map(({ files }) => files),
      [1, 1],
    );
  });
});
