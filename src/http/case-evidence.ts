import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { caseEvidence } from '../app/archive/case-evidence.ts';
import { idParam, json, problems } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

const hashes = z.array(z.string());
const bothTrees = <T extends z.ZodType>(of: T) => z.object({ sha256: of, sm3: of });

const EvidenceSchema = z
  .object({
    format: z.literal('shuji-case-v1'),
    origin: z.string(),
    twin: z.string(),
    caseId: z.string(),
    procedure: z.string(),
    jurisdiction: z.string(),
    checkpoint: bothTrees(z.string().nullable()),
    policy: bothTrees(z.string()),
    events: z.array(
      z.object({
        version: z.number().int(),
        type: z.string(),
        index: z.number().int().nullable(),
        published: z.boolean(),
        witnessed: z.boolean(),
        entry: z.string(),
        body: z
          .record(
            z.string(),
            z.object({ salt: z.string(), value: z.record(z.string(), z.unknown()) }),
          )
          .nullable(),
        proofs: bothTrees(hashes).nullable(),
      }),
    ),
    next: z.number().int().nullable(),
  })
  .openapi('CaseEvidence');

const query = z.object({
  after: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const proofRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/proof',
  tags: ['cases'],
  operationId: 'readProof',
  summary: 'Evidence of inclusion',
  description:
    'The log entries of the case, a page of events at a time, each with its place on the log and its inclusion under the newest witnessed checkpoint of both trees, or under the newest published one.',
  request: { params: idParam, query },
  responses: { 200: json(EvidenceSchema, 'Proofs'), ...problems(400, 401, 404, 503) },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/export',
  tags: ['cases'],
  operationId: 'exportCase',
  summary: 'The case as a file that can be verified offline',
  description:
    'As the proof, with the private groups this reader may see and the salts of their commitments. `shuji verify case` and the verification page check it; the office’s own export can also be decided again by the published rules.',
  request: { params: idParam, query: query.extend({ limit: query.shape.limit.default(500) }) },
  responses: { 200: json(EvidenceSchema, 'The case'), ...problems(400, 401, 404, 503) },
});

/** Evidence of one case: its proofs, and the same with what the reader may see disclosed. */
export function caseEvidenceRoutes(services: Services) {
  const { house, log } = services;
  const { seen } = caseSight(services);
  return new OpenAPIHono<Env>()
    .openapi(proofRoute, async (c) => {
      const { found, view } = await seen(c, c.req.valid('param').id);
      const asked = { stored: found, audience: view.audience, ...c.req.valid('query') };
      return c.json((await caseEvidence(house, log, { ...asked, disclose: false })) as never, 200);
    })
    .openapi(exportRoute, async (c) => {
      const { found, view } = await seen(c, c.req.valid('param').id);
      const asked = { stored: found, audience: view.audience, ...c.req.valid('query') };
      c.header('content-disposition', `attachment; filename="case-${found.caseId}.json"`);
      return c.json((await caseEvidence(house, log, { ...asked, disclose: true })) as never, 200);
    });
}
