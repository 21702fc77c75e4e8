import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isUuid } from '../base/id.ts';
import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { demoAccounts, demoOrganisations, DEMO_PASSWORD } from '../app/demo-people.ts';
import { entryByCode, publicNotice, type EntryRow } from '../app/public.ts';
import type { Verification } from '../app/results.ts';
import { packFor } from '../law/packs.ts';
import { depositPage } from '../web/portal/deposit.ts';
import { deadlinePage } from '../web/portal/deadline.ts';
import { entryPage } from '../web/portal/entry.ts';
import { helpPage } from '../web/portal/help.ts';
import { homePage } from '../web/portal/home.ts';
import { lapsesPage } from '../web/portal/lapses.ts';
import { noticePage } from '../web/portal/notice.ts';
import { noticesPage } from '../web/portal/notices.ts';
import { registrationsPage } from '../web/portal/registrations.ts';
import { safeNext, signInPage, type DemoAccount } from '../web/portal/sign-in.ts';
import { defect, notFound, troublePage, type Trouble } from '../web/portal/trouble.ts';
import { verifyPage, type VerifyData } from '../web/portal/verify.ts';
import { offlinePage } from '../web/portal/offline.ts';
import { builtPage } from './built-page.ts';
import { demand } from './limits.ts';
import { assetRoutes } from './portal-assets.ts';
import { chainRoutes } from './portal-chain.ts';
import { codedSeal } from './portal-chain-data.ts';
import {
  entryData,
  homeData,
  lapsesData,
  noticeData,
  noticesData,
  plainEntry,
  registrationsData,
} from './portal-data.ts';
import { deadlineData } from './portal-deadline.ts';
import { lawRoutes } from './portal-law.ts';
import { officeRoutes } from './portal-office.ts';
import { sendPage, viewOf, type Show } from './portal-view.ts';
import { STATUS } from './problem.ts';
import type { Env, Services } from './services.ts';
import { readUpload } from './upload.ts';
import { inlined, trustOf, verifierAssets, verifierScript } from './verifier.ts';

const deposits = builtPage('deposit');
const VERIFY_BYTES = 20 * 1_048_576;

/** What the portal works with: nothing that could take an act. */
export type PortalServices = Pick<
  Services,
  'house' | 'log' | 'national' | 'results' | 'limits' | 'publicUrl' | 'tell'
>;

/** The public portal: pages for people, readable without script, mounted at the root. */
export function portalRoutes(services: PortalServices) {
  const { house, results, limits, tell } = services;
  const show: Show = (make) => async (c) => {
    demand(limits.public, c.get('client'));
    const view = viewOf(c, house);
    const shown = await make(view, (name) => c.req.query(name), c);
    if (shown === undefined) return sendPage(c, view, troublePage(view, notFound), 404);
    if ('page' in shown) return sendPage(c, view, shown.page, shown.status);
    return sendPage(c, view, shown);
  };
  const param = (c: Context<Env>, name: string): string => c.req.param(name) ?? '';
  const beijing = packFor('beijing');
  const accounts = house.mode === 'demo' ? demonstration() : [];
  const app = new Hono<Env>();
  app.onError((error, c) => {
    const [trouble, status] = troubleOf(error);
    if (trouble === defect) tell(error);
    const view = viewOf(c, house);
    return sendPage(c, view, troublePage(view, trouble), status);
  });
  return app
    .route('/', assetRoutes())
    .route('/', verifierAssets())
    .route('/', deposits.assets())
    .route('/', chainRoutes(show, services))
    .route('/', officeRoutes(show, services))
    .get(
      '/',
      show(async (view) => homePage(view, await homeData(house))),
    )
    .get(
      '/registrations',
      show(async (view, asked) => registrationsPage(view, await registrationsData(house, asked))),
    )
    .get(
      '/registrations/:code',
      show(async (view, asked, c) => {
        const entry = await entryByCode(house, param(c, 'code').slice(0, 64));
        return (
          entry &&
          entryPage(view, entryData(house, entry, asked), await codedSeal(services, entry.id))
        );
      }),
    )
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
      '/verify',
      show(async (view, asked) => {
        const code = (asked('code') ?? '').trim().slice(0, 200);
        const result = code === '' ? null : await results.verifyCode(code);
        return verifyPage(view, await verified({ code, file: null }, result));
      }),
    )
    .post(
      '/verify',
      show(async (view, _asked, c) => {
        demand(limits.uploads, c.get('client'));
        try {
          const { bytes, name } = await readUpload(c.req.raw, VERIFY_BYTES);
          const result = await results.verifyFile(bytes);
          return verifyPage(view, await verified({ code: '', file: name.slice(0, 200) }, result));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const trouble = error.refusal.sentence;
          const nothing = await verified({ code: '', file: null }, null);
          const page = verifyPage(view, { ...nothing, trouble });
          return { page, status: STATUS[error.refusal.kind] };
        }
      }),
    )
    .get(
      '/verify/offline.html',
      show(async (view, _asked, c) => {
        const inside = inlined();
        if (!inside) return undefined;
        c.header('content-disposition', 'attachment; filename="shuji-verify.html"');
        return offlinePage(view, await trustOf(services), inside);
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
    .get(
      '/signin',
      show((view, asked) =>
        signInPage(view, {
          next: safeNext(asked('next'), view.workbench ?? '/'),
          demoAccounts: accounts,
        }),
      ),
    )
    .route('/', lawRoutes(show))
    .get('*', (c, next) => {
      const page = /\btext\/html\b/.test(c.req.header('accept') ?? '');
      return page && !c.req.path.startsWith('/api/') ? show(() => undefined)(c) : next();
    });

  async function verified(
    asked: { readonly code: string; readonly file: string | null },
    result: Verification | null,
  ): Promise<VerifyData> {
    const row = result?.entry as unknown as EntryRow | null | undefined;
    const entry = row ? plainEntry(house, row) : null;
    const end = row?.life.ends.at(-1) ?? null;
    const [trust, script] = [await trustOf(services), verifierScript()];
    return { ...asked, result, entry, end, trouble: null, trust, script };
  }
}

function troubleOf(error: unknown): [Trouble, ContentfulStatusCode] {
  if (!(error instanceof Refused)) return [defect, 500];
  const { kind, sentence, cites } = error.refusal;
  return [{ title: text('没有办成', 'Not done'), sentence, law: cites }, STATUS[kind]];
}

function demonstration(): readonly DemoAccount[] {
  return demoAccounts.map(({ login, name, org, does }) => ({
    login,
    name,
    org: demoOrganisations.find(({ code }) => code === org)?.name ?? '',
    does,
    password: DEMO_PASSWORD,
  }));
}
