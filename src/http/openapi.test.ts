import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenAPIHono } from '@hono/zod-openapi';
import { contractRoute } from './openapi.ts';
import type { Env } from './services.ts';

test('接口说明只做一次，不随请求增长；没有变化的不重发，网址变了重做', async () => {
  const app = new OpenAPIHono<Env>();
  const services = { publicUrl: 'http://dj.example' };
  contractRoute(app, services);
  const first = await app.request('/openapi.json');
  const etag = first.headers.get('etag') ?? '';
  const { length } = app.openAPIRegistry.definitions;
  for (let n = 0; n < 3; n += 1) await app.request('/openapi.json');
  assert.equal(app.openAPIRegistry.definitions.length, length);
  assert.match(first.headers.get('content-type') ?? '', /^application\/json/);
  const again = await app.request('/openapi.json', { headers: { 'if-none-match': `W/${etag}` } });
  assert.equal(again.status, 304);
  services.publicUrl = 'http://moved.example';
  const { servers } = (await (await app.request('/openapi.json')).json()) as {
    servers: { url: string }[];
  };
  assert.deepEqual(
    servers.map(({ url }) => url),
    ['http://moved.example'],
  );
});
