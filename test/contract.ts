import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { orThrow } from '../src/base/refusal.ts';
import { readSettings } from '../src/app/settings.ts';
import { demoClient, type DemoClient } from '../src/cli/demo-client.ts';
import { httpApp } from '../src/http/app.ts';
import { openServices } from '../src/http/open-services.ts';
import type { Services } from '../src/http/services.ts';

interface Documented {
  readonly method: string;
  readonly path: string;
  readonly shape: RegExp;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: unknown }>> }>
  >;
}

export interface Door {
  readonly services: Services;
  readonly dataDir: string;
  readonly routes: readonly Documented[];
  /** Every answer that was not what the document promises, once: route, status and why. */
  readonly breaches: Set<string>;
  /** Every path the door knows, documented or not. */
  readonly mounted: readonly { readonly method: string; readonly path: string }[];
  request(method: string, path: string, init?: RequestInit): Promise<Response>;
  document(): Promise<string>;
  close(): Promise<void>;
}

/** The whole HTTP door in this process, on an embedded database of its own; every answer under
 *  `/api` is held against the schema its route declares for that status. */
export async function openDoor(env: Readonly<Record<string, string>> = {}): Promise<Door> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shuji-contract-'));
  const settings = orThrow(
    readSettings({ DATA_DIR: dataDir, PORT: '0', SHUJI_MODE: 'demo', ...env }),
  );
  const opened = await openServices(settings);
  const app = httpApp(opened.services);
  const routes = app.openAPIRegistry.definitions.flatMap((d): Documented[] => {
    if (d.type !== 'route') return [];
    const { method, path, responses } = d.route;
    const shape = new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
    return [
      {
        method: method.toUpperCase(),
        path,
        shape,
        responses: responses as Documented['responses'],
      },
    ];
  });
  const breaches = new Set<string>();
  return {
    services: opened.services,
    dataDir,
    routes,
    breaches,
    mounted: app.routes.map(({ method, path }) => ({ method, path })),
    document: async () => (await app.request('/openapi.json')).text(),
    async request(method, path, init = {}) {
      const response = await app.request(path, { ...init, method });
      const bare = path.replace(/\?.*$/, '');
      const route = routes.find((r) => r.method === method && r.shape.test(bare));
      const why = await misfit(route, response.clone());
      if (why) breaches.add(`${method} ${route?.path ?? bare} ${response.status}: ${why}`);
      return response;
    },
    async close() {
      await opened.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Why a response is not as its route says: unknown status, wrong type, wrong or undeclared fields. */
async function misfit(
  route: Documented | undefined,
  response: Response,
): Promise<string | undefined> {
  if (!route) return 'no such route is documented';
  const promised = route.responses[String(response.status)];
  if (!promised) return `status ${response.status} is not documented`;
  const type = (response.headers.get('content-type') ?? '').replace(/;.*$/, '');
  if (!promised.content) return type === '' ? undefined : `${type} where nothing is promised`;
  const schema = promised.content[type]?.schema;
  if (!schema) return `${type} is not a documented type`;
  const isJson = type === 'application/json' || type.endsWith('+json');
  if (!isJson || !(schema instanceof z.ZodType)) return undefined;
  const body: unknown = await response.json();
  const parsed = schema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const extra = undeclared(body, parsed.data, '');
  return extra.length === 0 ? undefined : `not in the schema: ${[...new Set(extra)].join(', ')}`;
}

/** Parsing leaves out what a schema does not know: the places where something is missing after it. */
function undeclared(given: unknown, known: unknown, place: string): string[] {
  if (typeof given !== 'object' || given === null) return [];
  if (typeof known !== 'object' || known === null) return [place];
  const kept = new Map(Object.entries(known));
  return Object.entries(given).flatMap(([key, value]) => {
    const here = `${place}.${Array.isArray(given) ? '*' : key}`;
    return kept.has(key) ? undeclared(value, kept.get(key), here) : [here];
  });
}

/** The demonstration's client, walking in through this door instead of over the network. */
export const clientOf = (door: Door): DemoClient =>
  demoClient((path, init) => door.request(init.method ?? 'GET', path, init));
