import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { retentionPlaces, retentionReport } from '../app/erasure/retention.ts';
import { actorOf } from './auth.ts';
import { json, problems } from './schemas.ts';
import type { Env, Services } from './services.ts';

const Row = z.object({
  jurisdiction: z.string().nullable(),
  class: z.enum(['registered', 'terminated', 'drafts', 'operations', 'accounts']),
  years: z.int().nullable(),
  before: z.string().nullable(),
  past: z.int(),
  cases: z.array(
    z.object({
      caseId: z.string(),
      since: z.string(),
      proposal: z.object({ procedure: z.string(), about: z.string(), ground: z.string() }),
    }),
  ),
});

const route = createRoute({
  method: 'get',
  path: '/api/admin/retention',
  tags: ['admin'],
  operationId: 'readRetention',
  summary: 'What is past its retention',
  description:
    'By kind and place: the years the office has set (null: kept for good), how many cases are past them, and the numbers of the first hundred with what would be proposed. Nothing is deleted by itself. System administrator, and officers of a registrar for their own place.',
  responses: { 200: json(z.object({ items: z.array(Row) }), 'The report'), ...problems(401, 403) },
});

export function retentionRoutes({ house, retention }: Services) {
  return new OpenAPIHono<Env>().openapi(route, async (c) => {
    const places = retentionPlaces(house, actorOf(c));
    if (places.length === 0) throw new Refused(notYours());
    return c.json({ items: await retentionReport(house, retention, places) } as never, 200);
  });
}

const notYours = () =>
  refuse(
    'ACT_NOT_YOURS',
    text('此报告由系统管理员和登记机构人员查看。', 'For system administrators and officers.'),
    ['BJ-REG-5'],
    'forbidden',
  );
