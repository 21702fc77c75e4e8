import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { SCRATCH_NAME, scratchOf } from '../app/desk/scratch.ts';
import type { JSONValue } from 'hono/utils/types';
import type { Json } from '../base/json.ts';
import { actorOf } from './auth.ts';
import { demand } from './limits.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

/** Below what the column holds. */
const REVISIONS = 2_000_000_000;

const named = z.object({ name: z.string().max(120).regex(SCRATCH_NAME) });

const ScratchSchema = z
  .object({ value: z.unknown(), revision: z.int(), updatedAt: z.string().nullable() })
  .openapi('Scratch');

const path = '/api/scratch/{name}';

const readRoute = createRoute({
  method: 'get',
  path,
  tags: ['session'],
  operationId: 'readScratch',
  summary: 'What I typed and have not done yet',
  description: 'Only its own account reads it. Revision 0 and null where nothing is kept.',
  request: { params: named },
  responses: { 200: json(ScratchSchema, 'As last kept'), ...problems(400, 401) },
});

const keepRoute = createRoute({
  method: 'put',
  path,
  tags: ['session'],
  operationId: 'keepScratch',
  summary: 'Keep what I typed',
  description:
    'Any JSON up to 64 KB, for 90 days. `revision` is the one it was written from; 409 SCRATCH_MOVED when another window was faster.',
  request: {
    params: named,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({ value: z.unknown(), revision: z.int().min(0).max(REVISIONS) }),
        },
      },
    },
  },
  responses: {
    200: json(z.object({ revision: z.int(), updatedAt: z.string() }), 'Kept under this revision'),
    ...problems(400, 401, 403, 409, 413, 429),
  },
});

const dropRoute = createRoute({
  method: 'delete',
  path,
  tags: ['session'],
  operationId: 'dropScratch',
  summary: 'Forget what I typed',
  description: 'Nothing happens where nothing is kept.',
  request: { params: named },
  responses: { 204: { description: 'Gone' }, ...problems(400, 401, 403) },
});

/** The unsaved part of forms, kept for the one who typed it. */
export function scratchRoutes({ house, limits }: Services) {
  const scratch = scratchOf(house);
  return new OpenAPIHono<Env>()
    .openapi(readRoute, async (c) => {
      const { accountId } = actorOf(c);
      const kept = await scratch.read(accountId, c.req.valid('param').name);
      const { value, ...rest } = kept ?? { value: null, revision: 0, updatedAt: null };
      return c.json({ ...rest, value: value as JSONValue }, 200);
    })
    .openapi(keepRoute, async (c) => {
      const { accountId } = actorOf(c);
      demand(limits.acts, accountId);
      const { value, revision } = c.req.valid('json');
      const kept = await scratch.keep(
        accountId,
        c.req.valid('param').name,
        (value ?? null) as Json,
        revision,
      );
      return c.json(kept, 200);
    })
    .openapi(dropRoute, async (c) => {
      await scratch.drop(actorOf(c).accountId, c.req.valid('param').name);
      return c.body(null, 204);
    });
}
