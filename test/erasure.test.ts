import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act } from '../src/app/act.ts';
import { removeLeaving } from '../src/app/erasure/leaving-files.ts';
import { rebuild } from '../src/app/backup/rebuild.ts';
import { checkRegister } from '../src/app/register-check.ts';
import { rerunCase } from '../src/app/audit/rerun.ts';
import { viewCase } from '../src/app/view.ts';
import { isUuid } from '../src/base/id.ts';
import type { House } from '../src/app/house.ts';
import { Refused } from '../src/base/refusal.ts';
import type { JsonObject } from '../src/base/json.ts';
import type { Actor } from '../src/kernel/types.ts';
import { bodyMatches } from '../src/log/entry.ts';
import { loadCase } from '../src/store/cases.ts';
import { runnerOf } from '../src/store/transaction.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn, randomFrom } from './house.ts';
import { leaves } from './log-strings.ts';
import { ITEM, people, settle } from './people.ts';
import { allText, asked, disclosed, erased, registered, request } from './records-rig.ts';
import { disputed, dossier, draft, filed, inNotice, say, upload } from './story.ts';

const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => '办成了',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  );

/** A filed and withdrawn application whose every text is its own. */
async function ofItsOwn(house: House, round: number) {
  const { caseId } = await draft(house);
  const does = say(house, caseId);
  const mark = (word: unknown): unknown =>
    typeof word === 'string' && /\p{Script=Han}/u.test(word) ? `${word}〔${round}〕` : word;
  const own = (values: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(values).map(([k, v]) => [k, mark(v)])) as JsonObject;
  await does(people.editor, 'importContent', { itemId: ITEM });
  for (const again of ['初稿', '二稿']) {
    const paper = await upload(house, people.editor, `承诺书${again}〔${round}〕`);
    for (const [group, values] of dossier(`名录${again}`, paper)) {
      await does(people.editor, 'attachMaterial', { group, values: own(values) });
    }
  }
  await does(people.editor, 'linkEvidence', { depositedOn: '2026-01-05' });
  await does(people.reviewer, 'recordInternalReview', { opinion: `同意申报〔${round}〕` });
  await does(people.editor, 'submit', { declaration: true });
  return does(people.editor, 'withdraw', { reasons: `暂不登记〔${round}〕` });
}

const isOwn = (word: string, round: number): boolean =>
  word.includes(`〔${round}〕`) || (isUuid(word) && word[14] === '4');

