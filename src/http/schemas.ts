import { z } from '@hono/zod-openapi';

/** Shapes of the outward contract, from which the OpenAPI document and the client's types come. */
export const TextSchema = z.object({ zh: z.string(), en: z.string() }).openapi('Text');

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    cites: z.array(z.string()),
    sentence: TextSchema,
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('Problem');

const RefusalSchema = z
  .object({
    refused: z.literal(true),
    code: z.string(),
    kind: z.string(),
    sentence: TextSchema,
    cites: z.array(z.string()).readonly(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('Refusal');

const ActionSchema = z
  .object({
    act: z.string(),
    title: TextSchema,
    help: TextSchema.optional(),
    law: z.array(z.string()),
    final: z.boolean(),
  })
  .openapi('Action');

export const LeftSchema = z
  .object({
    days: z
      .int()
      .nullable()
      .openapi({ description: 'Negative: over by so many; null: more than a year' }),
    unit: z.enum(['workingDay', 'day']),
  })
  .openapi('Left');

const ClockSchema = z
  .object({
    name: z.string(),
    title: TextSchema,
    law: z.array(z.string()),
    state: z.string(),
    startedOn: z.string(),
    length: z.int(),
    unit: z.string(),
    due: z.string(),
    provisional: z.boolean(),
    left: LeftSchema,
    owed: z
      .boolean()
      .openapi({ description: 'It ran out, and what it was set for is still to be done' }),
    calendar: z.string(),
    explanation: TextSchema,
    onExpiry: TextSchema,
  })
  .openapi('Clock');

export const CaseSchema = z
  .object({
    id: z.uuid(),
    procedure: z.string(),
    procedureTitle: TextSchema,
    jurisdiction: z.string(),
    pack: z.string(),
    packStatus: z.enum(['in-force', 'draft', 'trial']),
    title: z.string(),
    status: z.string(),
    statusTitle: TextSchema.nullable(),
    version: z.int(),
    openedAt: z.string(),
    updatedAt: z.string(),
    parties: z.array(z.record(z.string(), z.unknown())),
    state: z.record(z.string(), z.unknown()),
    clocks: z.array(ClockSchema),
    actions: z.array(ActionSchema),
    closed: z.array(ActionSchema.extend({ why: RefusalSchema })),
    audience: z.array(z.string()),
  })
  .openapi('Case');

/** An officer who is away: until when, and who stands in. */
export const AwaySchema = z
  .object({
    to: z.string(),
    substitute: z.string().nullable(),
    substituteId: z.string().nullable(),
  })
  .nullable();

export const CaseItemSchema = z
  .object({
    id: z.uuid(),
    procedure: z.string(),
    procedureTitle: TextSchema,
    jurisdiction: z.string(),
    pack: z.string(),
    status: z.string(),
    statusTitle: TextSchema.nullable(),
    terminal: z.boolean(),
    version: z.int(),
    title: z.string(),
    registrant: z.string().nullable(),
    district: z.string().nullable(),
    openedAt: z.string(),
    updatedAt: z.string(),
    due: z.string().nullable(),
    expires: z
      .string()
      .nullable()
      .openapi({ description: 'End of the validity, where that was asked for' }),
    provisional: z.boolean(),
    left: LeftSchema.nullable(),
    clock: z
      .object({
        name: z.string().nullable(),
        title: TextSchema,
        startedOn: z.string().nullable(),
      })
      .nullable(),
    entry: z
      .object({
        code: z.string(),
        carriedOver: z.boolean(),
        renewing: z.boolean(),
        renewal: z
          .string()
          .nullable()
          .openapi({ description: 'The case of the renewal, where the caller may open it' }),
        windowFrom: z.string().nullable(),
        windowOpen: z.boolean(),
        left: LeftSchema,
      })
      .nullable()
      .openapi({ description: 'Where the end of the validity was asked for' }),
    desk: z
      .object({ account: z.string(), name: z.string(), since: z.string(), away: AwaySchema })
      .nullable()
      .openapi({ description: 'For officers: who has it in hand' }),
  })
  .openapi('CaseItem');

export const EventSchema = z
  .object({
    version: z.int(),
    type: z.string(),
    title: TextSchema,
    at: z.string(),
    act: z.string(),
    actor: z.object({
      account: z.string(),
      name: z.string().nullable(),
      role: z.string(),
      org: z.string().nullable(),
    }),
    law: z.array(z.string()).readonly(),
    data: z.record(z.string(), z.unknown()),
    private: z.record(z.string(), z.unknown()),
    deadlines: z.array(z.record(z.string(), z.unknown())),
  })
  .openapi('Event');

/** What any route may answer besides its own: the request is malformed, the database is away. */
const ALWAYS = [400, 503];

export const problems = (...statuses: readonly number[]) =>
  Object.fromEntries(
    [...new Set([...statuses, ...ALWAYS])].map((status) => [
      status,
      {
        description: DESCRIBED[status] ?? 'Refused',
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );

const DESCRIBED: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not yours to do',
  404: 'Unknown, or not yours to know of',
  409: 'Wrong state or version, or a key used twice',
  413: 'Too large',
  422: 'The input or a guard of the law refuses',
  429: 'Too many requests',
  503: 'Busy: try again after the given seconds',
};

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A request body of one file, as multipart field "file". */
export const oneFile = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: z.object({ file: z.string().openapi({ type: 'string', format: 'binary' }) }),
    },
  },
};

/** The case a request is about. */
export const idParam = z.object({ id: z.string().openapi({ description: 'Case id' }) });
