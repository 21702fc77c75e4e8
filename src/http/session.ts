import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { deleteCookie } from 'hono/cookie';
import { orThrow, Refused } from '../base/refusal.ts';
import { csrfOf } from '../app/accounts/csrf.ts';
import { inboxOf, markAllRead, markRead } from '../app/desk/inbox.ts';
import { clientKey } from '../app/accounts/rate-limit.ts';
import { sessionsOf } from '../app/accounts/session-lists.ts';
import { actorOf, COOKIE, sessionOf, tokenOf } from './auth.ts';
import { beginSession } from './begin-session.ts';
import { demand } from './limits.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const WhoSchema = z
  .object({
    account: z.object({
      id: z.string(),
      name: z.string(),
      realName: z.boolean(),
      roles: z.array(z.string()),
      org: z.object({ code: z.string(), name: z.string(), region: z.string() }).nullable(),
    }),
    now: z.string(),
    mode: z.enum(['demo', 'production']),
  })
  .openapi('Session');

const credentials = z.object({
  account: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  totp: z.string().max(10).optional(),
});

const signInRoute = createRoute({
  method: 'post',
  path: '/api/session',
  tags: ['session'],
  operationId: 'signIn',
  summary: 'Sign in',
  description: 'Sets an HttpOnly cookie and returns the token for use as a Bearer.',
  request: { body: { required: true, content: { 'application/json': { schema: credentials } } } },
  responses: {
    200: json(WhoSchema.extend({ token: z.string(), csrf: z.string() }), 'Signed in'),
    ...problems(400, 401, 403, 413, 422, 429, 503),
  },
});

const whoRoute = createRoute({
  method: 'get',
  path: '/api/session',
  tags: ['session'],
  operationId: 'readSession',
  summary: 'Who is signed in',
  description: 'The account behind the token, and the CSRF token for a browser.',
  responses: { 200: json(WhoSchema.extend({ csrf: z.string() }), 'Signed in'), ...problems(401) },
});

const signOutRoute = createRoute({
  method: 'delete',
  path: '/api/session',
  tags: ['session'],
  operationId: 'signOut',
  summary: 'Sign out',
  description: 'Ends this session.',
  responses: { 204: { description: 'Signed out' }, ...problems(401, 403) },
});

const totpRoute = createRoute({
  method: 'post',
  path: '/api/session/totp',
  tags: ['session'],
  operationId: 'beginTotp',
  summary: 'Enrol an authenticator',
  description:
    'Proven by the password; the first sign-in with a code confirms it. A confirmed authenticator is replaced only after the security administrator took it away.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: credentials.omit({ totp: true }) } },
    },
  },
  responses: {
    200: json(
      z.object({
        uri: z.string().openapi({ description: 'What an authenticator scans (otpauth)' }),
        secret: z.string().openapi({ description: 'The same in base 32, for typing in' }),
      }),
      'Begun',
    ),
    ...problems(400, 401, 403, 409, 413, 422, 429, 503),
  },
});

const InfoSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastSeen: z.string(),
  client: z.string(),
  current: z.boolean().openapi({ description: 'The session of this request' }),
});

const sessionsRoute = createRoute({
  method: 'get',
  path: '/api/sessions',
  tags: ['session'],
  operationId: 'listSessions',
  summary: 'Running sessions',
  description:
    'My own, or those of an account for the security administrator. At most 100, newest first.',
  request: { query: z.object({ account: z.uuid().optional() }) },
  responses: {
    200: json(z.object({ items: z.array(InfoSchema) }), 'Sessions'),
    ...problems(400, 401, 403),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/api/sessions/{id}',
  tags: ['session'],
  operationId: 'revokeSession',
  summary: 'End a session',
  description: 'One of my own; the security administrator may end any.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: { 204: { description: 'Ended' }, ...problems(401, 403, 404) },
});

const NoteSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  version: z.int(),
  at: z.string(),
  title: TextSchema,
  body: z.record(z.string(), z.unknown()),
  read: z.boolean(),
});

