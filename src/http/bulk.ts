import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { actInBulk, BULK_ACTS, BULK_MAX } from '../app/desk/bulk.ts';
import { actorOf } from './auth.ts';
import { recordRefused } from './cases.ts';
import { keyHeader } from './cases-routes.ts';
import { demand } from './limits.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const ACTS = Object.keys(BULK_ACTS) as (keyof typeof BULK_ACTS)[];

const bulkRoute = createRoute({
  method: 'post',
  path: '/api/bulk',
  tags: ['cases'],
  operationId: 'takeInBulk',
  summary: 'Take one act on many cases',
  description:
    'Each case through the same way in as a single act, with an outcome of its own. Acceptance in bulk is for one registrant at a time.',
  request: {
    headers: keyHeader.pick({ 'idempotency-key': true }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            act: z.enum(ACTS),
            cases: z
              .array(z.object({ id: z.uuid(), version: z.int().min(1) }))
              .min(1)
              .max(BULK_MAX),
          }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({
        taken: z.int(),
        refused: z.int(),
        items: z.array(
          z
            .object({
              id: z.uuid(),
              title: z.string().nullable(),
              taken: z.boolean(),
              version: z.int().nullable(),
              refusal: z
                .object({
                  code: z.string(),
                  sentence: TextSchema,
                  cites: z.array(z.string()).readonly(),
                })
                .nullable(),
            })
            .openapi('BulkOutcome'),
        ),
      }),
      'What came of each, in the order asked',
    ),
    ...problems(400, 401, 422, 429, 503),
  },
});

/** Acts in bulk for officers: acceptance for one holder, codes after clean notices. */
export function bulkRoutes({ house, limits, operations }: Services) {
  return new OpenAPIHono<Env>().openapi(bulkRoute, async (c) => {
    const actor = actorOf(c);
    demand(limits.acts, actor.accountId);
    const key = c.req.valid('header')['idempotency-key'];
    const body = c.req.valid('json');
    const items = await actInBulk(house, actor, { ...body, key });
    for (const { id, refusal } of items) {
      if (refusal) await recordRefused(operations, actor.accountId, id, body.act, refusal);
    }
    const taken = items.filter((i) => i.taken).length;
    const told = items.map(({ refusal, ...item }) => ({
      ...item,
      refusal: refusal && {
        code: refusal.code,
        sentence: refusal.sentence,
        cites: refusal.cites,
      },
    }));
    return c.json({ taken, refused: items.length - taken, items: told }, 200);
  });
}
