import { text, type Text } from '../../../base/text.ts';

const PARTS = {
  organisations: text('单位', 'Organisations'),
  accounts: text('账户', 'Accounts'),
  calendar: text('工作日历', 'Calendar'),
  catalogue: text('目录清单', 'Catalogue'),
  retention: text('保存期限', 'Retention'),
  upkeep: text('运行与备份', 'Upkeep'),
  sessions: text('会话', 'Sessions'),
  operations: text('操作日志', 'Operations log'),
  signIns: text('登录记录', 'Sign-ins'),
  access: text('查阅记录', 'Who looked'),
  slices: text('审计数据', 'Audit data'),
} as const satisfies Readonly<Record<string, Text>>;

export type Part = keyof typeof PARTS;

export const partTitle = (part: Part): Text => PARTS[part];

/** The consoles of each role; the server decides again on every request. */
const OF_ROLE: Readonly<Record<string, readonly Part[]>> = {
  'admin.system': ['organisations', 'accounts', 'calendar', 'catalogue', 'retention', 'upkeep'],
  'admin.security': ['accounts', 'sessions', 'organisations'],
  'admin.audit': ['operations', 'signIns', 'access', 'accounts'],
  auditor: ['operations', 'access', 'slices'],
};

/** What somebody with these roles finds under administration; nothing for most. */
export const partsFor = (roles: readonly string[]): readonly Part[] => [
  ...new Set(roles.flatMap((role) => OF_ROLE[role] ?? [])),
];

/** Administrators see no case and open none: their own consoles are where they begin. */
export const onlyAdministers = (roles: readonly string[]): boolean =>
  roles.length > 0 && roles.every((role) => role.startsWith('admin.'));
