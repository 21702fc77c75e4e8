import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { Readable } from 'node:stream';
import { isSound, UNSOUND } from '../base/sound-text.ts';
import { SLICE_MAX } from '../log/slice.ts';
import { actorOf } from './auth.ts';
import { demand } from './limits.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

const QuerySchema = z
  .object({
    from: z.string(),
    to: z.string(),
    jurisdictions: z.array(z.string()).readonly(),
    procedure: z.string().nullable(),
    organisation: z.string().nullable(),
  })
  .openapi('SliceQuery');

const SliceSchema = z
  .object({
    id: z.int(),
    at: z.string(),
    query: QuerySchema,
    end: z.int().openapi({ description: 'Entries with an index below this were looked at' }),
    count: z.int(),
    sha256: z.string(),
    sm3: z.string(),
    auditor: z.string().openapi({ description: 'Credit code of the auditors’ organisation' }),
  })
  .openapi('Slice');

const askRoute = createRoute({
  method: 'post',
  path: '/api/audit/slices',
  tags: ['audit'],
  operationId: 'exportSlice',
  summary: 'Export a slice of the log',
  description: `The entries of some days, of one procedure or body if asked, in the region of the auditor’s organisation; at most ${SLICE_MAX}. The export is itself entered on the log. Auditors only.`,
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            from: z.iso.date(),
            to: z.iso.date(),
            procedure: z.string().max(40).optional(),
            organisation: z
              .string()
              .max(64)
              .optional()
              .openapi({ description: 'Credit code: acts taken by this body or naming it' }),
            purpose: z.string().trim().min(2).max(500).refine(isSound, UNSOUND).openapi({
              description: 'What for; kept in the operations log, which is not public',
            }),
          }),
        },
      },
    },
  },
  responses: {
    201: json(SliceSchema, 'The slice, ready to be fetched'),
    ...problems(400, 401, 403, 413, 422, 429, 503),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/audit/slices',
  tags: ['audit'],
  operationId: 'listSlices',
  summary: 'Slices exported before',
  description: 'Those of the auditor’s own organisation, newest first, as they stand on the log.',
  request: {
    query: z.object({
      after: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
  },
  responses: {
    200: json(
      z.object({ items: z.array(SliceSchema), next: z.int().nullable() }),
      'A page of slices',
    ),
    ...problems(400, 401, 403, 503),
  },
});

const LINES = 'application/x-ndjson';

const fileRoute = createRoute({
  method: 'get',
  path: '/api/audit/slices/{id}',
  tags: ['audit'],
  operationId: 'downloadSlice',
  summary: 'A slice of the log as a file',
  description:
    'JSON lines: a header in the format shuji-slice-v1, one line for each entry with its inclusion in both trees, and the instance’s signature of the header. `shuji verify slice` checks it.',
  request: {
    params: z.object({
      id: z.coerce.number().int().min(1).max(2_147_483_647).openapi({
        description: 'Id of the slice, as the export gave it',
      }),
    }),
  },
  responses: {
    200: { description: 'The slice', content: { [LINES]: { schema: z.string() } } },
    ...problems(400, 401, 403, 404, 429, 503),
  },
});

/** The auditors' export (BJ-OPIN-20). */
export function auditRoutes({ slices, limits, tell }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(askRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      const made = await slices.ask(actor, c.req.valid('json'));
      return c.json({ ...made, query: { ...made.query } }, 201);
    })
    .openapi(listRoute, async (c) => {
      const { after, limit } = c.req.valid('query');
      const { items, next } = await slices.list(actorOf(c), { after, limit });
      return c.json({ items: items.map((one) => ({ ...one })), next }, 200);
    })
    .openapi(fileRoute, async (c) => {
      const actor = actorOf(c);
      const { id } = c.req.valid('param');
      // Seconds of work for a large one.
      demand(limits.acts, actor.accountId);
      const lines = await slices.file(actor, id);
      // Too late for another status: the file ends without its signature, and the operator is told.
      lines.once('error', tell);
      return c.body(Readable.toWeb(lines) as ReadableStream, 200, {
        'content-type': LINES,
        'content-disposition': `attachment; filename="slice-${id}.jsonl"`,
        'cache-control': 'private, no-store',
      }) as never;
    });
}
