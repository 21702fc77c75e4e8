import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { demoAccountId, demoAccounts } from '../src/app/demo/people.ts';
import { httpApp } from '../src/http/app.ts';
import { HOSTILE, inputFor, type Schema } from './doors-arbitraries.ts';
import { openAttack, type Attacker, type Signed } from './doors.ts';

/** Doors that the other files walk through, and the ones that would lock the tester out. */
const ELSEWHERE = ['/api/session', '/api/demo/clock', '/api/session/password'];
const SAMPLES = 80;

describe('模糊测试：每一个会改动的接口', () => {
  let at: Attacker;
  let admins: Signed[];
  before(async () => {
    at = await openAttack();
    const may = demoAccounts.filter(({ roles }) =>
      roles.some((r) => /^admin\.|^registrar\.intake$/.test(r)),
    );
    assert.ok(may.length >= 4);
    admins = await Promise.all(may.map(({ login }) => at.as(login)));
  });
  after(() => at.close());

  it('任何内容、任何管理角色：从不出现系统错误，状态都在文档里', async () => {
    const ids = [...demoAccounts.map(({ login }) => demoAccountId(login)), 'bj-min-zheng'];
    const parts = HOSTILE.filter((word) => word.trim() !== '' && word.length < 50);
    const routes = httpApp(at.door.services).openAPIRegistry.definitions.flatMap((d) =>
      d.type === 'route' && /^(?:post|put|delete)$/.test(d.route.method) ? [d.route] : [],
    );
    assert.ok(routes.length > 15);
    for (const route of routes.filter(({ path }) => !ELSEWHERE.includes(path))) {
      const media: unknown = route.request?.body?.content['application/json'];
      const schema =
        typeof media === 'object' && media !== null && 'schema' in media ? media.schema : undefined;
      const read =
        schema instanceof z.ZodType
          ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
          : {};
      const tries = fc.tuple(
        inputFor(read as Schema, ids),
        fc.constantFrom(...ids, ...parts),
        fc.nat(admins.length - 1),
      );
      await fc.assert(
        fc.asyncProperty(tries, async ([body, id, who]) => {
          const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(id));
          const init = route.method === 'delete' ? {} : { body: JSON.stringify(body) ?? 'null' };
          const headers = { ...admins[who]?.bearer, 'content-type': 'application/json' };
          const answer = await at.send(route.method.toUpperCase(), path, { headers, ...init });
          const text = await answer.text();
          assert.ok(
            answer.status < 500 || answer.status === 503,
            `${route.method} ${path} ${answer.status} ${text.slice(0, 300)}`,
          );
        }),
        { numRuns: SAMPLES, endOnFailure: true },
      );
    }
    assert.deepEqual([...at.door.breaches], []);
  });

  it('折腾之后，没有人身兼相冲的角色', async () => {
    const mixed =
      await at.rows(`SELECT login FROM account WHERE roles && ARRAY['admin.system'] AND roles && ARRAY['admin.security', 'admin.audit']
      OR roles && ARRAY['admin.security'] AND roles && ARRAY['admin.audit']`);
    assert.deepEqual(mixed, []);
  });
});
