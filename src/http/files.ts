import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { Readable } from 'node:stream';
import { isUuid } from '../base/id.ts';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { FileFacts } from '../app/files/file-facts.ts';
import { signatureSentence } from '../app/files/files.ts';
import { mayReadFile } from '../app/files/may-read-file.ts';
import type { Actor } from '../kernel/types.ts';
import { FILE_KINDS } from '../store/file-sniff.ts';
import { runnerOf } from '../store/transaction.ts';
import { actorOf } from './auth.ts';
import { disposition } from './disposition.ts';
import { demand } from './limits.ts';
import { json, oneFile, problems, TextSchema } from './schemas.ts';
import type { Env, Services } from './services.ts';
import { firstFile } from './upload.ts';

const FileSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    size: z.int(),
    type: z.string(),
    sha256: z.string(),
    sm3: z.string(),
    scan: z.string(),
    signature: z.record(z.string(), z.unknown()),
    signatureText: TextSchema,
  })
  .openapi('File');

const uploadRoute = createRoute({
  method: 'post',
  path: '/api/files',
  tags: ['files'],
  operationId: 'uploadFile',
  summary: 'Upload a file',
  description:
    'Multipart, streamed, size-limited; the type is found by content. Acts refer to its id.',
  request: { body: oneFile },
  responses: {
    201: json(FileSchema, 'The stored file'),
    ...problems(400, 401, 403, 413, 422, 429, 503),
  },
});

const BYTES = Object.fromEntries(
  Object.values(FILE_KINDS).map(({ type }) => [
    type,
    { schema: z.string().openapi({ format: 'binary' }) },
  ]),
);

const downloadRoute = createRoute({
  method: 'get',
  path: '/api/files/{id}',
  tags: ['files'],
  operationId: 'downloadFile',
  summary: 'Download a file',
  description: 'Only for its uploader and for whoever is shown it in a case.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: {
    200: { description: 'The bytes, under the type found by content', content: BYTES },
    ...problems(401, 404, 503),
  },
});

/** Kinds a browser draws by itself without running anything of them; text always as plain text. */
const SHOWN: Readonly<Record<string, string>> = {
  [FILE_KINDS.pdf.type]: FILE_KINDS.pdf.type,
  [FILE_KINDS.png.type]: FILE_KINDS.png.type,
  [FILE_KINDS.jpg.type]: FILE_KINDS.jpg.type,
  [FILE_KINDS.csv.type]: 'text/plain; charset=utf-8',
  [FILE_KINDS.txt.type]: 'text/plain; charset=utf-8',
  [FILE_KINDS.json.type]: 'text/plain; charset=utf-8',
};

const viewRoute = createRoute({
  method: 'get',
  path: '/api/files/{id}/view',
  tags: ['files'],
  operationId: 'viewFile',
  summary: 'Look at a file',
  description:
    'As the download, to be drawn by a page of this origin: PDF, pictures and text only, under a policy that lets nothing run and nothing be fetched. Other kinds answer 404 here and can be downloaded.',
  request: { params: z.object({ id: z.string().max(60) }) },
  responses: {
    200: {
      description: 'The bytes, to be shown',
      content: Object.fromEntries(
        [FILE_KINDS.pdf.type, FILE_KINDS.png.type, FILE_KINDS.jpg.type, FILE_KINDS.txt.type].map(
          (type) => [type, { schema: z.string().openapi({ format: 'binary' }) }],
        ),
      ),
    },
    ...problems(401, 404, 503),
  },
});

/** Nothing runs and nothing is fetched, also where the address is opened by itself. */
const LOOKING =
  "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function fileRoutes({ house, limits, operations }: Services) {
  const runner = runnerOf(house.pool);
  /** What is known of a file this actor may read, put on the record (BJ-REG-20(3)). */
  const readable = async (actor: Actor, id: string): Promise<FileFacts> => {
    const facts = isUuid(id) ? (await house.files.facts([id])).get(id) : undefined;
    if (!facts || !(await mayReadFile(house, runner, actor, facts)))
      throw new Refused(unknownFile());
    await operations.record({
      kind: 'file.read',
      account: actor.accountId,
      subject: id,
      ok: true,
      detail: {},
    });
    return facts;
  };
  const routes = new OpenAPIHono<Env>();
  // Described but not validated by the framework, which would read the whole file into memory.
  routes.openAPIRegistry.registerPath(uploadRoute);
  routes.post('/api/files', async (c) => {
    const actor = actorOf(c);
    demand(limits.uploads, actor.accountId);
    const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
    const stored = await firstFile(c.req.raw, (stream, name) =>
      house.files.receive(uploader, stream, name),
    );
    const { uploadedBy: _who, org: _side, ...facts } = stored;
    return c.json({ ...facts, signatureText: signatureSentence(stored.signature) }, 201);
  });
  return routes
    .openapi(downloadRoute, async (c) => {
      const facts = await readable(actorOf(c), c.req.valid('param').id);
      const { stream } = await house.files.open(facts.id);
      return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
        'content-type': facts.type,
        'content-disposition': disposition('attachment', facts.name),
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
    })
    .openapi(viewRoute, async (c) => {
      const facts = await readable(actorOf(c), c.req.valid('param').id);
      const type = SHOWN[facts.type];
      if (type === undefined) throw new Refused(unknownFile());
      const { stream } = await house.files.open(facts.id);
      return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
        'content-type': type,
        'content-disposition': disposition('inline', facts.name),
        'content-security-policy': LOOKING,
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
    });
}

const unknownFile = () =>
  refuse('FILE_UNKNOWN', text('没有这一文件。', 'There is no such file.'), [], 'unknown');
