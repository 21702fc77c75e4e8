import { text } from '../../base/text.ts';
import type { ClockSpec, EventSpec, Procedure } from '../../kernel/types.ts';
import type { ClockName, RulePack } from '../../law/types.ts';
import {
  attachMaterial,
  consent,
  endAgency,
  flagFilingOverdue,
  importContent,
  linkCatalogue,
  linkEvidence,
  recordInternalReview,
  resubmit,
  submit,
  withdraw,
} from './first-filing.ts';
import { evolveFirst } from './first-fold.ts';
import { openDraft } from './first-open.ts';
import { assignCode, closeNotice, noteObjection, publishNotice, settleObjection, terminate } from './first-result.ts';
import {
  accept,
  confirmSeal,
  explainDelay,
  failReview,
  flagAcceptanceOverdue,
  flagReviewOverdue,
  notifyIntakeGaps,
  notifyReviewGaps,
  passReview,
  refuseAcceptance,
} from './first-review.ts';
import { coOwners, dataName, type FirstState } from './first-state.ts';
import { publishFirst, viewFirst } from './first-view.ts';

type Clock = ClockSpec<FirstState, RulePack>;

const statutory =
  (name: ClockName): Clock['length'] =>
  (_state, rules) =>
    rules.profile.clocks[name]?.length ?? null;

const clocks: Record<string, Clock> = {
  filingDuty: {
    title: text('申请登记期限', 'Time to file'),
    law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
    length: statutory('filingDuty'),
    from: (state) => state.suppliedOn ?? undefined,
    startsOn: ['reg.FilingClockStarted'],
    stopsOn: ['reg.ApplicationSubmitted', 'reg.ApplicationWithdrawn'],
    onExpiry: 'flagFilingOverdue',
    onExpiryText: text('标记为逾期未申请，提示登记主体', 'flagged as overdue; the registrant is reminded'),
  },
  acceptance: {
    title: text('受理期限', 'Time to accept'),
    law: ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'],
    length: statutory('acceptance'),
    startsOn: ['reg.ApplicationSubmitted', 'reg.ApplicationResubmitted'],
    stopsOn: ['reg.ApplicationAccepted', 'reg.AcceptanceRefused', 'reg.IntakeDeficiencyNotified', 'reg.ApplicationWithdrawn'],
    onExpiry: 'flagAcceptanceOverdue',
    onExpiryText: text('标记受理逾期，不视为受理', 'flagged as overdue; never deemed accepted'),
  },
  formalReview: {
    title: text('审核期限', 'Time to review'),
    law: ['NAT-REG-11', 'BJ-REG-12a', 'CQ-REG-16'],
    length: statutory('formalReview'),
    startsOn: ['reg.ApplicationAccepted'],
    stopsOn: ['reg.FormalReviewPassed', 'reg.FormalReviewFailed', 'reg.ReviewDeficiencyNotified', 'reg.ApplicationWithdrawn'],
    onExpiry: 'flagReviewOverdue',
    onExpiryText: text('标记审核逾期，须向登记主体说明原因', 'flagged as overdue; the registrar must explain'),
  },
  publicNotice: {
    title: text('公示期', 'Public notice'),
    law: ['NAT-REG-12', 'BJ-REG-13', 'CQ-REG-16'],
    length: statutory('publicNotice'),
    startsOn: ['reg.NoticePublished'],
    stopsOn: ['reg.RegistrationTerminated', 'reg.ApplicationWithdrawn'],
    onExpiry: 'closeNotice',
    onExpiryText: text('公示期满；无未决异议的可以赋码', 'the notice closes; without an open objection a code may be assigned'),
  },
  validity: {
    title: text('登记结果有效期', 'Validity of the result'),
    law: ['NAT-REG-15', 'BJ-REG-18a', 'CQ-REG-17'],
    length: (state) => (state.result ? { until: state.result.validTo } : null),
    startsOn: ['reg.ValidityFixed'],
    stopsOn: [],
    onExpiryText: text('期满未续展的由登记机构注销', 'if not renewed, the registrar cancels'),
  },
};

const PARTIES = ['registrant', 'agent', 'coOwner'];
const FILERS = ['registrant', 'agent'];
const event = (
  zh: string,
  en: string,
  law: readonly string[],
  groups?: EventSpec['groups'],
  tells: readonly string[] = [],
): EventSpec => ({ title: text(zh, en), law, ...(groups ? { groups } : {}), tells });

