import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isUuid } from '../../base/id.ts';
import { Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { publicNotice } from '../../app/public/public.ts';
import { packFor } from '../../law/packs.ts';
import { depositPage } from '../../web/portal/deposit.ts';
import { deadlinePage } from '../../web/portal/days/deadline.ts';
import { helpPage } from '../../web/portal/help.ts';
import { lapsesPage } from '../../web/portal/notices/lapses.ts';
import { noticePage } from '../../web/portal/notices/notice.ts';
import { noticesPage } from '../../web/portal/notices/notices.ts';
import {
  defect,
  notFound,
  signInFirst,
  troublePage,
  type Trouble,
} from '../../web/portal/trouble.ts';
import { builtPage } from '../built-page.ts';
import { demand } from '../limits.ts';
import { assetRoutes } from './assets.ts';
import { chainRoutes } from './chain.ts';
import { lapsesData } from './data.ts';
import { deadlineData } from './deadline.ts';
import { feedRoutes } from './feeds.ts';
import { lawRoutes } from './law.ts';
import { noticeData, noticesData } from './notices.ts';
import { myObjectionRoutes } from './my-objections.ts';
import { objectionRoutes } from './objection.ts';
import { signInRoutes } from './sign-in.ts';
import { figuresPages } from './figures.ts';
import { officeRoutes } from './office.ts';
import { registerRoutes } from './register-routes.ts';
import { verifyRoutes } from './verify.ts';
import { sendPage, viewOf, type Show } from './view.ts';
import { STATUS } from '../problem.ts';
import type { Env, Services } from '../services.ts';
import { sitemapRoutes } from './sitemap.ts';

const deposits = builtPage('deposit');

/** What the portal works with: nothing that could take an act. */
export type PortalServices = Pick<
  Services,
  | 'house'
  | 'log'
  | 'national'
  | 'results'
  | 'limits'
  | 'operations'
  | 'publicUrl'
  | 'sessions'
  | 'tell'
>;

/** The public portal: pages for people, readable without script, mounted at the root. */
export function portalRoutes(services: PortalServices) {
  const { house, limits } = services;
  const show: Show = (make) => async (c) => {
    demand(limits.public, c.get('client'));
    const view = viewOf(c, house, services.publicUrl);
    const shown = await make(view, (name) => c.req.query(name), c);
    if (shown === undefined) return sendPage(c, view, troublePage(view, notFound), 404);
    if ('page' in shown) return sendPage(c, view, shown.page, shown.status);
    return sendPage(c, view, shown);
  };
  const param = (c: Context<Env>, name: string): string => c.req.param(name) ?? '';
  const beijing = packFor('beijing');
  const app = new Hono<Env>();
  app.onError((error, c) => troubleOnPage(services, c, error));
  return app
    .route('/', assetRoutes())
    .route('/', deposits.assets())
    .route('/', chainRoutes(show, services))
    .route('/', verifyRoutes(show, services))
    .route('/', officeRoutes(show, services))
    .route('/', figuresPages(show, services))
    .route('/', registerRoutes(show, services))
    .route('/', sitemapRoutes(services))
    .route('/', feedRoutes(services))
    .route('/', objectionRoutes(show, services))
    .route('/', myObjectionRoutes(show, services))
    .get(
      '/notices',
      show(async (view, asked) => noticesPage(view, await noticesData(house, asked))),
    )
    .get(
      '/lapses',
      show(async (view, asked) => lapsesPage(view, await lapsesData(house, asked))),
    )
    .get(
      '/notices/:id',
      show(async (view, _asked, c) => {
        const id = param(c, 'id');
        const row = isUuid(id) ? await publicNotice(house, id) : undefined;
        return row && noticePage(view, await noticeData(house, row));
      }),
    )
    .get(
      '/deposit',
      show((view) => depositPage(view, deposits.script())),
    )
    .get(
      '/deadline',
      show((view, asked) => deadlinePage(view, deadlineData(house, asked))),
    )
    .get(
      '/help',
      show((view) => beijing && helpPage(view, beijing)),
    )
    .route('/', signInRoutes(show, services))
    .route('/', lawRoutes(show))
    .get('*', async (c, next) => {
      if (!wantsPage(c)) return next();
      const { pathname, search } = new URL(c.req.url);
      // Two strokes at the beginning would lead to another site.
      if (/[^/]\/$/.test(pathname))
        return c.redirect(pathname.replace(/^\/+/, '/').slice(0, -1) + search, 301);
      return show(() => undefined)(c);
    });
}

/** Whether whoever asks reads pages, not data. */
export const wantsPage = (c: Context<Env>): boolean =>
  /\btext\/html\b/.test(c.req.header('accept') ?? '') && !c.req.path.startsWith('/api/');

/** What went wrong, as a page. */
export function troubleOnPage(
  { house, tell, publicUrl }: Pick<Services, 'house' | 'tell' | 'publicUrl'>,
  c: Context<Env>,
  error: unknown,
): Promise<Response> {
  const [trouble, status] = troubleOf(error);
  if (trouble === defect) tell(error);
  const wait = error instanceof Refused ? error.refusal.details?.['retryAfter'] : undefined;
  if (wait !== undefined) c.header('retry-after', String(wait));
  const view = viewOf(c, house, publicUrl);
  return sendPage(c, view, troublePage(view, trouble), status);
}

function troubleOf(error: unknown): [Trouble, ContentfulStatusCode] {
  if (!(error instanceof Refused)) return [defect, 500];
  const { kind, sentence, cites } = error.refusal;
  if (kind === 'unauthenticated') return [signInFirst, STATUS[kind]];
  return [{ title: text('没有办成', 'Not done'), sentence, law: cites }, STATUS[kind]];
}
