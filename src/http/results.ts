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
  description:
    'A PDF with the machine-readable credential attached, signed and time-stamped (PAdES B-T).',
  request: { params: id },
  responses: {
    200: {
      description: 'The sheet',
      content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(401, 404, 409, 503),
  },
});

const SignatureSchema = z.object({ protected: z.string(), signature: z.string() });
const CredentialSchema = z
  .object({
    payload: z.string(),
    signatures: z.array(
      SignatureSchema.extend({
        header: z.object({ disclosures: z.array(z.string()) }).optional(),
      }),
    ),
  })
  .openapi('Credential');
const COMPACT_TYPE = 'application/dc+sd-jwt';
const form = z
  .enum(['json', 'compact'])
  .optional()
  .openapi({ description: 'The file as issued, which is the default, or the compact SD-JWT.' });

const credentialRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/credential',
  tags: ['results'],
  operationId: 'downloadCredential',
  summary: 'The machine-readable credential',
  description:
    'An SD-JWT VC in JWS JSON serialization with two signatures, Ed25519 and SM2; `form=compact` is the same with the first one, for wallets. Both can be checked offline with the public keys.',
  request: { params: id, query: z.object({ form }) },
  responses: {
    200: {
      description: 'The credential',
      content: {
        'application/json': { schema: CredentialSchema },
        [COMPACT_TYPE]: { schema: z.string() },
      },
    },
    ...problems(400, 401, 404, 409, 503),
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
        timestamps: z.object({ own: z.string(), others: z.array(z.string()).nullable() }),
        log: z
          .object({ sha256: z.string(), sm3: z.string() })
          .optional()
          .openapi({ description: 'Policies of both trees (C2SP tlog-policy)' }),
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
    const over = ENDED[stored.state.status];
    if (over) throw new Refused(over);
    return stored;
  };
  return new OpenAPIHono<Env>()
    .openapi(sheetRoute, async (c) => {
      const stored = await registered(c.req.valid('param').id, actorOf(c));
      const pdf = await results.sheet(stored);
      if (!pdf) throw new Refused(notRegistered());
      return c.body(new Uint8Array(pdf), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${results.codeOf(stored) ?? 'registration'}.pdf"`,
        'cache-control': 'private, no-store',
      });
    })
    .openapi(credentialRoute, async (c) => {
      const asked = c.req.valid('query').form ?? 'json';
      const stored = await registered(c.req.valid('param').id, actorOf(c));
      const credential = await results.credential(stored, asked);
      if (credential === undefined) throw new Refused(notRegistered());
      // The very bytes that were signed: parsing and printing them again would undo the canonical form.
      return c.body(credential, 200, {
        'content-type': asked === 'json' ? 'application/json' : COMPACT_TYPE,
        'cache-control': 'private, no-store',
      }) as never;
    })
    .openapi(keysRoute, async (c) => {
      const keys = results.keys.map((k) => ({ ...k }));
      const certificates = results.certificates.map((k) => ({ ...k }));
      const { own, others } = results.timestamps;
      const log = await results.policies();
      const timestamps = { own, others: others && [...others] };
      return c.json({ keys, certificates, timestamps, ...(log && { log }) }, 200);
    });
}

const notRegistered = () =>
  refuse(
    'NOT_REGISTERED',
    text('该事项尚未赋码，没有登记结果。', 'The case has no code yet, so there is no result.'),
    ['BJ-REG-15'],
    'conflict',
  );

const noLonger = (code: string, zh: string, en: string, law: readonly string[]) =>
  refuse(
    code,
    text(
      `登记${zh}，不再出具登记结果文件；登记簿页面仍可查询全部经过。`,
      `The registration was ${en}, so no document is issued any more; its course stays in the register.`,
    ),
    law,
    'conflict',
  );

/** Why no document is issued any more. */
const ENDED: Readonly<Record<string, ReturnType<typeof refuse>>> = {
  CANCELLED: noLonger('ENTRY_CANCELLED', '已注销', 'cancelled', [
    'NAT-REG-9(4)',
    'BJ-REG-10(4)',
    'CQ-REG-16',
  ]),
  REVOKED: noLonger('ENTRY_REVOKED', '已撤销', 'revoked', ['NAT-REG-20', 'BJ-REG-24', 'CQ-REG-23']),
};
