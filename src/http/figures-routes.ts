import { createRoute, z } from '@hono/zod-openapi';
import { OPEN_TABLES } from '../app/figures/table.ts';
import { problems, TextSchema } from './schemas.ts';

const day = z.string();
const stretch = { from: day, to: day };
const Bar = z.object({
  id: z.string(),
  title: TextSchema,
  n: z.int(),
  behind: z
    .string()
    .nullable()
    .openapi({ description: 'Goes into `behind` of the list of cases; null: none' }),
});
const limit = z
  .object({ n: z.int(), unit: z.string() })
  .nullable()
  .openapi({ description: 'What the law allows' });
const days = z.int().nullable();
const Step = z.object({
  step: z.string(),
  title: TextSchema,
  limit,
  law: z.array(z.string()).readonly(),
});

const FiguresSchema = z
  .object({
    jurisdiction: z.string(),
    procedure: z.string(),
    period: z.object(stretch),
    district: z.string().nullable(),
    reach: z.enum(['office', 'region', 'district']),
    closed: z.array(z.string()).readonly(),
    standing: z.array(
      Bar.extend({
        late: z.int(),
        since: day
          .nullable()
          .openapi({ description: 'Since when the one that waits longest waits; null: none' }),
      }),
    ),
    steps: z.array(
      Step.extend({
        of: z.int(),
        low: days,
        median: days,
        high: days,
        longest: days,
        late: z.int(),
        behindLate: z.string().nullable(),
      }),
    ),
    firstPass: z.array(z.object({ step: z.string(), title: TextSchema, bars: z.array(Bar) })),
    returnedFor: z.array(Bar),
    returnedOn: z.array(Bar),
    refusedOn: z.array(Bar),
    objections: z.array(Bar),
    lateSteps: z.array(Bar),
    lateDistricts: z.array(Bar),
    lateHolders: z.array(Bar),
    flagged: z.array(Bar),
    trend: z.object({
      unit: z.enum(['week', 'month']),
      points: z.array(z.object({ ...stretch, filed: z.int(), noticed: z.int(), coded: z.int() })),
    }),
  })
  .openapi('Figures');

export const figuresRoute = createRoute({
  method: 'get',
  path: '/api/figures',
  tags: ['supervision'],
  operationId: 'readFigures',
  summary: 'The course of registration in figures',
  description:
    'Where the open cases stand, how long steps took, what was returned and why, for officers of the registrar, supervisors and auditors: each over the cases they may see. Numbers come with the cases behind them.',
  request: {
    query: z.object({
      jurisdiction: z.string().max(40).optional(),
      procedure: z
        .enum(['reg.first', 'reg.change'])
        .optional()
        .openapi({ description: 'First registrations (default) or changes' }),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      district: z
        .string()
        .regex(/^\d{6}$/)
        .optional()
        .openapi({ description: 'Only registrants of this district (GB/T 2260)' }),
      form: z
        .enum(['json', 'csv'])
        .default('json')
        .openapi({ description: 'As data or as a table' }),
      lang: z.enum(['zh', 'en']).default('zh').openapi({ description: 'Words of the table' }),
    }),
  },
  responses: {
    200: {
      description: 'The figures',
      content: {
        'application/json': { schema: FiguresSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...problems(400, 401, 403, 404, 422, 429, 503),
  },
});

const InStretch = z
  .array(z.object({ ...stretch, n: z.int() }))
  .readonly()
  .nullable();
const Bars = z
  .array(Bar.omit({ behind: true }))
  .readonly()
  .nullable();

const OpenSchema = z
  .object({
    jurisdiction: z.string(),
    closed: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Articles that close what is null' }),
    weeks: InStretch,
    months: InStretch,
    industries: Bars,
    kinds: Bars,
    period: z.object(stretch).openapi({ description: 'Whole weeks that steps were counted in' }),
    steps: z
      .array(Step.extend({ median: days }))
      .readonly()
      .nullable(),
    accepted: z
      .object({ percent: z.int(), cut: z.enum(['above', 'below']).nullable() })
      .nullable()
      .openapi({ description: 'Accepted as first filed; null: closed, or too few' }),
  })
  .openapi('OpenFigures');

export const openFiguresRoute = createRoute({
  method: 'get',
  path: '/api/public/figures',
  tags: ['public'],
  operationId: 'readOpenFigures',
  summary: 'Open figures',
  description:
    'Registrations by week, industry and kind, notices by month, days per step. Closed where the rules of the place close statistics (CQ-REG-19); what rests on few cases is left out.',
  request: {
    query: z.object({
      jurisdiction: z.string().max(40).default('beijing'),
      table: z.enum(OPEN_TABLES).optional().openapi({ description: 'Only this, as a table (CSV)' }),
    }),
  },
  responses: {
    200: {
      description: 'The figures',
      content: {
        'application/json': { schema: OpenSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...problems(400, 404, 422, 429, 503),
  },
});
