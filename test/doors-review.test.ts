import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { playStory } from '../src/cli/demo-story.ts';
import { clientOf } from './contract.ts';
import { bodyOf, openAttack, type Attacker } from './doors.ts';

interface Filing {
  readonly n: number;
  readonly on: string;
  readonly dossier: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

describe('审查所对照的：以前的提交、目录条目、文件', () => {
  let at: Attacker;
  let caseId: string;
  before(async () => {
    at = await openAttack();
    // One dossier filed twice: the story mends `scenario.forbidden` in between.
    await playStory(clientOf(at.door), 'beijing', () => undefined);
    const [row] = await at.rows(
      "SELECT case_id::text AS id FROM case_row WHERE procedure = 'reg.first'",
    );
    caseId = String(row?.['id']);
  });
  after(() => at.close());

  const get = async (login: string, path: string): Promise<Response> =>
    at.send('GET', path, { headers: (await at.as(login)).bearer });
  const filing = async (login: string, n: number): Promise<Filing> => {
    const answer = await get(login, `/api/cases/${caseId}/submissions/${n}`);
    assert.equal(answer.status, 200);
    return (await bodyOf(answer)) as unknown as Filing;
  };

  it('两次提交各按当时的内容读出，只有改动的一项不同', async () => {
    const [first, second] = [await filing('bj-shen-he', 1), await filing('bj-shen-he', 2)];
    assert.deepEqual([first.n, second.n], [1, 2]);
    const { scenario: before, ...others } = first.dossier;
    const { scenario: after, ...same } = second.dossier;
    assert.deepEqual(others, same);
    assert.notEqual(before?.['forbidden'], after?.['forbidden']);
    assert.match(String(after?.['forbidden']), /不得转售/);
  });

  it('没有这一次提交：答没有；序号不成话：答格式不对', async () => {
    const ask = (n: string) => () => get('bj-shen-he', `/api/cases/${caseId}/submissions/${n}`);
    await at.refused(404, 'SUBMISSION_UNKNOWN', ask('3'));
    for (const n of ['0', '-1', '1.5', 'x', '1e9', '1001'])
      await at.refused(400, undefined, ask(n));
  });

  it('与事项无关的人，对每一个地址都只听到没有这一事项', async () => {
    for (const path of ['submissions/1', 'submissions/99', 'catalogue-item']) {
      await at.refused(404, 'CASE_UNKNOWN', () =>
        get('bj-yun-ying', `/api/cases/${caseId}/${path}`),
      );
      await at.refused(401, undefined, () => at.send('GET', `/api/cases/${caseId}/${path}`));
    }
  });

  it('监督部门读到的没有个人信息', async () => {
    const whole = await filing('bj-shen-he', 1);
    const open = await filing('bj-shu-ju-ju', 1);
    assert.notEqual(whole.dossier['subject']?.['contactName'], undefined);
    assert.equal(open.dossier['subject']?.['contactName'], undefined);
    assert.equal(open.dossier['subject']?.['contactPhone'], undefined);
  });

  it('目录条目按字段给出，与导入时一样读法', async () => {
    const answer = (await bodyOf(
      await get('bj-shen-he', `/api/cases/${caseId}/catalogue-item`),
    )) as {
      linked: { material: Record<string, unknown>; row: Record<string, unknown> } | null;
    };
    const { dossier } = await filing('bj-shen-he', 2);
    assert.equal(answer.linked?.material['name'], dossier['dataResource']?.['name']);
    assert.equal(answer.linked?.material['catalogueItemId'], answer.linked?.row['itemId']);
  });

  it('文件给人看时类型钉死、什么都不许运行；不给看的人不知道有这份文件', async () => {
    const { dossier } = await filing('bj-shen-he', 2);
    const proof = dossier['evidence']?.['proofFile'];
    const id = String((proof as { id?: string } | undefined)?.id);
    const shown = await get('bj-shen-he', `/api/files/${id}/view`);
    assert.equal(shown.status, 200);
    assert.equal(shown.headers.get('content-type'), 'application/pdf');
    assert.match(shown.headers.get('content-disposition') ?? '', /^inline; filename\*=UTF-8''/);
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff');
    const policy = shown.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /^sandbox;/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe-eval|\*/);
    await shown.arrayBuffer();
    await at.refused(404, 'FILE_UNKNOWN', () => get('bj-yun-ying', `/api/files/${id}/view`));
    await at.refused(404, 'FILE_UNKNOWN', () => get('bj-shen-he', '/api/files/x/view'));
  });

  it('写成网页的文本只作为文本给人看', async () => {
    const holder = await at.as('bj-min-zheng');
    const upload = async (name: string, words: string): Promise<string> => {
      const body = new FormData();
      body.append('file', new Blob([words]), name);
      const answer = await at.send('POST', '/api/files', { headers: holder.bearer, body });
      assert.equal(answer.status, 201);
      return ((await bodyOf(answer)) as { id: string }).id;
    };
    const id = await upload('x.txt', '你好 <script>alert(1)</script> <svg onload=alert(1)>');
    const answer = await get('bj-min-zheng', `/api/files/${id}/view`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(await answer.text(), /<script>/);
  });
});
