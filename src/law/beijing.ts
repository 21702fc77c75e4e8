import { text } from '../base/text.ts';
import type { Refinement } from './inherit.ts';
import { refine } from './inherit.ts';
import { catalogueItemWanted } from './materials-first.ts';
import { nationalPack } from './national.ts';
import { beijingText } from './text-beijing.ts';
import type { Profile, RulePack, StatutoryLength } from './types.ts';

const PACK = 'beijing-registration-2025';

/** The number is the national one; Beijing's own text says it again. */
const saidHere = (law: string) => ({ law: [law] });

const ownFiveDays: StatutoryLength = {
  length: { n: 5, unit: 'workingDay' },
  law: ['BJ-REG-14'],
  basis: 'text',
  note: text(
    '原文未写明起算点，按登记机构告知登记主体之日的次日起算。',
    'The text names no start; counted from the day after the registrar tells the registrant.',
  ),
};

const profile: Refinement<Profile> = {
  scope: {
    subjects: ['party_gov_organ', 'public_institution', 'enterprise', 'utility_enterprise'],
    regions: ['11'],
    law: ['BJ-REG-2', 'BJ-REG-3(2)'],
  },
  duty: { law: ['BJ-REG-7.1', 'BJ-REG-7.2'] },
  prerequisites: {
    evidenceLaw: ['BJ-REG-8a'],
    catalogueOnChain: true,
    catalogueLaw: ['BJ-REG-8b'],
    accountLaw: ['BJ-REG-14'],
    internalReviewLaw: ['BJ-REG-8c'],
  },
  agents: { basis: 'text', law: ['BJ-REG-8e', 'BJ-REG-10(1)8'] },
  thirdParty: { law: ['BJ-REG-10(1)7'] },
  types: [
    { key: 'first', law: ['BJ-REG-10(1)'] },
    { key: 'change', law: ['BJ-REG-10(2)'] },
    { key: 'correction', law: ['BJ-REG-10(3)'] },
    { key: 'cancellation', law: ['BJ-REG-10(4)'] },
  ],
  materials: {
    first: [
      { id: 'subject', law: ['BJ-REG-10(1)1'] },
      { id: 'sourceLegality', law: ['BJ-REG-10(1)2'] },
      {
        id: 'dataResource',
        law: ['BJ-REG-10(1)3'],
        fields: [{ id: 'catalogueItemId', required: catalogueItemWanted }],
      },
      { id: 'evidence', law: ['BJ-REG-10(1)4'] },
      { id: 'product', law: ['BJ-REG-10(1)5'] },
      { id: 'scenario', law: ['BJ-REG-10(1)6'] },
      { id: 'riskAssessment', law: ['BJ-REG-10(1)7'] },
      { id: 'agency', law: ['BJ-REG-10(1)8'], basis: 'text' },
      { id: 'change', law: ['BJ-REG-10(2)'] },
    ],
  },
  clocks: {
    // `filingTransition` keeps the national article: Beijing's text does not say it again.
    filingDuty: saidHere('BJ-REG-10(1)'),
    filingReminder: saidHere('BJ-REG-10(1)'),
    mandateReminder: saidHere('BJ-REG-10(1)8'),
    acceptance: saidHere('BJ-REG-11a'),
    formalReview: saidHere('BJ-REG-12a'),
    publicNotice: saidHere('BJ-REG-13'),
    objectionReply: ownFiveDays,
    cancelCompletion: saidHere('BJ-REG-10(4)'),
    renewalWindow: saidHere('BJ-REG-18b'),
  },
  noticeFields: [
    { id: 'industry', label: text('行业分类', 'Industry') },
    { id: 'registrar', label: text('登记机构', 'Registrar') },
    { id: 'platform', label: text('登记平台', 'Platform') },
    { id: 'coOwnerNames', label: text('共有主体名称', 'Co-owners') },
  ],
  noticeLaw: ['BJ-REG-13'],
  credential: {
    title: text('公共数据资源登记确认单', 'Registration confirmation sheet'),
    law: ['BJ-REG-15'],
  },
  validity: { law: ['BJ-REG-18a', 'BJ-REG-18b'] },
  retention: { law: ['BJ-REG-5'] },
  onLapseLaw: ['BJ-REG-18b'],
  refusalGrounds: [
    { id: 'duplicate', law: ['BJ-REG-11c'], basis: undefined },
    { id: 'dispute', law: ['BJ-REG-11c'], basis: undefined },
    { id: 'concealment', law: ['BJ-REG-11c'], basis: undefined },
    { id: 'falsehood', law: ['BJ-REG-11c'], basis: undefined },
  ],
  reviewGrounds: [
    { id: 'data_resource', law: ['BJ-REG-12b'], basis: undefined },
    { id: 'product_service', law: ['BJ-REG-12b'], basis: undefined },
    { id: 'scenario', law: ['BJ-REG-12b'], basis: undefined },
    { id: 'undertaking', law: ['BJ-REG-12b'], basis: undefined },
    { id: 'evidence_proof', law: ['BJ-REG-12b'], basis: undefined },
    { id: 'risk_report', law: ['BJ-REG-12b'], basis: undefined },
  ],
  cancellationGrounds: [
    { id: 'unrecoverable_or_lost', law: ['BJ-REG-10(4)1'] },
    { id: 'rights_waived_or_term_over', law: ['BJ-REG-10(4)2'] },
    { id: 'registrant_ended', law: ['BJ-REG-10(4)3'] },
    { id: 'other_by_law', law: ['BJ-REG-10(4)4'] },
  ],
  revocationGrounds: [
    { id: 'concealment_or_falsehood', law: ['BJ-REG-24(1)'] },
    { id: 'altered_or_forged_result', law: ['BJ-REG-24(2)'] },
    { id: 'unlawful_use_or_profit', law: ['BJ-REG-24(3)'] },
    { id: 'other_by_law', law: ['BJ-REG-24(4)'] },
  ],
  registrarMisconduct: [
    { id: 'false_registration', law: ['BJ-REG-23(1)'] },
    { id: 'altered_or_forged', law: ['BJ-REG-23(2)'] },
    { id: 'leaked_or_profited', law: ['BJ-REG-23(3)'] },
    { id: 'failed_or_refused_duty', law: ['BJ-REG-23(4)'] },
    { id: 'other', law: ['BJ-REG-23(5)'] },
  ],
  registrar: {
    creditCode: '12110000MB1B45614X',
    name: text('北京市大数据中心', 'Beijing Big Data Center'),
  },
  registrarLaw: ['BJ-REG-5'],
  platform: { name: text('北京市公共数据资源登记平台', 'Beijing registration platform') },
  feesLaw: ['BJ-REG-21'],
  businessRules: { law: ['BJ-REG-5'] },
  statisticsLaw: ['BJ-REG-16', 'BJ-REG-19'],
  evaluationLaw: ['BJ-REG-22'],
};

const refined = refine(
  { value: nationalPack.profile, provenance: nationalPack.provenance },
  profile,
  PACK,
);

/** Beijing, in force from 2025-12-01. */
export const beijingPack: RulePack = {
  id: PACK,
  jurisdiction: 'beijing',
  name: text('北京市公共数据资源登记', 'Beijing registration'),
  refines: nationalPack.id,
  text: beijingText,
  profile: refined.value,
  provenance: refined.provenance,
};
