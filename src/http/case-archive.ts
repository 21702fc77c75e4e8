import { Readable } from 'node:stream';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { caseArchive } from '../app/archive/case-archive.ts';
import { actorOf } from './auth.ts';
import { demand } from './limits.ts';
import { idParam, problems } from './schemas.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

const flag = (fallback: 'true' | 'false') => z.enum(['true', 'false']).default(fallback);

const archiveRoute = createRoute({
  method: 'get',
  path: '/api/cases/{id}/archive',
  tags: ['cases'],
  operationId: 'archiveCase',
  summary: 'The whole case as one archive that can be verified offline',
  description:
    'A ZIP file: every event with its proofs, the groups this reader may see with their salts, the rule pack, the files, the result documents, a page to be read in Chinese and English. `related=true` adds the cases that hang on it and that the reader may see, each as an archive within; `files=false` leaves the files out. `shuji verify archive` checks it.',
  request: { params: idParam, query: z.object({ related: flag('false'), files: flag('true') }) },
  responses: {
    200: {
      description: 'The archive',
      content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(400, 401, 404, 413, 429, 503),
  },
});

/** The archive of one case, for whoever may read the case. */
export function caseArchiveRoutes(services: Services) {
  const { house, log, results, archiveKeys: keys, limits } = services;
  const { seen } = caseSight(services);
  return new OpenAPIHono<Env>().openapi(archiveRoute, async (c) => {
    const { found } = await seen(c, c.req.valid('param').id);
    const actor = actorOf(c);
    demand(limits.uploads, actor.accountId);
    const { related, files } = c.req.valid('query');
    const asked = { stored: found, actor, related: related === 'true', files: files === 'true' };
    const stream = await caseArchive({ house, log, results, keys }, asked);
    return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="case-${found.caseId}.zip"`,
      'cache-control': 'private, no-store',
    });
  });
}
