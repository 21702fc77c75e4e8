import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { linkedRow, submissionOf } from '../app/submission.ts';
import { idParam, json, problems } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

const dossier = z.record(z.string(), z.record(z.string(), z.unknown()));

const submissionRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/submissions/{n}',
  tags: ['cases'],
  operationId: 'readSubmission',
  summary: 'A dossier as it was filed',
  description:
    'The nth filing of a case, counted from 1, so that two can be laid side by side. What this caller may not read of the dossier is left out, and what was lawfully erased is gone.',
  request: {
    params: idParam.extend({
      n: z.coerce
        .number()
        .int()
        .min(1)
        .max(1000)
        .openapi({ description: 'Which filing, counted from 1' }),
    }),
  },
  responses: {
    200: json(
      z.object({ n: z.int(), on: z.string(), dossier }).openapi('Submission'),
      'The filing',
    ),
    ...problems(400, 401, 404, 503),
  },
});

const catalogueRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/catalogue-item',
  tags: ['cases'],
  operationId: 'readLinkedItem',
  summary: 'The catalogue item a case is linked to',
  description:
    'The row as the catalogue has it now and what an import reads out of it, field by field. Null when nothing is linked.',
  request: { params: idParam },
  responses: {
    200: json(
      z.object({
        linked: z
          .object({
            row: z.record(z.string(), z.unknown()),
            material: z.record(z.string(), z.unknown()),
          })
          .nullable(),
      }),
      'The row and what it fills in',
    ),
    ...problems(401, 404, 503),
  },
});

/** What is laid beside a dossier when it is examined: its earlier filings, its catalogue row. */
export function reviewRoutes(services: Services) {
  const { house } = services;
  const { seen } = caseSight(services);
  return new OpenAPIHono<Env>()
    .openapi(submissionRoute, async (c) => {
      const { id, n } = c.req.valid('param');
      const { found, view } = await seen(c, id);
      const filed = await submissionOf(house, found, view.audience, n);
      if (!filed) throw new Refused(noSuchFiling());
      return c.json(filed as never, 200);
    })
    .openapi(catalogueRoute, async (c) => {
      const { found, view } = await seen(c, c.req.valid('param').id);
      const linked = 'dossier' in view.state ? await linkedRow(house, found) : null;
      return c.json({ linked } as never, 200);
    });
}

const noSuchFiling = () =>
  refuse(
    'SUBMISSION_UNKNOWN',
    text('没有这一次提交。', 'There was no such filing.'),
    [],
    'unknown',
  );
