import { text } from '../../base/text.ts';
import type { EventSpec } from '../../kernel/types.ts';

const PARTIES = ['registrant', 'agent', 'coOwner'];
const FILERS = ['registrant', 'agent'];
const JOINT = ['BJ-REG-8d', 'CQ-REG-9', 'NAT-REG-7'];
/** Contact data and the like are for those who file; the rest of the dossier is joint. */
const MATERIAL = { material: PARTIES, personal: FILERS };
const event = (
  zh: string,
  en: string,
  law: readonly string[],
  groups?: EventSpec['groups'],
  tells: readonly string[] = [],
): EventSpec => ({ title: text(zh, en), law, ...(groups ? { groups } : {}), tells });

/** Gives a registration its code: what documents prove, and what a recovery must not lose. */
export const CODED = 'reg.CodeAssigned';

/** The events of a first registration, who reads their private parts and who is told. */
export const firstEvents: Readonly<Record<string, EventSpec>> = {
  'reg.DraftOpened': event('新建申请', 'Draft opened', ['BJ-REG-10(1)'], MATERIAL),
  'reg.DraftLinked': event('关联登记义务或原登记', 'Duty or earlier case linked', [
    'BJ-REG-7',
    'CQ-REG-8',
    'NAT-REG-5',
  ]),
  'reg.FilingClockStarted': event('申请期限起算', 'Time to file started', [
    'BJ-REG-10(1)',
    'NAT-REG-9',
  ]),
  'reg.FilingOverdue': event(
    '逾期未申请',
    'Filing overdue',
    ['BJ-REG-10(1)', 'NAT-REG-9'],
    undefined,
    FILERS,
  ),
  'reg.ContentImported': event('导入目录内容', 'Content imported', ['BJ-REG-19'], MATERIAL),
  'reg.MaterialAttached': event(
    '填写材料',
    'Material filled in',
    ['BJ-REG-10(1)', 'NAT-REG-9'],
    MATERIAL,
  ),
  'reg.CatalogueLinked': event('关联目录', 'Catalogue item linked', ['BJ-REG-8b']),
  'evid.Linked': event('关联存证', 'Evidence linked', ['BJ-REG-8a', 'CQ-REG-13', 'NAT-REG-7'], {
    deposit: PARTIES,
  }),
  'reg.EvidenceLost': event(
    '所关联的存证失效',
    'Deposit linked found invalid',
    ['BJ-REG-8a', 'CQ-REG-14', 'CQ-REG-23', 'NAT-REG-7'],
    undefined,
    ['office', ...FILERS],
  ),
  'reg.DeclarationGiven': event(
    '登记主体承诺',
    'Registrant declared',
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    undefined,
    ['agent'],
  ),
  'reg.CoRegistrantsNamed': event(
    '列明共有主体，请其同意',
    'Co-owners named; consent asked',
    JOINT,
    undefined,
    ['coOwner'],
  ),
  'reg.CoRegistrantConsented': event(
    '共有主体同意',
    'Co-owner consented',
    JOINT,
    undefined,
    FILERS,
  ),
  'reg.CoRegistrantConsentWithdrawn': event(
    '共有主体撤回同意',
    'Co-owner withdrew consent',
    JOINT,
    { reasons: PARTIES },
    FILERS,
  ),
  'reg.InternalReviewPassed': event(
    '业务审核通过',
    'Internal review passed',
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    { opinion: ['registrant', 'agent'] },
  ),
  'reg.ApplicationSubmitted': event(
    '提交申请',
    'Submitted',
    ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'],
    { digests: FILERS },
    ['office', 'coOwner'],
  ),
  'reg.ApplicationResubmitted': event(
    '重新提交',
    'Resubmitted',
    ['BJ-REG-11b', 'BJ-REG-12b', 'NAT-REG-10'],
    { digests: FILERS },
    ['office'],
  ),
  'reg.ApplicationWithdrawn': event(
    '撤回申请',
    'Withdrawn',
    ['BJ-REG-9', 'NAT-REG-8'],
    { reasons: PARTIES },
    ['office', 'coOwner'],
  ),
  'reg.AgencyEnded': event('代理终止', 'Agency ended', ['BJ-REG-10(1)8'], undefined, FILERS),
  'reg.IntakeDeficiencyNotified': event(
    '一次性告知补正（受理）',
    'Intake gaps notified',
    ['BJ-REG-11b', 'NAT-REG-10'],
    { gaps: PARTIES },
    FILERS,
  ),
  'reg.AcceptanceRefused': event(
    '不予受理',
    'Acceptance refused',
    ['BJ-REG-11c', 'NAT-REG-10'],
    { reasons: PARTIES },
    PARTIES,
  ),
  'reg.ApplicationAccepted': event(
    '受理',
    'Accepted',
    ['BJ-REG-11a', 'NAT-REG-10'],
    undefined,
    FILERS,
  ),
  'reg.AcceptanceOverdue': event(
    '受理逾期',
    'Acceptance overdue',
    ['BJ-REG-11a', 'NAT-REG-10'],
    undefined,
    ['office'],
  ),
  'reg.SealConfirmed': event('核对公章', 'Seal confirmed', ['BJ-REG-10(1)2', 'NAT-REG-11'], {
    note: [],
  }),
  'reg.ReviewDeficiencyNotified': event(
    '一次性告知补正（审核）',
    'Review gaps notified',
    ['BJ-REG-12b', 'NAT-REG-11'],
    { gaps: PARTIES },
    FILERS,
  ),
  'reg.ReviewOverdue': event(
    '审核逾期',
    'Review overdue',
    ['BJ-REG-12a', 'NAT-REG-11'],
    undefined,
    ['office'],
  ),
  'reg.ReviewDelayExplained': event(
    '说明未完成审核的原因',
    'Delay explained',
    ['BJ-REG-12a', 'NAT-REG-11'],
    { reasons: PARTIES },
    FILERS,
  ),
  'reg.FormalReviewFailed': event(
    '形式审核不通过',
    'Review failed',
    ['BJ-REG-11c', 'NAT-REG-11'],
    { reasons: PARTIES },
    PARTIES,
  ),
  'reg.FormalReviewPassed': event(
    '形式审核通过',
    'Review passed',
    ['BJ-REG-12', 'NAT-REG-11'],
    undefined,
    FILERS,
  ),
  'reg.NoticePublished': event(
    '发布公示',
    'Notice published',
    ['BJ-REG-13', 'NAT-REG-12'],
    { fields: PARTIES },
    PARTIES,
  ),
  'reg.ObjectionNoted': event(
    '收到异议',
    'Objection noted',
    ['BJ-REG-14', 'NAT-REG-12'],
    undefined,
    ['office'],
  ),
  'reg.ObjectionSettled': event('异议已处理', 'Objection settled', ['BJ-REG-15', 'NAT-REG-12']),
  'reg.NoticeClosed': event(
    '公示期满',
    'Notice closed',
    ['BJ-REG-13', 'BJ-REG-15', 'NAT-REG-12'],
    undefined,
    ['office', ...PARTIES],
  ),
  'reg.RegistrationTerminated': event(
    '终止登记',
    'Registration terminated',
    ['BJ-REG-14', 'NAT-REG-12'],
    undefined,
    PARTIES,
  ),
  [CODED]: {
    ...event(
      '赋码',
      'Code assigned',
      ['BJ-REG-15', 'CQ-REG-10', 'NAT-REG-13'],
      { query: FILERS, registrar: PARTIES },
      PARTIES,
    ),
    bindsOthers: true,
  },
  'reg.ValidityFixed': event('确定有效期', 'Validity fixed', [
    'BJ-REG-18a',
    'CQ-REG-17',
    'NAT-REG-15',
  ]),
  'reg.ConfirmationIssued': event('发放登记确认单', 'Confirmation issued', [
    'BJ-REG-15',
    'NAT-REG-13',
  ]),
  'cert.Issued': event('发放电子凭证', 'Certificate issued', ['CQ-REG-17']),
  'sync.Queued': event('待报送国家平台', 'Queued for the national platform', [
    'BJ-REG-17',
    'CQ-REG-10',
    'NAT-REG-14',
  ]),
  'cat.CityCatalogueUpdated': event('更新全市目录', 'City catalogue updated', [
    'BJ-REG-16',
    'CQ-REG-7',
    'NAT-REG-14',
  ]),
};
