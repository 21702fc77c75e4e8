import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { zipParts } from '../src/app/archive/zip-parts.ts';
import { orThrow } from '../src/base/refusal.ts';
import { openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

interface Item {
  readonly id: string;
  readonly turn: string;
  readonly gaps: number;
  readonly acts: readonly { readonly zh: string }[];
}

describe('申请人的桌面', () => {
  let at: Attacker;
  let me: Signed;
  let colleague: Signed;
  before(async () => {
    at = await openAttack();
    me = await at.as('bj-min-zheng');
    colleague = await at.as('bj-min-zheng-fu-he');
  });
  after(() => at.close());

  const json = async <T>(answer: Promise<Response>): Promise<T> => {
    const given = await answer;
    assert.ok(given.ok, `${given.status}`);
    return (await given.json()) as T;
  };
  const itemOf = async (who: Signed, id: string): Promise<Item | undefined> =>
    (
      await json<{ items: Item[] }>(at.send('GET', '/api/desk', { headers: who.bearer }))
    ).items.find((item) => item.id === id);
  const filled = async (): Promise<string> => {
    const { id } = await at.draft(me);
    await json(at.send('POST', `/api/demo/cases/${id}/fill`, { headers: me.bearer }));
    return id;
  };

  it('缺材料等我，齐了等同事，审核了等我提交，提交了等登记机构', async () => {
    const { id } = await at.draft(me);
    const begun = await itemOf(me, id);
    assert.deepEqual([begun?.turn, (begun?.gaps ?? 0) > 0], ['me', true]);
    await json(at.send('POST', `/api/demo/cases/${id}/fill`, { headers: me.bearer }));
    assert.equal((await itemOf(me, id))?.turn, 'colleague');
    assert.equal((await itemOf(colleague, id))?.turn, 'me');
    await json(at.act(colleague, id, 'recordInternalReview', { opinion: '同意。' }));
    const reviewed = await itemOf(me, id);
    assert.deepEqual([reviewed?.turn, reviewed?.acts.map(({ zh }) => zh)], ['me', ['提交申请']]);
    await json(at.act(me, id, 'submit', { declaration: true }));
    assert.equal((await itemOf(me, id))?.turn, 'office');
  });

  it('被列为共有主体的，等它同意，不说它还缺几项', async () => {
    const { id } = await at.draft(me);
    const other = await at.as('bj-wei-sheng');
    const { account } = await json<{ account: { org: { name: string; code: string } } }>(
      at.send('GET', '/api/session', { headers: other.bearer }),
    );
    const { name, code } = account.org;
    const coOwners = [{ name, creditCode: code }];
    const input = { group: 'dataResource', values: { coOwners } };
    await json(at.act(me, id, 'attachMaterial', input));
    const asked = await itemOf(other, id);
    assert.deepEqual([asked?.turn, asked?.gaps], ['me', 0]);
    assert.deepEqual(
      asked?.acts.map(({ zh }) => zh),
      ['共有主体同意'],
    );
  });

  it('材料齐了、只差共有主体同意：填报的人在等另一方，对方同意后等同事审核', async () => {
    const id = await filled();
    const other = await at.as('bj-wei-sheng');
    const coOwners = [{ name: '北京市公共卫生信息中心', creditCode: '12110000400686742U' }];
    const input = { group: 'dataResource', values: { coOwners } };
    await json(at.act(me, id, 'attachMaterial', input));
    const waiting = await itemOf(me, id);
    assert.deepEqual([waiting?.turn, waiting?.gaps], ['others', 0]);
    assert.equal((await itemOf(other, id))?.turn, 'me');
    await json(at.act(other, id, 'consent', { agreed: true }));
    assert.equal((await itemOf(me, id))?.turn, 'colleague');
    await json(at.act(other, id, 'withdrawConsent', { reasons: '名称有误。' }));
    assert.equal((await itemOf(me, id))?.turn, 'others');
  });

  it('请同事审核：只到能审核的人的消息里，同一版本问两次只有一条；别的单位问不到', async () => {
    const id = await filled();
    const path = `/api/cases/${id}/colleagues`;
    const act = 'recordInternalReview';
    const who = await json<{ items: { name: string; asked: string | null }[] }>(
      at.send('GET', `${path}?act=${act}`, { headers: me.bearer }),
    );
    assert.deepEqual(
      who.items.map(({ name, asked }) => [name, asked]),
      [['陈立（演示）', null]],
    );
    await json(at.post(me, path, { act }));
    await json(at.post(me, path, { act }));
    const asked = await at.rows(
      `SELECT recipient FROM notification WHERE case_id = $1 AND body ->> 'asks' = $2`,
      [id, act],
    );
    assert.equal(asked.length, 1);
    assert.match(String(asked[0]?.['recipient']), /^account:/);
    const rival = await at.as('bj-yun-ying');
    assert.equal((await problemOf(await at.post(rival, path, { act }))).status, 404);
    const none = await problemOf(await at.post(me, path, { act: 'submit' }));
    assert.equal(none.code, 'COLLEAGUE_NONE');
    for (const odd of ['constructor', '__proto__', 'toString'])
      assert.equal((await problemOf(await at.post(me, path, { act: odd }))).code, 'COLLEAGUE_NONE');
  });

  it('导出的是我的全部事项，没有别人的；文件只列摘要', async () => {
    const id = await filled();
    const answer = await at.send('GET', '/api/my-export', { headers: me.bearer });
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    const parts = orThrow(await zipParts(Buffer.from(await answer.arrayBuffer())));
    const read = async (name: string): Promise<unknown> => {
      const pieces: Buffer[] = [];
      for await (const piece of parts.open(name, 1_000_000) ?? []) pieces.push(piece);
      return JSON.parse(Buffer.concat(pieces).toString('utf8'));
    };
    const index = (await read('index.json')) as { cases: { id: string }[] };
    assert.ok(index.cases.some((one) => one.id === id));
    const listed = await json<{ items: { id: string }[] }>(
      at.send('GET', '/api/cases?mine=true&which=all&limit=100', { headers: me.bearer }),
    );
    assert.equal(index.cases.length, listed.items.length);
    const files = (await read(`cases/${id}/files.json`)) as { sha256: string }[];
    assert.ok(files.length >= 3 && files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)));
    const rival = await at.as('bj-yun-ying');
    const other = await at.send('GET', '/api/my-export', { headers: rival.bearer });
    const theirs = orThrow(await zipParts(Buffer.from(await other.arrayBuffer())));
    assert.ok(!theirs.names.some((name) => name.includes(id)));
  });
});
