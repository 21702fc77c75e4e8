import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Env } from './services.ts';

const FOLDER = fileURLToPath(new URL('../../dist/workbench/', import.meta.url));

/** The built workbench: hashed assets for good, the one page for every address below it. */
export function workbenchRoutes() {
  const page = serveStatic<Env>({ root: FOLDER, path: 'index.html' });
  return new Hono<Env>()
    .get(
      '/workbench/assets/*',
      serveStatic<Env>({
        root: FOLDER,
        rewriteRequestPath: (path) => path.replace(/^\/workbench/, ''),
        onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
      }),
    )
    .get('/workbench', (c) => c.redirect('/workbench/'))
    .get('/workbench/*', async (c, next) => {
      if (!existsSync(`${FOLDER}index.html`)) {
        return c.text('工作台尚未构建：请运行 npm start。 The workbench is not built: run npm start.\n', 503);
      }
      c.header('cache-control', 'no-cache');
      return page(c, next);
    });
}