const events: Record<string, EventSpec> = {
  'reg.DraftOpened': event('新建申请', 'Draft opened', ['BJ-REG-10(1)'], { material: PARTIES }),
  'reg.FilingClockStarted': event('申请期限起算', 'Time to file started', ['BJ-REG-10(1)', 'NAT-REG-9']),
  'reg.FilingOverdue': event('逾期未申请', 'Filing overdue', ['BJ-REG-10(1)', 'NAT-REG-9'], undefined, FILERS),
  'reg.ContentImported': event('导入目录内容', 'Content imported', ['BJ-REG-19'], { material: PARTIES }),
  'reg.MaterialAttached': event('填写材料', 'Material filled in', ['BJ-REG-10(1)', 'NAT-REG-9'], { material: PARTIES }),
  'reg.CatalogueLinked': event('关联目录', 'Catalogue item linked', ['BJ-REG-8b']),
  'evid.Linked': event('关联存证', 'Evidence linked', ['BJ-REG-8a', 'CQ-REG-13', 'NAT-REG-7']),
  'reg.CoRegistrantConsented': event('共有主体同意', 'Co-owner consented', ['BJ-REG-8d', 'CQ-REG-9', 'NAT-REG-7']),
  'reg.InternalReviewPassed': event('业务审核通过', 'Internal review passed', ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'], { opinion: ['registrant', 'agent'] }),
  'reg.ApplicationSubmitted': event('提交申请', 'Submitted', ['BJ-REG-8c', 'CQ-REG-9', 'NAT-REG-7'], { digests: PARTIES }, ['office']),
  'reg.ApplicationResubmitted': event('重新提交', 'Resubmitted', ['BJ-REG-11b', 'BJ-REG-12b', 'NAT-REG-10'], { digests: PARTIES }, ['office']),
  'reg.ApplicationWithdrawn': event('撤回申请', 'Withdrawn', ['BJ-REG-9', 'NAT-REG-8'], undefined, ['office']),
  'reg.AgencyEnded': event('代理终止', 'Agency ended', ['BJ-REG-10(1)8'], undefined, FILERS),
  'reg.IntakeDeficiencyNotified': event('一次性告知补正（受理）', 'Intake gaps notified', ['BJ-REG-11b', 'NAT-REG-10'], { gaps: PARTIES }, FILERS),
  'reg.AcceptanceRefused': event('不予受理', 'Acceptance refused', ['BJ-REG-11c', 'NAT-REG-10'], { reasons: PARTIES }, FILERS),
  'reg.ApplicationAccepted': event('受理', 'Accepted', ['BJ-REG-11a', 'NAT-REG-10'], undefined, FILERS),
  'reg.AcceptanceOverdue': event('受理逾期', 'Acceptance overdue', ['BJ-REG-11a', 'NAT-REG-10'], undefined, ['office']),
  'reg.SealConfirmed': event('核对公章', 'Seal confirmed', ['BJ-REG-10(1)2', 'NAT-REG-11'], { note: [] }),
  'reg.ReviewDeficiencyNotified': event('一次性告知补正（审核）', 'Review gaps notified', ['BJ-REG-12b', 'NAT-REG-11'], { gaps: PARTIES }, FILERS),
  'reg.ReviewOverdue': event('审核逾期', 'Review overdue', ['BJ-REG-12a', 'NAT-REG-11'], undefined, ['office']),
  'reg.ReviewDelayExplained': event('说明未完成审核的原因', 'Delay explained', ['BJ-REG-12a', 'NAT-REG-11'], undefined, FILERS),
  'reg.FormalReviewFailed': event('形式审核不通过', 'Review failed', ['BJ-REG-11c', 'NAT-REG-11'], { reasons: PARTIES }, FILERS),
  'reg.FormalReviewPassed': event('形式审核通过', 'Review passed', ['BJ-REG-12', 'NAT-REG-11'], undefined, FILERS),
  'reg.NoticePublished': event('发布公示', 'Notice published', ['BJ-REG-13', 'NAT-REG-12'], undefined, PARTIES),
  'reg.ObjectionNoted': event('收到异议', 'Objection noted', ['BJ-REG-14', 'NAT-REG-12'], undefined, ['office']),
  'reg.ObjectionSettled': event('异议已处理', 'Objection settled', ['BJ-REG-15', 'NAT-REG-12']),
  'reg.NoticeClosed': event('公示期满', 'Notice closed', ['BJ-REG-13', 'BJ-REG-15', 'NAT-REG-12'], undefined, ['office', ...PARTIES]),
  'reg.RegistrationTerminated': event('终止登记', 'Registration terminated', ['BJ-REG-14', 'NAT-REG-12'], undefined, PARTIES),
  'reg.CodeAssigned': event('赋码', 'Code assigned', ['BJ-REG-15', 'CQ-REG-10', 'NAT-REG-13'], undefined, PARTIES),
  'reg.ValidityFixed': event('确定有效期', 'Validity fixed', ['BJ-REG-18a', 'CQ-REG-17', 'NAT-REG-15']),
  'reg.ConfirmationIssued': event('发放登记确认单', 'Confirmation issued', ['BJ-REG-15', 'NAT-REG-13']),
  'cert.Issued': event('发放电子凭证', 'Certificate issued', ['CQ-REG-17']),
  'sync.Queued': event('待报送国家平台', 'Queued for the national platform', ['BJ-REG-17', 'CQ-REG-10', 'NAT-REG-14']),
  'cat.CityCatalogueUpdated': event('更新全市目录', 'City catalogue updated', ['BJ-REG-16', 'CQ-REG-7', 'NAT-REG-14']),
};

/** First registration (首次登记), from the draft to the code: requirement map E1. */
export const first: Procedure<FirstState, RulePack> = {
  name: 'reg.first',
  title: text('首次登记', 'First registration'),
  law: ['NAT-REG-8', 'NAT-REG-9', 'BJ-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
  states: {
    draft: { title: text('草稿', 'Draft'), unfiled: true },
    reviewed: { title: text('已业务审核', 'Reviewed internally'), unfiled: true },
    submitted: { title: text('待受理', 'Awaiting acceptance') },
    intake_gap: { title: text('待补正（受理）', 'Gaps named at intake') },
    in_review: { title: text('形式审核中', 'In formal review') },
    review_gap: { title: text('待补正（审核）', 'Gaps named in review') },
    passed: { title: text('审核通过', 'Review passed') },
    in_notice: { title: text('公示中', 'In public notice') },
    objection_open: { title: text('异议处理中', 'Objection open') },
    clear: { title: text('待赋码', 'Awaiting its code') },
    REGISTERED: { title: text('已登记', 'Registered'), terminal: true },
    NOT_ACCEPTED: { title: text('不予受理', 'Not accepted'), terminal: true },
    NOT_PASSED: { title: text('审核不通过', 'Review not passed'), terminal: true },
    TERMINATED: { title: text('终止登记', 'Terminated'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
  },
  parties: {
    registrant: text('登记主体', 'Registrant'),
    agent: text('代理机构', 'Agent'),
    coOwner: text('共有主体', 'Co-owner'),
  },
  events,
  clocks,
  acts: {
    openDraft,
    importContent,
    attachMaterial,
    linkCatalogue,
    linkEvidence,
    consent,
    recordInternalReview,
    submit,
    notifyIntakeGaps,
    resubmit,
    refuseAcceptance,
    accept,
    confirmSeal,
    notifyReviewGaps,
    explainDelay,
    failReview,
    passReview,
    publishNotice,
    assignCode,
    withdraw,
    flagFilingOverdue,
    flagAcceptanceOverdue,
    flagReviewOverdue,
    closeNotice,
    noteObjection,
    settleObjection,
    terminate,
    endAgency,
  },
  evolve: evolveFirst,
  partiesOf: (state) => [
    { key: 'registrant', id: state.registrant.code, name: state.registrant.name },
    ...(state.agent ? [{ key: 'agent', id: state.agent.code, name: state.agent.name }] : []),
    ...coOwners(state).map((o) => ({ key: 'coOwner', id: o.creditCode, name: o.name })),
  ],
  headline: (state) => ({
    title: dataName(state) || '（未命名）',
    registrant: state.registrant.name,
    district: state.registrant.region,
    search: [dataName(state), state.registrant.name, state.registrant.code, state.result?.code ?? ''].join(' '),
  }),
  likenessOf: (state) => ({
    holder: state.registrant.code,
    name: dataName(state),
    catalogueItem: state.objectKind === 'resource' ? (state.anchor?.itemId ?? null) : null,
    digest: state.evidence?.digest ?? null,
    live: !['NOT_ACCEPTED', 'NOT_PASSED', 'TERMINATED', 'WITHDRAWN'].includes(state.status),
  }),
  publish: publishFirst,
  view: viewFirst,
};
