import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readPeers } from '../store/log-peers.ts';
import { runnerOf } from '../store/transaction.ts';
import { demand } from './limits.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const LogSchema = z
  .object({
    origin: z.string(),
    twin: z.string(),
    state: z.enum(['starting', 'open', 'standby', 'behind', 'conflict', 'damaged', 'full']),
    why: TextSchema.nullable(),
    published: z.number().int(),
    witnessed: z.object({ sha256: z.number().int(), sm3: z.number().int() }),
    witnesses: z.array(
      z.object({
        name: z.string(),
        url: z.string().nullable(),
        size: z.number().int(),
        time: z.number().int().openapi({ description: 'POSIX seconds; 0 before the first' }),
        fault: z.string().nullable(),
      }),
    ),
    peers: z.array(
      z.object({
        origin: z.string(),
        size: z.number().int(),
        seenAt: z.string(),
        anchored: z.number().int(),
        anchoredAt: z.string().nullable(),
        fault: z
          .object({
            kind: z.enum(['unreachable', 'withheld', 'fork', 'malformed']),
            why: TextSchema,
            notes: z.array(z.string()).openapi({ description: 'Signed notes kept as evidence' }),
          })
          .nullable(),
        faultAt: z.string().nullable(),
      }),
    ),
  })
  .openapi('Log');

const logRoute = createRoute({
  method: 'get',
  path: '/api/public/log',
  tags: ['public'],
  operationId: 'readLog',
  summary: 'How the log stands',
  description:
    'How far the log is published and witnessed, what each witness last signed, and how the logs of the other level stand to it. The log itself is under /log/.',
  responses: { 200: json(LogSchema, 'The log'), ...problems(429, 503) },
});

/** The state of the log, for pages and monitors. */
export function logStatusRoutes({ house, log, limits }: Services) {
  return new OpenAPIHono<Env>().openapi(logRoute, async (c) => {
    demand(limits.public, c.get('client'));
    const peers = await readPeers(runnerOf(house.pool));
    const body = {
      origin: log.origin,
      twin: log.twin,
      ...log.state(),
      ...log.sizes(),
      witnesses: (await log.witnesses()).map((w) => ({ ...w })),
      peers: peers.map(({ note, fault, ...row }) => ({
        ...row,
        fault: fault && {
          kind: fault.kind,
          why: fault.why,
          notes: fault.note === undefined ? [] : [note, fault.note],
        },
      })),
    };
    return c.json(body, 200);
  });
}
