import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { demoAccountId } from '../src/app/demo/people.ts';
import { DESK_MAX } from '../src/app/desk/desk.ts';
import { openAttack, type Attacker, type Signed } from './doors.ts';

describe('认领、移交、请假的接口', () => {
  let at: Attacker;
  let holder: Signed;
  let intake: Signed;
  let review: Signed;
  let second: Signed;
  let filed: string;
  let draft: string;
  before(async () => {
    at = await openAttack();
    holder = await at.as('bj-min-zheng');
    intake = await at.as('bj-shou-li');
    review = await at.as('bj-shen-he');
    second = await at.as('bj-he-cha');
    ({ id: draft } = await at.draft(holder));
    ({ id: filed } = await at.draft(holder));
    await at.post(holder, `/api/demo/cases/${filed}/fill`, {});
    const reviewer = await at.as('bj-min-zheng-fu-he');
    await at.act(reviewer, filed, 'recordInternalReview', { opinion: '同意提交。' });
    const submitted = await at.act(holder, filed, 'submit', { declaration: true });
    assert.equal(submitted.status, 200);
    assert.equal((await at.act(intake, filed, 'accept')).status, 200);
  });
  after(() => at.close());

  const outcomes = async (answer: Response) => {
    assert.equal(answer.status, 200);
    const { items } = (await answer.json()) as {
      items: { done: boolean; title: string | null; refusal: { code: string } | null }[];
    };
    return items.map(({ done, refusal }) => (done ? 'done' : refusal?.code));
  };

  it('未登录的一概不答；别的单位不知道有这件事；当事人不能用', async () => {
    for (const [method, path] of [
      ['GET', '/api/desk/me'],
      ['GET', `/api/desk/cases/${filed}`],
      ['GET', '/api/queue'],
      ['POST', '/api/desk/take'],
      ['POST', '/api/desk/hand-over'],
      ['POST', '/api/desk/absences'],
    ] as const) {
      const answer = await at.send(method, path, {
        headers: { 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify({ cases: [filed] }) } : {}),
      });
      assert.ok(answer.status === 401 || answer.status === 400, `${path} ${answer.status}`);
    }
    const stranger = await at.as('cq-shou-li');
    const seen = (who: Signed, id: string) =>
      at.send('GET', `/api/desk/cases/${id}`, { headers: who.bearer });
    assert.equal((await seen(stranger, filed)).status, 404);
    assert.equal((await seen(holder, filed)).status, 403);
    assert.equal((await seen(intake, draft)).status, 404);
    const taken = async (who: Signed, id: string) =>
      outcomes(await at.post(who, '/api/desk/take', { cases: [id] }));
    assert.deepEqual(await taken(stranger, filed), ['CASE_UNKNOWN']);
    assert.deepEqual(await taken(holder, filed), ['DESK_NOT_YOURS']);
    assert.deepEqual(await taken(intake, draft), ['CASE_UNKNOWN']);
    const me = await at.send('GET', '/api/desk/me', { headers: holder.bearer });
    assert.deepEqual(await me.json(), {
      office: null,
      absences: [],
      standsIn: [],
      colleagues: [],
    });
    await at.refused(403, 'DESK_NOT_YOURS', () =>
      at.post(holder, '/api/desk/absences', {
        from: '2026-02-10',
        to: '2026-02-11',
        substitute: null,
      }),
    );
  });

  it('认领、移交、退回；名单只有办得了这一步的同事', async () => {
    assert.deepEqual(await outcomes(await at.post(review, '/api/desk/take', { cases: [filed] })), [
      'done',
    ]);
    const named = await at.post(review, '/api/desk/colleagues', { cases: [filed] });
    const { items } = (await named.json()) as { items: { account: string }[] };
    assert.deepEqual(
      items.map(({ account }) => account),
      [demoAccountId('bj-he-cha')],
    );
    const give = (to: string, note = '') =>
      at.post(review, '/api/desk/hand-over', { cases: [filed], to: demoAccountId(to), note });
    assert.deepEqual(await outcomes(await give('bj-shou-li')), ['DESK_COLLEAGUE_CANNOT_ACT']);
    await at.refused(422, 'DESK_NOT_COLLEAGUE', () => give('cq-shen-he'));
    await at.refused(422, 'DESK_NOT_COLLEAGUE', () => give('bj-min-zheng'));
    assert.deepEqual(await outcomes(await give('bj-he-cha', '请接着看')), ['done']);
    assert.deepEqual(await outcomes(await give('bj-he-cha', '请接着看')), ['done'], '再送一次');
    const [letters] = await at.rows(
      `SELECT count(*)::int AS n FROM notification WHERE recipient = $1`,
      [`account:${demoAccountId('bj-he-cha')}`],
    );
    assert.equal(letters?.['n'], 1);
    assert.deepEqual(
      await outcomes(await at.post(review, '/api/desk/return', { cases: [filed] })),
      ['DESK_NOT_HELD'],
    );
    assert.deepEqual(
      await outcomes(await at.post(second, '/api/desk/return', { cases: [filed] })),
      ['done'],
    );
  });

  it('有界：件数、附言长度、控制字符、日期', async () => {
    const many = Array.from({ length: DESK_MAX + 1 }, () => crypto.randomUUID());
    await at.refused(400, undefined, () => at.post(review, '/api/desk/take', { cases: many }));
    await at.refused(400, undefined, () => at.post(review, '/api/desk/take', { cases: [] }));
    const to = demoAccountId('bj-he-cha');
    for (const note of ['长'.repeat(501), '倒\u202e写'])
      await at.refused(400, undefined, () =>
        at.post(review, '/api/desk/hand-over', { cases: [filed], to, note }),
      );
    const away = (from: string, until: string) => () =>
      at.post(review, '/api/desk/absences', { from, to: until, substitute: null });
    await at.refused(422, 'ABSENCE_DAYS', away('2026-02-12', '2026-02-11'));
    await at.refused(422, 'ABSENCE_DAYS', away('2026-02-12', '2029-02-11'));
    await at.refused(400, undefined, away('2026-02-30', '2026-03-01'));
    assert.equal((await away('2026-02-12', '2026-02-13')()).status, 201);
    await at.refused(409, 'ABSENCE_OVERLAPS', away('2026-02-13', '2026-02-14'));
    const headers = review.bearer;
    const end = (day: string) => at.send('DELETE', `/api/desk/absences/${day}`, { headers });
    assert.equal((await end('2026-02-12')).status, 204);
    assert.equal((await end('2026-02-12')).status, 404);
  });

  it('消息：一个人读了，同事那里仍是未读；按事项、全部标为已读', async () => {
    const inbox = async (who: Signed, show: string) => {
      const answer = await at.send('GET', `/api/inbox?show=${show}`, { headers: who.bearer });
      return (await answer.json()) as { items: { id: string; caseId: string }[]; unread: number };
    };
    const before = await inbox(review, 'unread');
    assert.ok(before.items.length > 0);
    const [newest] = before.items;
    const marked = await at.post(review, '/api/inbox/read', { case: newest?.caseId });
    assert.equal(marked.status, 204);
    const left = await inbox(review, 'unread');
    assert.ok(left.items.every(({ caseId }) => caseId !== newest?.caseId));
    assert.ok((await inbox(intake, 'unread')).items.some(({ id }) => id === newest?.id));
    const all = await inbox(intake, 'unread');
    await at.post(intake, '/api/inbox/read', { upto: all.items[0]?.id });
    assert.equal((await inbox(intake, 'all')).unread, 0);
    assert.equal((await inbox(intake, 'read')).items.length, all.items.length);
    assert.deepEqual((await inbox(intake, 'unread')).items, []);
    const others = await inbox(second, 'unread');
    const [other] = others.items;
    assert.equal((await at.post(holder, `/api/inbox/${other?.id}/read`, {})).status, 404);
  });

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual([...at.door.breaches], []);
  });
});
