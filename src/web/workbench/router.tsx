import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { onlyAdministers } from './admin/parts.ts';
import { readFiguresSearch, type BehindSearch, type FiguresSearch } from './figures/search.ts';
import { queryClient, sessionQuery } from './queries.ts';
import { readFilters, type Filters } from './queue/filters.ts';
import { Defect, Missing, Waiting } from './shell/states.tsx';
import { Frame } from './shell/frame.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: Missing });

/** Pages for signed-in people: whoever is not comes back to the same address after signing in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) redirect({ to: '/sign-in', search: { to: location.href }, throw: true });
  },
});

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined;

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => {
    const to = word(search['to']);
    return to?.startsWith('/') && !to.startsWith('//') ? { to } : {};
  },
  component: lazyRouteComponent(() => import('./shell/sign-in.tsx'), 'SignIn'),
});

async function officersOnly(): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (onlyAdministers(session?.account.roles ?? [])) redirect({ to: '/admin', throw: true });
}

const queue = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: officersOnly,
  validateSearch: (search: Record<string, unknown>): Partial<Filters> => readFilters(search),
  component: lazyRouteComponent(() => import('./queue/queue.tsx'), 'Queue'),
});

export interface NewCaseSearch {
  readonly procedure?: string;
  readonly jurisdiction?: string;
  readonly parent?: string;
  readonly entry?: string;
}

/** The address may keep it as a word or as a truth. */
const readOk = (value: unknown): 'true' | 'false' | undefined =>
  value === true || value === 'true'
    ? 'true'
    : value === false || value === 'false'
      ? 'false'
      : undefined;

/** Which console, and what it is asked to show: kept in the address, to be sent or come back to. */
export interface AdminSearch {
  readonly part?: string;
  readonly q?: string;
  readonly account?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly ok?: 'true' | 'false';
  readonly from?: string;
  readonly to?: string;
}

const newCase = createRoute({
  getParentRoute: () => inside,
  path: '/new',
  beforeLoad: officersOnly,
  validateSearch: (search: Record<string, unknown>): NewCaseSearch => {
    const given = {
      procedure: word(search['procedure']),
      jurisdiction: word(search['jurisdiction']),
      parent: word(search['parent']),
      entry: word(search['entry']),
    };
    return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
  },
  component: lazyRouteComponent(() => import('./new-case.tsx'), 'NewCase'),
});

const oneCase = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  // The page of a dossier one is at: the browser's ways back and forth lead from page to page.
  validateSearch: (search: Record<string, unknown>): { readonly page?: string } => {
    const page = word(search['page'])?.slice(0, 20);
    return page === undefined ? {} : { page };
  },
  component: lazyRouteComponent(() => import('./case/case.tsx'), 'CasePage'),
});

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./inbox.tsx'), 'Inbox'),
});

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/imports.tsx'), 'Imports'),
});

const radar = createRoute({
  getParentRoute: () => inside,
  path: '/radar',
  component: lazyRouteComponent(() => import('./radar/radar.tsx'), 'Radar'),
});

const figures = createRoute({
  getParentRoute: () => inside,
  path: '/figures',
  validateSearch: (search: Record<string, unknown>): FiguresSearch => readFiguresSearch(search),
  component: lazyRouteComponent(() => import('./figures/figures.tsx'), 'Figures'),
});

const figureCases = createRoute({
  getParentRoute: () => inside,
  path: '/figures/cases',
  validateSearch: (search: Record<string, unknown>): BehindSearch => {
    const registrant = word(search['registrant'])?.slice(0, 200);
    return {
      jurisdiction: word(search['jurisdiction']) ?? 'beijing',
      behind: word(search['behind']) ?? '',
      ...(registrant === undefined ? {} : { registrant }),
    };
  },
  component: lazyRouteComponent(() => import('./figures/cases.tsx'), 'BehindCases'),
});

const me = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: lazyRouteComponent(() => import('./me/me.tsx'), 'Me'),
});

const admin = createRoute({
  getParentRoute: () => inside,
  path: '/admin',
  validateSearch: (search: Record<string, unknown>): AdminSearch => {
    const given = {
      part: word(search['part']),
      q: word(search['q'])?.slice(0, 100),
      account: word(search['account']),
      kind: word(search['kind']),
      subject: word(search['subject']),
      ok: readOk(search['ok']),
      from: word(search['from']),
      to: word(search['to']),
    };
    return Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined));
  },
  component: lazyRouteComponent(() => import('./admin/admin.tsx'), 'Admin'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    inside.addChildren([
      queue,
      newCase,
      oneCase,
      radar,
      imports,
      inbox,
      figures,
      figureCases,
      me,
      admin,
    ]),
  ]),
  basepath: '/workbench',
  // What an address says beyond what its page reads never reaches the page.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Defect,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
