import { text } from '../base/text.ts';
import type { Refinement } from './inherit.ts';
import { refine } from './inherit.ts';
import { nationalPack } from './national.ts';
import { chongqingText } from './text-chongqing.ts';
import type { Profile, RulePack } from './types.ts';

const PACK = 'chongqing-registration-draft';

/** The national article stands, by the reference in article 16. */
const byReference = (national: string) => ({ law: ['CQ-REG-16', national] });

const profile: Refinement<Profile> = {
  scope: {
    subjects: [
      'party_gov_organ',
      'public_institution',
      'enterprise',
      'utility_enterprise',
      'unincorporated',
    ],
    regions: ['50'],
    law: ['CQ-REG-2', 'CQ-REG-3(2)'],
  },
  duty: {
    mandatoryFor: [
      'party_gov_organ',
      'public_institution',
      'enterprise',
      'utility_enterprise',
      'unincorporated',
    ],
    law: ['CQ-REG-8'],
  },
  prerequisites: {
    evidenceLaw: ['CQ-REG-13'],
    selfProofDuty: true,
    realNameAccount: true,
    accountLaw: ['CQ-REG-11'],
    internalReviewLaw: ['CQ-REG-9'],
  },
  agents: { law: ['CQ-REG-9'] },
  thirdParty: { independence: 'block', law: ['CQ-REG-12', 'CQ-REG-14'] },
  steps: [
    { key: 'review', label: text('审查', 'Examination') },
    { key: 'coding', label: text('凭证发放', 'Issue of the certificate') },
    { key: 'objection', label: text('异议处理', 'Handling of objections') },
  ],
  types: [
    { key: 'first', ...byReference('NAT-REG-9(1)') },
    { key: 'change', ...byReference('NAT-REG-9(2)') },
    { key: 'correction', ...byReference('NAT-REG-9(3)') },
    { key: 'cancellation', ...byReference('NAT-REG-9(4)') },
  ],
  materials: {
    first: [
      { id: 'subject', ...byReference('NAT-REG-9(1)') },
      { id: 'sourceLegality', ...byReference('NAT-REG-9(1)') },
      { id: 'dataResource', ...byReference('NAT-REG-9(1)') },
      { id: 'evidence', law: ['CQ-REG-13', 'NAT-REG-9(1)'] },
      { id: 'product', ...byReference('NAT-REG-9(1)') },
      { id: 'scenario', ...byReference('NAT-REG-9(1)') },
      { id: 'riskAssessment', ...byReference('NAT-REG-9(1)') },
      { id: 'agency', law: ['CQ-REG-9'] },
      { id: 'change', ...byReference('NAT-REG-9(2)') },
    ],
  },
  clocks: {
    filingDuty: byReference('NAT-REG-9(1)'),
    filingTransition: byReference('NAT-REG-9(1)'),
    filingReminder: byReference('NAT-REG-9(1)'),
    mandateReminder: { law: ['CQ-REG-9'] },
    acceptance: byReference('NAT-REG-10'),
    formalReview: byReference('NAT-REG-11'),
    publicNotice: byReference('NAT-REG-12'),
    objectionReply: byReference('NAT-REG-12'),
    cancelCompletion: byReference('NAT-REG-9(4)'),
    renewalWindow: { law: ['CQ-REG-18'] },
  },
  noticeLaw: ['CQ-REG-16', 'NAT-REG-12'],
  objectionAfterIssue: true,
  credential: {
    kind: 'certificate',
    title: text('公共数据资源登记电子凭证', 'Electronic registration certificate'),
    law: ['CQ-REG-10', 'CQ-REG-17'],
  },
  validity: {
    anchor: 'issueDay',
    termSource: 'authorisationDocument',
    renewCapBasis: 'text',
    law: ['CQ-REG-17', 'CQ-REG-18'],
  },
  onLapse: 'cancelAndAnnounce',
  retention: { law: ['CQ-REG-7'] },
  onLapseLaw: ['CQ-REG-18'],
  refusalGrounds: [
    { id: 'duplicate', ...byReference('NAT-REG-10') },
    { id: 'dispute', ...byReference('NAT-REG-10') },
    { id: 'concealment', ...byReference('NAT-REG-10') },
    { id: 'falsehood', ...byReference('NAT-REG-10') },
  ],
  reviewGrounds: [
    { id: 'data_resource', ...byReference('NAT-REG-11') },
    { id: 'product_service', ...byReference('NAT-REG-11') },
    { id: 'scenario', ...byReference('NAT-REG-11') },
    { id: 'undertaking', ...byReference('NAT-REG-11') },
    { id: 'evidence_proof', ...byReference('NAT-REG-11') },
    { id: 'risk_report', ...byReference('NAT-REG-11') },
  ],
  cancellationGrounds: [
    { id: 'unrecoverable_or_lost', ...byReference('NAT-REG-9(4)1') },
    { id: 'rights_waived_or_term_over', ...byReference('NAT-REG-9(4)2') },
    { id: 'registrant_ended', ...byReference('NAT-REG-9(4)3') },
    { id: 'other_by_law', ...byReference('NAT-REG-9(4)4') },
  ],
  revocationGrounds: [
    { id: 'concealment_or_falsehood', law: ['CQ-REG-23(1)'] },
    {
      id: 'altered_or_forged_result',
      label: text(
        '擅自复制、篡改、损毁、伪造电子凭证',
        'Certificate copied, altered, damaged or forged without permission',
      ),
      law: ['CQ-REG-23(2)'],
    },
    {
      id: 'unlawful_use_or_profit',
      label: text('非法使用或利用电子凭证不当获利', 'Unlawful use of or profit from certificates'),
      law: ['CQ-REG-23(3)'],
    },
    { id: 'other_by_law', law: ['CQ-REG-23(4)'] },
  ],
  registrarMisconduct: [
    { id: 'false_registration', law: ['CQ-REG-22(1)'] },
    {
      id: 'altered_or_forged',
      label: text(
        '擅自复制、篡改、损毁、伪造电子凭证',
        'Certificates copied, altered, damaged or forged without permission',
      ),
      law: ['CQ-REG-22(2)'],
    },
    { id: 'leaked_or_profited', law: ['CQ-REG-22(3)'] },
    { id: 'failed_or_refused_duty', law: ['CQ-REG-22(4)'] },
    { id: 'other', law: ['CQ-REG-22(5)'] },
  ],
  // The draft leaves the registrar to be named (article 6). This body and its code are made up for the
  // demonstration; the code passes the check of GB 32100 so that the same paths run.
  registrar: {
    creditCode: '12500000MB0YX0001G',
    name: text(
      '重庆市公共数据资源登记机构（演示）',
      'Chongqing registrar of public data resources (demonstration)',
    ),
  },
  registrarLaw: ['CQ-REG-6', 'CQ-REG-7'],
  platform: { name: text('重庆市公共数据资源登记系统', 'Chongqing registration system') },
  reviewName: text('审查', 'Examination'),
  feesBasis: 'text',
  feesLaw: ['CQ-REG-15'],
  businessRules: { allowed: true, law: ['CQ-REG-7(1)', 'CQ-REG-26'] },
  statistics: 'needsConsent',
  statisticsLaw: ['CQ-REG-19'],
  evaluation: 'yearly',
  evaluationLaw: ['CQ-REG-21'],
};

const refined = refine(
  { value: nationalPack.profile, provenance: nationalPack.provenance },
  profile,
  PACK,
);

/** Chongqing, a consultation draft: its pack can be tried out and is not in force. */
export const chongqingPack: RulePack = {
  id: PACK,
  jurisdiction: 'chongqing',
  name: text('重庆市公共数据资源登记（征求意见稿）', 'Chongqing registration (draft)'),
  refines: nationalPack.id,
  text: chongqingText,
  profile: refined.value,
  provenance: refined.provenance,
};
