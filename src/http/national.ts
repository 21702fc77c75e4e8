import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isRefusal, orThrow } from '../base/refusal.ts';
import { actorOf } from './auth.ts';
import { demand } from './limits.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const instant = z.string().nullable();

const PublicSchema = z
  .object({
    counterpart: z.string(),
    state: z.enum(['off', 'working', 'retrying', 'alarm']),
    alarms: z.array(z.object({ code: z.string(), what: TextSchema })),
    waiting: z.boolean().openapi({ description: 'Changes are on their way' }),
    failingSince: instant,
    lastAnswerAt: instant,
    reconciledAt: instant,
    agrees: z
      .boolean()
      .nullable()
      .openapi({ description: 'The last comparison left no difference' }),
  })
  .openapi('NationalLink');

const FiguresSchema = PublicSchema.omit({ waiting: true, agrees: true })
  .extend({
    queued: z.int(),
    refused: z.int(),
    unnoted: z.int().openapi({ description: 'Answered, and not yet on the record of the case' }),
    oldest: instant.openapi({ description: 'When the oldest that waits was queued' }),
    failures: z.int().openapi({ description: 'In a row' }),
    nextAt: instant,
    lastError: z.string().nullable(),
    repeated: z.int().openapi({ description: 'Deliveries that had arrived before' }),
    differences: z.int().nullable(),
  })
  .openapi('NationalLinkFigures');

const statusRoute = createRoute({
  method: 'get',
  path: '/api/public/national',
  tags: ['public'],
  operationId: 'readNationalLink',
  summary: 'How handing over to the national platform stands',
  description:
    'Whether changes of the register reach the national platform, and whether the last comparison of both registers left differences (BJ-REG-17, CQ-REG-10). No number that would count the register.',
  responses: { 200: json(PublicSchema, 'The link'), ...problems(429, 503) },
});

const figuresRoute = createRoute({
  method: 'get',
  path: '/api/national',
  tags: ['admin'],
  operationId: 'readNationalFigures',
  summary: 'The same with its numbers',
  description:
    'How many changes wait, were refused or failed. System and audit administrator, auditor, authority, issuing officer.',
  responses: { 200: json(FiguresSchema, 'The link'), ...problems(401, 403) },
});

const reportsRoute = createRoute({
  method: 'get',
  path: '/api/national/reconciliations',
  tags: ['admin'],
  operationId: 'listReconciliations',
  summary: 'The last comparisons with the national platform',
  description:
    'Newest first: what was compared, what differed entry by entry and field by field, what was set right. System and audit administrator, auditor, authority, issuing officer.',
  responses: {
    200: json(z.object({ items: z.array(z.record(z.string(), z.unknown())) }), 'Reports'),
    ...problems(401, 403),
  },
});

const askRoute = createRoute({
  method: 'post',
  path: '/api/national/reconciliations',
  tags: ['admin'],
  operationId: 'askReconciliation',
  summary: 'Compare with the national platform now',
  description:
    'Asks the process that sends to compare both registers and to hand over again what is missing or differs; the report appears among the comparisons. With `disown` entries are struck there that this register does not have: the authority alone. System administrator and authority.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ disown: z.boolean().default(false) }) },
      },
    },
  },
  responses: {
    202: json(z.object({ askedAt: z.string() }), 'Asked'),
    ...problems(401, 403, 409, 422),
  },
});

/** The link with the national platform, for pages, monitors and those who answer for it. */
export function nationalRoutes({ national, operations, limits }: Services) {
  return new OpenAPIHono<Env>()
    .openapi(statusRoute, async (c) => {
      demand(limits.public, c.get('client'));
      const { alarms, ...status } = await national.status();
      return c.json({ ...status, alarms: [...alarms] }, 200);
    })
    .openapi(figuresRoute, async (c) => {
      const { alarms, ...figures } = orThrow(await national.figures(actorOf(c)));
      return c.json({ ...figures, alarms: [...alarms] }, 200);
    })
    .openapi(reportsRoute, async (c) => {
      const items = orThrow(await national.reports(actorOf(c)));
      return c.json({ items: items as Record<string, never>[] }, 200);
    })
    .openapi(askRoute, async (c) => {
      const by = actorOf(c);
      const { disown } = c.req.valid('json');
      const done = await national.ask(by, disown);
      await operations.record({
        kind: 'national.reconcile',
        account: by.accountId,
        subject: 'national',
        ok: !isRefusal(done),
        detail: isRefusal(done) ? { code: done.code } : { disown },
      });
      return c.json(orThrow(done), 202);
    });
}
