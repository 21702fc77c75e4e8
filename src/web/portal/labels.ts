import { industryName } from '../../base/industry.ts';
import { regionName } from '../../base/region.ts';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { packFor } from '../../law/packs.ts';
import type { ArticleKind, TextStatus } from '../../law/types.ts';

const asItIs = (words: string): Text => ({ zh: words, en: words });

/** One public word for each way an entry can stand (G63). */
const statusWords: Readonly<Record<string, Text>> = {
  active: text('有效', 'In force'),
  renewalPending: text('续展办理中（暂续有效）', 'In force while its renewal is decided'),
  expired: text('已届满', 'Validity over'),
  superseded_version: text('已有新版本', 'Superseded by a newer version'),
  cancelled: text('已注销', 'Cancelled'),
  revoked: text('已撤销', 'Revoked'),
  unknown: text('查无此项', 'Not found'),
};

/** The status a reader is told: an entry whose last day has passed is over, whatever its row says. */
export function publicStatus(status: string, validTo: string, today: string): string {
  return status === 'active' && validTo < today ? 'expired' : status;
}

export const statusWord = (status: string): Text => statusWords[status] ?? asItIs(status);

/** Cancelled or revoked: the last day that was once given no longer says anything. */
export const hasEndedEarly = (status: string): boolean =>
  status === 'cancelled' || status === 'revoked';

/** Which colour goes with a status; the word always stands beside it. */
export function statusTone(status: string): 'good' | 'warn' | 'bad' {
  if (status === 'active' || status === 'renewalPending') return 'good';
  return status === 'revoked' || status === 'unknown' ? 'bad' : 'warn';
}

const kindWords: Readonly<Record<string, Text>> = {
  resource: text('数据资源', 'Data resource'),
  product: text('数据产品', 'Data product'),
  service: text('数据服务', 'Data service'),
};

export const objectKindWord = (kind: string): Text => kindWords[kind] ?? asItIs(kind);

const procedureWords: Readonly<Record<string, Text>> = {
  'reg.first': text('首次登记', 'First registration'),
  'reg.change': text('变更登记', 'Change'),
};
/** What is on notice. */
export const procedureWord = (name: string): Text => procedureWords[name] ?? asItIs(name);

const placeWords: Readonly<Record<string, Text>> = {
  national: text('国家', 'National'),
  beijing: text('北京', 'Beijing'),
  chongqing: text('重庆', 'Chongqing'),
};

export const placeWord = (jurisdiction: string): Text =>
  placeWords[jurisdiction] ?? packFor(jurisdiction)?.name ?? asItIs(jurisdiction);

export const industryWord = (code: string): Text => industryName(code) ?? asItIs(code);

export const districtWord = (code: string): Text => asItIs(regionName(code) ?? code);

/** Fields of an entry beside those of the notice, in the order they are shown. */
export const entryFields: readonly { readonly id: string; readonly label: Text }[] = [
  { id: 'objectKind', label: text('登记对象', 'Kind of object') },
  { id: 'registrantCode', label: text('统一社会信用代码', 'Unified social credit code') },
  { id: 'usable', label: text('可使用场景', 'Allowed uses') },
  { id: 'forbidden', label: text('禁用场景', 'Forbidden uses') },
  { id: 'issuedOn', label: text('发放日期', 'Issued on') },
  { id: 'issuedBy', label: text('出具机构', 'Issued by') },
  { id: 'nationalCode', label: text('国家平台编码', 'National code') },
];

export const standingWords: Readonly<Record<TextStatus, Text>> = {
  'in-force': text('现行有效', 'In force'),
  trial: text('试行', 'On trial'),
  draft: text('征求意见稿，尚未生效', 'Consultation draft, not in force'),
};

export const articleKindWords: Readonly<Record<ArticleKind, Text>> = {
  SM: text('流程', 'Procedure'),
  CK: text('期限', 'Clock'),
  MC: text('材料', 'Material'),
  PM: text('权限', 'Permission'),
  PB: text('公开', 'Publication'),
  RP: text('报告', 'Report'),
  IN: text('对接', 'Integration'),
  SE: text('安全', 'Security'),
  OR: text('组织事项', 'Organisational'),
};

export const unitWords = {
  workingDay: text('个工作日', 'working days'),
  day: text('日（自然日）', 'calendar days'),
  year: text('年', 'years'),
} as const;
