import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { orThrow } from '../base/refusal.ts';
import { clientKey } from '../app/accounts/rate-limit.ts';
import { COOKIE } from './auth.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';

/** What somebody who signs in hands over. */
export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

/** Signs in and sets the cookie, for the form and for the contract alike; throws `Refused`. */
export async function beginSession(
  c: Context<Env>,
  { sessions, limits, publicUrl }: Pick<Services, 'sessions' | 'limits' | 'publicUrl'>,
  { account, password, totp }: Credentials,
) {
  demand(limits.signIn, clientKey(c.get('client')));
  const client = (c.req.header('user-agent') ?? '').slice(0, 200);
  const signedIn = orThrow(await sessions.signIn({ login: account, password, totp, client }));
  setCookie(c, COOKIE, signedIn.token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: publicUrl.startsWith('https:'),
    maxAge: 12 * 3600,
  });
  return signedIn;
}
