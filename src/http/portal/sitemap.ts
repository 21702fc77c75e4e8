import { Hono } from 'hono';
import { isUuid } from '../../base/id.ts';
import { sitemapEntries, sitemapStarts } from '../../app/public/sitemap.ts';
import { entryPath } from '../../web/portal/entry/entry-data.ts';
import { others, places } from '../../web/portal/places.ts';
import { demand } from '../limits.ts';
import type { Env, Services } from '../services.ts';

const SPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xml = (words: string): string =>
  words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** For those who look in from outside: pages and entries, newest first, in files of a bounded length.
 *  A demonstration is not to be found. */
export function sitemapRoutes(services: Pick<Services, 'house' | 'limits' | 'publicUrl'>) {
  const { house, limits } = services;
  const pages = [
    '/',
    ...new Set([...places, ...others.flatMap((group) => group.places)].map(({ path }) => path)),
  ].filter((path) => !path.endsWith('.json'));
  return new Hono<Env>()
    .get('/robots.txt', (c) => {
      const rules =
        house.mode === 'demo'
          ? ['Disallow: /']
          : ['Disallow: /api/', 'Disallow: /workbench/', 'Disallow: /signin', 'Allow: /'];
      return c.text(
        ['User-agent: *', ...rules, `Sitemap: ${services.publicUrl}/sitemap.xml`, ''].join('\n'),
      );
    })
    .get('/sitemap.xml', async (c) => {
      demand(limits.public, c.get('client'));
      const from = c.req.query('from');
      c.header('content-type', 'application/xml; charset=UTF-8');
      if (from === 'pages') return c.body(urls(pages.map((path) => ({ path, on: null }))));
      if (from !== undefined) {
        const entries = isUuid(from) ? await sitemapEntries(house, from) : [];
        return c.body(urls(entries.map(({ code, on }) => ({ path: entryPath(code), on }))));
      }
      const files = ['pages', ...(await sitemapStarts(house))].map(
        (start) =>
          `<sitemap><loc>${xml(`${services.publicUrl}/sitemap.xml?from=${start}`)}</loc></sitemap>`,
      );
      return c.body(`${HEAD}<sitemapindex xmlns="${SPACE}">${files.join('')}</sitemapindex>\n`);
    });

  function urls(list: readonly { readonly path: string; readonly on: string | null }[]): string {
    const each = list.map(
      ({ path, on }) =>
        `<url><loc>${xml(services.publicUrl + path)}</loc>${on === null ? '' : `<lastmod>${xml(on)}</lastmod>`}</url>`,
    );
    return `${HEAD}<urlset xmlns="${SPACE}">${each.join('')}</urlset>\n`;
  }
}
