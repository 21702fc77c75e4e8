import { useQuery, type Query } from '@tanstack/react-query';
import { ApiProblem, body, client, rememberCsrf } from './api.ts';
import { keepAll } from './model/scratch.ts';
import { demoAccountsQuery, queryClient, sessionQuery, type Session } from './queries.ts';

/** Signs in and forgets everything the person before was shown. */
export async function signIn(account: string, password: string, totp?: string): Promise<void> {
  const json = { account, password, ...(totp ? { totp } : {}) };
  const { token: _cookieCarriesIt, ...session } = await body(client.api.session.$post({ json }));
  // A browser that keeps no cookie would be asked to sign in again and again.
  const { status }: { readonly status: number } = await client.api.session.$get();
  if (status === 401) throw new ApiProblem(COOKIE_REFUSED);
  rememberCsrf(session.csrf, session.account.id);
  const personal = {
    predicate: ({ queryKey }: Query) => PERSONAL.has(String(queryKey[0])),
  };
  // An answer meant for the person before must not arrive late.
  await queryClient.cancelQueries(personal);
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  queryClient.setQueryData(sessionQuery.queryKey, session);
  // The same person again: what they were typing stays on the page.
  if (before?.account.id === session.account.id) {
    keepAll();
    await queryClient.invalidateQueries(personal);
  } else await queryClient.resetQueries(personal);
}

const COOKIE_REFUSED = {
  status: 401,
  code: 'COOKIE_REFUSED',
  sentence: {
    zh: '账户和密码都对，但浏览器没有保存登录凭证。请在浏览器设置里允许本站使用Cookie，再登录一次。',
    en: 'The account and password are right, but this browser keeps no cookie of this site. Allow cookies for it in the settings and sign in again.',
  },
  cites: [],
};

/** Begins binding an authenticator; proven by the password, since nobody is signed in yet. */
export const beginTotp = (account: string, password: string) =>
  body(client.api.session.totp.$post({ json: { account, password } }));

export async function signOut(): Promise<void> {
  await body(client.api.session.$delete() as never);
  rememberCsrf('');
  // What was typed on the portal and not sent yet is not for whoever comes next.
  try {
    sessionStorage.clear();
  } catch {
    // A browser may keep nothing at all.
  }
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}

const PERSONAL = new Set(['admin', 'case', 'cases', 'inbox', 'sessions', 'catalogue']);

/** The session of a page that is shown to signed-in people only. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('this page is for signed-in people');
  return data;
}

export function useDemoAccounts() {
  return useQuery(demoAccountsQuery).data ?? null;
}
