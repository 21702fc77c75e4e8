import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { demoAccounts } from '../src/app/demo-people.ts';
import { procedureOf, procedures } from '../src/app/procedures.ts';
import { HOSTILE, inputFor, type Schema } from './doors-arbitraries.ts';
import { openAttack, type Attacker, type Signed } from './doors.ts';

describe('模糊测试：任何角色对任何事项填写任何内容', () => {
  let at: Attacker;
  let people: { readonly signed: Signed; readonly roles: readonly string[] }[];
  const cases: { id: string; procedure: string }[] = [];
  const files: string[] = [];
  const defects: string[] = [];

  const take = async (
    who: Signed,
    path: string,
    input: unknown,
  ): Promise<{ status: number; id: string | undefined }> => {
    const answer = await at.post(who, path, input);
    const text = await answer.text();
    if (answer.status >= 500 || /INTERNAL/.test(text))
      defects.push(
        `${path} ${JSON.stringify(input)?.slice(0, 300)}: ${answer.status} ${text.slice(0, 200)}`,
      );
    const id = answer.status === 201 ? String((JSON.parse(text) as { id: string }).id) : undefined;
    return { status: answer.status, id };
  };

  before(async () => {
    at = await openAttack();
    people = await Promise.all(
      demoAccounts.map(async ({ login, roles }) => ({ signed: await at.as(login), roles })),
    );
    const holder = await at.as('bj-min-zheng');
    const form = new FormData();
    form.append('file', new Blob(['材料']), '材料.txt');
    const file = await at.send('POST', '/api/files', { headers: holder.bearer, body: form });
    files.push(((await file.json()) as { id: string }).id);
    const begin = async (
      login: string,
      procedure: string,
      jurisdiction: string,
      input: object,
    ): Promise<string> => {
      const { id, status } = await take(await at.as(login), '/api/cases', {
        procedure,
        jurisdiction,
        input,
      });
      assert.equal(status, 201, procedure);
      cases.push({ id: id ?? '', procedure });
      return id ?? '';
    };
    const start = { objectKind: 'resource', inScope: true };
    await begin('bj-min-zheng', 'reg.first', 'beijing', start);
    const filled = await begin('bj-min-zheng', 'reg.first', 'beijing', start);
    const list = await at.send('GET', '/api/catalogue?limit=1', { headers: holder.bearer });
    const { items } = (await list.json()) as { items: { id: string }[] };
    const acts = `/api/cases/${filled}/acts`;
    await take(holder, `${acts}/importContent`, { input: { itemId: items[0]?.id } });
    await take(holder, `/api/demo/cases/${filled}/fill`, {});
    await take(await at.as('bj-min-zheng-fu-he'), `${acts}/recordInternalReview`, {
      input: { opinion: '同意。' },
    });
    assert.equal(
      (await take(holder, `${acts}/submit`, { input: { declaration: true } })).status,
      200,
    );
    await begin('bj-min-zheng', 'agency', 'beijing', {
      agentName: '某代理',
      agentCreditCode: demoAgent(),
      from: '2026-02-09',
      to: '2026-12-31',
      agreement: files[0],
    });
  });
  after(() => at.close());

  const demoAgent = (): string => demoAccounts.find((a) => a.login === 'bj-dai-li')?.org ?? '';

  it('从不出现系统错误', async () => {
    const ids = ['00000000-0000-4000-8000-000000000000', ...cases.map((c) => c.id), ...files];
    const kinds = procedures.flatMap((p) =>
      Object.entries(p.acts).map(([name, spec]) => {
        const schema = z.toJSONSchema(spec.input, {
          io: 'input',
          unrepresentable: 'any',
        }) as Schema;
        return {
          p: p.name,
          name,
          opens: spec.from === 'new',
          final: spec.final === true,
          roles: spec.by.map((w) => w.role),
          input: inputFor(schema, ids),
        };
      }),
    );
    const step = fc.nat(kinds.length - 1).chain((n) => {
      const kind = kinds[n] ?? kinds[0];
      assert.ok(kind);
      return fc.record({
        kind: fc.constant(kind),
        who: fc.nat(),
        which: fc.nat(),
        own: fc.integer({ min: 0, max: 3 }),
        input: kind.input,
      });
    });
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 12 }), async (steps) => {
        for (const { kind, who, which, own, input } of steps) {
          // Mostly somebody whose role may take it.
          const likely = people.filter((p) => p.roles.some((r) => kind.roles.includes(r)));
          const those = own > 0 && likely.length > 0 ? likely : people;
          const actor = those[who % those.length]?.signed;
          assert.ok(actor);
          if (kind.opens) {
            const jurisdiction = which % 3 === 0 ? 'chongqing' : 'beijing';
            const opened = await take(actor, '/api/cases', {
              procedure: kind.p,
              jurisdiction,
              input,
            });
            if (opened.id !== undefined && cases.length < 60)
              cases.push({ id: opened.id, procedure: kind.p });
          } else {
            // Mostly a case of the act's own procedure; now and then of another.
            const fitting = own > 0 ? cases.filter((c) => c.procedure === kind.p) : cases;
            const target = fitting[which % Math.max(1, fitting.length)];
            // A case that has ended answers nothing else: end one only now and then.
            if (!target || (kind.final && which % 20 > 0)) continue;
            const { status } = await take(actor, `/api/cases/${target.id}/acts/${kind.name}`, {
              input,
            });
            if (status === 200) done += 1;
          }
        }
        assert.deepEqual(defects, []);
      }),
      { numRuns: 400, endOnFailure: true },
    );
    assert.ok(done > 0, 'no random act was ever taken');
  });

  it('登记簿里没有未声明的状态，事件与版本一一相符', async () => {
    for (const { procedure, status } of await at.rows(
      'SELECT DISTINCT procedure, status FROM case_row',
    )) {
      assert.ok(
        Object.hasOwn(procedureOf(String(procedure)).states, String(status)),
        `${procedure} ${status}`,
      );
    }
    const torn = await at.rows(
      'SELECT c.case_id FROM case_row c JOIN event e USING (case_id) GROUP BY c.case_id, c.version HAVING count(*) <> c.version OR max(e.version) <> c.version',
    );
    assert.deepEqual(torn, []);
  });

  it('公开的和私下的读取也从不出现系统错误', async () => {
    const words = fc.oneof(
      fc.constantFrom(
        ...HOSTILE,
        ...cases.map((c) => c.id),
        '\0',
        '%',
        '&',
        "'&|!()",
        '"',
        '\\',
        ':*',
      ),
      fc.string({ maxLength: 30, unit: 'binary' }),
    );
    const names = [
      'q',
      'after',
      'limit',
      'jurisdiction',
      'procedure',
      'status',
      'due',
      'which',
      'mine',
      'code',
      'from',
      'length',
      'unit',
      'industry',
      'district',
      'objectKind',
      'lang',
      'state',
      'next',
    ];
    const paths = at.door.mounted
      .filter((r) => r.method === 'GET' && !/\*/.test(r.path))
      .map((r) => r.path);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...new Set(paths)),
        fc.array(words, { minLength: 3, maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), words, { maxKeys: 4 }),
        fc.nat(),
        async (path, parts, query, who) => {
          let n = 0;
          const at2 = path.replaceAll(
            /[:{]\w+(\{[^}]*\})?\}?/g,
            () => encodeURIComponent((parts[n++ % 3] ?? 'x').toWellFormed()) || 'x',
          );
          const asked = new URLSearchParams(query).toString();
          const headers = people[who % people.length]?.signed.bearer ?? {};
          const answer = await at.send('GET', `${at2}?${asked}`, { headers });
          const text = await answer.text();
          const known = answer.status === 503 && /LOG_NOT_PRESENT/.test(text);
          assert.ok(
            answer.status < 500 || known,
            `${at2}?${asked}: ${answer.status} ${text.slice(0, 300)}`,
          );
        },
      ),
      { numRuns: 500, endOnFailure: true },
    );
  });
});
