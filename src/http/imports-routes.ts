import { createRoute, z } from '@hono/zod-openapi';
import { idParam, json, oneFile, problems, TextSchema } from './schemas.ts';

/** What a column is named by, and what it is taken for: a field of the material list, or ''. */
const mapping = z
  .record(z.string().regex(/^[A-Z]{1,3}$/), z.string().max(100))
  .refine((m) => Object.keys(m).length <= 200, 'at most 200 columns')
  .openapi({
    description: 'By column (A, B, …) the field it is, or an empty string to leave it out',
  });

export const options = {
  jurisdiction: z.string().max(40),
  mode: z.enum(['check', 'import']).openapi({
    description: 'check: every line is tried and taken back; import: drafts are made',
  }),
  objectKind: z.enum(['resource', 'product', 'service']).default('resource'),
  mandate: z.uuid().optional().openapi({ description: 'The mandate an agent files under' }),
};

const MappedSchema = z
  .object({
    at: z.string(),
    header: z.string(),
    field: z.string().nullable(),
    label: TextSchema.nullable(),
    why: z.enum(['unknown', 'ambiguous', 'twice', 'paper', 'ignored']).nullable(),
  })
  .openapi('ImportColumn');

const ImportSchema = z
  .object({
    id: z.uuid(),
    jurisdiction: z.string(),
    file: z.uuid(),
    mode: z.enum(['check', 'import']),
    state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
    columns: z.array(MappedSchema).readonly(),
    notes: z.array(TextSchema).readonly(),
    encoding: z.string().nullable(),
    sheet: z.string().nullable(),
    lines: z.int(),
    done: z.int(),
    created: z.int(),
    ready: z.int(),
    skipped: z.int(),
    refused: z.int(),
    fault: z.object({ code: z.string(), sentence: TextSchema }).nullable(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .openapi('Import');

const OutcomeSchema = z.enum(['created', 'ready', 'skipped', 'refused']);

const tags = ['imports'];

export const previewRoute = createRoute({
  method: 'post',
  path: '/api/imports/preview',
  tags,
  operationId: 'previewImport',
  summary: 'How a sheet would be understood',
  description: 'Its header, what each column is taken for, and the first lines. Nothing is kept.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            file: z.uuid(),
            jurisdiction: options.jurisdiction,
            mapping: mapping.default({}),
          }),
        },
      },
    },
  },
  responses: {
    200: json(
      z
        .object({
          form: z.enum(['csv', 'xlsx']),
          encoding: z.string().nullable(),
          sheet: z.string().nullable(),
          headerLine: z.int(),
          lines: z.int(),
          columns: z.array(MappedSchema),
          notes: z.array(TextSchema).readonly(),
          sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
        })
        .openapi('ImportPreview'),
      'What the sheet holds',
    ),
    ...problems(400, 401, 403, 404, 413, 422, 429, 503),
  },
});

export const startRoute = createRoute({
  method: 'post',
  path: '/api/imports',
  tags,
  operationId: 'startImport',
  summary: 'Import a sheet of resources',
  description:
    'Reads an uploaded CSV or xlsx of at most 10,000 lines; each line becomes a draft in the background. One import at a time for each account.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            file: z.uuid(),
            ...options,
            inScope: z.boolean().default(false),
            mapping: mapping.default({}),
          }),
        },
      },
    },
  },
  responses: {
    202: json(ImportSchema, 'Entered; read it again to see how far it is'),
    ...problems(400, 401, 403, 404, 409, 413, 422, 429, 503),
  },
});

export const uploadRoute = createRoute({
  method: 'post',
  path: '/api/imports/upload',
  tags,
  operationId: 'uploadImport',
  summary: 'Upload and import a sheet in one go',
  description: 'The same with the sheet as multipart field "file" and the choices in the query.',
  request: {
    query: z.object({
      ...options,
      inScope: z
        .enum(['true', 'false'])
        .default('false')
        .openapi({ description: 'Within authorised operation, where the sheet does not say' }),
    }),
    body: oneFile,
  },
  responses: {
    202: json(ImportSchema, 'Entered; read it again to see how far it is'),
    ...problems(400, 401, 403, 404, 409, 413, 422, 429, 503),
  },
});

export const listRoute = createRoute({
  method: 'get',
  path: '/api/imports',
  tags,
  operationId: 'listImports',
  summary: 'My imports',
  description: 'The last twenty, newest first.',
  responses: {
    200: json(z.object({ items: z.array(ImportSchema) }), 'Imports'),
    ...problems(401, 503),
  },
});

export const readRoute = createRoute({
  method: 'get',
  path: '/api/imports/{id}',
  tags,
  operationId: 'readImport',
  summary: 'How far an import is',
  description: 'Only for whoever began it.',
  request: { params: idParam },
  responses: { 200: json(ImportSchema, 'The import'), ...problems(401, 404, 503) },
});

export const cancelRoute = createRoute({
  method: 'post',
  path: '/api/imports/{id}/cancel',
  tags,
  operationId: 'cancelImport',
  summary: 'Stop an import',
  description: 'Before its next line; drafts that were made stay.',
  request: { params: idParam },
  responses: {
    200: json(ImportSchema, 'The import as it was left'),
    ...problems(401, 404, 409, 503),
  },
});

export const linesRoute = createRoute({
  method: 'get',
  path: '/api/imports/{id}/lines',
  tags,
  operationId: 'listImportLines',
  summary: 'The report of an import, line by line',
  description: 'One keyset page.',
  request: {
    params: idParam,
    query: z.object({
      outcome: OutcomeSchema.optional().openapi({ description: 'Only lines with this outcome' }),
      after: z.coerce.number().int().min(0).max(2_000_000).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z
            .object({
              line: z.int(),
              outcome: OutcomeSchema,
              title: z.string(),
              caseId: z.string().nullable(),
              faults: z
                .array(
                  z.object({ code: z.string(), sentence: TextSchema, cell: z.string().nullable() }),
                )
                .readonly(),
            })
            .openapi('ImportLine'),
        ),
        next: z.int().nullable(),
      }),
      'Lines in the order of the sheet',
    ),
    ...problems(400, 401, 404, 503),
  },
});

const binary = { schema: z.string().openapi({ format: 'binary' }) };
export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const reportRoute = createRoute({
  method: 'get',
  path: '/api/imports/{id}/report',
  tags,
  operationId: 'downloadImportReport',
  summary: 'The whole report as a table',
  description:
    'CSV in UTF-8, both languages; words that a program would take for formulas are quoted.',
  request: { params: idParam },
  responses: {
    200: { description: 'The report', content: { [CSV]: binary } },
    ...problems(401, 404, 503),
  },
});

export const templateRoute = createRoute({
  method: 'get',
  path: '/api/import-template',
  tags,
  operationId: 'downloadImportTemplate',
  summary: 'The sheet to fill in',
  description: 'Drawn from the material list of the place.',
  request: {
    query: z.object({
      jurisdiction: options.jurisdiction,
      objectKind: options.objectKind,
      format: z
        .enum(['csv', 'xlsx'])
        .default('xlsx')
        .openapi({ description: 'csv: the header alone; xlsx: with lists to choose from' }),
    }),
  },
  responses: {
    200: { description: 'The template', content: { [CSV]: binary, [XLSX]: binary } },
    ...problems(400, 401, 422, 503),
  },
});
