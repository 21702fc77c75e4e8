import { text } from '../base/text.ts';
import { ownProvenance } from './inherit.ts';
import { firstMaterials } from './materials-first.ts';
import { nationalText } from './text-national.ts';
import type { ClockTable, Ground, Profile, RulePack, StatutoryLength } from './types.ts';

const PACK = 'national-2025';

const workingDays = (n: number, ...law: string[]): StatutoryLength => ({
  length: { n, unit: 'workingDay' },
  law,
  basis: 'text',
});

const clocks: ClockTable = {
  filingDuty: {
    ...workingDays(20, 'NAT-REG-9(1)'),
    note: text(
      '自开始运营且首次提供资源或交付产品之日的次日起算；施行前已运营的为30个工作日。',
      'From the day after the first supply or delivery in operation; 30 working days for older operations.',
    ),
  },
  filingTransition: workingDays(30, 'NAT-REG-9(1)'),
  filingReminder: {
    ...workingDays(5, 'NAT-REG-9(1)'),
    basis: 'inf',
    note: text(
      '申请期限届满前提醒，是办理设置，不是法定期限。',
      'How long before the end a reminder is sent: an office setting, not a statutory period.',
    ),
  },
  mandateReminder: {
    length: { n: 10, unit: 'day' },
    law: ['NAT-REG-7'],
    basis: 'inf',
    note: text(
      '委托期满前提醒，是办理设置，不是法定期限。',
      'How long before the end of a mandate a reminder is sent: an office setting.',
    ),
  },
  acceptance: workingDays(3, 'NAT-REG-10'),
  formalReview: workingDays(20, 'NAT-REG-11'),
  publicNotice: workingDays(10, 'NAT-REG-12'),
  objectionReply: {
    ...workingDays(5, 'NAT-REG-12'),
    basis: 'inf',
    note: text(
      '国家办法未规定答复期限，此数为参照北京规定的办理设置，不是法定期限。',
      'The national text sets no reply period; this is an office setting after Beijing, not a statutory period.',
    ),
  },
  objectionDecision: null,
  coding: null,
  cancelCompletion: workingDays(10, 'NAT-REG-9(4)'),
  renewalWindow: { length: { n: 60, unit: 'day' }, law: ['NAT-REG-15'], basis: 'text' },
};

const refusalGrounds: readonly Ground[] = [
  {
    id: 'duplicate',
    label: text('登记内容重复', 'Duplicate content'),
    law: ['NAT-REG-10'],
    basis: 'inf',
  },
  {
    id: 'dispute',
    label: text('存在数据登记争议', 'Dispute over the data'),
    law: ['NAT-REG-10'],
    basis: 'inf',
  },
  {
    id: 'concealment',
    label: text('申请材料隐瞒事实', 'Facts concealed'),
    law: ['NAT-REG-10'],
    basis: 'inf',
  },
  {
    id: 'falsehood',
    label: text('申请材料弄虚作假', 'Falsehood in the application'),
    law: ['NAT-REG-10'],
    basis: 'inf',
  },
];

const reviewGround = (id: string, zh: string, en: string): Ground => ({
  id,
  label: text(zh, en),
  law: ['NAT-REG-11'],
  basis: 'inf',
});

const reviewGrounds: readonly Ground[] = [
  reviewGround(
    'data_resource',
    '数据资源情况填写不规范',
    'Data resource not filled in as required',
  ),
  reviewGround(
    'product_service',
    '产品和服务信息填写不规范',
    'Product or service not filled in as required',
  ),
  reviewGround('scenario', '应用场景信息填写不规范', 'Scenarios not filled in as required'),
  reviewGround('undertaking', '来源承诺书未按要求提供', 'Undertaking not provided as required'),
  reviewGround(
    'evidence_proof',
    '存证证明文件未按要求提供',
    'Proof of deposit not provided as required',
  ),
  reviewGround('risk_report', '风险评估报告未按要求提供', 'Risk report not provided as required'),
];

