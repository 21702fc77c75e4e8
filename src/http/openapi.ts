import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { knownTag } from './known-tag.ts';
import type { Env, Services } from './services.ts';

const TAGS = [
  ['session', 'Signing in, sessions, the inbox'],
  ['cases', 'One uniform API for every procedure'],
  ['desk', 'Who in an office has a case in hand'],
  ['files', 'Uploads and downloads'],
  ['imports', 'A whole sheet of resources, made into drafts'],
  ['results', 'Confirmation sheets, certificates, credentials'],
  ['procedures', 'Procedures as declared'],
  ['law', 'Rule texts, packs and code lists'],
  ['catalogue', 'The imported catalogue list'],
  ['public', 'What anybody may ask without an account'],
  ['supervision', 'Evaluation of the registrar'],
  ['audit', 'Slices of the log for auditors'],
  ['admin', 'System, security and audit administration'],
  ['demo', 'Demonstration mode only'],
] as const;

/** What a parameter means wherever it stands; a route says it itself where it means more. */
const PARAMETERS: Readonly<Record<string, string>> = {
  id: 'Id of the thing, as the list or the creation gave it',
  name: 'Name of a procedure, such as reg.first',
  act: 'Name of an act of the procedure',
  articleId: 'Id of an article, such as BJ-REG-11',
  code: 'Registration code or query code',
  jurisdiction: 'beijing or chongqing',
  procedure: 'Only cases of this procedure',
  status: 'Only cases in this state',
  mine: 'Only cases in which the caller holds a place',
  due: 'Only cases whose next deadline is on or before this day (YYYY-MM-DD)',
  which: 'open: cases that still run, soonest due first; all: newest first',
  q: 'Words to search for, Chinese or not',
  open: 'Only notices that still run',
  industry: 'Industry class (GB/T 4754)',
  objectKind: 'Resource, product or service',
  district: 'Region code (GB/T 2260)',
  after: 'The `next` of the page before; absent: the first page',
  limit: 'At most so many items',
  from: 'First day (YYYY-MM-DD); for a deadline the day of the event, which is not counted',
  to: 'Last day (YYYY-MM-DD)',
  length: 'How many units',
  unit: 'workingDay, day or year',
  kind: 'Only operations of this kind',
  account: 'Only operations of this account',
  year: 'The year a report is about',
  version: 'Number of the version, from 1',
  on: 'The register as it stood on this day (YYYY-MM-DD)',
  expiringBefore: 'Only entries in force that expire on or before this day (YYYY-MM-DD)',
  related: 'Whether the cases that hang on it come too, each as an archive within',
  files: 'Whether the files come too',
};

interface Described {
  readonly name?: string;
  description?: string;
}

/** Adds what a parameter means where its route left it out. */
function explainParameters(paths: object): void {
  const operations = Object.values(paths).flatMap(
    (path: object) => Object.values(path) as unknown[],
  );
  for (const operation of operations) {
    const { parameters = [] } = operation as { parameters?: Described[] };
    for (const parameter of parameters)
      parameter.description ??= PARAMETERS[parameter.name ?? ''] ?? '';
  }
}

/** The OpenAPI 3.1 document of the whole contract. */
function openApi(app: OpenAPIHono<Env>, url: string) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a session (POST /api/session).',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'shuji_…',
    description:
      'A key made under “My account” (POST /api/keys), to read or to act. It opens cases, files, imports, the inbox and lists, and nothing of sessions, accounts, keys or administration (403 KEY_OUT_OF_REACH).',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'shuji_session',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Shuji 数籍',
      version: '1',
      description:
        'The register of public data resources: statutory procedures as one uniform case API.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      contact: { name: 'Shuji', url },
    },
    servers: [{ url, description: 'This instance' }],
    security: [{ bearer: [] }, { key: [] }, { cookie: [] }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
  });
  explainParameters(document.paths ?? {});
  return document;
}

/** `/openapi.json`, made once: it takes long, and changes only with the address of this instance. */
export function contractRoute(app: OpenAPIHono<Env>, services: Pick<Services, 'publicUrl'>): void {
  let made: { readonly url: string; readonly body: string; readonly etag: string } | undefined;
  app.get('/openapi.json', (c) => {
    const url = services.publicUrl;
    if (made?.url !== url) {
      const body = JSON.stringify(openApi(app, url));
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
      made = { url, body, etag };
    }
    c.header('etag', made.etag);
    c.header('cache-control', 'no-cache');
    if (knownTag(c.req.header('if-none-match'), made.etag)) return c.body(null, 304);
    return c.body(made.body, 200, { 'content-type': 'application/json' });
  });
}
