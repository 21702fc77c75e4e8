import { createRoute, z } from '@hono/zod-openapi';
import { DESK_MAX } from '../app/desk/desk.ts';
import { isSound, UNSOUND } from '../base/sound-text.ts';
import { AwaySchema, idParam, json, problems, TextSchema } from './schemas.ts';

const ColleagueSchema = z
  .object({
    account: z.string(),
    name: z.string(),
    roles: z.array(z.string()).readonly(),
    away: AwaySchema,
  })
  .openapi('Officer');

const DeskSchema = z
  .object({
    office: z
      .string()
      .nullable()
      .openapi({ description: 'The place whose registrar the caller is an officer of' }),
    absences: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        substitute: z.object({ account: z.string(), name: z.string() }).nullable(),
      }),
    ),
    standsIn: z.array(
      z.object({ account: z.string(), name: z.string(), from: z.string(), to: z.string() }),
    ),
    colleagues: z
      .array(ColleagueSchema)
      .openapi({ description: 'Colleagues with a role of the same kind, who may stand in' }),
  })
  .openapi('OfficerDesk');

const CaseDeskSchema = z
  .object({
    holder: z
      .object({
        account: z.string(),
        name: z.string(),
        since: z.string(),
        giver: z.string().nullable(),
        note: z.string().nullable(),
        away: AwaySchema,
      })
      .nullable(),
    mine: z.boolean(),
    mayTake: z.boolean(),
    mayHandOver: z.boolean(),
    mayReturn: z.boolean(),
  })
  .openapi('CaseDesk');

const OutcomesSchema = z
  .object({
    done: z.int(),
    refused: z.int(),
    items: z.array(
      z
        .object({
          id: z.string(),
          title: z.string().nullable(),
          done: z.boolean(),
          refusal: z
            .object({
              code: z.string(),
              sentence: TextSchema,
              cites: z.array(z.string()).readonly(),
            })
            .nullable(),
        })
        .openapi('DeskOutcome'),
    ),
  })
  .openapi('DeskOutcomes');

const cases = z.array(z.uuid()).min(1).max(DESK_MAX);

const asks = <T extends z.ZodType>(schema: T) => ({
  body: { required: true as const, content: { 'application/json': { schema } } },
});

const changes = <P extends string, T extends z.ZodType>(
  path: P,
  operationId: string,
  summary: string,
  description: string,
  schema: T,
) =>
  createRoute({
    method: 'post',
    path,
    tags: ['desk'],
    operationId,
    summary,
    description,
    request: asks(schema),
    responses: {
      200: json(OutcomesSchema, 'What came of each, in the order asked'),
      ...problems(400, 401, 403, 413, 422, 429, 503),
    },
  });

export const deskRoute = createRoute({
  method: 'get',
  path: '/api/desk/me',
  tags: ['desk'],
  operationId: 'readOfficerDesk',
  summary: 'An officer and their substitutes',
  description: 'My absences from today on, and whom I stand in for; empty for who is no officer.',
  responses: { 200: json(DeskSchema, 'The desk'), ...problems(401, 503) },
});

export const caseDeskRoute = createRoute({
  method: 'get',
  path: '/api/desk/cases/{id}',
  tags: ['desk'],
  operationId: 'readCaseDesk',
  summary: 'Who has a case in hand',
  description: 'For officers of the registrar that has the case, with what they may do about it.',
  request: { params: idParam },
  responses: { 200: json(CaseDeskSchema, 'Who has it'), ...problems(401, 403, 404, 503) },
});

export const colleaguesRoute = createRoute({
  method: 'post',
  path: '/api/desk/colleagues',
  tags: ['desk'],
  operationId: 'listOfficers',
  summary: 'Colleagues who could act',
  description: 'Officers of the same registrar who could act in every one of these cases.',
  request: asks(z.object({ cases })),
  responses: {
    200: json(z.object({ items: z.array(ColleagueSchema) }), 'By name'),
    ...problems(400, 401, 403, 404, 413, 422, 429, 503),
  },
});

export const takeRoute = changes(
  '/api/desk/take',
  'takeInHand',
  'Take cases in hand',
  'Of two at the same moment one has it, and the other is told who. Nothing in law: an office matter.',
  z.object({ cases }),
);

export const handOverRoute = changes(
  '/api/desk/hand-over',
  'handOverCases',
  'Hand cases over to a colleague',
  'To one who could act in them; told in their inbox. The note stays with the case.',
  z.object({
    cases,
    to: z.uuid(),
    note: z.string().trim().max(500).refine(isSound, UNSOUND).default(''),
  }),
);

export const returnRoute = changes(
  '/api/desk/return',
  'returnCases',
  'Put cases back into the pool',
  'Those the caller has in hand, or stands in for.',
  z.object({ cases }),
);

export const absenceAddRoute = createRoute({
  method: 'post',
  path: '/api/desk/absences',
  tags: ['desk'],
  operationId: 'addAbsence',
  summary: 'Enter an absence',
  description: 'First and last day included, and who stands in, if anybody.',
  request: asks(
    z.object({ from: z.iso.date(), to: z.iso.date(), substitute: z.uuid().nullable() }),
  ),
  responses: {
    201: json(DeskSchema, 'The desk with it'),
    ...problems(400, 401, 403, 409, 413, 422, 429, 503),
  },
});

export const absenceEndRoute = createRoute({
  method: 'delete',
  path: '/api/desk/absences/{day}',
  tags: ['desk'],
  operationId: 'endAbsence',
  summary: 'Take an absence back',
  description: 'By its first day; of one that has begun, the days from today on.',
  request: {
    params: z.object({
      day: z.string().max(10).openapi({ description: 'Its first day (YYYY-MM-DD)' }),
    }),
  },
  responses: { 204: { description: 'Taken back' }, ...problems(401, 403, 404, 503) },
});
