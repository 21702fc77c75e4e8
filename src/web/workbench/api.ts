import type { ClientResponse } from 'hono/client';
import { hc } from 'hono/client';
import type { Text } from '../../base/text.ts';
import type { Api } from '../../http/app.ts';
import { sentBody } from './sent-body.ts';

/** A refusal as the door tells it (RFC 9457), with its sentence in both languages. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly sentence: Text;
  readonly cites: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
}

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence.en);
    this.problem = problem;
  }
}

let csrf = '';
/** The account whose page this is. */
let person = '';

/** Kept in memory only: a page of another site can neither read nor guess it. */
export function rememberCsrf(token: string, account = ''): void {
  csrf = token;
  person = account;
}

export const csrfToken = (): string => csrf;

/** Every request of the workbench: with the token of this page, in the reader's language. */
export async function ask(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (csrf !== '') headers.set('x-csrf-token', csrf);
  headers.set('accept-language', document.documentElement.lang);
  const send = async (): Promise<Response> => {
    try {
      const body = sentBody(init.body) ?? null;
      return await fetch(input, { ...init, body, headers, credentials: 'same-origin' });
    } catch {
      throw new ApiProblem(UNREACHABLE);
    }
  };
  let answer = await send();
  if (
    answer.status === 403 &&
    csrf !== '' &&
    isStale(
      await answer
        .clone()
        .json()
        .catch(() => null),
    )
  ) {
    if (await renewToken()) {
      headers.set('x-csrf-token', csrf);
      answer = await send();
    }
  }
  // Signing in itself answers so to a wrong password.
  if (answer.status === 401 && csrf !== '' && !/\/api\/session(?:[/?]|$)/.test(answer.url))
    sessionLost();
  return answer;
}

/** The token of this page is not that of the session: somebody signed in anew in another window. */
export const isStale = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'code' in answer && answer.code === 'CSRF';

/** Takes the token of the new session where it is the same person's; somebody else signs in over the page. */
export async function renewToken(): Promise<boolean> {
  const answer = await fetch('/api/session', { credentials: 'same-origin' }).catch(() => null);
  const now = answer?.ok
    ? ((await answer.json()) as { csrf: string; account: { id: string } })
    : null;
  if (now !== null && now.account.id === person) csrf = now.csrf;
  else if (answer !== null) sessionLost();
  return now?.csrf === csrf;
}

const listeners = new Set<() => void>();

/** The session of this page has ended though nobody signed out. */
export function sessionLost(): void {
  for (const tell of listeners) tell();
}

export function onSessionLost(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const client = hc<Api>(window.location.origin, { fetch: ask });

type Good<R> =
  R extends ClientResponse<infer Body, infer Status, infer _F>
    ? Status extends 200 | 201
      ? Body
      : never
    : never;

/** The body of a good answer; anything else becomes an `ApiProblem`. */
export async function body<R extends ClientResponse<unknown>>(
  answer: Promise<R>,
): Promise<Good<R>> {
  const response = await answer;
  return (await bodyOf(response as unknown as Response)) as Good<R>;
}

export async function bodyOf(response: Response): Promise<unknown> {
  if (response.ok) return response.status === 204 ? undefined : await response.json();
  throw new ApiProblem(await problemOf(response));
}

async function problemOf(response: Response): Promise<Problem> {
  return problemFrom(await response.json().catch(() => undefined), response.status);
}

/** A problem from an answer that may hold none; status 0: there was no answer at all. */
export function problemFrom(given: unknown, status: number): Problem {
  if (isProblem(given)) return { ...given, status };
  if (status === 0) return UNREACHABLE;
  const zh = `服务器没有办理，状态码${status}。`;
  return { ...UNREACHABLE, status, sentence: { zh, en: `The server answered ${status}.` } };
}

const isProblem = (given: unknown): given is Problem =>
  typeof given === 'object' && given !== null && 'sentence' in given && 'code' in given;

const UNREACHABLE: Problem = {
  status: 0,
  code: 'UNREACHABLE',
  sentence: {
    zh: '暂时连接不上服务器，已填内容仍在本页，请稍后重试。',
    en: 'The server cannot be reached. What you typed is still here; try again.',
  },
  cites: [],
};
