import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import type { Pool } from 'pg';
import { portalRoutes, type PortalServices } from './routes.ts';
import type { Env } from '../services.ts';

const listed = Array.from({ length: 60 }, (_, n) => ({
  id: `0199aaaa-0000-7000-8000-0000000000${99 - n}`,
  jurisdiction: 'chongqing',
  name: `第三方机构${n}。`,
}));

/** Answers the statements of these pages, as the database would. */
function answer(name: string, values: readonly unknown[]): readonly unknown[] {
  if (name !== 'registered_services') return [];
  const [, , after, limit] = values;
  return listed.filter(({ id }) => !after || id < String(after)).slice(0, Number(limit));
}

const query = ({ name, values }: { name: string; values: unknown[] }) =>
  Promise.resolve({ rows: answer(name, values) });
const app = new Hono<Env>();
app.route(
  '/',
  portalRoutes({
    house: {
      pool: { query } as unknown as Pool,
      mode: 'demo',
      time: { today: () => '2026-03-02' },
    },
    publicUrl: 'http://dj.example',
    limits: { public: { take: () => ({ ok: true }) } },
    tell: (error: unknown) => assert.fail(String(error)),
  } as unknown as PortalServices),
);
const body = async (path: string): Promise<string> => (await app.request(path)).text();

test('第三方服务机构：只列机构名称，翻页不重不漏', async () => {
  const first = await body('/services');
  const next = /rel="next"\s+href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const names = [first, await body(next)].flatMap((shown) => [
    ...shown.matchAll(/第三方机构\d+。/g),
  ]);
  assert.deepEqual(
    names.map(([name]) => name),
    listed.map(({ name }) => name),
  );
  assert.match(await body('/services?after=x'), /第三方机构0。/);
});

test('登记机构监督：重庆的评价报告缺省不对外，写明依据', async () => {
  const shown = await body('/supervision');
  assert.match(shown, /没有发布的评价报告/);
  assert.match(shown, /没有重庆的报告.*CQ-REG-19/s);
  assert.doesNotMatch(shown, /没有北京的报告/);
});

test('页脚有这些页面的入口', async () => {
  const shown = await body('/services');
  for (const path of ['/services', '/supervision', '/national', '/lapses', '/deposit'])
    assert.match(shown, new RegExp(`<footer.*href="${path}"`, 's'), path);
});
