import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Hono } from 'hono';
import type { RateLimiter } from '../app/accounts/rate-limit.ts';
import { acceptAnswer, positive, timestampRequest } from '../app/seals/timestamp.ts';
import { imprintOf, sampleAuthority } from '../app/seals/timestamp.fixtures.ts';
import { answerError } from './problem.ts';
import type { Env } from './services.ts';
import { timestampRoutes } from './timestamp.ts';

const { authority } = sampleAuthority();
const free: RateLimiter = { take: () => ({ ok: true }) };

/** Asks as a client of RFC 3161 does, unless it says otherwise. */
async function ask(
  body: BodyInit,
  type = 'application/timestamp-query',
  limiter: RateLimiter = free,
): Promise<Response> {
  const told: unknown[] = [];
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('client', 'somebody');
    await next();
  });
  app.onError((error, c) => answerError(c, error, (defect) => told.push(defect)));
  app.route('/', timestampRoutes({ authority, limits: { public: limiter } }));
  const init = { method: 'POST', body, headers: { 'content-type': type }, duplex: 'half' };
  const response = await app.request('/tsa', init);
  assert.deepEqual(told, []);
  return response;
}

const bytesOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());
/** A TimeStampResp with status 2, rejection. */
const REJECTED = /^30..30..020102/;

test('HTTP时间戳请求得到可核验的应答', async () => {
  const nonce = positive(randomBytes(8));
  const imprint = imprintOf('清单', 'sm3');
  const response = await ask(new Uint8Array(timestampRequest(imprint, nonce)));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/timestamp-reply');
  const { stamp } = acceptAnswer(await bytesOf(response), imprint, nonce);
  assert.equal(stamp.authority, '某时间戳中心');
});

test('请求畸形、空白、过长、永不结束：按RFC 3161拒绝，不读完', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  for (const body of ['x', '', new Uint8Array(4097), new Uint8Array(randomBytes(4000)), endless]) {
    const response = await ask(body);
    assert.equal(response.status, 200);
    assert.match((await bytesOf(response)).toString('hex'), REJECTED);
  }
  assert.ok(pulled < 10, `${pulled} KB were read`);
});

test('内容类型不符、请求过频：说明原因，不作应答', async () => {
  const problem = async (response: Response) =>
    (await response.json()) as { code: string; status: number };
  const typed = await problem(await ask('{}', 'application/json'));
  assert.deepEqual([typed.status, typed.code], [400, 'TIMESTAMP_MEDIA_TYPE']);
  const full: RateLimiter = { take: () => ({ ok: false, retryAfter: 3 }) };
  const often = await problem(await ask('', 'application/timestamp-query', full));
  assert.deepEqual([often.status, often.code], [429, 'TOO_MANY_REQUESTS']);
});
