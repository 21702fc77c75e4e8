import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { askColleagues, colleaguesFor } from '../app/desk/ask-colleague.ts';
import { deskOf } from '../app/desk/my-desk.ts';
import { exportOf } from '../app/desk/my-export.ts';
import { orThrow } from '../base/refusal.ts';
import { actorOf, bucketOf } from './auth.ts';
import { demand } from './limits.ts';
import { idParam, json, LeftSchema, problems, TextSchema } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

const ItemSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    procedure: z.string(),
    procedureTitle: TextSchema,
    jurisdiction: z.string(),
    status: z.string(),
    statusTitle: TextSchema.nullable(),
    turn: z.enum(['me', 'colleague', 'office', 'others', 'time']),
    acts: z.array(TextSchema).readonly(),
    gaps: z.int(),
    due: z.string().nullable(),
    provisional: z.boolean(),
    left: LeftSchema.nullable(),
    clock: TextSchema.nullable(),
  })
  .openapi('DeskItem');

const ReminderSchema = z
  .object({
    caseId: z.string(),
    title: z.string(),
    on: z.string(),
    what: TextSchema,
    after: TextSchema.nullable(),
    provisional: z.boolean(),
    left: LeftSchema,
  })
  .openapi('Reminder');

const deskRoute = createRoute({
  method: 'get',
  path: '/api/desk',
  tags: ['cases'],
  operationId: 'readDesk',
  summary: 'My own cases by whose move it is, and what ends soon',
  description:
    'Up to sixty open cases and sixty entries of the caller’s own, the most urgent first; `more` says that there are others.',
  responses: {
    200: json(
      z.object({
        items: z.array(ItemSchema),
        reminders: z.array(ReminderSchema),
        more: z.boolean(),
      }),
      'The desk',
    ),
    ...problems(401, 429, 503),
  },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/api/my-export',
  tags: ['cases'],
  operationId: 'exportMine',
  summary: 'Everything that is mine, in one file',
  description:
    'A ZIP file with each case in which the caller’s organisation holds a place, as JSON: content, history, list of files. Bounded; what is left out is named in it.',
  responses: {
    200: {
      description: 'The export',
      content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(401, 429, 503),
  },
});

const ColleaguesSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      asked: z.string().nullable().openapi({ description: 'When they were last asked for it' }),
    }),
  ),
});
const actName = z.string().max(60).openapi({ description: 'The act to be taken by somebody else' });

const colleaguesRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/colleagues',
  tags: ['cases'],
  operationId: 'listColleagues',
  summary: 'Who else of my organisation may take an act now',
  description: 'By the rules of the act itself; at most fifty.',
  request: { params: idParam, query: z.object({ act: actName }) },
  responses: { 200: json(ColleaguesSchema, 'Colleagues'), ...problems(400, 401, 404) },
});

const askRoute = createRoute({
  method: 'post',
  path: '/api/cases/{id}/colleagues',
  tags: ['cases'],
  operationId: 'askColleagues',
  summary: 'Ask them for it',
  description: 'A message in the inbox of each, once for each state of the case.',
  request: {
    params: idParam,
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ act: actName }) } },
    },
  },
  responses: {
    200: json(ColleaguesSchema, 'Asked'),
    ...problems(400, 401, 403, 404, 409, 413, 429),
  },
});

/** What parties do with their own cases as a whole. */
export function mineRoutes({ house, operations, limits }: Services) {
  const { seen } = caseSight({ house, operations });
  return new OpenAPIHono<Env>()
    .openapi(deskRoute, async (c) => {
      demand(limits.acts, bucketOf(c));
      return c.json(await deskOf(house, actorOf(c)), 200);
    })
    .openapi(exportRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.uploads, actor.accountId);
      const subject = `org/${actor.org?.code ?? `account:${actor.accountId}`}`;
      await operations.record({ kind: 'export.mine', account: actor.accountId, subject, ok: true });
      return c.body(exportOf(house, actor), 200, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="shuji-${house.time.today()}.zip"`,
        'cache-control': 'private, no-store',
      });
    })
    .openapi(colleaguesRoute, async (c) => {
      const { found } = await seen(c, c.req.valid('param').id);
      const { act } = c.req.valid('query');
      return c.json({ items: await colleaguesFor(house, actorOf(c), found, act) }, 200);
    })
    .openapi(askRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, bucketOf(c));
      const { found } = await seen(c, c.req.valid('param').id);
      const { act } = c.req.valid('json');
      return c.json({ items: orThrow(await askColleagues(house, actor, found, act)) }, 200);
    });
}
