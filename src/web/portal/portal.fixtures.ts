import type { Language } from '../../base/text.ts';
import { builtInYears, calendarOf } from '../../law/calendar.ts';
import { deadline } from '../../law/deadline.ts';
import { explain } from '../../law/explain.ts';
import { orThrowDate } from '../../base/plain-date.ts';
import { packFor } from '../../law/packs.ts';
import type { RulePack } from '../../law/types.ts';
import { text } from '../../base/text.ts';
import { leavesOf, naivePath, naiveRoot } from '../../log/naive-tree.fixtures.ts';
import { suites } from '../../log/node-suites.ts';
import { wayOf } from '../verifier/tree/way.ts';
import type { Trust } from '../verifier/trust.ts';
import type { ChainData } from './chain/chain.ts';
import type { ChainEntryData } from './chain/chain-entry.ts';
import type { ChainItem } from './chain/chain-words.ts';
import type { EntryData } from './entry/entry.ts';
import type { NoticeData } from './notices/notice.ts';
import { plainLook } from '../look/look.ts';
import type { View, Visitor } from './view.ts';

export const hostile = `<script>alert("1")</script>'"><img src=x onerror=alert(2)>`;

export const calendar = calendarOf(builtInYears);

export const visitor: Visitor = {
  name: hostile,
  org: null,
  realName: true,
  roles: ['objector'],
  csrf: 'csrf-of-this-session',
};

export function viewFor(lang: Language, given: Partial<View> = {}): View {
  return {
    lang,
    here: '/',
    site: 'https://dj.example',
    today: '2026-03-02',
    demo: true,
    look: plainLook,
    visitor: null,
    assets: {
      css: '/assets/portal.css?v=1',
      mark: '/assets/mark.svg?v=1',
      script: (name) => `/assets/${name}.js?v=1`,
    },
    workbench: '/workbench/',
    ...given,
  };
}

export function packOf(place: string): RulePack {
  const pack = packFor(place);
  if (!pack) throw new Error(`no pack of ${place}`);
  return pack;
}

export function counted(from: string, n: number) {
  const length = { n, unit: 'workingDay' } as const;
  return explain(deadline(orThrowDate(from), length, calendar), calendar);
}

const fields = {
  registrantName: '北京市民政局',
  registrationType: '首次登记',
  dataName: hostile,
  dataSummary: '机构名称、地址',
  industry: 'S92 国家机构',
  registrar: '北京市大数据中心',
  platform: '登记平台',
  coOwnerNames: '',
  contactPhone: '13800000000',
};

export const notice: NoticeData = {
  id: '0199aaaa-0000-7000-8000-000000000001',
  jurisdiction: 'beijing',
  procedure: 'reg.first',
  fields,
  pack: packOf('beijing'),
  draft: false,
  entry: null,
  over: false,
  workingDaysLeft: 4,
  period: counted('2026-02-13', 10),
};

export const chainItem: ChainItem = {
  index: 7,
  bytes: new TextEncoder().encode(JSON.stringify({ data: { name: hostile } })),
  caseId: '0199aaaa-0000-7000-8000-000000000001',
  version: 3,
  procedure: 'reg.first',
  jurisdiction: 'beijing',
  type: 'reg.CodeAssigned',
  at: '2026-03-02T09:00:12.123+08:00',
  role: 'registrar.issue',
  org: '12110000MB1B45614X',
  law: ['BJ-REG-15'],
  seal: 'witnessed',
  title: text(hostile, hostile),
  procedureTitle: text('首次登记', 'First registration'),
  roleTitle: null,
  orgName: hostile,
};

const note = `example.gov.cn/log\n9\n${'A'.repeat(43)}=\n\n— ${hostile.replaceAll(' ', '')} AAAA\n`;

/** A tree of nine entries, and the way of one of them. */
const leaves = leavesOf(suites.sha256, 9);
const treeRoot = naiveRoot(suites.sha256, leaves);
const wayAt = (index: number) => {
  const path = naivePath(suites.sha256, index, leaves);
  const leaf = leaves[index] ?? treeRoot;
  const way = wayOf(suites.sha256, index, 9, leaf, path, treeRoot);
  if (!way) throw new Error('no way');
  return way;
};

export const chain: ChainData = {
  tree: { suite: 'sha256', size: 9, root: treeRoot, witnessed: 8, way: wayAt(8) },
  heads: {
    published: 9,
    witnessed: 8,
    notes: {
      sha256: { checkpoint: note, witnessed: note },
      sm3: { checkpoint: note, witnessed: null },
    },
  },
  trouble: text(hostile, hostile),
  witnesses: [
    { name: 'a.invalid', demonstration: true, time: 1_790_000_000, size: 8, fault: null },
    { name: hostile, demonstration: false, time: 0, size: 0, fault: hostile },
  ],
  quorum: 1,
  growth: [1, 2, 3].map((count, at) => ({ day: orThrowDate(`2026-03-0${at + 1}`), count })),
  items: [chainItem],
  before: null,
  next: 7,
};

export const chainEntry: ChainEntryData = {
  proof: { suite: 'sha256', file: hostile, way: wayAt(7) },
  item: chainItem,
  leaves: { sha256: 'ab'.repeat(32), sm3: 'cd'.repeat(32) },
  newer: true,
  code: 'BJ-CODE-1',
  notice: true,
  law: ['BJ-REG-15'],
};

export const trust: Trust = {
  site: 'https://dj.example.gov.cn',
  at: '2026-03-02T09:00:00.000+08:00',
  policy: { sha256: 'quorum none\n', sm3: 'quorum none\n' },
  heads: { sha256: hostile, sm3: null },
  keys: [],
  certificates: [],
  timestamps: { own: '', others: null },
  words: { x: text(hostile, hostile) },
};

export const entry: EntryData = {
  code: 'BJ-CODE-1',
  jurisdiction: 'beijing',
  status: 'active',
  validFrom: '2026-01-02',
  validTo: '2029-01-02',
  fields: { ...fields, objectKind: 'resource', registrantCode: '11110000000021039C' },
  pack: packOf('beijing'),
  draft: false,
  life: {
    versions: [
      { n: 1, on: '2026-01-02', kind: 'first', fields: { ...fields, dataName: '旧名称' } },
      { n: 2, on: '2026-02-02', kind: 'change', fields },
    ],
    terms: [{ from: '2026-01-02', to: '2029-01-02', on: '2026-01-02' }],
    ends: [],
  },
  asOf: null,
  notice: null,
  objection: false,
  trouble: null,
};
