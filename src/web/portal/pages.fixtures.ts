import assert from 'node:assert/strict';
import { articleById, allTexts } from '../../law/articles.ts';
import { packs } from '../../law/packs.ts';
import { template } from '../../law/templates.ts';
import { text } from '../../base/text.ts';
import { articlePage } from './law/article.ts';
import { comparePage } from './law/compare.ts';
import { deadlinePage } from './days/deadline.ts';
import { entryPage } from './entry/entry.ts';
import { helpPage } from './help.ts';
import type { RegistrationItem } from './found/found-list.ts';
import { homePage, type HomeData } from './home.ts';
import { lawPage, lawTextPage } from './law/law.ts';
import { lapsesPage, type LapsesData } from './notices/lapses.ts';
import { noticePage } from './notices/notice.ts';
import { noticesPage, type NoticeItem } from './notices/notices.ts';
import { chainPage } from './chain/chain.ts';
import { chainEntryPage } from './chain/chain-entry.ts';
import {
  calendar,
  chain,
  chainEntry,
  counted,
  entry,
  hostile,
  notice,
  packOf,
  trust,
  visitor,
} from './portal.fixtures.ts';
import { registrationsPage, type RegistrationsData } from './found/registrations.ts';
import { signInPage } from './sign-in.ts';
import { templatePage, templatesPage } from './templates.ts';
import { notFound, troublePage } from './trouble.ts';
import { depositPage } from './deposit.ts';
import { verifyPage, type VerifyData } from './verify/verify.ts';
import type { Html, View } from './view.ts';

const item: NoticeItem = {
  id: notice.id,
  jurisdiction: 'beijing',
  procedure: 'reg.first',
  dataName: hostile,
  registrantName: hostile,
  from: '2026-02-13',
  to: '2026-03-05',
  over: false,
  workingDaysLeft: 4,
};
const found: RegistrationItem = {
  code: hostile,
  jurisdiction: hostile,
  dataName: hostile,
  summary: hostile,
  registrantName: hostile,
  objectKind: hostile,
  industry: hostile,
  status: hostile,
  registered: hostile,
  validTo: hostile,
};
export const register: RegistrationsData = {
  q: hostile,
  chosen: { industry: hostile },
  sort: 'relevance',
  total: { n: 1, atLeast: true, places: ['beijing'] },
  items: [found],
  facets: {
    district: [{ value: hostile, n: 1 }],
    jurisdiction: [{ value: 'chongqing', n: null }],
    year: Array.from({ length: 9 }, (_, n) => ({ value: hostile, n })),
    holder: [
      { value: hostile, n: 2, label: hostile },
      { value: hostile, n: 1 },
    ],
  },
  uncounted: [{ jurisdiction: 'chongqing', law: ['CQ-REG-19'] }],
  previous: notice.id,
  next: notice.id,
};
export const verified: VerifyData = {
  code: hostile,
  file: hostile,
  result: {
    answer: 'genuine',
    status: 'active',
    reasons: [text(hostile, hostile)],
    entry: null,
    checkedAt: '2026-03-02T09:00:00.000+08:00',
    statement: text('只作形式审核', 'A review of form'),
  },
  entry,
  end: null,
  trouble: text(hostile, hostile),
  note: text(hostile, hostile),
  report: null,
  seal: { seal: 'rehearsed', index: 7 },
  trust,
  script: '/assets/verifier/page-1.js',
  scan: '/assets/scan/page-1.js',
};
const lapses: LapsesData = {
  items: [
    {
      code: 'CQ-CODE-1',
      jurisdiction: 'chongqing',
      dataName: hostile,
      registrantName: hostile,
      status: 'cancelled',
      validTo: '2026-01-01',
      announced: '2026-01-02',
    },
  ],
  after: undefined,
  next: notice.id,
  law: ['CQ-REG-18'],
};
const asked = {
  way: 'on',
  from: hostile,
  length: hostile,
  unit: 'workingDay',
  jurisdiction: 'beijing',
} as const;
const jurisdictions = ['beijing', 'chongqing'];
const presets = [
  {
    label: text('公示', 'Notice'),
    n: 10,
    unit: 'workingDay' as const,
    law: ['BJ-REG-13'],
    inferred: true,
  },
];
const board = {
  filter: { jurisdiction: 'beijing', industry: 'S', within: 3 },
  jurisdictions,
};
const done = {
  acts: [{ procedure: 'reg.first', act: 'accept', title: text('受理', 'Accept') }],
  clocks: [],
  rules: [{ pack: 'x', path: hostile }],
  pages: ['/notices'],
  waits: text(hostile, hostile),
};
const article = articleById('BJ-REG-14');
const undertaking = template('undertaking');
assert.ok(article && undertaking && packs[1] && packs[2]);
const [rule] = [allTexts[2]];
assert.ok(rule);
const compared = {
  packs,
  a: packs[1],
  b: packs[2],
  all: false,
};

