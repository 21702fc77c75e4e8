import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from './services.ts';

const TAGS = [
  ['session', 'Signing in, sessions, the inbox'],
  ['cases', 'One uniform API for every procedure'],
  ['files', 'Uploads and downloads'],
  ['results', 'Confirmation sheets, certificates, credentials'],
  ['procedures', 'Procedures as declared'],
  ['law', 'Rule texts, packs and code lists'],
  ['catalogue', 'The imported catalogue list'],
  ['public', 'What anybody may ask without an account'],
  ['admin', 'System, security and audit administration'],
  ['demo', 'Demonstration mode only'],
] as const;

/** The OpenAPI 3.1 document of the whole contract. */
export function openApi(app: OpenAPIHono<Env>, url: string) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'cookie', { type: 'apiKey', in: 'cookie', name: 'shuji_session' });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Shuji 数籍',
      version: '1',
      description: 'The register of public data resources: statutory procedures as one uniform case API.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      contact: { name: 'Shuji', url },
    },
    servers: [{ url, description: 'This instance' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
  });
}
