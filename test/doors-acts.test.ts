import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bodyOf, openAttack, problemOf, type Attacker, type Signed } from './doors.ts';

describe('办事之门', () => {
  let at: Attacker;
  let holder: Signed;
  let caseId: string;
  before(async () => {
    at = await openAttack();
    holder = await at.as('bj-min-zheng');
    caseId = (await at.draft(holder)).id;
  });
  after(() => at.close());

  const version = async (id: string): Promise<number> =>
    Number(
      (await at.rows('SELECT version FROM case_row WHERE case_id = $1', [id]))[0]?.['version'],
    );

  it('没有这一事项、程序、地区、案件：404或422', async () => {
    for (const name of [
      'noSuch',
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'ACCEPT',
      'x'.repeat(60),
    ]) {
      await at.refused(404, 'ACT_UNKNOWN', () => at.act(holder, caseId, name));
    }
    await at.refused(400, 'REQUEST_MALFORMED', () => at.act(holder, caseId, 'x'.repeat(61)));
    const start = (procedure: string, jurisdiction: string) => () =>
      at.post(holder, '/api/cases', { procedure, jurisdiction, input: { objectKind: 'resource' } });
    for (const name of ['no.such', 'constructor', '__proto__', ''])
      await at.refused(404, 'PROCEDURE_UNKNOWN', start(name, 'beijing'));
    for (const name of ['atlantis', 'constructor', '__proto__', ''])
      await at.refused(422, 'JURISDICTION_UNKNOWN', start('reg.first', name));
    for (const id of ['none', '1', `${caseId}0`, '00000000-0000-4000-8000-000000000000']) {
      await at.refused(404, 'CASE_UNKNOWN', () => at.act(holder, id, 'submit'));
      await at.refused(404, 'CASE_UNKNOWN', () =>
        at.post(holder, `/api/demo/cases/${id}/fill`, {}),
      );
    }
  });

  it('错误的状态、角色、单位：409、403、404；不能知道的案件连办理都是404', async () => {
    await at.refused(409, 'ACT_WRONG_STATE', () =>
      at.act(holder, caseId, 'resubmit', { declaration: true }),
    );
    await at.refused(403, 'ACT_NOT_YOURS', () => at.act(holder, caseId, 'accept'));
    await at.refused(403, 'ACT_NOT_YOURS', () =>
      at.act(holder, caseId, 'settleObjection', { objection: caseId, outcome: 'dismissed' }),
    );
    // Who may not take it is told so before anything is looked up, or its input is read.
    await at.refused(403, 'ACT_NOT_YOURS', () =>
      at.act(holder, caseId, 'revise', { by: caseId, kind: 'correction' }),
    );
    await at.refused(403, 'ACT_NOT_YOURS', () => at.act(holder, caseId, 'revise', {}));
    for (const login of [
      'bj-wei-sheng',
      'bj-shou-li',
      'bj-li-ming',
      'bj-shen-ji',
      'cq-jiao-tong',
    ]) {
      const other = await at.as(login);
      for (const part of ['', '/history', '/proof', '/similar', '/sheet', '/credential']) {
        await at.refused(404, 'CASE_UNKNOWN', () =>
          at.send('GET', `/api/cases/${caseId}${part}`, { headers: other.bearer }),
        );
      }
      await at.refused(404, 'CASE_UNKNOWN', () =>
        at.act(other, caseId, 'submit', { declaration: true }),
      );
      await at.refused(404, 'CASE_UNKNOWN', () => at.act(other, caseId, 'noSuch'));
      await at.refused(404, 'CASE_UNKNOWN', () =>
        at.post(other, `/api/demo/cases/${caseId}/fill`, {}),
      );
    }
    const colleague = await at.as('bj-min-zheng-fu-he');
    await at.refused(403, 'ACT_NOT_YOURS', () =>
      at.post(colleague, `/api/demo/cases/${caseId}/fill`, {}),
    );
    await at.refused(403, undefined, () =>
      at.post(colleague, '/api/cases', {
        procedure: 'reg.first',
        jurisdiction: 'beijing',
        input: { objectKind: 'resource' },
      }),
    );
    await at.refused(401, 'SIGN_IN_FIRST', () => at.send('GET', `/api/cases/${caseId}`));
  });

  it('If-Match过期409，格式不对400，正确的照办', async () => {
    const now = await version(caseId);
    const tag = (value: string) => () =>
      at.act(
        holder,
        caseId,
        'attachMaterial',
        { group: 'subject', values: { contactName: '甲乙' } },
        { 'if-match': value },
      );
    for (const value of [`"${now - 1}"`, `"${now + 1}"`, '"999999999"', '"0"'])
      await at.refused(409, 'VERSION_CONFLICT', tag(value));
    for (const value of ['abc', '"x"', '-1', '"1e3"', '"1", "2"', '"', `"${'9'.repeat(20)}"`])
      await at.refused(400, 'IF_MATCH_INVALID', tag(value));
    await at.refused(400, 'REQUEST_MALFORMED', tag('9'.repeat(50)));
    assert.equal((await tag(`"${now}"`)()).status, 200);
    assert.equal(await version(caseId), now + 1);
  });

  it('同一幂等键只办一次，回答相同；换了内容409；键的格式不对400', async () => {
    const key = { 'idempotency-key': 'doors-key-1' };
    const values = { contactName: '丙丁' };
    const first = await bodyOf(
      await at.act(holder, caseId, 'attachMaterial', { group: 'subject', values }, key),
    );
    const again = await bodyOf(
      await at.act(holder, caseId, 'attachMaterial', { values, group: 'subject' }, key),
    );
    assert.deepEqual(again, first);
    await at.refused(409, 'IDEMPOTENCY_KEY_REUSED', () =>
      at.act(
        holder,
        caseId,
        'attachMaterial',
        { group: 'subject', values: { contactName: '戊己' } },
        key,
      ),
    );
    const other = (await at.draft(holder)).id;
    await at.refused(409, 'IDEMPOTENCY_KEY_REUSED', () =>
      at.act(holder, other, 'attachMaterial', { group: 'subject', values }, key),
    );
    await at.refused(409, 'IDEMPOTENCY_KEY_REUSED', () =>
      at.post(
        holder,
        '/api/cases',
        { procedure: 'reg.first', jurisdiction: 'beijing', input: { objectKind: 'resource' } },
        key,
      ),
    );
    for (const bad of ['short', 'with space here', 'x'.repeat(201), 'täst-umlaut']) {
      await at.refused(400, 'REQUEST_MALFORMED', () =>
        at.act(holder, caseId, 'withdraw', {}, { 'idempotency-key': bad }),
      );
    }
  });

  it('同一时刻：同一键只办一次，同一版本只有一人办成', async () => {
    const id = (await at.draft(holder)).id;
    const key = { 'idempotency-key': 'doors-at-once' };
    const same = await Promise.all(
      Array.from({ length: 6 }, () =>
        at.act(
          holder,
          id,
          'attachMaterial',
          { group: 'subject', values: { contactName: '庚辛' } },
          key,
        ),
      ),
    );
    assert.deepEqual(
      same.map((r) => r.status),
      [200, 200, 200, 200, 200, 200],
    );
    const [one, ...rest] = await Promise.all(same.map(bodyOf));
    for (const other of rest) assert.deepEqual(other, one);
    assert.equal(await version(id), 2);
    const start = {
      procedure: 'reg.first',
      jurisdiction: 'beijing',
      input: { objectKind: 'resource' },
    };
    const opened = await Promise.all(
      Array.from({ length: 6 }, () =>
        at.post(holder, '/api/cases', start, { 'idempotency-key': 'doors-open-once' }),
      ),
    );
    assert.deepEqual(
      opened.map((r) => r.status),
      [201, 201, 201, 201, 201, 201],
    );
    assert.equal(new Set((await Promise.all(opened.map(bodyOf))).map((b) => b['id'])).size, 1);
    const rivals = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((name) =>
        at.act(
          holder,
          id,
          'attachMaterial',
          { group: 'subject', values: { contactName: `${name}某` } },
          { 'if-match': '"2"' },
        ),
      ),
    );
    assert.deepEqual(rivals.map((r) => r.status).toSorted(), [200, 409, 409, 409]);
    assert.equal(await version(id), 3);
    for (const lost of rivals.filter((r) => r.status === 409))
      assert.equal((await problemOf(lost)).code, 'VERSION_CONFLICT');
  });

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual([...at.door.breaches], []);
  });
});
