import { MutationCache, QueryClient, queryOptions } from '@tanstack/react-query';
import type { describePack } from '../../app/describe.ts';
import type { Text } from '../../base/text.ts';
import { ApiProblem, ask, body, bodyOf, client, rememberCsrf, sessionLost } from './api.ts';

export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    // An act refused because of the log: its banner must not wait for its next look.
    onError: (error) => {
      if (!(error instanceof ApiProblem && error.problem.code.startsWith('LOG_'))) return;
      void queryClient.invalidateQueries({ queryKey: ['log'] });
    },
  }),
  defaultOptions: {
    // A browser without the internet may still reach this server: ask, and say what came of it.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      // A refusal is an answer; only a lost connection or a full queue is asked again.
      retry: (count, error) =>
        count < 2 &&
        error instanceof ApiProblem &&
        [0, 429, 502, 503].includes(error.problem.status),
    },
  },
});

const readSession = (answer: ReturnType<typeof client.api.session.$get>) => body(answer);

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async () => {
    const answer = await client.api.session.$get();
    if (Number(answer.status) === 401) {
      // Unread, an answer keeps its connection.
      await answer.text();
      // What stands on the page belongs to somebody who may sign in again; whoever opens it anew may not.
      const before = queryClient.getQueryData<Session>(['session']);
      if (before) sessionLost();
      return before ?? null;
    }
    const session = await readSession(Promise.resolve(answer));
    rememberCsrf(session.csrf, session.account.id);
    return session;
  },
});

export type Session = Awaited<ReturnType<typeof readSession>>;

const forever = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const;

const readProcedures = async () => (await body(client.api.procedures.$get())).items;
export type ProcedureView = Awaited<ReturnType<typeof readProcedures>>[number];
export type ActView = ProcedureView['acts'][number];

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: readProcedures,
  ...forever,
});

export type Pack = ReturnType<typeof describePack>;

export const packsQuery = queryOptions({
  queryKey: ['packs'],
  queryFn: async () => (await body(client.api.packs.$get())).items as unknown as Pack[],
  ...forever,
});

interface CodeLists {
  readonly industries: readonly {
    readonly code: string;
    readonly name: Text;
    readonly divisions: readonly { readonly code: string; readonly name: Text }[];
  }[];
  readonly regions: readonly { readonly code: string; readonly name: string }[];
}

export const listsQuery = (jurisdiction: string) =>
  queryOptions({
    queryKey: ['lists', jurisdiction],
    queryFn: async () =>
      (await body(client.api.lists.$get({ query: { jurisdiction } }))) as unknown as CodeLists,
    ...forever,
  });

const readCase = (id: string) => body(client.api.cases[':id'].$get({ param: { id } }));
export type CaseView = Awaited<ReturnType<typeof readCase>>;

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: () => readCase(id) });

const readHistory = async (id: string) =>
  (await body(client.api.cases[':id'].history.$get({ param: { id } }))).events;
export type HistoryEvent = Awaited<ReturnType<typeof readHistory>>[number];

export const historyQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id, 'history'], queryFn: () => readHistory(id) });

export const similarQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'similar'],
    queryFn: async () =>
      (await body(client.api.cases[':id'].similar.$get({ param: { id } }))).items,
  });

export const catalogueQuery = (q: string) =>
  queryOptions({
    queryKey: ['catalogue', q],
    queryFn: async () =>
      (await body(client.api.catalogue.$get({ query: { q } }))).items as unknown as CatalogueItem[],
  });

export interface CatalogueItem {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly theme: string;
  readonly formats: string;
  readonly summary: string;
  readonly demo: boolean;
}

/** The next day on which a clock of a case this person sees runs out, in either place. */
export const nextDueQuery = queryOptions({
  queryKey: ['cases', 'next-due'],
  queryFn: async () => {
    const packs = await queryClient.ensureQueryData(packsQuery);
    const places = packs.filter((p) => p.refines !== null).map((p) => p.jurisdiction);
    const firsts = await Promise.all(
      places.map((jurisdiction) =>
        body(client.api.cases.$get({ query: { jurisdiction, overdue: 'false', limit: '1' } })),
      ),
    );
    const due = firsts.flatMap((page) => page.items.flatMap((item) => item.due ?? []));
    return due.toSorted()[0] ?? null;
  },
});

/** Unread messages of whoever is signed in. */
export const inboxCount = (account: string) =>
  queryOptions({
    queryKey: ['inbox', 'unread', account],
    queryFn: async () => (await body(client.api.inbox.$get({ query: { limit: '1' } }))).unread,
  });

const readSessions = async (account?: string) =>
  (await body(client.api.sessions.$get({ query: account === undefined ? {} : { account } }))).items;
export type SessionView = Awaited<ReturnType<typeof readSessions>>[number];

/** My sessions, or for the security administrator those of an account. */
export const sessionsQuery = (account?: string) =>
  queryOptions({
    queryKey: ['sessions', account ?? ''],
    queryFn: () => readSessions(account),
  });

export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly org: string | null;
  readonly jurisdiction: string;
  readonly roles: readonly string[];
  readonly does: Text;
}

/** The demonstration accounts; null in production, where the address does not exist. */
export const demoAccountsQuery = queryOptions({
  queryKey: ['demo', 'accounts'],
  queryFn: async () => {
    const answer = await ask('/api/demo/accounts');
    if (answer.status === 404) return null;
    return ((await bodyOf(answer)) as { items: DemoAccount[] }).items;
  },
  ...forever,
});