const profile: Profile = {
  scope: {
    subjects: [
      'party_gov_organ',
      'public_institution',
      'enterprise',
      'utility_enterprise',
      'ministry',
    ],
    regions: [],
    law: ['NAT-REG-2', 'NAT-REG-3(2)'],
  },
  duty: {
    mandatoryFor: ['party_gov_organ', 'public_institution'],
    products: 'encouraged',
    operatingBefore: '2025-03-01',
    law: ['NAT-REG-5'],
  },
  prerequisites: {
    evidenceDeposit: 'either',
    evidenceLaw: ['NAT-REG-7'],
    selfProofDuty: false,
    catalogueOnChain: false,
    catalogueLaw: ['NAT-REG-14'],
    realNameAccount: false,
    accountLaw: ['NAT-REG-7'],
    internalReviewLaw: ['NAT-REG-7'],
  },
  agents: { allowed: true, basis: 'inf', law: ['NAT-REG-7'] },
  thirdParty: { independence: 'warn', law: ['NAT-REG-9(1)'] },
  steps: [
    { key: 'application', label: text('申请', 'Application') },
    { key: 'acceptance', label: text('受理', 'Acceptance') },
    { key: 'review', label: text('形式审核', 'Formal review') },
    { key: 'notice', label: text('公示', 'Public notice') },
    { key: 'coding', label: text('赋码', 'Coding') },
  ],
  types: [
    { key: 'first', label: text('首次登记', 'First registration'), law: ['NAT-REG-9(1)'] },
    { key: 'change', label: text('变更登记', 'Change'), law: ['NAT-REG-9(2)'] },
    { key: 'correction', label: text('更正登记', 'Correction'), law: ['NAT-REG-9(3)'] },
    { key: 'cancellation', label: text('注销登记', 'Cancellation'), law: ['NAT-REG-9(4)'] },
  ],
  materials: { first: firstMaterials },
  clocks,
  noticeFields: [
    { id: 'registrantName', label: text('登记主体名称', 'Registrant') },
    { id: 'registrationType', label: text('登记类型', 'Type of registration') },
    { id: 'dataName', label: text('登记数据名称', 'Name of the data') },
    { id: 'dataSummary', label: text('数据内容简介', 'Summary') },
  ],
  noticeLaw: ['NAT-REG-12'],
  noticePausesOnObjection: false,
  objectionAfterIssue: false,
  credential: {
    kind: 'confirmation',
    title: text('登记结果查询码', 'Result query code'),
    codeScheme: 'provisional',
    law: ['NAT-REG-13'],
  },
  validity: {
    years: 3,
    anchor: 'codeDay',
    end: 'correspondingDay',
    cappedByAgreement: true,
    termSource: 'agreement',
    renewYears: 3,
    renewCap: 'authorisedTerm',
    renewCapBasis: 'inf',
    law: ['NAT-REG-15'],
  },
  onLapse: 'cancel',
  onLapseLaw: ['NAT-REG-15'],
  refusalGrounds,
  reviewGrounds,
  cancellationGrounds: [
    {
      id: 'unrecoverable_or_lost',
      label: text('公共数据资源不可复原或灭失', 'The resource is lost or unrecoverable'),
      law: ['NAT-REG-9(4)1'],
    },
    {
      id: 'rights_waived_or_term_over',
      label: text('放弃相关权益或权益期限届满', 'Rights waived or their term over'),
      law: ['NAT-REG-9(4)2'],
    },
    {
      id: 'registrant_ended',
      label: text('登记主体终止存续', 'The registrant has ended'),
      law: ['NAT-REG-9(4)3'],
    },
    {
      id: 'other_by_law',
      label: text('法律法规规定的其他情形', 'Other cases named by law'),
      law: ['NAT-REG-9(4)4'],
    },
  ],
  revocationGrounds: [
    {
      id: 'concealment_or_falsehood',
      label: text('隐瞒事实、弄虚作假或材料虚假', 'Concealment, falsehood or false materials'),
      law: ['NAT-REG-20(1)'],
    },
    {
      id: 'altered_or_forged_result',
      label: text('擅自篡改、伪造登记结果', 'Results altered or forged'),
      law: ['NAT-REG-20(2)'],
    },
    {
      id: 'unlawful_use_or_profit',
      label: text('非法使用或利用登记结果不当获利', 'Unlawful use of or profit from results'),
      law: ['NAT-REG-20(3)'],
    },
    {
      id: 'other_by_law',
      label: text('其他违反法律法规的情况', 'Other breaches of law'),
      law: ['NAT-REG-20(4)'],
    },
  ],
  registrarMisconduct: [
    {
      id: 'false_registration',
      label: text('开展虚假登记', 'Sham registration'),
      law: ['NAT-REG-19(1)'],
    },
    {
      id: 'altered_or_forged',
      label: text('擅自篡改、伪造登记结果', 'Results altered or forged'),
      law: ['NAT-REG-19(2)'],
    },
    {
      id: 'leaked_or_profited',
      label: text('泄露登记信息或借此不当获利', 'Information leaked or used for profit'),
      law: ['NAT-REG-19(3)'],
    },
    {
      id: 'failed_or_refused_duty',
      label: text('履职不当或拒不履职', 'Duty failed or refused'),
      law: ['NAT-REG-19(4)'],
    },
    {
      id: 'other',
      label: text('其他违反法律法规的情况', 'Other breaches of law'),
      law: ['NAT-REG-19(5)'],
    },
  ],
  // The national text names no single registrar; a place that refines this pack does.
  registrar: {
    creditCode: '',
    name: text('国家数据局指定的登记机构', 'Registrar named by the National Data Administration'),
  },
  platform: { name: text('国家公共数据资源登记平台', 'National registration platform') },
  reviewName: text('形式审核', 'Formal review'),
  registrarLaw: ['NAT-REG-6'],
  fees: 'none',
  feesBasis: 'inf',
  feesLaw: ['NAT-REG-16'],
  businessRules: { allowed: false, law: ['NAT-REG-22'] },
  statistics: 'open',
  statisticsLaw: ['NAT-REG-14'],
  evaluation: 'unstated',
  evaluationAxes: [
    { id: 'efficiency', label: text('服务效率', 'Efficiency of service') },
    { id: 'conformity', label: text('登记规范度', 'Conformity') },
    { id: 'quality', label: text('登记质量', 'Quality') },
    { id: 'security', label: text('数据安全保障水平', 'Level of data security') },
  ],
  evaluationLaw: ['NAT-REG-17'],
  retention: {
    years: { registered: null, terminated: null, drafts: null, operations: null, accounts: null },
    basis: 'inf',
    law: ['NAT-REG-6'],
  },
  nationalSync: 'required',
};

/** The national measures as a base that places refine; nobody files under it here. */
export const nationalPack: RulePack = {
  id: PACK,
  jurisdiction: 'national',
  name: text('国家登记规则', 'National registration rules'),
  refines: null,
  text: nationalText,
  profile,
  provenance: ownProvenance(profile, PACK),
};
