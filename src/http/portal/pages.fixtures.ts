import assert from 'node:assert/strict';
import { Hono } from 'hono';
import type { Pool } from 'pg';
import { fillLog, memoryStore } from '../../app/log/chain.fixtures.ts';
import type { RateLimiter } from '../../app/accounts/rate-limit.ts';
import type { Verification } from '../../app/papers/results.ts';
import { text } from '../../base/text.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { portalRoutes, type PortalServices } from './routes.ts';
import type { Env } from '../services.ts';

export const ids = Array.from(
  { length: 30 },
  (_, n) => `0199aaaa-0000-7000-8000-${String(99 - n).padStart(12, '0')}`,
);
const places = ['beijing', 'chongqing'] as const;

export const notices = ids.map((id, n) => ({
  id,
  jurisdiction: places[n % 2] ?? 'beijing',
  procedure: 'reg.first',
  from: '2026-02-13',
  to: '2026-03-05',
  open: true,
  fields: { dataName: `公示${n}`, registrantName: '某单位' },
}));

export const entries = ids.map((id, n) => ({
  id,
  jurisdiction: places[n % 2] ?? 'beijing',
  code: `CODE-${n}`,
  queryCode: 'HOLDER-ONLY',
  status: 'active',
  validFrom: '2026-01-02',
  validTo: '2029-01-02',
  industry: 'S',
  registered: '2026-01-02',
  at: '2026-01-02',
  objectKind: 'resource',
  district: n % 2 === 0 ? '110102' : '500112',
  fields: { dataName: `登记${n}`, registrantName: '某单位' },
  life: {
    versions: [
      { n: 1, on: '2026-01-02', kind: 'first', fields: { dataName: `旧名${n}` } },
      { n: 2, on: '2026-02-02', kind: 'change', fields: { dataName: `登记${n}` } },
    ],
    terms: [{ from: '2026-01-02', to: '2029-01-02', on: '2026-01-02' }],
    ends: [],
  },
}));

type Value = string | number | boolean | null | undefined;

/** Answers the public statements from the rows above, as the database would. */
function answer(name: string, values: readonly Value[]): readonly unknown[] {
  if (name === 'public_notices') {
    const [place, , after, limit] = values;
    const found = notices.filter((one) => (place ?? one.jurisdiction) === one.jurisdiction);
    return found.filter(({ id }) => !after || id < String(after)).slice(0, Number(limit));
  }
  if (name === 'public_notice_one') return notices.filter(({ id }) => id === values[0]);
  if (name === 'public_lapses')
    return [{ ...entries[3], status: 'cancelled', announced: '2026-01-02' }];
  if (name === 'public_entry_by_code') return entries.filter(({ code }) => code === values[0]);
  // Of the first entry alone the code stands on the log.
  if (name === 'public_case_coded') return values[0] === ids[0] ? [{ idx: '6' }] : [];
  if (name === 'public_notice_entry') return values[0] === ids[0] ? [{ code: 'CODE-0' }] : [];
  if (name === 'statistics_permits') return [];
  if (name === 'public_case') return [{ code: 'CODE-0', notice: true }];
  const place = values[1];
  const found = entries.filter((one) => (place ?? one.jurisdiction) === one.jurisdiction);
  if (name === 'public_entries newest all first') return found.slice(0, Number(values[11]));
  if (name === 'public_entries newest all after')
    return found.filter(({ id }) => id < String(values[12])).slice(0, Number(values[13]));
  if (name === 'public_entries newest all before')
    return found
      .filter(({ id }) => id > String(values[12]))
      .toReversed()
      .slice(0, Number(values[13]));
  if (name === 'public_months') return [{ month: '2026-01', n: 15 }];
  if (name === 'read_version') return [{ version: `1:1:${versions()}` }];
  if (name === 'sitemap_starts') return [{ id: ids[0] }];
  if (name === 'sitemap_entries') return [{ code: 'A&B', on: '2026-02-02' }];
  assert.equal(name, 'public_facets all');
  const open = found.filter((one) => String(values[9]).split(',').includes(one.jurisdiction));
  return (['jurisdiction', 'industry', 'district'] as const).flatMap((facet) =>
    [...new Set(open.map((one) => one[facet]))].map((value) => ({
      facet,
      jurisdiction: 'beijing',
      value,
      n: open.filter((one) => one[facet] === value).length,
      label: null,
    })),
  );
}

let committed = 0;
/** Something is committed that a page might read. */
export const commit = (): void => {
  committed += 1;
};
/** Which transactions can be seen. */
const versions = (): number => committed;

const verification = (reason: string): Verification => ({
  answer: 'notGenuine',
  status: 'unknown',
  reasons: [text(reason, reason)],
  entry: null,
  checkedAt: '2026-03-02T09:00:00.000+08:00',
  statement: text('只作形式审核', 'A review of form'),
});

const store = memoryStore();
await fillLog(
  store,
  Array.from({ length: 30 }, (_, n) => `2026-03-0${n < 20 ? 1 : 2}T09:00:00.000+08:00`),
  { witnessed: 25, witness: 'audit.example.gov.cn' },
);
const log = {
  origin: 'log.example/city',
  store,
  state: () => ({ state: 'open', why: null }),
  witnesses: () =>
    Promise.resolve([
      { name: 'audit.example.gov.cn', url: null, size: 25, time: 1_790_000_000, fault: null },
      { name: 'audit.example.gov.cn', url: null, size: 24, time: 1_790_000_060, fault: null },
    ]),
};

const calendar = calendarOf(builtInYears);

const free: RateLimiter = { take: () => ({ ok: true }) };

/** The portal over a register of its own, without a database. */
export function portal(change: { broken?: boolean; limited?: boolean; asked?: string[] } = {}) {
  const told: unknown[] = [];
  const pool = {
    query: ({ name, text: sql, values }: { name: string; text: string; values: Value[] }) => {
      const called = name || (/^\/\* (.*?) \*\//.exec(sql)?.[1] ?? '');
      change.asked?.push(called);
      return change.broken
        ? Promise.reject(new Error('secret detail'))
        : Promise.resolve({ rows: answer(called, values) });
    },
  };
  const services = {
    house: {
      pool: pool as unknown as Pool,
      mode: 'demo',
      time: { today: () => '2026-03-02', now: () => '2026-03-02T09:00:00.000+08:00' },
      calendar: () => calendar,
      random: (bytes: number) => Buffer.alloc(bytes, 7),
    },
    results: {
      verifyCode: (code: string) => Promise.resolve(verification(`编码${code}`)),
      verifyFile: (bytes: Uint8Array) => Promise.resolve(verification(`文件${bytes.length}字节`)),
      keys: [],
      certificates: [],
      timestamps: { own: '', others: null },
    },
    limits: {
      public: change.limited ? { take: () => ({ ok: false, retryAfter: 3 }) } : free,
      uploads: free,
    },
    log,
    publicUrl: 'http://dj.example',
    tell: (error: unknown) => told.push(error),
  } as unknown as PortalServices;
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('client', 'somebody');
    await next();
  });
  app.route('/', portalRoutes(services));
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { accept: 'text/html', ...headers } });
  /** The address becomes known once the port is. */
  const listeningAt = (publicUrl: string): void => void Object.assign(services, { publicUrl });
  return { app, get, told, listeningAt };
}
