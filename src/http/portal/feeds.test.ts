import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import type { Pool } from 'pg';
import { Refused } from '../../base/refusal.ts';
import type { RateLimiter } from '../../app/accounts/rate-limit.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { feedRoutes } from './feeds.ts';
import type { Env, Services } from '../services.ts';

const id = '0199aaaa-0000-7000-8000-000000000001';
const row = {
  id,
  jurisdiction: 'chongqing',
  procedure: 'reg.first',
  from: '2026-02-13',
  to: '2026-03-05',
  open: true,
  fields: { dataName: '公交<站点>', registrantName: '某单位' },
  changed: new Date('2026-02-13T01:02:03.456Z'),
};

function feeds(change: Partial<typeof row> = {}, limiter?: RateLimiter) {
  const asked: unknown[][] = [];
  const pool = {
    query: ({ name, values }: { name: string; values: unknown[] }) => {
      asked.push([name, ...values.slice(1)]);
      const one = name === 'public_notice_dated' && values[1] !== id;
      return Promise.resolve({ rows: one ? [] : [{ ...row, ...change }] });
    },
  };
  const services = {
    house: {
      pool: pool as unknown as Pool,
      time: { today: () => '2026-03-02', now: () => '2026-03-02T09:00:00.000+08:00' },
      calendar: () => calendarOf(builtInYears),
    },
    limits: { public: limiter ?? { take: () => ({ ok: true }) } },
    publicUrl: 'https://dj.example/',
  } as unknown as Services;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('client', 'somebody');
    await next();
  });
  app.onError((error, c) => {
    if (error instanceof Refused) return c.text(error.refusal.code, 429);
    throw error;
  });
  app.route('/', feedRoutes(services));
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers });
  return { get, asked };
}

test('订阅源和日历：类型、地址、一次最多100项，可以按地区', async () => {
  const { get, asked } = feeds();
  const atom = await get('/notices.atom?jurisdiction=chongqing');
  assert.match(atom.headers.get('content-type') ?? '', /^application\/atom\+xml; charset=utf-8/);
  assert.match(await atom.text(), /公交&lt;站点&gt;.*https:\/\/dj\.example\/notices\/0199aaaa/s);
  const calendar = await get('/notices.ics?jurisdiction=%27%20or%201=1');
  assert.match(calendar.headers.get('content-type') ?? '', /^text\/calendar; charset=utf-8/);
  assert.deepEqual(asked, [
    ['public_notices_newest', 'chongqing', 100],
    ['public_notices_newest', null, 100],
  ]);
});

test('没有变化的不重发：内容标签优先，其次看时间', async () => {
  const { get } = feeds();
  const first = await get('/notices.atom');
  const etag = first.headers.get('etag') ?? '';
  const changed = first.headers.get('last-modified') ?? '';
  assert.equal(changed, 'Fri, 13 Feb 2026 01:02:03 GMT');
  const status = async (headers: Record<string, string>) =>
    (await get('/notices.atom', headers)).status;
  assert.equal(await status({ 'if-none-match': etag }), 304);
  assert.equal(await status({ 'if-none-match': `"other", W/${etag}` }), 304);
  assert.equal(await status({ 'if-modified-since': changed }), 304);
  assert.equal(await status({ 'if-none-match': '"other"', 'if-modified-since': changed }), 200);
  assert.equal(await status({ 'if-modified-since': 'Fri, 13 Feb 2026 01:02:02 GMT' }), 200);
  assert.equal(await status({ 'if-modified-since': 'yesterday' }), 200);
  assert.equal(await (await get('/notices.atom', { 'if-none-match': etag })).text(), '');
});

test('一项公示的日历作为附件给出；没有的、写错的编号没有', async () => {
  const { get } = feeds();
  const one = await get(`/notices/${id}.ics?lang=en`);
  assert.match(
    one.headers.get('content-disposition') ?? '',
    /^attachment; filename="notice\.ics"$/,
  );
  const said = await one.text();
  assert.match(said, /SUMMARY:Last day to object: 公交<站点>\r\n/);
  assert.match(said, /DTSTART;VALUE=DATE:20260305\r\nDTEND;VALUE=DATE:20260306\r\n/);
  for (const wrong of [`${id.replace('0199', '0198')}.ics`, '1.ics', '..ics']) {
    assert.equal((await get(`/notices/${wrong}`)).status, 404);
  }
});

test('提前终止的以终止那天为准，不随查询的日子变化', async () => {
  const early = feeds({ open: false, changed: new Date('2026-03-01T08:00:00.000Z') });
  assert.match(await (await early.get('/notices.ics')).text(), /STATUS:CANCELLED/);
  const whole = feeds({ open: false, changed: new Date('2026-03-05T16:00:00.001Z') });
  assert.doesNotMatch(await (await whole.get('/notices.ics')).text(), /CANCELLED/);
});

test('期限也能加入日历：往后算的是最后一日，倒推的是至迟哪天；写错的没有', async () => {
  const { get } = feeds();
  const day = async (query: string) =>
    /DTSTART;VALUE=DATE:(\d+)/.exec(await (await get(`/deadline.ics?${query}`)).text())?.[1];
  assert.equal(await day('from=2026-02-13&length=10'), '20260305');
  assert.equal(await day('way=back&from=2026-03-05&length=10'), '20260213');
  assert.equal((await get('/deadline.ics?from=2026-02-30&length=10')).status, 404);
  assert.equal((await get('/deadline.ics')).status, 404);
});

test('请求过于频繁的不答', async () => {
  const { get } = feeds({}, { take: () => ({ ok: false, retryAfter: 3 }) });
  assert.equal(await (await get('/notices.atom')).text(), 'TOO_MANY_REQUESTS');
});
