import { Hono } from 'hono';
import { refuse, Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import type { OwnAuthority } from '../app/seals/timestamp-own.ts';
import { demand } from './limits.ts';
import type { Env, Services } from './services.ts';

export interface TimestampDoor {
  readonly authority: Pick<OwnAuthority, 'answerTimestampRequest'>;
  readonly limits: Pick<Services['limits'], 'public'>;
}

const QUERY_MAX = 4096;

/** The body, or as much of it as shows that it is too long: that is no request either. */
async function queryOf(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > QUERY_MAX) return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

/**
 * The instance's own time-stamping authority over HTTP (RFC 3161, section 3.4), for demonstrations and
 * for programs that want to try the format. What is no request gets a rejection in the same form.
 */
export function timestampRoutes({ authority, limits }: TimestampDoor) {
  return new Hono<Env>().post('/tsa', async (c) => {
    demand(limits.public, c.get('client'));
    if (!/^application\/timestamp-query\b/i.test(c.req.header('content-type') ?? ''))
      throw new Refused(notQuery());
    const reply = authority.answerTimestampRequest(await queryOf(c.req.raw));
    return c.body(new Uint8Array(reply), 200, {
      'content-type': 'application/timestamp-reply',
      'cache-control': 'no-store',
    });
  });
}

const notQuery = () =>
  refuse(
    'TIMESTAMP_MEDIA_TYPE',
    text(
      '请求内容应为时间戳请求（application/timestamp-query）。',
      'The body must be a time-stamp request (application/timestamp-query).',
    ),
    [],
    'malformed',
  );
