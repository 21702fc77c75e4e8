import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Env } from './services.ts';

const NAME = /^[\w-]{1,80}\.js$/;

/** What was built for one page of the portal, as it stands now: it may be built after the start. */
export function builtPage(bundle: 'verifier' | 'deposit' | 'scan') {
  const folder = fileURLToPath(new URL(`../../dist/${bundle}/`, import.meta.url));
  const file = (name: string): Buffer | undefined => {
    const path = `${folder}${name}`;
    return NAME.test(name) && existsSync(path) ? readFileSync(path) : undefined;
  };
  return {
    /** A part of the bundle; undefined before it is built. */
    file,
    /** The address of the page's script, which changes with its content; null before it is built. */
    script: (): string | null => {
      const names = existsSync(folder) ? readdirSync(folder) : [];
      const page = names.find((name) => name.startsWith('page-') && NAME.test(name));
      return page === undefined ? null : `/assets/${bundle}/${page}`;
    },
    /** Named by their content, so that they may be kept for good. */
    assets: (): Hono<Env> =>
      new Hono<Env>().get(`/assets/${bundle}/:name`, (c, next) => {
        const found = file(c.req.param('name'));
        if (!found) return next();
        return c.body(new Uint8Array(found), 200, {
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
        });
      }),
  };
}
