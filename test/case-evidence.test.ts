import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { checkCase } from '../src/app/archive/case-check.ts';
import type { CaseEvidence, EventEvidence } from '../src/app/archive/case-evidence.ts';
import type { DemoPerson } from '../src/cli/demo-client.ts';
import { openScene, shuji, type Scene } from './evidence.ts';

describe('案卷的证据', () => {
  let scene: Scene;
  let id: string;
  let holder: DemoPerson;
  let officer: DemoPerson;
  const proof = (who: DemoPerson, query = '') =>
    who.get<CaseEvidence>(`/api/cases/${id}/proof${query}`);
  const exported = (who: DemoPerson, query = '') =>
    who.get<CaseEvidence>(`/api/cases/${id}/export${query}`);

  before(async () => {
    scene = await openScene();
    id = scene.caseId;
    holder = await scene.client.as('bj-min-zheng');
    officer = await scene.client.as('bj-shou-li');
    await scene.witnessed(officer, id);
  });
  after(() => scene.close());

  it('一件办结的登记：各事件在链、已见证，位置依次向后；证明不带不公开的内容', async () => {
    const evidence = await scene.witnessed(holder, id);
    const { events } = evidence;
    assert.ok(events.length > 15);
    assert.deepEqual(
      events.map((e) => e.version),
      events.map((_, i) => i + 1),
    );
    assert.ok(events.every((e, i) => (e.index ?? 0) > (events[i - 1]?.index ?? -1)));
    assert.ok(events.every((e) => e.body === null));
    assert.equal(evidence.next, null);
    const { faults, rerun } = await checkCase([evidence], await scene.policies());
    assert.deepEqual([faults, rerun.outcome], [[], 'undisclosed']);
    assert.deepEqual([...scene.door.breaches], []);
  });

  it('登记机构导出的案卷离线核验通过，每一事项重办结果一致', async () => {
    const file = scene.write('office.json', await exported(officer));
    const policies = [
      ['--policy', scene.write('policy', await scene.published('policy'))],
      ['--policy', scene.write('policy-sm3', await scene.published('sm3/policy'))],
    ].flat();
    const { status, says } = await shuji('verify', 'case', file, ...policies);
    assert.equal(status, 0, says);
    assert.match(says, /在链：每个事件都在两棵树上/);
    assert.match(says, /已见证 witnessed：demo-witness-[abc]/);
    assert.match(says, /26–30 +assignCode +一致 same\n/);
    assert.doesNotMatch(says, /自称|不同|未披露/);
    const alone = await shuji('verify', 'case', file);
    assert.equal(alone.status, 0, alone.says);
    assert.match(alone.says, /自称.*请用 --policy/);
  });

  it('当事方、审计人员的导出只含各自能看的组；办理记录和经办账户只给登记机构', async () => {
    for (const login of ['bj-min-zheng', 'bj-shen-ji', 'bj-shou-li']) {
      const who = await scene.client.as(login);
      const { events } = await exported(who);
      const { events: seen } = await who.get<{ events: { private: object }[] }>(
        `/api/cases/${id}/history`,
      );
      const groups = (e: EventEvidence): string[] => Object.keys(e.body ?? {}).toSorted();
      const own = (e: EventEvidence): string[] => groups(e).filter((g) => g.startsWith('$'));
      assert.deepEqual(
        events.map((e) => groups(e).filter((g) => !g.startsWith('$'))),
        seen.map((e) => Object.keys(e.private).toSorted()),
        login,
      );
      assert.equal(
        events.some((e) => own(e).length > 0),
        login === 'bj-shou-li',
        login,
      );
    }
    const { status, says } = await shuji(
      'verify',
      'case',
      scene.write('holder.json', await exported(holder)),
    );
    assert.equal(status, 0, says);
    assert.match(says, /未披露 withheld（\$act, \$who）/);
    assert.doesNotMatch(says, /不同/);
  });

  it('与本案无关的人、管理员、未登录的人问不到证明', async () => {
    for (const login of ['cq-jiao-tong', 'bj-wang-fang', 'shen-ji', 'xi-tong']) {
      const who = await scene.client.as(login);
      await assert.rejects(proof(who), / 404 /, login);
      await assert.rejects(exported(who), / 404 /, login);
    }
    await assert.rejects(scene.client.get(`/api/cases/${id}/proof`), / 401 /);
    assert.deepEqual([...scene.door.breaches], []);
  });

  it('分页取得的各页合起来就是整件；缺一页、次序颠倒即不通过', async () => {
    const pages: CaseEvidence[] = [];
    for (let next: number | null = 0; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await exported(officer, `?after=${next}&limit=7`));
    }
    assert.deepEqual(
      pages.map((page) => page.events.length),
      [7, 7, 7, 7, 2],
    );
    const whole = await exported(officer);
    assert.deepEqual(
      pages.flatMap((page) => page.events),
      whole.events,
    );
    const files = pages.map((page, i) => scene.write(`page-${i}.json`, page));
    const done = await shuji('verify', 'case', ...files);
    assert.equal(done.status, 0, done.says);
    const what = async (some: readonly CaseEvidence[]) =>
      (await checkCase(some, [])).faults.map((f) => f.what);
    assert.deepEqual(await what(pages.slice(0, 4)), ['gap']);
    assert.deepEqual(await what(pages.slice(1)), ['gap']);
    assert.ok((await what(pages.toReversed())).includes('misplaced'));
    assert.equal((await checkCase(pages.slice(1), [])).rerun.outcome, 'different');
    for (const bad of ['after=-1', 'limit=0', 'limit=501', 'after=x']) {
      await assert.rejects(proof(officer, `?${bad}`), / 400 /);
    }
  });

  it('依法清空了内容的事件：条目仍在链，重办报未披露', async () => {
    const { house } = scene.door.services;
    const draft = await holder.open('reg.first', 'beijing', {
      objectKind: 'resource',
      inScope: true,
    });
    id = draft.id;
    const before = await scene.witnessed(holder, id);
    await house.pool.query('UPDATE event_body SET body = NULL WHERE case_id = $1', [id]);
    const erased = await exported(holder);
    assert.deepEqual(
      erased.events.map((e) => [e.entry, e.body]),
      before.events.map((e) => [e.entry, {}]),
    );
    const { faults, rerun } = await checkCase([erased], await scene.policies());
    assert.deepEqual([faults, rerun.outcome], [[], 'undisclosed']);
  });

  it('尚未上链的事件没有位置和证明，核验时不算在链', async () => {
    await scene.door.services.log.close();
    const draft = await holder.open('reg.first', 'beijing', {
      objectKind: 'resource',
      inScope: true,
    });
    id = draft.id;
    const waiting = await exported(holder);
    assert.deepEqual(
      waiting.events.map((e) => [e.index, e.published, e.witnessed, e.proofs]),
      waiting.events.map(() => [null, false, false, null]),
    );
    const { faults } = await checkCase([waiting], await scene.policies());
    assert.deepEqual([...new Set(faults.map((f) => f.what))].toSorted(), [
      'no-head',
      'unpublished',
    ]);
    assert.deepEqual([...scene.door.breaches], []);
  });
});