const inboxRoute = createRoute({
  method: 'get',
  path: '/api/inbox',
  tags: ['session'],
  operationId: 'readInbox',
  summary: 'My inbox',
  description: 'Notifications of my organisation and my own, newest first.',
  request: {
    query: z.object({
      after: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      show: z
        .enum(['all', 'unread', 'read'])
        .default('all')
        .openapi({ description: 'Only what this person has not read, or has' }),
    }),
  },
  responses: {
    200: json(
      z.object({ items: z.array(NoteSchema), unread: z.int(), next: z.string().nullable() }),
      'Notifications',
    ),
    ...problems(400, 401),
  },
});

const readRoute = createRoute({
  method: 'post',
  path: '/api/inbox/{id}/read',
  tags: ['session'],
  operationId: 'markRead',
  summary: 'Mark as read',
  description: 'Marks one notification as read.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: { 204: { description: 'Marked' }, ...problems(401, 403, 404, 413) },
});

const readAllRoute = createRoute({
  method: 'post',
  path: '/api/inbox/read',
  tags: ['session'],
  operationId: 'markAllRead',
  summary: 'Mark many as read',
  description: 'What was told about one case, or everything up to a message. For this person only.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({ case: z.uuid().optional(), upto: z.uuid().optional() }),
        },
      },
    },
  },
  responses: { 204: { description: 'Marked' }, ...problems(400, 401, 403, 413, 422) },
});

export function sessionRoutes(services: Services) {
  const { house, sessions, desk, limits } = services;
  const who = (actor: ReturnType<typeof actorOf>) => ({
    account: {
      id: actor.accountId,
      name: actor.name,
      realName: actor.realName,
      roles: [...actor.roles],
      org: actor.org && { ...actor.org },
    },
    now: house.time.now(),
    mode: house.mode,
  });
  const program = (agent: string | undefined): string => (agent ?? '').slice(0, 200);
  return new OpenAPIHono<Env>()
    .openapi(signInRoute, async (c) => {
      const signedIn = await beginSession(c, services, c.req.valid('json'));
      return c.json(
        { ...who(signedIn.actor), token: signedIn.token, csrf: csrfOf(house.keys, signedIn.token) },
        200,
      );
    })
    .openapi(totpRoute, async (c) => {
      demand(limits.signIn, clientKey(c.get('client')));
      const { account, password } = c.req.valid('json');
      const client = program(c.req.header('user-agent'));
      return c.json(orThrow(await sessions.beginTotp({ login: account, password, client })), 200);
    })
    .openapi(whoRoute, (c) => {
      const actor = actorOf(c);
      return c.json({ ...who(actor), csrf: csrfOf(house.keys, tokenOf(c) ?? '') }, 200);
    })
    .openapi(signOutRoute, async (c) => {
      actorOf(c);
      await sessions.signOut(tokenOf(c) ?? '');
      deleteCookie(c, COOKIE, { path: '/' });
      return c.body(null, 204);
    })
    .openapi(sessionsRoute, async (c) => {
      const { account } = c.req.valid('query');
      const items = orThrow(await sessionsOf(desk, actorOf(c), account));
      const mine = sessionOf(c);
      return c.json({ items: items.map((one) => ({ ...one, current: one.id === mine })) }, 200);
    })
    .openapi(revokeRoute, async (c) => {
      const refused = await sessions.revokeSession(actorOf(c), c.req.valid('param').id);
      if (refused) throw new Refused(refused);
      return c.body(null, 204);
    })
    .openapi(inboxRoute, async (c) =>
      c.json(await inboxOf(house, actorOf(c), c.req.valid('query')), 200),
    )
    .openapi(readAllRoute, async (c) => {
      const { case: caseId, upto } = c.req.valid('json');
      await markAllRead(house, actorOf(c), { caseId, upto });
      return c.body(null, 204);
    })
    .openapi(readRoute, async (c) => {
      await markRead(house, actorOf(c), c.req.valid('param').id);
      return c.body(null, 204);
    });
}
