import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { checkCsrf } from '../app/csrf.ts';
import type { Sessions } from '../app/sessions.ts';
import type { SealKeys } from '../store/seal.ts';
import type { Env } from './services.ts';

export const COOKIE = 'shuji_session';

/** Signing in needs no session yet; a verification changes nothing. */
const HARMLESS = new Set(['/verify', '/api/public/verify']);
const DOORS = new Set(['/api/session', '/api/session/totp']);
const signingIn = (c: Context<Env>): boolean => DOORS.has(c.req.path) && c.req.method === 'POST';

/** Finds out who is at the door. A token in the Authorization header needs no CSRF token, because
 *  no browser sends it by itself; a cookie on an unsafe request does. */
export function whoIsThere(sessions: Sessions, keys: SealKeys): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = tokenOf(c);
    const signedIn = token === undefined ? undefined : await sessions.actorOf(token);
    const exempt = HARMLESS.has(c.req.path) || signingIn(c);
    if (signedIn && token !== undefined && !exempt) {
      const via = bearerOf(c) === undefined ? 'cookie' : 'bearer';
      const presented = c.req.header('x-csrf-token');
      const forged = checkCsrf(keys, { method: c.req.method, via, token, presented });
      if (forged) throw new Refused(forged);
    }
    c.set('signedIn', signedIn);
    await next();
  };
}

const bearerOf = (c: Context<Env>): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(c.req.header('authorization') ?? '')?.[1];

export const tokenOf = (c: Context<Env>): string | undefined => bearerOf(c) ?? getCookie(c, COOKIE);

/** The actor, or the refusal that one must sign in first. */
export function actorOf(c: Context<Env>): Actor {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new Refused(signInFirst());
  return signedIn.actor;
}

/** The id of the session behind the token. */
export function sessionOf(c: Context<Env>): string {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new Refused(signInFirst());
  return signedIn.session.id;
}

const signInFirst = () =>
  refuse('SIGN_IN_FIRST', text('请先登录。', 'Sign in first.'), [], 'unauthenticated');
