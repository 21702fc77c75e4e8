import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { orThrow } from '../base/refusal.ts';
import { countOperations, exportOperations } from '../app/accounts/operations-read.ts';
import { operationsTable } from '../app/accounts/operations-table.ts';
import { allSessions } from '../app/accounts/session-lists.ts';
import { systemStatus } from '../app/system-status.ts';
import { actorOf, sessionOf } from './auth.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

/** Which lines of the operations log. */
export const operationQuery = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  kind: z.string().max(60).optional(),
  account: z.string().max(60).optional(),
  subject: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: 'What was touched, such as case/<id>' }),
  ok: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'Only what went through, or only what was refused' }),
};

export const operationsAsked = <T extends { readonly ok?: 'true' | 'false' | undefined }>({
  ok,
  ...query
}: T) => ({ ...query, ok: ok === undefined ? undefined : ok === 'true' });

const daysRoute = createRoute({
  method: 'get',
  path: '/api/admin/operation-days',
  tags: ['admin'],
  operationId: 'countOperations',
  summary: 'The operations log, counted by day',
  description: 'At most three months. Audit administrator and auditor.',
  request: { query: z.object(operationQuery) },
  responses: {
    200: json(
      z.object({
        from: z.string(),
        to: z.string(),
        days: z.array(z.object({ day: z.string(), done: z.int(), refused: z.int() })),
      }),
      'Days that have lines',
    ),
    ...problems(400, 401, 403, 503),
  },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/api/admin/operations.csv',
  tags: ['admin'],
  operationId: 'exportOperations',
  summary: 'The operations log as a table',
  description:
    'The newest ten thousand lines as CSV. The export is recorded. Audit administrator and auditor.',
  request: { query: z.object(operationQuery) },
  responses: {
    200: { description: 'Lines', content: { 'text/csv': { schema: z.string() } } },
    ...problems(400, 401, 403, 503),
  },
});

const sessionsRoute = createRoute({
  method: 'get',
  path: '/api/admin/sessions',
  tags: ['admin'],
  operationId: 'listAllSessions',
  summary: 'Everybody’s running sessions',
  description: 'Newest first; the look is recorded. Security administrator.',
  request: {
    query: z.object({
      q: z.string().max(100).optional(),
      after: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            id: z.string(),
            createdAt: z.string(),
            lastSeen: z.string(),
            client: z.string(),
            accountId: z.string(),
            login: z.string(),
            name: z.string(),
            org: z.string().nullable(),
            current: z.boolean().openapi({ description: 'The session of this request' }),
          }),
        ),
        next: z.string().nullable(),
      }),
      'Sessions',
    ),
    ...problems(400, 401, 403, 503),
  },
});

const statusRoute = createRoute({
  method: 'get',
  path: '/api/admin/status',
  tags: ['admin'],
  operationId: 'readSystemStatus',
  summary: 'Calendars and catalogue as they stand',
  description: 'System administrator.',
  responses: {
    200: json(
      z.object({
        calendars: z.array(
          z.object({ year: z.int(), version: z.string(), loadedAt: z.string().nullable() }),
        ),
        provisional: z.int().openapi({ description: 'Running deadlines that are provisional' }),
        catalogue: z.object({
          items: z.int(),
          departments: z.int(),
          importedAt: z.string().nullable(),
        }),
      }),
      'As it stands',
    ),
    ...problems(401, 403, 503),
  },
});

/** What the administrators look at, each their own; a look at people is recorded. */
export function recordRoutes({ house, operations, desk }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(daysRoute, async (c) => {
      const query = operationsAsked(c.req.valid('query'));
      return c.json(orThrow(await countOperations(house, actorOf(c), query)), 200);
    })
    .openapi(exportRoute, async (c) => {
      const query = operationsAsked(c.req.valid('query'));
      const lines = orThrow(await exportOperations(house, operations, actorOf(c), query));
      return c.body(operationsTable(lines), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="operations-${house.time.today()}.csv"`,
        'cache-control': 'private, no-store',
      }) as never;
    })
    .openapi(sessionsRoute, async (c) => {
      const page = orThrow(await allSessions(desk, actorOf(c), c.req.valid('query')));
      const mine = sessionOf(c);
      const items = page.items.map((one) => ({ ...one, current: one.id === mine }));
      return c.json({ items, next: page.next }, 200);
    })
    .openapi(statusRoute, async (c) =>
      c.json(orThrow(await systemStatus(house, actorOf(c))) as never, 200),
    );
}
