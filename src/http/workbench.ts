import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Env } from './services.ts';

const FOLDER = fileURLToPath(new URL('../../dist/workbench/', import.meta.url));

const missing = (): boolean => !existsSync(`${FOLDER}index.html`);

/** The built workbench: hashed assets for good, the one page for every address below it. The folder
 *  is looked for when it is asked for, since it may be built after the start. */
export function workbenchRoutes() {
  const served = new Hono<Env>();
  served.get('/workbench', (c) => c.redirect('/workbench/'));
  served.use('/workbench/*', async (c, next) => {
    if (!missing()) return next();
    return c.text(
      '工作台尚未构建：请运行 npm start。 The workbench is not built: run npm start.\n',
      503,
    );
  });
  served.get('/workbench/assets/*', (c, next) => assets()(c, next));
  served.get('/workbench/*', (c, next) => {
    c.header('cache-control', 'no-cache');
    return page()(c, next);
  });
  return served;
}

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const page = once(() => serveStatic<Env>({ root: FOLDER, path: 'index.html' }));

const assets = once(() =>
  serveStatic<Env>({
    root: FOLDER,
    rewriteRequestPath: (path) => path.replace(/^\/workbench/, ''),
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  }),
);
