import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';

const next = (zh: string, en: string, issue: number): Text =>
  text(`${zh}（议题 #${issue}）。`, `${en} (issue #${issue}).`);

const LIFE = next(
  '变更、更正、注销、续展、撤销随“登记的全生命周期”实现',
  'Change, correction, cancellation, renewal and revocation come with the whole life of a registration',
  4,
);
const REGISTRAR = next(
  '对登记机构的评价和管理措施随“登记的全生命周期”实现',
  'Evaluation of and measures against the registrar come with the whole life of a registration',
  4,
);
const SECURITY = next(
  '安全自查、预案和事件处置尚无程序；运行指标、备份和访问记录已有',
  'Self-check, emergency plan and incident handling have no procedure yet; metrics, backup and access log stand',
  4,
);
const THIRD = next(
  '第三方服务登记与独立性核查随存证程序实现；登记材料中的作者与机构信息已有',
  'The register of third parties and the check of their independence come with the evidence procedure',
  4,
);

/** Articles that nothing carries out yet: each with its reason and the issue that will close it.
 *  A test fails on a hole that is not listed here, and on a listed one that has been closed. */
export const holes: Readonly<Record<string, Text>> = {
  'BJ-REG-10(2)': LIFE,
  'BJ-REG-10(3)': LIFE,
  'BJ-REG-10(4)': LIFE,
  'BJ-REG-18b': LIFE,
  'BJ-REG-20(1)': next(
    '等级保护测评属组织事项，对照表随手册完善',
    'Classified protection is organisational; the control mapping comes with the handbook',
    5,
  ),
  'BJ-REG-20(4)': SECURITY,
  'BJ-REG-22': REGISTRAR,
  'BJ-REG-23': REGISTRAR,
  'BJ-REG-24': LIFE,
  'CQ-REG-12': THIRD,
  'CQ-REG-14': THIRD,
  'CQ-REG-18': LIFE,
  'CQ-REG-21': REGISTRAR,
  'CQ-REG-22': REGISTRAR,
  'CQ-REG-23': LIFE,
};
