import { z } from 'zod';
import type { Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { Actor } from '../../kernel/types.ts';
import { party, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { itemDigests } from './digests.ts';
import {
  consentedAlready,
  declarationIdle,
  incomplete,
  notConsented,
  registrantDeclares,
  samePerson,
} from './first-filing-refusals.ts';
import { filer } from './first-open.ts';
import { act, EDITING, type FirstState } from './first-state.ts';
import { words } from './inputs.ts';
import { precheck } from './precheck.ts';

export const consent = act({
  title: text('共有主体同意', 'Consent as co-owner'),
  help: text(
    '同意后本单位作为共有主体列入登记，名称随公示公开；提交以前可以撤回。不同意的不必办理，请申请的单位把本单位从名单中移除。',
    'Your organisation is then registered as a co-owner, and its name is public in the notice; until the filing it can be taken back. Who does not agree does nothing here and asks the applicant to take the name off the list.',
  ),
  law: ['NAT-REG-7', 'BJ-REG-8d', 'CQ-REG-9'],
  by: [party('registrant', 'coOwner')],
  from: EDITING,
  to: EDITING,
  input: z.strictObject({
    agreed: z.literal(true).meta({
      title:
        '同意共同申请，或者由其单独申请 We agree to file together, or that they file for all of us',
    }),
  }),
  emits: ['reg.CoRegistrantConsented'],
  ready: (state, actor) =>
    state.consents.includes(actor.org?.code ?? '') ? consentedAlready() : undefined,
  decide: ({ actor }) => [
    { type: 'reg.CoRegistrantConsented', data: { organisation: actor.org?.code ?? '' } },
  ],
});

/** Consent is needed when the application is handed in; until then it can be taken back. */
export const withdrawConsent = act({
  title: text('撤回同意', 'Withdraw consent'),
  help: text(
    '提交以前可以撤回；没有全部共有主体的同意，申请不能提交。原因申请的单位看得到。',
    'Possible until the filing: without the consent of every co-owner it cannot be filed. The applicant reads the reason.',
  ),
  law: ['NAT-REG-7', 'BJ-REG-8d', 'CQ-REG-9'],
  by: [party('registrant', 'coOwner')],
  from: EDITING,
  to: EDITING,
  input: z.strictObject({ reasons: words(2000).meta({ title: '撤回原因 Reason' }) }),
  emits: ['reg.CoRegistrantConsentWithdrawn'],
  final: true,
  ready: (state, actor) =>
    state.consents.includes(actor.org?.code ?? '') ? undefined : notConsented(),
  decide: ({ actor, input }) => [
    {
      type: 'reg.CoRegistrantConsentWithdrawn',
      data: { organisation: actor.org?.code ?? '' },
      private: { reasons: { text: input.reasons } },
    },
  ],
});

export const recordInternalReview = act({
  title: text('业务审核', 'Record the internal review'),
  help: text(
    '由本单位审核人员办理；填报人员不得审核自己填报的内容。',
    'Taken by a reviewer of the unit; nobody reviews what they typed themselves.',
  ),
  law: ['NAT-REG-7', 'BJ-REG-8c', 'CQ-REG-9'],
  by: [party('registrant_reviewer', 'registrant')],
  from: ['draft'],
  to: ['reviewed'],
  input: z.strictObject({ opinion: words(2000).meta({ title: '审核意见 Opinion' }) }),
  emits: ['reg.InternalReviewPassed'],
  ready: (state, actor) => (state.editors.includes(actor.accountId) ? samePerson() : undefined),
  decide({ input }) {
    const opinion = { text: input.opinion };
    return [{ type: 'reg.InternalReviewPassed', data: {}, private: { opinion } }];
  },
});

const declared = z.strictObject({
  declaration: z
    .literal(true)
    .meta({ title: '承诺材料真实、完整、合法、有效 Declaration of truth' }),
});

/** An agent files, but the declaration is the registrant's own (G67): whoever acts for the registrant
 *  gives it before the agent submits, and any later edit takes it back. */
export const declare = act({
  title: text('登记主体承诺', 'Declare as registrant'),
  help: text(
    '委托代理机构申请的，由登记主体对材料的真实、完整、合法、有效作出承诺，代理机构方可提交。',
    'Where an agent files, the registrant declares the material true and complete; then the agent may submit.',
  ),
  law: ['NAT-REG-7', 'BJ-REG-8c', 'CQ-REG-9'],
  by: [party('registrant', 'registrant'), party('registrant_reviewer', 'registrant')],
  from: ['reviewed', 'intake_gap', 'review_gap'],
  to: ['reviewed', 'intake_gap', 'review_gap'],
  input: declared,
  emits: ['reg.DeclarationGiven'],
  ready: (state) =>
    state.agent === null || state.declaredOn !== null ? declarationIdle() : undefined,
  decide: () => [{ type: 'reg.DeclarationGiven', data: {} }],
});

export const submit = act({
  title: text('提交申请', 'Submit'),
  law: ['NAT-REG-7', 'NAT-REG-9', 'BJ-REG-8', 'BJ-REG-9', 'BJ-REG-10(1)', 'CQ-REG-9', 'CQ-REG-16'],
  by: [...filer],
  from: ['reviewed'],
  to: ['submitted'],
  input: declared,
  emits: ['reg.ApplicationSubmitted'],
  final: true,
  ready: declarationMissing,
  decide: (c) => filed(c.state, c.rules, c.today, 'reg.ApplicationSubmitted'),
});

export const resubmit = act({
  title: text('补充后重新提交', 'Resubmit'),
  law: ['NAT-REG-10', 'BJ-REG-11b', 'BJ-REG-12b', 'CQ-REG-16'],
  by: [...filer],
  from: ['intake_gap', 'review_gap'],
  to: ['submitted'],
  input: declared,
  emits: ['reg.ApplicationResubmitted'],
  final: true,
  ready: declarationMissing,
  decide: (c) => filed(c.state, c.rules, c.today, 'reg.ApplicationResubmitted'),
});

/** Every state before the code, or the refusal of it, is given. */
const BEFORE_THE_END = [
  'draft',
  'reviewed',
  'submitted',
  'intake_gap',
  'in_review',
  'review_gap',
  'passed',
  'in_notice',
  'objection_open',
  'clear',
];

export const withdraw = act({
  title: text('撤回申请', 'Withdraw'),
  law: ['NAT-REG-8', 'BJ-REG-9', 'CQ-REG-16'],
  by: [...filer],
  from: BEFORE_THE_END,
  to: ['WITHDRAWN'],
  input: z.strictObject({ reasons: words(2000).meta({ title: '撤回原因 Reason' }) }),
  emits: ['reg.ApplicationWithdrawn'],
  final: true,
  decide({ input }) {
    const reasons = { text: input.reasons };
    return [{ type: 'reg.ApplicationWithdrawn', data: {}, private: { reasons } }];
  },
});

export const flagFilingOverdue = act({
  title: text('标记逾期未申请', 'Flag the filing as overdue'),
  law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
  by: [system],
  from: ['draft', 'reviewed'],
  to: ['draft', 'reviewed'],
  input: z.strictObject({}),
  emits: ['reg.FilingOverdue'],
  decide: () => [{ type: 'reg.FilingOverdue', data: {} }],
});

/** When the agent's mandate ends, the running case goes on with the registrant (agency.term). */
export const endAgency = act({
  title: text('代理终止', 'End the agency'),
  law: ['BJ-REG-10(1)8', 'BJ-REG-8e', 'CQ-REG-9'],
  by: [system],
  from: BEFORE_THE_END,
  to: BEFORE_THE_END,
  input: z.strictObject({ mandate: z.uuid() }),
  emits: ['reg.AgencyEnded'],
  decide: ({ state, input }) =>
    state.agent?.mandate === input.mandate
      ? [{ type: 'reg.AgencyEnded', data: { mandate: input.mandate } }]
      : [],
});

/** Whether this filer must wait for the registrant's declaration. */
function declarationMissing(state: FirstState, actor: Actor): Refusal | undefined {
  const own = actor.org?.code === state.registrant.code;
  return own || state.declaredOn !== null ? undefined : registrantDeclares();
}

/** The checks every filing passes, and the digests it leaves so that two filings can be compared. */
function filed(state: FirstState, rules: RulePack, today: string, type: string) {
  const gaps = precheck(state, rules, today).filter((f) => f.level === 'gap');
  if (gaps.length > 0) return incomplete(gaps);
  const digests = itemDigests(state);
  const submission = state.submissions.length + 1;
  return [{ type, data: { submission, objectKind: state.objectKind }, private: { digests } }];
}