forEachDatabase((name, open) => {
  const begin = async () => {
    const { pool } = await open();
    const house = await houseOn(pool);
    await settle(house);
    return house;
  };
  const sound = async (house: Awaited<ReturnType<typeof begin>>) => {
    const checked = await checkRegister(house);
    assert.deepEqual([checked.faults, checked.examples, checked.unordered], [[], [], 0]);
    return checked;
  };

  test('登记后清空联系人：库中再无此人，登记照旧有效，登记簿自核、重建都无误', async () => {
    const house = await begin();
    const { caseId } = await registered(house, '养老机构名录');
    const before = await house.pool.query('SELECT * FROM public_entry');
    const disclosedBefore = rerunCase(await disclosed(house, caseId));
    assert.equal(disclosedBefore.outcome, 'same');
    assert.ok((await allText(house)).includes('李明'));
    const done = await erased(house, caseId, { classes: ['contact'] });
    assert.equal(done.state.status, 'ERASED');
    const text = await allText(house);
    for (const secret of ['李明', '010-65396000']) assert.ok(!text.includes(secret), secret);
    assert.deepEqual((await house.pool.query('SELECT * FROM public_entry')).rows, before.rows);
    const { erasedParts } = await sound(house);
    assert.ok(erasedParts > 1);
    assert.equal((await rebuild(house, { check: true })).differing, 0);
    const stored = await loadCase(runnerOf(house.pool), house.keys, caseId, false);
    assert.ok(stored);
    assert.equal(stored.state.status, 'REGISTERED');
    assert.ok(!JSON.stringify(viewCase(house, people.intake, stored)).includes('李明'));
  });

  test('清空之后，案卷说明哪些部分已清空；重办报已清空，不报不同', async () => {
    const house = await begin();
    const { caseId } = await registered(house, '养老机构名录');
    await erased(house, caseId, { classes: ['contact'] });
    const entries = await disclosed(house, caseId);
    const verdict = rerunCase(entries);
    assert.equal(verdict.outcome, 'erased');
    assert.ok(verdict.erased.some((part) => part.endsWith('/personal')));
    assert.ok(verdict.erased.some((part) => part.endsWith('/$act')));
    assert.equal(verdict.acts.at(-1)?.act, 'eraseParts');
    // Whoever withholds more than was erased is told so.
    const less = entries.map((one, i) => (i === 2 ? { ...one, body: null } : one));
    assert.equal(rerunCase(less).outcome, 'undisclosed');
    const forged = entries.map((one) => ({
      ...one,
      entry: Buffer.from(
        Buffer.from(one.entry).toString().replace('purpose_fulfilled', 'retention_over'),
      ),
    }));
    assert.equal(rerunCase(forged).outcome, 'different');
  });

  test('清空的材料不再有文件：无人引用的从库中删除，别的事项还在用的留着', async () => {
    const house = await begin();
    const { caseId } = await filed(house);
    await say(house, caseId)(people.editor, 'withdraw', { reasons: '暂不登记，以后再来' });
    const other = await filed(house, '另一名录');
    const files = async (): Promise<number> =>
      (await house.pool.query('SELECT 1 FROM file')).rows.length;
    const [first] = (
      await house.pool.query<{ id: string; key: string }>(
        'SELECT f.id, f.key FROM file f JOIN case_file c ON c.file_id = f.id WHERE c.case_id = $1',
        [caseId],
      )
    ).rows;
    assert.ok(first);
    await house.pool.query('INSERT INTO case_file (file_id, case_id) VALUES ($1, $2)', [
      first.id,
      other.caseId,
    ]);
    const all = await files();
    await erased(house, caseId, { classes: ['materials'] });
    assert.equal(await files(), all, '另一事项还在用');
    await say(house, other.caseId)(people.editor, 'withdraw', { reasons: '暂不登记，以后再来' });
    await erased(house, other.caseId, { classes: ['materials', 'contact'] });
    assert.ok((await files()) < all);
    assert.ok((await removeLeaving(house)) > 0);
    assert.equal(await removeLeaving(house), 0);
    await sound(house);
  });

  test('有效登记对外公布的内容、经办人员的记载、在办的事项，都不能清空', async () => {
    const house = await begin();
    const { caseId } = await registered(house, '养老机构名录');
    const wish = (more: JsonObject, about = caseId, by: Actor = people.editor) =>
      code(request(house, by, asked(about, more)));
    assert.equal(await wish({ classes: ['materials'] }), 'PUBLIC_FIELDS_KEPT');
    const { rows } = await house.pool.query<{ version: number }>(
      `SELECT version FROM event WHERE case_id = $1 AND type = 'reg.ApplicationAccepted'`,
      [caseId],
    );
    assert.equal(await wish({ parts: [`${rows[0]?.version}/$who`] }), 'OFFICER_KEPT');
    assert.equal(await wish({ parts: ['1/nothing'] }), 'PART_UNKNOWN');
    assert.equal(await wish({}), 'NOTHING_NAMED');
    const open2 = await inNotice(house, '在办名录');
    assert.equal(await wish({ classes: ['contact'] }, open2.caseId), 'CASE_NOT_SETTLED');
    assert.equal(await wish({ classes: ['contact'] }, caseId, people.objector), 'CASE_UNKNOWN');
    const unknown = '0190a000-0000-7000-8000-00000000ffff';
    assert.equal(await wish({ classes: ['contact'] }, unknown), 'CASE_UNKNOWN');
  });

  test('一人决定、另一人确认：决定人不能自己确认，两人之外的环节都不清空', async () => {
    const house = await begin();
    const { caseId: about } = await registered(house, '养老机构名录');
    const { caseId } = await request(house, people.intake, asked(about, { classes: ['contact'] }));
    const does = (actor: Actor, act_: string, input: JsonObject = {}) =>
      act(house, { actor, caseId, act: act_, input });
    const both = { ...people.formal, roles: ['registrar.review', 'registrar.issue'] };
    assert.equal(
      await code(does(people.issuer, 'confirmErasure', { examined: true })),
      'ACT_WRONG_STATE',
    );
    await does(both, 'grantErasure', { reasons: '符合规定，准予清空' });
    assert.equal(await code(does(both, 'confirmErasure', { examined: true })), 'SAME_OFFICER');
    await does(people.issuer, 'returnErasure', { reasons: '请补充法律依据' });
    await does(people.formal, 'grantErasure', { reasons: '符合规定，准予清空' });
    assert.ok((await allText(house)).includes('李明'));
    await does(people.intake, 'confirmErasure', { examined: true });
    assert.ok(!(await allText(house)).includes('李明'));
    assert.equal(
      await code(request(house, people.intake, asked(about, { classes: ['contact'] }))),
      'NOTHING_TO_ERASE',
    );
  });

  test('异议人的身份：名册、通知、密封的状态里都不再有', async () => {
    const house = await begin();
    const { caseId } = await inNotice(house, '养老机构名录');
    const dispute = await disputed(house, caseId);
    await say(house, dispute.caseId)(people.referee, 'dismiss', { reasons: '双方材料复核后作出' });
    await erased(house, dispute.caseId, { classes: ['identity', 'accounts'] }, people.objector);
    const text = await allText(house);
    const notices = await house.pool.query(
      'SELECT 1 FROM notification WHERE case_id = $1 AND recipient LIKE $2',
      [dispute.caseId, `%${people.objector.org?.code}%`],
    );
    assert.equal(notices.rows.length, 0);
    const rows = await house.pool.query(
      'SELECT 1 FROM case_party WHERE case_id = $1 AND party_id = $2',
      [dispute.caseId, people.objector.org?.code],
    );
    assert.equal(rows.rows.length, 0);
    // The order itself names who asked; the account list is another matter.
    const rest = text.split('\n').filter((line) => line.includes(people.objector.accountId));
    assert.ok(rest.every((line) => !line.includes('obj.') && !line.includes('该数据由本单位采集')));
    await sound(house);
  });

  test('清空的草稿还能打开；别的进程手里的旧样子不能再办事', async () => {
    const house = await begin();
    const { caseId } = await draft(house);
    const stale = await say(house, caseId)(people.editor, 'attachMaterial', {
      group: 'subject',
      values: { contactName: '李明', contactPhone: '010-65396000' },
    });
    await erased(house, caseId, { classes: ['contact'] });
    house.cases.put(stale);
    await say(house, caseId)(people.editor, 'attachMaterial', {
      group: 'scenario',
      values: { usable: '公共服务' },
    });
    assert.ok(!(await allText(house)).includes('李明'));
    await sound(house);
  });

  test('任选若干部分清空：承诺都相符，重建相同，清空的文字库中一处也没有', async () => {
    if (!name.startsWith('内置')) return;
    const house = await begin();
    const draw = randomFrom('which parts');
    const die = (n: number): number => draw(4).readUInt32BE() % n;
    let looked = 0;
    for (let round = 0; round < 12; round += 1) {
      const { caseId } = await ofItsOwn(house, round);
      const before = await disclosed(house, caseId);
      const all = before.flatMap(({ body }, i) =>
        Object.keys(body)
          .filter((group) => !group.startsWith('$'))
          .map((group) => `${i + 1}/${group}`),
      );
      const parts = all.filter(() => die(2) === 0);
      if (parts.length === 0) continue;
      const [gone, kept] = [new Set<string>(), new Set<string>()];
      for (const [i, { body, entry }] of before.entries()) {
        for (const [, word] of leaves(JSON.parse(entry.toString()) as JsonObject)) kept.add(word);
        for (const [group, { value }] of Object.entries(body)) {
          if (group.startsWith('$')) continue;
          const into = parts.includes(`${i + 1}/${group}`) ? gone : kept;
          for (const [, word] of leaves(value)) into.add(word);
        }
      }
      await erased(house, caseId, { parts });
      const text = await allText(house);
      for (const word of gone) {
        // Words of forms and of other cases stay what they are.
        if (kept.has(word) || !isOwn(word, round)) continue;
        assert.ok(!text.includes(word), `${round} ${word}`);
        looked += 1;
      }
      const after = await disclosed(house, caseId);
      for (const { entry, body } of after) assert.ok(bodyMatches(entry, body));
      assert.equal(rerunCase(after).outcome, 'erased');
    }
    assert.ok(looked > 50, String(looked));
    await sound(house);
  });
});
