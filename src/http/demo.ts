import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isRefusal, Refused } from '../base/refusal.ts';
import { moveDemoClock } from '../app/demo/clock.ts';
import { fillDraft } from '../app/demo/fill.ts';
import { DEMO_PASSWORD, demoAccounts, demoOrganisations } from '../app/demo/people.ts';
import { actorOf } from './auth.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const clockRoute = createRoute({
  method: 'post',
  path: '/api/demo/clock',
  tags: ['demo'],
  operationId: 'moveClock',
  summary: 'Move the demonstration clock',
  description:
    'Forward only; every clock that falls due on the way runs on its own day. Demonstration mode only.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ now: z.string().max(40) }) } },
    },
  },
  responses: {
    200: json(z.object({ now: z.string(), fired: z.int() }), 'Moved'),
    ...problems(400, 403, 413, 422, 503),
  },
});

const accountsRoute = createRoute({
  method: 'get',
  path: '/api/demo/accounts',
  tags: ['demo'],
  operationId: 'listDemoAccounts',
  summary: 'The demonstration accounts',
  description: 'At least one for every role, with passwords. Demonstration mode only.',
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            account: z.string(),
            password: z.string(),
            name: z.string(),
            org: z.string().nullable(),
            jurisdiction: z.string(),
            roles: z.array(z.string()),
            does: TextSchema,
          }),
        ),
      }),
      'Accounts',
    ),
  },
});

const fillRoute = createRoute({
  method: 'post',
  path: '/api/demo/cases/{id}/fill',
  tags: ['demo'],
  operationId: 'fillDraft',
  summary: 'Fill a draft with sample material',
  description:
    'What is still empty, with generated papers marked as demonstration. Demonstration mode only.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: {
    200: json(z.object({ id: z.string(), version: z.int() }), 'Filled'),
    ...problems(401, 403, 404, 409, 413, 422, 503),
  },
});

const ACCOUNTS = demoAccounts.map(({ login, name, org, roles, does }) => {
  const organisation = demoOrganisations.find((o) => o.code === org);
  const jurisdiction =
    (organisation?.region ?? login).startsWith('50') || login.startsWith('cq')
      ? 'chongqing'
      : 'beijing';
  return {
    account: login,
    password: DEMO_PASSWORD,
    name,
    org: organisation?.name ?? null,
    jurisdiction,
    roles,
    does,
  };
});

/** Routes that exist in the demonstration only; production does not mount them. */
export function demoRoutes({ house }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(clockRoute, async (c) => {
      const moved = await moveDemoClock(house, c.req.valid('json').now);
      if (isRefusal(moved)) throw new Refused(moved);
      return c.json(moved, 200);
    })
    .openapi(fillRoute, async (c) => {
      const filled = await fillDraft(house, actorOf(c), c.req.valid('param').id);
      return c.json({ id: filled.caseId, version: filled.version }, 200);
    })
    .openapi(accountsRoute, (c) =>
      c.json({ items: ACCOUNTS.map((a) => ({ ...a, roles: [...a.roles] })) }, 200),
    );
}
