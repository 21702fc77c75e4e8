import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refused, refuse, type Refusal, type RefusalKind } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { preferredLanguage } from './language.ts';

/** The one table from kinds of refusal to statuses of HTTP. */
export const STATUS: Readonly<Record<RefusalKind, ContentfulStatusCode>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  unknown: 404,
  wrongMethod: 405,
  conflict: 409,
  tooLarge: 413,
  unprocessable: 422,
  tooMany: 429,
  busy: 503,
};

/** A refusal as RFC 9457 asks, in the language the caller prefers, with the other beside it. */
export function problemOf(refusal: Refusal, language: 'zh' | 'en') {
  const status = STATUS[refusal.kind];
  return {
    type: `urn:shuji:problem:${refusal.code}`,
    title: refusal.sentence[language],
    status,
    detail: refusal.sentence[language],
    code: refusal.code,
    cites: [...refusal.cites],
    sentence: refusal.sentence,
    ...(refusal.details ? { details: refusal.details } : {}),
  };
}

export function languageOf(c: Context): 'zh' | 'en' {
  const asked = c.req.query('lang');
  if (asked === undefined) return preferredLanguage(c.req.header('accept-language'));
  return /^\s*en/i.test(asked) ? 'en' : 'zh';
}

export function answerRefusal(c: Context, refusal: Refusal): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (refusal.kind === 'busy') headers['retry-after'] = '2';
  if (refusal.kind === 'tooMany')
    headers['retry-after'] = String(refusal.details?.['retryAfter'] ?? 10);
  if (refusal.kind === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  return c.body(JSON.stringify(problemOf(refusal, languageOf(c))), STATUS[refusal.kind], headers);
}

/** Refusals become problems; anything else is a defect: said once to the operator, never to the
 *  caller, who learns only that it was not their doing. */
export function answerError(c: Context, error: unknown, tell: (error: unknown) => void): Response {
  if (error instanceof Refused) return answerRefusal(c, error.refusal);
  // What the framework refuses by itself: a body it was not told to read.
  if (error instanceof HTTPException && error.status < 500) return answerRefusal(c, mediaType());
  tell(error);
  const problem = problemOf(
    refuse(
      'INTERNAL',
      text('系统内部错误，本次没有办理。', 'An internal error; nothing was done.'),
      [],
    ),
    languageOf(c),
  );
  return c.body(JSON.stringify({ ...problem, status: 500 }), 500, {
    'content-type': 'application/problem+json',
  });
}

export const mediaType = (): Refusal =>
  refuse(
    'MEDIA_TYPE',
    text('请求内容应为JSON（application/json）。', 'The body must be JSON (application/json).'),
    [],
    'malformed',
  );
