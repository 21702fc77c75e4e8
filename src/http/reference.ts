import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { orThrow, refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { INDUSTRY_SECTIONS } from '../base/industry.ts';
import { regionsUnder } from '../base/region.ts';
import { describePack, describeProcedure } from '../app/describe.ts';
import { procedureByName, procedures } from '../app/procedures.ts';
import { searchCatalogue } from '../app/imports/catalogue.ts';
import { packOrRefuse } from '../app/rules.ts';
import { packs } from '../law/packs.ts';
import { runnerOf } from '../store/transaction.ts';
import { actorOf } from './auth.ts';
import { json, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';

const ActSchema = z.object({
  name: z.string(),
  title: TextSchema,
  help: TextSchema.optional(),
  law: z.array(z.string()),
  by: z.array(z.object({ role: z.string(), party: z.string().nullable(), office: z.boolean() })),
  from: z.union([z.literal('new'), z.array(z.string())]),
  to: z.array(z.string()),
  emits: z.array(z.string()),
  final: z.boolean(),
  input: z.record(z.string(), z.unknown()).openapi({ description: 'JSON Schema of the input' }),
});

const ProcedureSchema = z
  .object({
    name: z.string(),
    title: TextSchema,
    law: z.array(z.string()),
    parties: z.record(z.string(), TextSchema),
    states: z.array(
      z.object({
        name: z.string(),
        title: TextSchema,
        terminal: z.boolean(),
        unfiled: z.boolean(),
      }),
    ),
    acts: z.array(ActSchema),
    clocks: z.array(
      z.object({
        name: z.string(),
        title: TextSchema,
        law: z.array(z.string()),
        startsOn: z.array(z.string()),
        stopsOn: z.array(z.string()),
        onExpiry: z.string().nullable(),
        onExpiryText: TextSchema,
      }),
    ),
    events: z.array(
      z.object({
        name: z.string(),
        title: TextSchema,
        law: z.array(z.string()),
        bindsOthers: z.boolean().openapi({
          description:
            'Others may rely on it: final once the witnesses of the log have signed over it',
        }),
      }),
    ),
  })
  .openapi('Procedure');

const listRoute = createRoute({
  method: 'get',
  path: '/api/procedures',
  tags: ['procedures'],
  operationId: 'listProcedures',
  summary: 'Every procedure',
  description: 'Title, acts, states and clocks of each procedure, drawn from its declaration.',
  responses: {
    200: json(z.object({ items: z.array(ProcedureSchema) }), 'Procedures'),
    ...problems(503),
  },
});

const oneRoute = createRoute({
  method: 'get',
  path: '/api/procedures/{name}',
  tags: ['procedures'],
  operationId: 'readProcedure',
  summary: 'A procedure',
  description:
    'For each act: its articles, who may take it, from which states, the JSON Schema of its input.',
  request: { params: z.object({ name: z.string().max(40) }) },
  responses: { 200: json(ProcedureSchema, 'The procedure'), ...problems(404) },
});

const packRoute = createRoute({
  method: 'get',
  path: '/api/packs',
  tags: ['law'],
  operationId: 'listPacks',
  summary: 'Rule packs',
  description: 'Numbers, grounds, material lists and notice fields of each jurisdiction.',
  responses: {
    200: json(z.object({ items: z.array(z.record(z.string(), z.unknown())) }), 'Packs'),
  },
});

const listsRoute = createRoute({
  method: 'get',
  path: '/api/lists',
  tags: ['law'],
  operationId: 'readLists',
  summary: 'Code lists',
  description: 'Industries (GB/T 4754) and the regions (GB/T 2260) of a jurisdiction.',
  request: { query: z.object({ jurisdiction: z.string().max(40).default('beijing') }) },
  responses: {
    200: json(
      z.object({
        industries: z.array(z.record(z.string(), z.unknown())),
        regions: z.array(z.object({ code: z.string(), name: z.string() })),
      }),
      'Lists',
    ),
    ...problems(422),
  },
});

const catalogueRoute = createRoute({
  method: 'get',
  path: '/api/catalogue',
  tags: ['catalogue'],
  operationId: 'searchCatalogue',
  summary: 'Recorded catalogue items',
  description:
    'The imported catalogue list with recorded digests; not yet the directory chain itself.',
  request: {
    query: z.object({
      q: z.string().max(200).default(''),
      after: z.string().max(80).default(''),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(z.record(z.string(), z.unknown())) }), 'Items'),
    ...problems(401),
  },
});

/** What forms and programs look up: procedures, packs, code lists, the catalogue list. */
export function referenceRoutes({ house }: Services) {
  const described = procedures.map(describeProcedure);
  const describedPacks = packs.map(describePack) as unknown as Record<string, unknown>[];
  return new OpenAPIHono<Env>()
    .openapi(listRoute, (c) => c.json({ items: described }, 200))
    .openapi(oneRoute, (c) => {
      const procedure = procedureByName(c.req.valid('param').name);
      if (!procedure) throw new Refused(unknownProcedure());
      return c.json(describeProcedure(procedure), 200);
    })
    .openapi(packRoute, (c) => c.json({ items: describedPacks }, 200))
    .openapi(listsRoute, (c) => {
      const regions = orThrow(packOrRefuse(c.req.valid('query').jurisdiction)).profile.scope
        .regions;
      return c.json(
        {
          industries: INDUSTRY_SECTIONS as unknown as Record<string, unknown>[],
          regions: regions.flatMap((prefix) => [...regionsUnder(prefix)]),
        },
        200,
      );
    })
    .openapi(catalogueRoute, async (c) => {
      actorOf(c);
      const { q, after, limit } = c.req.valid('query');
      const items = await searchCatalogue(runnerOf(house.pool), q, after, limit);
      return c.json({ items: items as Record<string, unknown>[] }, 200);
    });
}

const unknownProcedure = () =>
  refuse('PROCEDURE_UNKNOWN', text('没有这一程序。', 'There is no such procedure.'), [], 'unknown');
