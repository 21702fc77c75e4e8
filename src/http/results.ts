import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isUuid } from '../base/id.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { unknownCase } from '../app/act.ts';
import { viewCase } from '../app/view.ts';
import { loadCase } from '../store/cases.ts';
import { runnerOf } from '../store/transaction.ts';
import { actorOf } from './auth.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

const id = z.object({ id: z.string().max(60) });

const sheetRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/sheet',
  tags: ['results'],
  operationId: 'downloadSheet',
  summary: 'The confirmation sheet or certificate',
  description: 'A signed PDF with the machine-readable credential attached.',
  request: { params: id },
  responses: {
    200: {
      description: 'The sheet',
      content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(401, 404, 409, 503),
  },
});

const credentialRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/credential',
  tags: ['results'],
  operationId: 'downloadCredential',
  summary: 'The machine-readable credential',
  description: 'Canonical JSON with its signatures; can be checked offline with the public keys.',
  request: { params: id },
  responses: {
    200: json(z.record(z.string(), z.unknown()), 'The credential'),
    ...problems(401, 404, 409, 503),
  },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/api/public/keys',
  tags: ['public'],
  operationId: 'listKeys',
  summary: 'Public keys of the credentials',
  description: 'What an offline check needs.',
  responses: {
    200: json(
      z.object({
        keys: z.array(z.object({ keyId: z.string(), alg: z.string(), publicKey: z.string() })),
        certificates: z.array(z.object({ creditCode: z.string(), certificate: z.string() })),
      }),
      'Keys',
    ),
  },
});

export function resultRoutes({ house, results }: Services) {
  const registered = async (caseId: string, actor: ReturnType<typeof actorOf>) => {
    const stored = isUuid(caseId)
      ? await loadCase(runnerOf(house.pool), house.keys, caseId, false)
      : undefined;
    const view = stored && viewCase(house, actor, stored);
    if (!stored || !view) throw new Refused(unknownCase());
    return stored;
  };
  return new OpenAPIHono<Env>()
    .openapi(sheetRoute, async (c) => {
      const stored = await registered(c.req.valid('param').id, actorOf(c));
      const pdf = results.sheet(stored);
      if (!pdf) throw new Refused(notRegistered());
      return c.body(new Uint8Array(pdf), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${results.codeOf(stored) ?? 'registration'}.pdf"`,
        'cache-control': 'private, no-store',
      });
    })
    .openapi(credentialRoute, async (c) => {
      const credential = results.credential(await registered(c.req.valid('param').id, actorOf(c)));
      if (credential === undefined) throw new Refused(notRegistered());
      // The very bytes that were signed: parsing and printing them again would undo the canonical form.
      return c.body(credential, 200, {
        'content-type': 'application/json',
        'cache-control': 'private, no-store',
      }) as never;
    })
    .openapi(keysRoute, (c) => {
      const keys = results.keys.map((k) => ({ ...k }));
      return c.json({ keys, certificates: results.certificates.map((k) => ({ ...k })) }, 200);
    });
}

const notRegistered = () =>
  refuse(
    'NOT_REGISTERED',
    text('该事项尚未赋码，没有登记结果。', 'The case has no code yet, so there is no result.'),
    ['BJ-REG-15'],
    'conflict',
  );
