import { createRoute, z } from '@hono/zod-openapi';
import { FACETS } from '../app/public/counts.ts';
import { SORTS, STANDINGS } from '../app/public/search.ts';
import { json, problems } from './schemas.ts';

/** A public row whose fields a rule pack lists. */
export const open = z.record(z.string(), z.unknown());
/** Where a keyset list goes on. */
export const page = {
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
};

const cursor = z.string().max(250).optional();

export const entriesRoute = createRoute({
  method: 'get',
  path: '/api/public/registrations',
  tags: ['public'],
  operationId: 'searchRegistrations',
  summary: 'Registered resources',
  description:
    'Search, facets and orders over registered entries, page by page: `after` takes `next`, `before` takes `previous` of an answer in the same order. Counts leave out places whose rules close them (CQ-REG-19).',
  request: {
    query: z.object({
      q: z.string().max(200).optional(),
      jurisdiction: z.string().max(40).optional(),
      industry: z
        .string()
        .max(8)
        .optional()
        .openapi({ description: 'Section of GB/T 4754: a letter' }),
      objectKind: z.string().max(20).optional(),
      district: z.string().max(6).optional(),
      status: z.enum(STANDINGS).optional(),
      year: z
        .string()
        .regex(/^\d{4}$/)
        .optional()
        .openapi({ description: 'The year of registration' }),
      holder: z
        .string()
        .max(18)
        .optional()
        .openapi({ description: 'Credit code of the registrant' }),
      sort: z
        .enum(SORTS)
        .optional()
        .openapi({ description: 'Absent: `relevance` for words, else `newest`' }),
      after: cursor.openapi({ description: '`next` of an answer in the same order' }),
      before: cursor.openapi({ description: '`previous` of an answer in the same order' }),
      limit: page.limit,
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(open),
        facets: z.partialRecord(
          z.enum(FACETS),
          z
            .array(z.object({ value: z.string(), n: z.int(), label: z.string().optional() }))
            .readonly(),
        ),
        total: z
          .object({ n: z.int(), atLeast: z.boolean(), places: z.array(z.string()).readonly() })
          .nullable(),
        sort: z.enum(SORTS),
        next: z.string().nullable(),
        previous: z.string().nullable(),
      }),
      'Entries',
    ),
    ...problems(400, 429, 503),
  },
});

const EntrySchema = z
  .object({
    code: z.string(),
    status: z.enum(['active', 'renewalPending', 'expired', 'cancelled', 'revoked']),
    validFrom: z.string(),
    validTo: z.string(),
    fields: open,
    version: z
      .int()
      .optional()
      .openapi({ description: 'With `on`: the version in force that day' }),
    on: z.string().optional(),
    life: z.object({
      versions: z.array(
        z.object({
          n: z.int(),
          on: z.string(),
          kind: z.enum(['first', 'change', 'correction']),
          fields: open,
        }),
      ),
      terms: z.array(z.object({ from: z.string(), to: z.string(), on: z.string() })),
      ends: z.array(
        z.object({ as: z.enum(['CANCELLED', 'REVOKED']), ground: z.string(), on: z.string() }),
      ),
    }),
  })
  .loose()
  .openapi('Entry');
export type EntryJson = z.infer<typeof EntrySchema>;

export const entryRoute = createRoute({
  method: 'get',
  path: '/api/public/registrations/{code}',
  tags: ['public'],
  operationId: 'readRegistration',
  summary: 'A registered entry',
  description:
    'Its public fields by registration code, with its versions, terms and ends; `on` for how it stood on that day.',
  request: {
    params: z.object({ code: z.string().max(64) }),
    query: z.object({
      on: z
        .string()
        .max(20)
        .optional()
        .openapi({ description: 'The day it is asked for, YYYY-MM-DD; absent: today' }),
    }),
  },
  responses: { 200: json(EntrySchema, 'The entry'), ...problems(400, 404, 422, 429, 503) },
});

export const lapsesRoute = createRoute({
  method: 'get',
  path: '/api/public/lapses',
  tags: ['public'],
  operationId: 'listLapses',
  summary: 'Announced lapses',
  description:
    'Entries that were cancelled when their validity was over, newest first (CQ-REG-18).',
  request: { query: z.object({ jurisdiction: z.string().max(40).optional(), ...page }) },
  responses: {
    200: json(z.object({ items: z.array(open), next: z.string().nullable() }), 'Lapses'),
    ...problems(400, 429, 503),
  },
});
