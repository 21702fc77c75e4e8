import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { creditCheck, mod11x2 } from '../src/base/check-digits.ts';
import { packs } from '../src/law/packs.ts';
import { bodyOf, openAttack, type Attacker, type Signed } from './doors.ts';

const DAYS = [
  '2026-02-30',
  '2026-13-01',
  '2025-02-29',
  '0000-00-00',
  '2026-2-3',
  '20260203',
  '今天',
  '2026-02-10T00:00:00Z',
];

describe('填写之门', () => {
  let at: Attacker;
  let holder: Signed;
  let caseId: string;
  before(async () => {
    at = await openAttack();
    holder = await at.as('bj-min-zheng');
    caseId = (await at.draft(holder)).id;
  });
  after(() => at.close());

  const attach = (group: string, values: object) => () =>
    at.act(holder, caseId, 'attachMaterial', { group, values });

  it('每一个日期项都不接受不存在的日期', async () => {
    const dated =
      packs
        .find((p) => p.jurisdiction === 'beijing')
        ?.profile.materials.first.flatMap((g) =>
          g.fields.filter((f) => f.type === 'date').map((f) => [g.id, f.id] as const),
        ) ?? [];
    assert.ok(dated.length >= 3);
    for (const day of DAYS) {
      for (const [group, field] of dated)
        await at.refused(422, undefined, attach(group, { [field]: day }));
      await at.refused(422, undefined, () =>
        at.act(holder, caseId, 'linkEvidence', { depositedOn: day }),
      );
      await at.refused(422, undefined, () =>
        at.post(holder, '/api/cases', {
          procedure: 'reg.first',
          jurisdiction: 'beijing',
          input: { objectKind: 'resource', suppliedOn: day },
        }),
      );
      for (const term of [
        { from: day, to: '2026-12-31' },
        { from: '2026-02-09', to: day },
      ]) {
        const input = {
          agentName: '某代理',
          agentCreditCode: '91110000600037341L',
          agreement: caseId,
          ...term,
        };
        await at.refused(422, undefined, () =>
          at.post(holder, '/api/cases', { procedure: 'agency', jurisdiction: 'beijing', input }),
        );
      }
    }
  });

  it('看不见的、叠成堆的字符：422，两种语言说明，材料、共有单位都一样；目录行里的留下不取', async () => {
    const unseen = ['\u200b', '养\u200b老', '\u3164', '养\ufeff老', `a${'\u0301'.repeat(20)}`];
    for (const name of unseen) {
      const one = await at.refused(422, 'MATERIAL_VALUE', attach('dataResource', { name }));
      assert.match(one.sentence.zh, /看不见/);
      assert.match(one.sentence.en, /cannot be seen/);
      const coOwners = [{ name, creditCode: '91110000600037341L' }];
      await at.refused(422, 'MATERIAL_VALUE', attach('dataResource', { coOwners }));
    }
    const row = { name: '养老服务', summary: '养\ufeff老机构名录' };
    const taken = await bodyOf(await at.act(holder, caseId, 'importContent', { row }));
    const { dossier } = taken['state'] as { dossier: { dataResource: Record<string, string> } };
    assert.equal(dossier.dataResource['name'], '养老服务');
    assert.match(dossier.dataResource['summary'] ?? '', /^养\s?老机构名录$/);
  });

  it('文件编号是别人的、没有的或冒充的：422', async () => {
    const foreign = await at.as('bj-wei-sheng');
    const form = new FormData();
    form.append('file', new Blob(['别人的文件']), '别人.txt');
    const file = await bodyOf(
      await at.send('POST', '/api/files', { headers: foreign.bearer, body: form }),
    );
    for (const id of [
      file['id'],
      caseId,
      'constructor',
      '__proto__',
      'toString',
      '',
      { id: 'constructor', sha256: '' },
      [],
      7,
    ].filter((v) => v !== '')) {
      await at.refused(422, undefined, attach('sourceLegality', { undertaking: id }));
    }
  });

  it('信用代码录错有提示；身份号码拒收，不存、不回显、不入日志', async (t) => {
    const said: string[] = [];
    for (const method of ['log', 'error', 'warn'] as const)
      t.mock.method(console, method, (...all: unknown[]) => said.push(all.map(String).join(' ')));
    const stem = '9111000060003734';
    const right = `${stem}1${creditCheck(`${stem}1`)}`;
    const mandate = (agentCreditCode: string) => () =>
      at.post(holder, '/api/cases', {
        procedure: 'agency',
        jurisdiction: 'beijing',
        input: {
          agentName: '某代理机构',
          agentCreditCode,
          from: '2026-02-09',
          to: '2026-12-31',
          agreement: caseId,
        },
      });
    const misread = await at.refused(
      422,
      undefined,
      mandate(right.replace('0', 'O').replace('1', 'I')),
    );
    assert.match(misread.sentence.zh, /0|1/);
    for (const wrong of [
      '',
      '1',
      right.slice(0, 17),
      `${stem}${'99'}`,
      '0'.repeat(18),
      '<script>',
      'x'.repeat(40),
    ])
      await at.refused(422, undefined, mandate(wrong));
    const digits = '11010519491231002';
    const person = `${digits}${mod11x2(digits)}`;
    const wide = [...person].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [
      person,
      person.toLowerCase(),
      ` ${person} `,
      `${person.slice(0, 6)} ${person.slice(6)}`,
      wide,
    ]) {
      const problem = await at.refused(422, 'USCC_PERSONAL_ID', mandate(typed));
      assert.ok(!problem.text.includes(digits) && !problem.text.includes(typed));
      await at
        .refused(
          422,
          'USCC_PERSONAL_ID',
          attach('subject', { coOwners: [{ name: '某单位', creditCode: typed }] }),
        )
        .catch(() => undefined);
    }
    await at.send('POST', `/api/cases/${person}/acts/${person}`, {
      headers: { ...holder.bearer, 'content-type': 'application/json' },
      body: '{"input":{}}',
    });
    await at.send('POST', '/api/session', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: person, password: 'x' }),
    });
    await at.door.services.operations.flush();
    assert.deepEqual(await everywhere(digits), []);
    assert.ok(!said.join('\n').includes(digits));
  });

  /** The tables in which a string stands. */
  async function everywhere(needle: string): Promise<string[]> {
    const tables = await at.rows(
      "SELECT relname AS name FROM pg_class WHERE relkind IN ('r','p') AND relnamespace = 'public'::regnamespace",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await at.rows(
        `SELECT count(*)::int AS n FROM "${String(name)}" AS t WHERE t::text LIKE $1`,
        [`%${needle}%`],
      );
      if (row?.['n'] !== 0) found.push(String(name));
    }
    return found;
  }

  it('回答的状态都是文档写明的', () => {
    assert.deepEqual([...at.door.breaches], []);
  });
});
