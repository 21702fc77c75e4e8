import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { Actor } from '../kernel/types.ts';
import { checkCsrf } from '../app/accounts/csrf.ts';
import { clientKey } from '../app/accounts/rate-limit.ts';
import { ended } from '../app/accounts/api-key-refusals.ts';
import { isKey } from '../app/accounts/api-keys.ts';
import { keyBarred } from '../app/accounts/key-reach.ts';
import type { Present } from '../app/accounts/session-store.ts';
import { demand } from './limits.ts';
import type { SealKeys } from '../store/seal.ts';
import type { Env, Services } from './services.ts';

export const COOKIE = 'shuji_session';

/** Signing in needs no session yet; a verification changes nothing. */
const HARMLESS = new Set(['/verify', '/api/public/verify']);
const DOORS = new Set(['/api/session', '/api/session/totp']);
/** Forms that work without script have no header to put the token in: they carry it in a field, and
 *  their handlers ask `provenForm`. Who signs in has no token yet. */
const PLAIN_FORMS =
  /^\/(?:signin|signout|(?:notices|registrations)\/[^/]+\/objection|objections\/[^/]+\/withdraw)$/;
const signingIn = (c: Context<Env>): boolean => DOORS.has(c.req.path) && c.req.method === 'POST';

/** Finds out who is at the door. A token in the Authorization header needs no CSRF token, because
 *  no browser sends it by itself; a cookie on an unsafe request does. */
export function whoIsThere(services: Services): MiddlewareHandler<Env> {
  const { sessions, house } = services;
  return async (c, next) => {
    const token = tokenOf(c);
    // A page is for people: whatever somebody else put into the cookie, they can read it and sign in anew.
    const asked = bearerOf(c) !== undefined || (c.req.path.startsWith('/api/') && !signingIn(c));
    if (token !== undefined && isKey(token) && asked) {
      c.set('signedIn', await withKey(services, c, token));
      return next();
    }
    const signedIn = token === undefined ? undefined : await sessions.actorOf(token);
    const exempt = HARMLESS.has(c.req.path) || signingIn(c) || PLAIN_FORMS.test(c.req.path);
    if (signedIn && token !== undefined && !exempt) {
      const via = bearerOf(c) === undefined ? 'cookie' : 'bearer';
      const presented = c.req.header('x-csrf-token');
      const forged = checkCsrf(house.keys, { method: c.req.method, via, token, presented });
      if (forged) throw new Refused(forged);
    }
    c.set('signedIn', signedIn);
    await next();
  };
}

/** A program with a key: within its reach and its own bucket, and what it changes is on record as done
 *  with that key before it is done. A key that has ended is told so wherever it comes. */
async function withKey(services: Services, c: Context<Env>, token: string): Promise<Present> {
  const { apiKeys, limits, operations } = services;
  // Never by cookie: a browser would send it by itself.
  const present = bearerOf(c) === token ? await apiKeys.actorOf(token) : undefined;
  if (!present?.key) {
    demand(limits.signIn, clientKey(c.get('client')));
    throw new Refused(ended());
  }
  const { id, scope } = present.key;
  demand(limits.keys, id);
  const { method, path } = c.req;
  const barred = keyBarred(scope, method, path);
  if (barred || !['GET', 'HEAD'].includes(method)) {
    await operations.record({
      kind: 'key.use',
      account: present.actor.accountId,
      subject: `key/${id}`,
      ok: !barred,
      detail: { method, path: path.slice(0, 200), ...(barred ? { code: barred.code } : {}) },
    });
  }
  if (barred) throw new Refused(barred);
  return present;
}

const bearerOf = (c: Context<Env>): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(c.req.header('authorization') ?? '')?.[1];

export const tokenOf = (c: Context<Env>): string | undefined => bearerOf(c) ?? getCookie(c, COOKIE);

/** Whether a form without script was sent from a page of this session: the token stands in a field. */
export function provenForm(c: Context<Env>, keys: SealKeys, presented: string): boolean {
  const token = getCookie(c, COOKIE);
  if (!c.get('signedIn') || token === undefined || bearerOf(c) !== undefined) return false;
  return checkCsrf(keys, { method: 'POST', via: 'cookie', token, presented }) === undefined;
}

/** The actor, or the refusal that one must sign in first. */
export function actorOf(c: Context<Env>): Actor {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new Refused(signInFirst());
  return signedIn.actor;
}

/** Whose bucket an act is taken from: a program with a key does not use up that of its person. */
export function bucketOf(c: Context<Env>): string {
  const { accountId } = actorOf(c);
  const key = c.get('signedIn')?.key;
  return key ? `key:${key.id}` : accountId;
}

/** The id of the session behind the token. */
export function sessionOf(c: Context<Env>): string {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new Refused(signInFirst());
  return signedIn.session.id;
}

const signInFirst = () =>
  refuse('SIGN_IN_FIRST', text('请先登录。', 'Sign in first.'), [], 'unauthenticated');
