import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { demoAccounts } from '../src/app/demo/people.ts';
import { procedureOf, procedures } from '../src/app/procedures.ts';
import { HOSTILE, inputFor, type Schema } from './doors-arbitraries.ts';
import { openAttack, type Attacker, type Signed } from './doors.ts';

describe('模糊测试：任何角色对任何事项填写任何内容', () => {
  let at: Attacker;
  let people: { readonly signed: Signed; readonly roles: readonly string[] }[];
  const cases: { id: string; procedure: string; by: Signed }[] = [];
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
      const signed = await at.as(login);
      const { id, status } = await take(signed, '/api/cases', {
        procedure,
        jurisdiction,
        input,
      });
      assert.equal(status, 201, procedure);
      cases.push({ id: id ?? '', procedure, by: signed });
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
    // Whoever has the cases of others before them.
    const office = people.filter((p) => p.roles.some((r) => r.startsWith('registrar.')));
    type Kind = (typeof kinds)[number];
    const offered = async (signed: Signed, id: string): Promise<readonly string[]> => {
      const answer = await at.send('GET', `/api/cases/${id}`, { headers: signed.bearer });
      if (answer.status !== 200) return [];
      const { actions } = (await answer.json()) as { actions: { act: string }[] };
      return actions.map((each) => each.act);
    };
    const inCase = async (
      actor: Signed,
      target: { readonly id: string },
      name: string,
      input: unknown,
    ): Promise<void> => {
      const { status } = await take(actor, `/api/cases/${target.id}/acts/${name}`, { input });
      if (status === 200) done += 1;
    };
    const open = async (actor: Signed, kind: Kind, jurisdiction: string, input: unknown) => {
      const opened = await take(actor, '/api/cases', { procedure: kind.p, jurisdiction, input });
      if (opened.id !== undefined && cases.length < 60)
        cases.push({ id: opened.id, procedure: kind.p, by: actor });
    };
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const pick = <T>(list: readonly T[]): T => {
          const one = list[g(fc.nat, { max: list.length - 1 })];
          assert.ok(one);
          return one;
        };
        for (let n = 0; n < 12; n += 1) {
          const actor = pick(people).signed;
          if (g(fc.boolean)) {
            // What the case itself offers this person, filled in with anything.
            const target = pick(cases);
            const who = pick([target.by, pick(office).signed, actor]);
            const names = await offered(who, target.id);
            const kind = kinds.find(
              (k) => k.p === target.procedure && k.name === (names.length ? pick(names) : ''),
            );
            // A case that has ended answers nothing else: end one only now and then.
            if (kind && (!kind.final || g(fc.nat, { max: 19 }) === 0))
              await inCase(
                who,
                target,
                kind.name,
                g(() => kind.input),
              );
            continue;
          }
          const kind = pick(kinds);
          // Mostly somebody whose role may take it.
          const likely = people.filter((p) => p.roles.some((r) => kind.roles.includes(r)));
          const who = likely.length > 0 && g(fc.nat, { max: 3 }) > 0 ? pick(likely).signed : actor;
          const input = g(() => kind.input);
          if (kind.opens) await open(who, kind, pick(['beijing', 'chongqing']), input);
          else await inCase(who, pick(cases), kind.name, input);
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
