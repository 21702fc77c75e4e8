import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { driftNow } from '../app/drift.ts';
import { runnerOf } from '../store/transaction.ts';
import { idParam, json, problems } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

const driftRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/drift',
  tags: ['cases'],
  operationId: 'readDrift',
  summary: 'Where a case is out of sync with the catalogue',
  description:
    'Field by field: what stands in the case, what the catalogue said when it was linked, and what it says now. Empty when nothing differs or nothing is linked.',
  request: { params: idParam },
  responses: {
    200: json(
      z
        .object({
          itemId: z.string().nullable(),
          digest: z.string().nullable(),
          fields: z.array(
            z.object({
              field: z.string(),
              ours: z.string(),
              linked: z.string().nullable(),
              now: z.string(),
            }),
          ),
        })
        .openapi('Drift'),
      'The comparison as of now',
    ),
    ...problems(401, 404, 503),
  },
});

const NOTHING = { itemId: null, digest: null, fields: [] };

/** Live sync with the catalogue (BJ-REG-19), for whoever reads the dossier of a case. */
export function driftRoutes(services: Services) {
  const { seen } = caseSight(services);
  const runner = runnerOf(services.house.pool);
  return new OpenAPIHono<Env>().openapi(driftRoute, async (c) => {
    const { found, view } = await seen(c, c.req.valid('param').id);
    const shown = 'dossier' in view.state ? await driftNow(runner, found) : null;
    return c.json(shown ?? NOTHING, 200);
  });
}
