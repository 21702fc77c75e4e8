import { text } from '../base/text.ts';
import type { Text } from '../base/text.ts';
import type { Ground } from './types.ts';

/** What is kept, by what becomes of it. No text names a number of years: each is a setting. */
export const RETENTION_CLASSES = [
  'registered',
  'terminated',
  'drafts',
  'operations',
  'accounts',
] as const;

export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export const retentionTitles: Readonly<Record<RetentionClass, Text>> = {
  registered: text('已登记的事项（自失效起）', 'Registered entries (from their end)'),
  terminated: text('未登记而终结的事项', 'Cases that ended without registration'),
  drafts: text('未提交的草稿', 'Drafts never filed'),
  operations: text('操作日志', 'The operations log'),
  accounts: text('已停用的账户', 'Disabled accounts'),
};

const LAW = ['NAT-REG-4', 'BJ-REG-6', 'CQ-REG-4'];
const ground = (id: string, zh: string, en: string): Ground => ({
  id,
  label: text(zh, en),
  law: LAW,
  basis: 'inf',
});

/** Why something may be erased. The five texts name none; these follow what the law on personal
 *  information knows, and the office states the legal text in words with each. */
export const ERASURE_GROUNDS: readonly Ground[] = [
  ground(
    'purpose_fulfilled',
    '处理目的已实现或不再必要',
    'The purpose is fulfilled or no longer needs it',
  ),
  ground('retention_over', '保存期限已届满', 'The retention period is over'),
  ground('consent_withdrawn', '个人撤回同意', 'Consent was withdrawn'),
  ground('unlawful_processing', '违法或违约处理', 'Processed unlawfully or against an agreement'),
  ground('ordered', '有权机关决定或裁判', 'Ordered by a competent body'),
  ground('other_by_law', '法律法规规定的其他情形', 'Other cases named by law'),
];
