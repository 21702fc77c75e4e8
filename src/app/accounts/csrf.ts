import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { SealKeys } from '../../store/seal.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token that a page of this session carries and hands back with every change; derived, so
 *  that it need not be stored, and bound to the session, so that it is of no use to another. */
export function csrfOf(keys: SealKeys, token: string): string {
  const key = Buffer.from(hkdfSync('sha256', keys.nonce, 'shuji', 'csrf', 32));
  return createHmac('sha256', key).update(token).digest('base64url');
}

/** Refuses a change that a foreign page may have sent: the browser adds the cookie by itself, but
 *  never the token. A bearer token is never added by itself, so it needs none. */
export function checkCsrf(
  keys: SealKeys,
  request: {
    readonly method: string;
    readonly via: 'cookie' | 'bearer';
    readonly token: string;
    readonly presented: string | undefined;
  },
): Refusal | undefined {
  if (request.via === 'bearer' || SAFE.has(request.method.toUpperCase())) return undefined;
  const expected = Buffer.from(csrfOf(keys, request.token));
  const presented = Buffer.from((request.presented ?? '').slice(0, 100));
  if (presented.length === expected.length && timingSafeEqual(presented, expected))
    return undefined;
  return refuse(
    'CSRF',
    text(
      '请求没有带上本页面的校验值，可能来自其他网站；请刷新页面后重试。',
      'The request lacks the token of this page and may come from another site. Reload and try again.',
    ),
    [],
    'forbidden',
  );
}
