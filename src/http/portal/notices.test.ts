import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { House } from '../../app/house.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { viewFor } from '../../web/portal/portal.fixtures.ts';
import { noticesPage } from '../../web/portal/notices/notices.ts';
import { noticesData } from './notices.ts';
import { publicRoutes } from '../public.ts';
import type { Services } from '../services.ts';

const row = (n: number, from: string, to: string, open = true) => ({
  id: `0199aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`,
  jurisdiction: 'beijing',
  procedure: 'reg.first',
  from,
  to,
  open,
  fields: { dataName: `公示${n}`, registrantName: '某单位' },
});

function office(rows: readonly ReturnType<typeof row>[] = [], today = '2026-02-13') {
  const asked: { name: string; values: unknown[] }[] = [];
  const pool = {
    query: (query: { name: string; values: unknown[] }) => {
      asked.push(query);
      return Promise.resolve({ rows });
    },
  };
  const house = {
    pool,
    time: { today: () => today },
    calendar: () => calendarOf(builtInYears),
  } as unknown as House;
  const ask = (query: string) => {
    const given = new URLSearchParams(query);
    return noticesData(house, (name) => given.get(name) ?? undefined);
  };
  const api = async (query: string) => {
    const limits = { public: { take: () => ({ ok: true }) } };
    const routes = publicRoutes({ house, limits } as unknown as Services);
    return (await routes.request(`/api/public/notices?${query}`)).status;
  };
  return { ask, asked, api };
}

test('几个工作日内截止：含今天，跳过春节，调休上班日算', async () => {
  const { ask, asked } = office();
  await ask('within=3&jurisdiction=beijing&industry=S');
  // 2月13日（星期五）、2月14日（调休上班）、2月24日（节后第一天）。
  assert.deepEqual(asked[0]?.values, ['beijing', true, null, 21, 'S', '2026-02-24']);
  await ask('within=99&industry=%27x&state=over');
  assert.deepEqual(asked[1]?.values, [null, false, null, 21, null, null]);
});

test('接口和公示页一样能按行业、几个工作日内截止筛选，页面上的数据链接带着条件', async () => {
  const { ask, asked, api } = office();
  const query = 'jurisdiction=beijing&industry=S&within=3';
  assert.equal(await api(`${query}&limit=20`), 200);
  assert.deepEqual(asked[0]?.values, ['beijing', true, null, 21, 'S', '2026-02-24']);
  for (const wrong of ['within=0', 'within=21', 'within=x', `industry=${'S'.repeat(9)}`])
    assert.equal(await api(wrong), 400, wrong);
  const linked = async (said: string): Promise<string> => {
    const shown = String(await noticesPage(viewFor('zh'), await ask(said)));
    const [, query = ''] = /href="\/api\/public\/notices\?([^"]*)"/.exec(shown) ?? [];
    return query.replaceAll('&amp;', '&');
  };
  assert.equal(await linked(query), 'jurisdiction=beijing&industry=S&open=true&within=3');
  assert.equal(await linked('state=over&industry=S&within=3'), 'industry=S&open=false');
});

test('日历按整周取，一个月一次；月份写错的看本月', async () => {
  const { ask, asked } = office();
  await ask('view=calendar&month=2026-03');
  assert.deepEqual(asked[0]?.values, ['2026-02-23', '2026-04-05', null, null, 61]);
  for (const wrong of ['2026-13', '1999-01', '9999-01', 'x', '2026-3', '2026-02-01']) {
    const { show } = await ask(`view=calendar&month=${wrong}`);
    assert.ok(show.as === 'calendar' && show.month === '2026-02', wrong);
  }
});

test('日历里每项公示从开始画到截止，跨周接着画，今天、休、班都标出', async () => {
  const { ask } = office([
    row(1, '2026-02-13', '2026-03-05'),
    row(2, '2026-02-02', '2026-02-04', false),
  ]);
  const shown = String(
    await noticesPage(viewFor('zh', { today: '2026-02-13' }), await ask('view=calendar')),
  );
  const bars = [
    ...shown.matchAll(/<li class="(c\d n\d[^"]*)">\s*<a\s+href="\/notices\/[^"]*?(\d)"/g),
  ];
  assert.deepEqual(
    bars.map(([, classes, n]) => `${n}: ${classes}`),
    ['2: c1 n3 begins ends over', '1: c5 n3 begins', '1: c1 n7', '1: c1 n7'],
  );
  assert.equal(shown.match(/aria-current="date"/g)?.length, 1);
  assert.match(shown, /class="makeUp"[^>]*>\s*<time datetime="2026-02-14">14<\/time>\s*<b\s*>班/);
  assert.match(shown, /datetime="2026-02-17">17<\/time>\s*<b\s+title="春节">休/);
  assert.match(shown, /rel="prev" href="[^"]*month=2026-01/);
  assert.match(shown, /rel="alternate" type="application\/atom\+xml"/);
  assert.match(shown, /rel="alternate" type="text\/calendar"/);
});

test('画不下的说明怎么看到其余的', async () => {
  const many = Array.from({ length: 61 }, (_, n) => row(n, '2026-02-13', '2026-03-05'));
  const { show } = await office(many).ask('view=calendar');
  assert.ok(show.as === 'calendar' && show.more && show.items.length === 60);
});
