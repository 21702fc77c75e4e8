import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { text, type Text } from '../../base/text.ts';
import type { Env } from '../services.ts';

const NAME = 'shuji_signin';
const MINUTES = 2;
const WORDS = 400;

const sentence = z.object({ zh: z.string().max(WORDS), en: z.string().max(WORDS) });
const Said = z.object({ account: z.string().max(100), trouble: sentence });

/** Why signing in failed and under which name, carried over to the page that says so: what was sent leads
 *  to an address, so that going back or reading it again never sends a password a second time. */
export function sayAtSignIn(
  c: Context<Env>,
  said: { readonly account: string; readonly trouble: Text },
): void {
  const { zh, en } = said.trouble;
  const trouble = { zh: zh.slice(0, WORDS), en: en.slice(0, WORDS) };
  setCookie(c, NAME, JSON.stringify({ account: said.account, trouble }), {
    path: '/signin',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: MINUTES * 60,
    secure: new URL(c.req.url).protocol === 'https:',
  });
}

/** What was said, once. Without cookies nobody can be signed in, which is then said instead. */
export function saidAtSignIn(c: Context<Env>): {
  readonly account?: string;
  readonly trouble?: Text;
} {
  if (c.req.query('failed') === undefined || c.get('signedIn')) return {};
  const given = getCookie(c, NAME);
  if (given === undefined) return { trouble: UNTOLD };
  deleteCookie(c, NAME, { path: '/signin' });
  const said = Said.safeParse(parsed(given));
  return said.success ? said.data : { trouble: UNTOLD };
}

function parsed(given: string): unknown {
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return undefined;
  }
}

const UNTOLD = text(
  '没有登录成功。请核对登录名和密码再试；浏览器须允许本站的Cookie。',
  'You are not signed in. Check the login and the password and try again; the browser must allow cookies of this site.',
);
