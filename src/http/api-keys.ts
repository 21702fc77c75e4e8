import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { KEY_DAYS_MAX } from '../app/accounts/api-keys.ts';
import { orThrow, Refused } from '../base/refusal.ts';
import { isSound, UNSOUND } from '../base/sound-text.ts';
import { actorOf } from './auth.ts';
import { demand } from './limits.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

const KeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.enum(['read', 'act']),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastUsed: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .openapi('ApiKey');

const listRoute = createRoute({
  method: 'get',
  path: '/api/keys',
  tags: ['session'],
  operationId: 'listApiKeys',
  summary: 'My keys for programs',
  description: 'The latest fifty, newest first; never the keys themselves.',
  responses: { 200: json(z.object({ items: z.array(KeySchema) }), 'Keys'), ...problems(401, 403) },
});

const createKeyRoute = createRoute({
  method: 'post',
  path: '/api/keys',
  tags: ['session'],
  operationId: 'createKey',
  summary: 'Make a key for a program',
  description:
    'Asks for the password once more. The answer is the only time the key is shown. It goes in the header `Authorization: Bearer`, is never more than its account, and opens no route of sessions, accounts, keys or administration.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            name: z
              .string()
              .trim()
              .min(1)
              .max(60)
              .regex(/^[^\p{Cc}\p{Cf}]*$/u)
              .refine(isSound, UNSOUND),
            scope: z.enum(['read', 'act']),
            days: z.int().min(1).max(KEY_DAYS_MAX),
            /** Mine, once more: a key outlives the session that makes it. */
            password: z.string().min(1).max(200),
          }),
        },
      },
    },
  },
  responses: {
    201: json(z.object({ token: z.string(), key: KeySchema }), 'Made'),
    ...problems(400, 401, 403, 409, 413, 422, 429, 503),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/api/keys/{id}',
  tags: ['session'],
  operationId: 'revokeKey',
  summary: 'Revoke a key',
  description: 'One of my own; the very next request with it is refused.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: { 204: { description: 'Revoked' }, ...problems(401, 403, 404) },
});

/** Keys for programs, made and ended by people only. */
export function apiKeyRoutes({ apiKeys, limits }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(listRoute, async (c) =>
      c.json({ items: await apiKeys.list(actorOf(c).accountId) }, 200),
    )
    .openapi(createKeyRoute, async (c) => {
      const actor = actorOf(c);
      demand(limits.acts, actor.accountId);
      return c.json(orThrow(await apiKeys.create(actor, c.req.valid('json'))), 201);
    })
    .openapi(revokeRoute, async (c) => {
      const refused = await apiKeys.revoke(actorOf(c), c.req.valid('param').id);
      if (refused) throw new Refused(refused);
      return c.body(null, 204);
    });
}