const waits: HomeData['waits'] = [
  {
    jurisdiction: 'beijing',
    waits: [
      { name: 'acceptance', n: 3, unit: 'workingDay', law: ['BJ-REG-11a'], basis: 'text' },
      { name: 'objectionReply', n: 5, unit: 'workingDay', law: ['BJ-REG-14'], basis: 'inf' },
    ],
  },
];
const nothing = { n: 0, atLeast: false, places: ['beijing'] };
const emptyHome: HomeData = {
  entries: nothing,
  openNotices: nothing,
  notices: [],
  ended: [],
  newest: [],
  months: { places: [], months: [] },
  waits,
  workingDay: false,
};
const emptyRegister: RegistrationsData = {
  q: '',
  chosen: {},
  sort: 'newest',
  total: nothing,
  items: [],
  facets: {},
  uncounted: [],
  previous: null,
  next: null,
};

export const pages: Readonly<Record<string, (view: View) => Html>> = {
  首页: (view) =>
    homePage(view, {
      entries: { n: 10_000, atLeast: true, places: ['beijing'] },
      openNotices: { n: 1, atLeast: false, places: ['beijing'] },
      notices: [item],
      ended: [{ ...item, over: true }],
      newest: [found],
      months: { places: ['beijing'], months: [{ month: '2026-03', n: 12_345 }] },
      waits,
      workingDay: true,
    }),
  空登记簿的首页: (view) => homePage(view, emptyHome),
  空的登记查询: (view) => registrationsPage(view, emptyRegister),
  查不到的登记查询: (view) =>
    registrationsPage(view, { ...emptyRegister, q: hostile, chosen: { year: hostile } }),
  登记查询: (view) => registrationsPage(view, register),
  登记条目: (view) => entryPage(view, entry),
  待见证的登记条目: (view) => entryPage(view, entry, { seal: 'published', index: 7 }),
  公示列表: (view) =>
    noticesPage(view, {
      ...board,
      show: { as: 'list', items: [item], open: true, after: notice.id, next: notice.id },
    }),
  公示日历: (view) =>
    noticesPage(view, {
      ...board,
      show: { as: 'calendar', month: '2026-02', calendar, items: [item], more: true },
    }),
  注销公告: (view) => lapsesPage(view, lapses),
  空的注销公告: (view) => lapsesPage(view, { ...lapses, items: [], next: null }),
  公示: (view) => noticePage(view, notice),
  登录后的公示: (view) => noticePage({ ...view, visitor }, notice),
  核验: (view) => verifyPage(view, verified),
  存证: (view) => depositPage(view, '/assets/deposit/page-1.js'),
  期限计算: (view) =>
    deadlinePage(view, {
      asked,
      jurisdictions,
      presets,
      answer: counted('2026-12-10', 20),
      trouble: null,
    }),
  规则: (view) => lawPage(view, allTexts),
  规则文本: (view) => lawTextPage(view, rule, () => done),
  条文: (view) =>
    articlePage(view, article.text, article.article, done, () => text('首次登记', 'First')),
  比较: (view) => comparePage(view, compared),
  全部比较: (view) => comparePage(view, { ...compared, all: true }),
  目录链: (view) => chainPage(view, chain),
  空的目录链: (view) => chainPage(view, emptyChain),
  目录链的后一页: (view) => chainPage(view, { ...chain, before: 9 }),
  目录链记录: (view) => chainEntryPage(view, chainEntry),
  登录后的目录链记录: (view) => chainEntryPage({ ...view, visitor }, chainEntry),
  材料样式: (view) => templatesPage(view, [{ id: 'undertaking', template: undertaking }]),
  材料样式正文: (view) => templatePage(view, { id: 'undertaking', template: undertaking }),
  帮助: (view) => helpPage(view, packOf('beijing')),
  登录: (view) =>
    signInPage(view, {
      next: '/',
      demoAccounts: [{ login: hostile, name: hostile, org: hostile, does: text(hostile, hostile) }],
    }),
  找不到: (view) => troublePage(view, notFound),
};

export const emptyChain = {
  ...chain,
  tree: { suite: 'sha256', size: 0, root: null, witnessed: 0, way: null } as const,
  heads: {
    published: 0,
    witnessed: 0,
    notes: {
      sha256: { checkpoint: null, witnessed: null },
      sm3: { checkpoint: null, witnessed: null },
    },
  },
  trouble: null,
  witnesses: [],
  quorum: null,
  items: [],
  next: null,
};
