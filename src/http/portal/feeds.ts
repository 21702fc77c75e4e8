import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { isUuid } from '../../base/id.ts';
import { dayOf } from '../../base/plain-date.ts';
import type { Language } from '../../base/text.ts';
import { datedNotice, newestNotices, type DatedNotice } from '../../app/public/notices.ts';
import { jurisdictions } from '../../law/packs.ts';
import {
  newest,
  noticesAtom,
  noticesCalendar,
  type FedNotice,
} from '../../web/portal/feeds/notice-feeds.ts';
import { valueText } from '../../web/portal/parts.ts';
import { knownTag } from '../known-tag.ts';
import { demand } from '../limits.ts';
import { deadlineCalendar } from './deadline.ts';
import type { Env, Services } from '../services.ts';

/** As many as a feed holds: a reader that asks once a week misses none. */
const NEWEST = 100;
const KEPT_SECONDS = 300;
const ATOM = 'application/atom+xml; charset=utf-8';
const CALENDAR = 'text/calendar; charset=utf-8';

/** Notices for programs that watch: Atom and iCalendar, of all places or of one, and of one notice. */
export function feedRoutes(services: Pick<Services, 'house' | 'limits' | 'publicUrl'>): Hono<Env> {
  const { house, limits } = services;
  const site = (): string => services.publicUrl.replace(/\/$/, '');
  const feed = (
    notices: readonly DatedNotice[],
    asked: { lang: Language; jurisdiction?: string },
  ) => ({
    lang: asked.lang,
    jurisdiction: asked.jurisdiction,
    today: house.time.today(),
    site: site(),
    notices: notices.map(fed),
  });
  const board = async (c: Context<Env>) => {
    demand(limits.public, c.get('client'));
    const place = jurisdictions.find((one) => one === c.req.query('jurisdiction'));
    const found = await newestNotices(house, place, NEWEST);
    return feed(found, { lang: feedLanguage(c), ...(place ? { jurisdiction: place } : {}) });
  };
  return new Hono<Env>()
    .get('/notices.atom', async (c) => {
      const of = await board(c);
      return sendFeed(c, noticesAtom(of), { type: ATOM, changed: newest(of) });
    })
    .get('/notices.ics', async (c) => {
      const of = await board(c);
      return sendFeed(c, noticesCalendar(of), { type: CALENDAR, changed: newest(of) });
    })
    .get('/deadline.ics', (c, next) => {
      demand(limits.public, c.get('client'));
      const body = deadlineCalendar(house, (name) => c.req.query(name), feedLanguage(c), site());
      if (body === undefined) return next();
      c.header('content-disposition', 'attachment; filename="deadline.ics"');
      return c.body(body, 200, { 'content-type': CALENDAR, 'cache-control': 'no-store' });
    })
    .get('/notices/:file{[0-9a-f-]+\\.(?:ics|atom)}', async (c, next) => {
      demand(limits.public, c.get('client'));
      const [id = '', kind] = c.req.param('file').split('.');
      const row = isUuid(id) ? await datedNotice(house, id) : undefined;
      if (!row) return next();
      const of = feed([row], { lang: feedLanguage(c) });
      const changed = newest(of);
      if (kind === 'atom') return sendFeed(c, noticesAtom(of), { type: ATOM, changed });
      return sendFeed(c, noticesCalendar(of), { type: CALENDAR, changed, name: 'notice.ics' });
    });
}

/** Programs have no cookies and prefer nothing: Chinese unless the address says otherwise. */
const feedLanguage = (c: Context<Env>): Language => (c.req.query('lang') === 'en' ? 'en' : 'zh');

function fed(row: DatedNotice): FedNotice {
  const { id, jurisdiction, procedure, from, to, changed, open, fields } = row;
  return {
    id,
    jurisdiction,
    procedure,
    from,
    to,
    changed,
    dataName: valueText(fields['dataName']),
    registrantName: valueText(fields['registrantName']),
    endedEarly: !open && dayOf(changed) <= to,
  };
}

/** Sends a feed with what a reader needs to ask again cheaply. */
function sendFeed(
  c: Context<Env>,
  body: string,
  feed: { readonly type: string; readonly changed: string; readonly name?: string },
): Response {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  const changed = new Date(feed.changed);
  c.header('etag', etag);
  c.header('last-modified', changed.toUTCString());
  c.header('cache-control', `public, max-age=${KEPT_SECONDS}`);
  if (known(c, etag, changed)) return c.body(null, 304);
  if (feed.name) c.header('content-disposition', `attachment; filename="${feed.name}"`);
  return c.body(body, 200, { 'content-type': feed.type });
}

/** RFC 9110: the tag is asked first, and the time only where there is none. */
function known(c: Context<Env>, etag: string, changed: Date): boolean {
  const tags = c.req.header('if-none-match');
  if (tags !== undefined) return knownTag(tags, etag);
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  return Number.isFinite(since) && Math.floor(changed.getTime() / 1000) * 1000 <= since;
}
