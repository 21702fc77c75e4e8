import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { ReadMemory } from '../../app/read-memory.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { Html, View } from '../../web/portal/view.ts';
import { demand } from '../limits.ts';
import type { Asked } from './data.ts';
import { pageHeaders, sendPage, viewOf } from './view.ts';
import type { Env, Services } from '../services.ts';

const squeeze = promisify(gzip);
/** Longer addresses are made anew each time: nobody's addresses crowd out the others. */
const LONGEST = 500;

interface KeptPage {
  readonly plain: string;
  readonly gzip: Buffer;
}

/** Pages that are drawn from the database alone, for readers who have not signed in: made and squeezed
 *  once for as long as nothing was committed (`ReadMemory`). Those with a name on them are never kept. */
export function keptPages(
  services: Pick<Services, 'house' | 'limits' | 'publicUrl'>,
  memory: ReadMemory,
) {
  const { house, limits } = services;
  let calendar: Calendar | undefined;
  let generation = 0;
  /** What a page says besides the database: the day, and the working days it counts by. */
  function around({ lang, look, here, today }: View, url: string): string {
    if (house.calendar() !== calendar) {
      calendar = house.calendar();
      generation += 1;
    }
    return JSON.stringify([lang, look.scheme, look.elder, here, url, today, generation]);
  }
  return (make: (view: View, asked: Asked) => Promise<Html>) =>
    async (c: Context<Env>): Promise<Response> => {
      demand(limits.public, c.get('client'));
      const view = viewOf(c, house, services.publicUrl);
      const page = () => make(view, (name) => c.req.query(name));
      // Filed under the address as it was sent, not as it is written into links: two addresses that
      // are read differently must never share a page.
      const { method, url } = c.req;
      if (view.visitor || method !== 'GET' || url.length > LONGEST)
        return sendPage(c, view, await page());
      const kept = await memory.keep(around(view, url), async (): Promise<KeptPage> => {
        const plain = String(await page());
        return { plain, gzip: await squeeze(plain) };
      });
      pageHeaders(c, view);
      c.header('vary', 'accept-encoding', { append: true });
      if (!takesGzip(c.req.header('accept-encoding'))) return c.html(kept.plain);
      c.header('content-encoding', 'gzip');
      c.header('content-type', 'text/html; charset=UTF-8');
      return c.body(new Uint8Array(kept.gzip));
    };
}

/** Whether the reader takes it (RFC 9110, 12.5.3): by name, or whatever is not named, and not with weight 0. */
export function takesGzip(header = ''): boolean {
  const weights = new Map(parseAccept(header).map(({ type, q }) => [type.toLowerCase(), q]));
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}
