import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { JsonObject } from '../base/json.ts';
import { isRefusal, orThrow, refuse, Refused, type Refusal } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { importCalendar } from '../app/calendars.ts';
import { importCatalogue, readCatalogueCsv } from '../app/imports/catalogue.ts';
import { listOperations } from '../app/accounts/operations-read.ts';
import { runnerOf } from '../store/transaction.ts';
import { operationQuery, operationsAsked } from './admin-records.ts';
import { actorOf } from './auth.ts';
import { json, oneFile, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';
import { readUpload } from './upload.ts';

const open = z.record(z.string(), z.unknown());

const calendarRoute = createRoute({
  method: 'post',
  path: '/api/admin/calendars',
  tags: ['admin'],
  operationId: 'importCalendar',
  summary: 'Load the calendar of a year',
  description:
    'Counts every running deadline again and records each change in its case. System administrator.',
  request: { body: { required: true, content: { 'application/json': { schema: open } } } },
  responses: {
    201: json(z.object({ year: z.int(), version: z.string(), recalculated: z.int() }), 'Loaded'),
    ...problems(400, 401, 403, 409, 413, 422, 503),
  },
});

const catalogueRoute = createRoute({
  method: 'post',
  path: '/api/admin/catalogue',
  tags: ['admin'],
  operationId: 'importCatalogue',
  summary: 'Import a catalogue list',
  description:
    'CSV as multipart field "file". Digests are recorded; of an item that changed the former words are kept, and linked cases are compared with it. System administrator.',
  request: { body: oneFile },
  responses: {
    201: json(z.object({ rows: z.int(), added: z.int(), changed: z.int() }), 'Imported'),
    ...problems(400, 401, 403, 413, 422, 503),
  },
});

const operationsRoute = createRoute({
  method: 'get',
  path: '/api/admin/operations',
  tags: ['admin'],
  operationId: 'listOperations',
  summary: 'The operations log',
  description: 'Sign-ins, reads, refused acts, administration. Audit administrator and auditor.',
  request: {
    query: z.object({
      ...operationQuery,
      after: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(open), next: z.string().nullable() }), 'Lines'),
    ...problems(400, 401, 403),
  },
});

const CSV_BYTES = 20 * 1_048_576;

/** Three consoles for three people: each route names the one administrator it is for. */
export function adminRoutes({ house, operations, adoptCalendar }: Services) {
  const runner = runnerOf(house.pool);
  /** Said in the log whether it was done or refused. */
  const recorded = async <T>(kind: string, by: Actor, done: T | Refusal): Promise<T> => {
    const ok = !isRefusal(done);
    const detail = isRefusal(done) ? { code: done.code } : { ...(done as JsonObject) };
    const subject = kind.replace(/\..*$/, '');
    await operations.record({ kind, account: by.accountId, subject, ok, detail });
    return orThrow(done);
  };
  const routes = new OpenAPIHono<Env>();
  routes.openAPIRegistry.registerPath(catalogueRoute);
  routes.post('/api/admin/catalogue', async (c) => {
    const by = actorOf(c);
    if (!by.roles.includes('admin.system')) throw new Refused(notAdministrator());
    const { bytes } = await readUpload(c.req.raw, {
      client: c.get('client'),
      most: CSV_BYTES,
    });
    const rows = readCatalogueCsv(bytes);
    const done = isRefusal(rows)
      ? rows
      : {
          rows: rows.length,
          ...(await importCatalogue(runner, rows, house.time.now(), house.mode === 'demo')),
        };
    return c.json(await recorded('catalogue.import', by, done), 201);
  });
  return routes
    .openapi(calendarRoute, async (c) => {
      const body = c.req.valid('json') as JsonObject;
      const loaded = await importCalendar(house, adoptCalendar, actorOf(c), body);
      return c.json(await recorded('calendar.import', actorOf(c), loaded), 201);
    })
    .openapi(operationsRoute, async (c) => {
      const query = operationsAsked(c.req.valid('query'));
      const page = await listOperations(house, operations, actorOf(c), query);
      if (isRefusal(page)) throw new Refused(page);
      return c.json({ items: page.items.map((i) => ({ ...i })), next: page.next }, 200);
    });
}

const notAdministrator = () =>
  refuse(
    'ACT_NOT_YOURS',
    text('只有系统管理员可以导入目录。', 'Only the system administrator imports the catalogue.'),
    [],
    'forbidden',
  );
