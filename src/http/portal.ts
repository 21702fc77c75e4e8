import { Hono } from 'hono';
import type { Env, Services } from './services.ts';

export function portalRoutes(_services: Services) {
  return new Hono<Env>().get('/', (c) => c.text('portal\n'));
}
