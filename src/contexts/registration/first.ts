import { text } from '../../base/text.ts';
import type { Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import {
  cancelEntry,
  extend,
  lapse,
  noteRenewal,
  openRenewalWindow,
  remindExpiry,
  revise,
  revokeEntry,
  settleRenewal,
} from './entry-acts.ts';
import { driftEvents, noteDrift } from './entry-drift.ts';
import { entryEvents } from './entry-events.ts';
import {
  handOverAgain,
  nationalEvents,
  noteNational,
  noteNationalRefusal,
} from './entry-national.ts';
import { firstClocks } from './first-clocks.ts';
import { attachMaterial, importContent, linkCatalogue, linkEvidence } from './first-draft.ts';
import { firstEvents } from './first-events.ts';
import { dropEvidence } from './first-evidence.ts';
import {
  consent,
  declare,
  endAgency,
  flagFilingOverdue,
  recordInternalReview,
  resubmit,
  submit,
  withdraw,
  withdrawConsent,
} from './first-filing.ts';
import { evolveFirst } from './first-fold.ts';
import {
  accept,
  flagAcceptanceOverdue,
  notifyIntakeGaps,
  refuseAcceptance,
} from './first-intake.ts';
import { openDraft } from './first-open.ts';
import {
  assignCode,
  closeNotice,
  noteObjection,
  publishNotice,
  settleObjection,
  terminate,
} from './first-result.ts';
import {
  explainDelay,
  failReview,
  flagReviewOverdue,
  notifyReviewGaps,
  passReview,
} from './first-review.ts';
import { coOwners, dataName, UNREGISTERED, type FirstState } from './first-state.ts';
import { publishFirst } from './first-publish.ts';
import { viewFirst } from './first-view.ts';
import { confirmSeal } from './seals.ts';

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
    CANCELLED: { title: text('已注销', 'Cancelled'), terminal: true },
    REVOKED: { title: text('已撤销', 'Revoked'), terminal: true },
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
  events: { ...firstEvents, ...entryEvents, ...nationalEvents, ...driftEvents },
  clocks: firstClocks,
  acts: {
    openDraft,
    importContent,
    attachMaterial,
    linkCatalogue,
    noteDrift,
    linkEvidence,
    dropEvidence,
    consent,
    withdrawConsent,
    recordInternalReview,
    declare,
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
    openRenewalWindow,
    remindExpiry,
    noteRenewal,
    settleRenewal,
    extend,
    revise,
    lapse,
    cancelEntry,
    revokeEntry,
    noteNational,
    noteNationalRefusal,
    handOverAgain,
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
    search: [
      dataName(state),
      state.registrant.name,
      state.registrant.code,
      state.result?.code ?? '',
    ].join(' '),
  }),
  likenessOf: (state) => ({
    holder: state.registrant.code,
    name: dataName(state),
    catalogueItem: state.objectKind === 'resource' ? (state.anchor?.itemId ?? null) : null,
    digest: state.evidence?.digest ?? null,
    live: ![...UNREGISTERED, 'draft', 'reviewed'].includes(state.status),
  }),
  publish: publishFirst,
  view: viewFirst,
};
