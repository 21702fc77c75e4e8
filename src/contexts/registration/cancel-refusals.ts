import { refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';

/** Cancellation (注销登记). */
export const CANCELLATION = ['NAT-REG-9(4)', 'BJ-REG-10(4)', 'CQ-REG-16'];

export const notRegistrant = (): Refusal =>
  refuse(
    'NOT_REGISTRANT',
    text(
      '注销由登记主体申请；只有登记主体终止存续的，才由承继、清算或上级单位申请。',
      'The registrant applies; only where it has ended does its successor, liquidator or superior.',
    ),
    CANCELLATION,
    'forbidden',
  );

export const capacityUnsaid = (): Refusal =>
  refuse(
    'CAPACITY_UNSAID',
    text(
      '请写明以什么身份为已终止的登记主体申请：承继、清算或上级单位。',
      'Say in which capacity you apply: successor, liquidator or superior unit.',
    ),
    CANCELLATION,
  );

export const proofMissing = (): Refusal =>
  refuse(
    'PROOF_MISSING',
    text(
      '登记主体终止存续、由他人申请或依职权注销的，须附证明材料。',
      'Where another applies, or the registrar acts for itself, proof of the end is attached.',
    ),
    CANCELLATION,
  );

export const exOfficioGround = (): Refusal =>
  refuse(
    'EX_OFFICIO_GROUND',
    text(
      '登记机构只在核实登记主体终止存续后依职权注销；其他情形由登记主体申请。',
      'The registrar acts by itself only where it has verified that the registrant has ended.',
    ),
    CANCELLATION,
    'forbidden',
  );

export const ownRegistrar = (): Refusal =>
  refuse(
    'CONFLICT_OF_INTEREST',
    text(
      '本单位是该登记的登记主体，经办人员应当回避。',
      'Your organisation is the registrant of this entry; its officers must stand aside.',
    ),
    ['BJ-REG-23', 'CQ-REG-22'],
    'forbidden',
  );

export const groundUnlisted = (labels: readonly string[]): Refusal =>
  refuse(
    'GROUND_NOT_LISTED',
    text(
      `注销只能依规则列明的情形：${labels.join('、')}。`,
      'A cancellation rests on one of the listed grounds only.',
    ),
    CANCELLATION,
  );

export const cancellationOpen = (): Refusal =>
  refuse(
    'CANCELLATION_OPEN',
    text('该登记已有一件注销在办。', 'A cancellation of this entry is under way.'),
    CANCELLATION,
    'conflict',
  );

export const sameOfficer = (): Refusal =>
  refuse(
    'SAME_OFFICER',
    text(
      '依职权启动注销的人员不得自行办结，须由另一人核实。',
      'Whoever opened it for the registrar may not complete it: another officer verifies.',
    ),
    ['BJ-REG-5', 'CQ-REG-7', 'NAT-REG-9(4)'],
    'forbidden',
  );

export const nothingApplied = (): Refusal =>
  refuse(
    'NOTHING_APPLIED_FOR',
    text(
      '依职权启动的注销没有申请，无从不予受理；不应注销的，终止依职权注销。',
      'The registrar began this itself: there is no application to refuse. Discontinue it instead.',
    ),
    CANCELLATION,
    'conflict',
  );

export const notExOfficio = (): Refusal =>
  refuse(
    'NOT_EX_OFFICIO',
    text(
      '只有依职权启动的注销才由登记机构终止；申请的注销由申请人撤回。',
      'The registrar drops only what it began itself; an application is withdrawn by its applicant.',
    ),
    CANCELLATION,
    'conflict',
  );
