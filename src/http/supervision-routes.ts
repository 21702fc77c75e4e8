import { createRoute, z } from '@hono/zod-openapi';
import { FILE_KINDS } from '../store/file-sniff.ts';
import { json, problems } from './schemas.ts';

const open = z.record(z.string(), z.unknown());
/** The report as data, as a table of its figures, or as paper. */
export type ReportForm = 'json' | 'csv' | 'pdf';

const form = z
  .enum(['json', 'csv', 'pdf'])
  .default('json')
  .openapi({ description: 'The report as data, as a table of its figures, or as paper.' });
const documents = Object.fromEntries(
  Object.values(FILE_KINDS).map(({ type }) => [type, { schema: z.string() }]),
);
const binary = { schema: z.string().openapi({ format: 'binary' }) };
const reportAnswer = {
  description: 'The report',
  content: {
    'application/json': { schema: open },
    'text/csv': { schema: z.string() },
    'application/pdf': binary,
  },
};

export const reportRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/evaluation',
  tags: ['supervision'],
  operationId: 'downloadEvaluation',
  summary: 'The yearly report on the registrar',
  description: 'For whoever reads the case: the authority, the evaluated registrar, supervisors.',
  request: { params: z.object({ id: z.string().max(60) }), query: z.object({ form }) },
  responses: { 200: reportAnswer, ...problems(400, 401, 404, 409, 503) },
});

export const rowsRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/evaluation-data',
  tags: ['supervision'],
  operationId: 'downloadEvaluationData',
  summary: 'The data behind the figures',
  description: 'Lines of JSON from which `shuji evaluate --data` draws the same figures again.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: {
    200: { description: 'Lines', content: { 'application/x-ndjson': { schema: z.string() } } },
    ...problems(401, 404, 409, 503),
  },
});

export const yearsRoute = createRoute({
  method: 'get',
  path: '/api/supervision/evaluations',
  tags: ['supervision'],
  operationId: 'listEvaluationYears',
  summary: 'Year by year: evaluated or overdue',
  description: 'For the authority, supervisors and the registrar of the place.',
  request: { query: z.object({ jurisdiction: z.string().max(40).default('beijing') }) },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            year: z.int(),
            caseId: z.string().nullable(),
            status: z.string().nullable(),
            overdue: z.boolean(),
          }),
        ),
      }),
      'Years',
    ),
    ...problems(401, 404, 422, 503),
  },
});

export const publicListRoute = createRoute({
  method: 'get',
  path: '/api/public/evaluations',
  tags: ['public'],
  operationId: 'listEvaluations',
  summary: 'Published reports on registrars',
  description: 'Only of places whose statistics are open (CQ-REG-19).',
  responses: { 200: json(z.object({ items: z.array(open) }), 'Reports'), ...problems(429, 503) },
});

export const publicReportRoute = createRoute({
  method: 'get',
  path: '/api/public/evaluations/{jurisdiction}/{year}',
  tags: ['public'],
  operationId: 'readEvaluation',
  summary: 'A published report',
  description: 'Only of places whose statistics are open (CQ-REG-19).',
  request: {
    params: z.object({ jurisdiction: z.string().max(40), year: z.string().max(4) }),
    query: z.object({ form }),
  },
  responses: { 200: reportAnswer, ...problems(400, 404, 429, 503) },
});

export const rulesRoute = createRoute({
  method: 'get',
  path: '/api/public/rules',
  tags: ['public'],
  operationId: 'listBusinessRules',
  summary: 'Business rules of the registrars',
  description: 'Every document with its versions (CQ-REG-7, CQ-REG-26).',
  request: { query: z.object({ jurisdiction: z.string().max(40).optional() }) },
  responses: { 200: json(z.object({ items: z.array(open) }), 'Rules'), ...problems(400, 429, 503) },
});

export const ruleFileRoute = createRoute({
  method: 'get',
  path: '/api/public/rules/{id}/{version}',
  tags: ['public'],
  operationId: 'downloadBusinessRules',
  summary: 'A version of business rules',
  description: 'The document as the registrar published it.',
  request: { params: z.object({ id: z.string().max(60), version: z.string().max(4) }) },
  responses: {
    200: { description: 'The document', content: documents },
    ...problems(404, 429, 503),
  },
});
