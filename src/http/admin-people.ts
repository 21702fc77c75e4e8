import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { orThrow } from '../base/refusal.ts';
import { removeTotp, setDisabled, setRoles } from '../app/accounts/account-changes.ts';
import {
  accountInput,
  organisationInput,
  passwordChangeInput,
  rolesInput,
} from '../app/accounts/account-inputs.ts';
import { listAccounts, listOrganisations } from '../app/accounts/account-lists.ts';
import { changePassword, resetPassword } from '../app/accounts/account-password.ts';
import { createAccount, createOrganisation } from '../app/accounts/accounts.ts';
import { setRealName } from '../app/identity/real-name.ts';
import { actorOf, sessionOf } from './auth.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const open = z.record(z.string(), z.unknown());
const id = z.object({ id: z.string().max(60) });
const listQuery = z.object({
  q: z.string().max(100).optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
});

const route = <const P extends string, const M extends 'get' | 'post' | 'put' | 'delete'>(
  method: M,
  path: P,
  operationId: string,
  summary: string,
  description: string,
) => ({ method, path, operationId, summary, description, tags: ['admin'] });

const accountsRoute = createRoute({
  ...route(
    'get',
    '/api/admin/accounts',
    'listAccounts',
    'Accounts',
    'For the three administrators.',
  ),
  request: { query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(open), next: z.string().nullable() }), 'Accounts'),
    ...problems(400, 401, 403),
  },
});
const organisationsRoute = createRoute({
  ...route(
    'get',
    '/api/admin/organisations',
    'listOrganisations',
    'Organisations',
    'For the three administrators.',
  ),
  request: { query: listQuery },
  responses: {
    200: json(z.object({ items: z.array(open), next: z.string().nullable() }), 'Organisations'),
    ...problems(400, 401, 403),
  },
});
const newOrganisationRoute = createRoute({
  ...route(
    'post',
    '/api/admin/organisations',
    'createOrganisation',
    'Register an organisation',
    'System administrator.',
  ),
  request: { body: body(organisationInput) },
  responses: {
    201: json(z.object({ code: z.string(), warnings: z.array(TextSchema) }), 'Registered'),
    ...problems(400, 401, 403, 409, 413, 422),
  },
});
const newAccountRoute = createRoute({
  ...route(
    'post',
    '/api/admin/accounts',
    'createAccount',
    'Create an account',
    'System administrator; it stays closed until the security administrator gives it roles.',
  ),
  request: { body: body(accountInput) },
  responses: {
    201: json(z.object({ accountId: z.string() }), 'Created'),
    ...problems(400, 401, 403, 409, 413, 422, 503),
  },
});
const rolesRoute = createRoute({
  ...route(
    'put',
    '/api/admin/accounts/{id}/roles',
    'setRoles',
    'Give roles',
    'Security administrator; conflicting roles are refused.',
  ),
  request: { params: id, body: body(rolesInput) },
  responses: {
    200: json(z.object({ roles: z.array(z.string()) }), 'Given'),
    ...problems(400, 401, 403, 404, 409, 413, 422),
  },
});
const disabledRoute = createRoute({
  ...route(
    'put',
    '/api/admin/accounts/{id}/disabled',
    'setDisabled',
    'Close or open an account',
    'Either administrator closes; only the security administrator opens.',
  ),
  request: { params: id, body: body(z.strictObject({ disabled: z.boolean() })) },
  responses: {
    200: json(z.object({ disabled: z.boolean() }), 'Set'),
    ...problems(400, 401, 403, 404, 409, 413, 422),
  },
});
const resetRoute = createRoute({
  ...route(
    'put',
    '/api/admin/accounts/{id}/password',
    'resetPassword',
    'Reset a password',
    'System administrator; closes the account until the security administrator opens it.',
  ),
  request: { params: id, body: body(z.strictObject({ password: z.string().max(200) })) },
  responses: {
    200: json(z.object({ disabled: z.boolean() }), 'Reset'),
    ...problems(400, 401, 403, 404, 409, 413, 422, 503),
  },
});
const totpRoute = createRoute({
  ...route(
    'delete',
    '/api/admin/accounts/{id}/totp',
    'removeTotp',
    'Take a lost authenticator away',
    'Security administrator; the owner enrols another at the next sign-in.',
  ),
  request: { params: id },
  responses: {
    200: json(z.object({ removed: z.boolean() }), 'Taken away'),
    ...problems(401, 403, 404),
  },
});
const passwordRoute = createRoute({
  ...route(
    'put',
    '/api/session/password',
    'changePassword',
    'Change my password',
    'Ends my other sessions, and my keys for programs unless they are to stay.',
  ),
  request: { body: body(passwordChangeInput) },
  responses: {
    200: json(z.object({ changed: z.boolean() }), 'Changed'),
    ...problems(400, 401, 403, 413, 422, 429, 503),
  },
});
const realNameRoute = createRoute({
  ...route(
    'put',
    '/api/admin/real-name',
    'setRealName',
    'Confirm a real name',
    'Intake officer, after checking the person (BJ-REG-14, CQ-REG-11).',
  ),
  request: { body: body(z.strictObject({ login: z.string().max(40), verified: z.boolean() })) },
  responses: {
    200: json(z.object({ verified: z.boolean() }), 'Set'),
    ...problems(400, 401, 403, 404, 413, 422),
  },
});

/** Accounts, organisations and roles: two people are needed to let a third one in. */
export function peopleRoutes({ desk }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(accountsRoute, async (c) => {
      const page = orThrow(await listAccounts(desk, actorOf(c), c.req.valid('query')));
      return c.json(
        { items: page.items.map((i) => ({ ...i, roles: [...i.roles] })), next: page.next },
        200,
      );
    })
    .openapi(organisationsRoute, async (c) => {
      const page = orThrow(await listOrganisations(desk, actorOf(c), c.req.valid('query')));
      return c.json({ items: page.items.map((i) => ({ ...i })), next: page.next }, 200);
    })
    .openapi(newOrganisationRoute, async (c) => {
      const made = orThrow(await createOrganisation(desk, actorOf(c), c.req.valid('json')));
      return c.json({ code: made.code, warnings: [...made.warnings] }, 201);
    })
    .openapi(newAccountRoute, async (c) =>
      c.json(orThrow(await createAccount(desk, actorOf(c), c.req.valid('json'))), 201),
    )
    .openapi(rolesRoute, async (c) => {
      const set = orThrow(
        await setRoles(desk, actorOf(c), c.req.valid('param').id, c.req.valid('json').roles),
      );
      return c.json({ roles: [...set.roles] }, 200);
    })
    .openapi(disabledRoute, async (c) => {
      const { disabled } = c.req.valid('json');
      return c.json(
        orThrow(await setDisabled(desk, actorOf(c), c.req.valid('param').id, disabled)),
        200,
      );
    })
    .openapi(resetRoute, async (c) => {
      const { password } = c.req.valid('json');
      return c.json(
        orThrow(await resetPassword(desk, actorOf(c), c.req.valid('param').id, password)),
        200,
      );
    })
    .openapi(totpRoute, async (c) =>
      c.json(orThrow(await removeTotp(desk, actorOf(c), c.req.valid('param').id)), 200),
    )
    .openapi(passwordRoute, async (c) => {
      const actor = actorOf(c);
      return c.json(
        orThrow(await changePassword(desk, actor, sessionOf(c), c.req.valid('json'))),
        200,
      );
    })
    .openapi(realNameRoute, async (c) => {
      const { login, verified } = c.req.valid('json');
      return c.json(orThrow(await setRealName(desk, actorOf(c), login, verified)), 200);
    });
}
