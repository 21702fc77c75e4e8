import { createRoute, z } from '@hono/zod-openapi';
import {
  CaseItemSchema,
  CaseSchema,
  EventSchema,
  idParam,
  json,
  problems,
  TextSchema,
} from './schemas.ts';

export const keyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,200}$/)
    .optional()
    .openapi({
      description: 'The same key never acts twice. Required for programs, 8 to 200 characters.',
    }),
  'if-match': z
    .string()
    .max(40)
    .optional()
    .openapi({ description: 'The version the caller has seen, quoted' }),
});
const input = z.record(z.string(), z.unknown());

export const listRoute = createRoute({
  method: 'get',
  path: '/api/cases',
  tags: ['cases'],
  operationId: 'listCases',
  summary: 'Cases this caller may see',
  description: 'One keyset page; open cases are sorted by what is due next.',
  request: {
    query: z.object({
      jurisdiction: z.string().max(40).optional(),
      procedure: z.string().max(40).optional(),
      status: z.string().max(40).optional(),
      mine: z.enum(['true', 'false']).optional(),
      drifted: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Only cases out of sync with the catalogue' }),
      forMe: z.enum(['true', 'false']).optional().openapi({
        description: 'Only cases that wait for an act of this caller, and that no colleague has',
      }),
      desk: z.string().max(40).optional().openapi({
        description: 'For officers: `mine`, `none`, or the account of a colleague',
      }),
      registrant: z
        .string()
        .max(200)
        .optional()
        .openapi({ description: 'Only cases of the registrant of this name' }),
      due: z.iso.date().optional(),
      overdue: z.enum(['true', 'false']).optional().openapi({
        description: 'Only cases whose next deadline has passed; false: only the others',
      }),
      expiringBefore: z.iso
        .date()
        .optional()
        .openapi({ description: 'Only entries in force whose validity ends before this day' }),
      expiringFrom: z.iso
        .date()
        .optional()
        .openapi({ description: 'With expiringBefore: on this day or later' }),
      parent: z.uuid().optional().openapi({ description: 'Only cases about this one' }),
      behind: z.string().max(200).optional().openapi({
        description: 'Only the cases behind a figure, as `/api/figures` names them',
      }),
      q: z.string().max(200).optional(),
      which: z.enum(['open', 'all']).optional(),
      sort: z
        .enum(['due', 'newest', 'oldest'])
        .optional()
        .openapi({ description: 'Another order than that of `which`' }),
      after: z.string().max(200).optional(),
      upto: z.string().max(200).optional().openapi({
        description:
          'A `next` of a later page: only rows up to there, to read them again, at most 200',
      }),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(CaseItemSchema),
        next: z.string().nullable(),
        today: z.string(),
        soonBy: z.string().openapi({ description: 'The third working day from today' }),
      }),
      'A page of cases',
    ),
    ...problems(400, 401, 422, 503),
  },
});

export const countsRoute = createRoute({
  method: 'get',
  path: '/api/queue',
  tags: ['cases'],
  operationId: 'countQueue',
  summary: 'How many cases stand in each view',
  description: 'Of the cases this caller may see; each is counted up to a thousand.',
  request: { query: z.object({ jurisdiction: z.string().max(40).optional() }) },
  responses: {
    200: json(
      z.object({
        forMe: z.int(),
        desk: z.int(),
        pool: z.int(),
        overdue: z.int(),
        notice: z.int(),
        coding: z.int(),
      }),
      'Counts by view',
    ),
    ...problems(400, 401, 422, 503),
  },
});

export const expiriesRoute = createRoute({
  method: 'get',
  path: '/api/expiries',
  tags: ['cases'],
  operationId: 'countExpiries',
  summary: 'Entries in force by the month their validity ends',
  description: 'Of the cases this caller may see; null for whom counts are not.',
  request: {
    query: z.object({
      jurisdiction: z.string().max(40).optional(),
      mine: z.enum(['true', 'false']).optional(),
      before: z.iso.date().openapi({ description: 'Counts what ends before this day' }),
    }),
  },
  responses: {
    200: json(
      z.object({ months: z.array(z.object({ month: z.string(), n: z.int() })).nullable() }),
      'Counts by month',
    ),
    ...problems(400, 401, 422, 503),
  },
});

export const openRoute = createRoute({
  method: 'post',
  path: '/api/cases',
  tags: ['cases'],
  operationId: 'openCase',
  summary: 'Open a case',
  description: 'Takes the opening act of a procedure under the rules of a jurisdiction.',
  request: {
    headers: keyHeader,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            procedure: z.string().max(40),
            jurisdiction: z.string().max(40),
            input: input.default({}),
          }),
        },
      },
    },
  },
  responses: {
    201: json(CaseSchema, 'The case'),
    ...problems(400, 401, 403, 404, 409, 413, 422, 429, 503),
  },
});

export const readRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}',
  tags: ['cases'],
  operationId: 'readCase',
  summary: 'A case',
  description:
    'The case as this caller may see it, with what may happen next and why the rest is closed.',
  request: { params: idParam },
  responses: { 200: json(CaseSchema, 'The case'), ...problems(401, 404, 503) },
});

export const actRoute = createRoute({
  method: 'post',
  path: '/api/cases/{id}/acts/{act}',
  tags: ['cases'],
  operationId: 'takeAct',
  summary: 'Take an act',
  description: 'All its events and everything read from them in one transaction, or nothing.',
  request: {
    params: idParam.extend({ act: z.string().max(60) }),
    headers: keyHeader,
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ input: input.default({}) }) } },
    },
  },
  responses: {
    200: json(CaseSchema, 'The case after the act'),
    ...problems(400, 401, 403, 404, 409, 413, 422, 429, 503),
  },
});

export const historyRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/history',
  tags: ['cases'],
  operationId: 'readHistory',
  summary: 'What happened in a case',
  description: 'Its events, with the private groups this caller may read.',
  request: { params: idParam },
  responses: {
    200: json(z.object({ events: z.array(EventSchema) }), 'Events, oldest first'),
    ...problems(401, 404, 503),
  },
});

const SimilarSchema = z.object({
  caseId: z.string(),
  title: z.string(),
  holder: z.string().openapi({ description: 'Credit code of the registrant' }),
  holderName: z.string().nullable(),
  status: z.string(),
  statusTitle: TextSchema.nullable(),
  why: z.string(),
  same: z.boolean(),
  score: z.number(),
});

export const similarRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/similar',
  tags: ['cases'],
  operationId: 'readSimilar',
  summary: 'Entries that look like this one',
  description:
    'Duplicates by rule and near-duplicates by name, over live, pending and ended entries.',
  request: { params: idParam },
  responses: {
    200: json(z.object({ items: z.array(SimilarSchema) }), 'Likenesses'),
    ...problems(401, 404, 503),
  },
});
