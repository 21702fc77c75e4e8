import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { markFile } from '../../web/look/mark.ts';
import { light } from '../../web/look/palettes.ts';
import { cssVariables } from '../../web/look/tokens.ts';
import type { Island, View } from '../../web/portal/view.ts';
import { knownTag } from '../known-tag.ts';
import type { Env } from '../services.ts';

interface Asset {
  readonly body: string;
  readonly type: string;
  readonly hash: string;
}

const asset = (body: string, type: string): Asset => ({
  body,
  type,
  hash: createHash('sha256').update(body).digest('hex').slice(0, 16),
});

const read = (name: string): string =>
  readFileSync(new URL(`../../web/portal/${name}`, import.meta.url), 'utf8');

const script = (name: Island): Asset =>
  asset(read(`islands/${name}.js`), 'text/javascript; charset=utf-8');

/** Takes out the white space that is for those who read the source; values keep theirs. */
const compact = (css: string): string =>
  css
    .replace(/([{};,])\s+/g, '$1')
    .replace(/\s+\{/g, '{')
    .replace(/: /g, ':');

/** In this order: what comes later may refine what came before; narrow screens and paper come last. */
const STYLES = [
  'base',
  'frame',
  'forms',
  'parts',
  'verify',
  'pictures',
  'home',
  'found',
  'entry',
  'tree',
  'documents',
  'board',
  '../../look/charts',
  'figures',
  'elder',
  'narrow',
  'print',
] as const;

export const stylesheet =
  cssVariables() + compact(STYLES.map((name) => read(`styles/${name}.css`)).join(''));

const files: ReadonlyMap<string, Asset> = new Map([
  ['portal.css', asset(stylesheet, 'text/css; charset=utf-8')],
  ['session.js', script('session')],
  ['sign-in.js', script('sign-in')],
  ['objection.js', script('objection')],
  ['copy.js', script('copy')],
  ['mark.svg', asset(markFile(light.seal, light.onSeal), 'image/svg+xml')],
]);

const hrefOf = (name: string): string => `/assets/${name}?v=${files.get(name)?.hash ?? ''}`;

/** Addresses that change with the content, so that browsers may keep what they fetched for good. */
export const assets: View['assets'] = {
  css: hrefOf('portal.css'),
  mark: hrefOf('mark.svg'),
  script: (name) => hrefOf(`${name}.js`),
};

/** `/assets/…`: immutable under its hash; asked for otherwise, to be asked for again. */
export function assetRoutes(): Hono<Env> {
  return new Hono<Env>().get('/assets/:name', async (c, next) => {
    const found = files.get(c.req.param('name'));
    if (!found) return next();
    const etag = `"${found.hash}"`;
    const kept = c.req.query('v') === found.hash;
    c.header('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('etag', etag);
    if (knownTag(c.req.header('if-none-match'), etag)) return c.body(null, 304);
    return c.body(found.body, 200, { 'content-type': found.type });
  });
}
