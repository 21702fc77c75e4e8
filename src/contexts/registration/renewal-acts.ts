import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import { office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import type { EntryFact } from './entry-fact.ts';
import { filer } from './first-open.ts';
import { reasons, words } from './inputs.ts';
import { mandateRefusal } from './mandate.ts';
import { entryRefusal, nothingSupplied } from './petition-refusals.ts';
import { accountRefusal, noOrganisation, packRefusal } from './reach.ts';
import { claimAgain, claimFields, claimOn } from './renewal-claim.ts';
import { gapsStillOpen, notRegistrant, renewalOpen, toldBefore } from './renewal-refusals.ts';
import { claimed, type RenewalFacts, type RenewalState } from './renewal-state.ts';
import { LAW, renewedTerm, windowRefusal } from './renewal-term.ts';

const act = actsOf<RenewalState, RulePack, RenewalFacts>();
const GAPS = ['NAT-REG-10', 'BJ-REG-11b', 'CQ-REG-16'];
const OPEN = ['renewal_pending', 'gap'];
const because = (title: string) => z.strictObject({ reasons: reasons.meta({ title }) });

export const fileRenewal = act({
  title: text('申请续展', 'File for renewal'),
  help: text(
    '有效期届满前的续展期内可以申请；新的有效期自原有效期届满次日起算，前后相接。',
    'Within the renewal window; the new term begins the day after the present one ends.',
  ),
  law: [...LAW, 'BJ-REG-8e', 'CQ-REG-9', 'CQ-REG-11'],
  by: [{ role: 'registrant' }, { role: 'agent' }],
  from: 'new',
  to: ['renewal_pending'],
  input: z.strictObject({
    entry: words(80).meta({ title: '登记编码 Registration code', 'x-entry': true }),
    ...claimFields,
    mandate: z
      .uuid()
      .optional()
      .meta({ title: '委托代理事项（代理机构填写） Mandate, for agents', 'x-for': 'agent' }),
  }),
  needs: ['entry', 'organisation', 'principal', 'mandate', 'files', 'changeCase'],
  emits: ['reg.RenewalFiled'],
  decide({ input, facts, rules, actor, today }) {
    const entry = inForce(facts.entry);
    if (isRefusal(entry)) return entry;
    const matter = { procedure: 'reg.renew', objectKind: entry.objectKind };
    const registrant = input.mandate === undefined ? facts.organisation : facts.principal;
    const wrong =
      packRefusal(rules, today) ??
      mandateRefusal(actor, input.mandate, facts, rules, today, matter) ??
      (registrant ? accountRefusal(registrant, rules) : noOrganisation()) ??
      (registrant?.code === entry.registrant.code ? undefined : notRegistrant()) ??
      (entry.renewal === null ? undefined : renewalOpen()) ??
      windowRefusal(entry.validTo, rules, today);
    if (wrong) return wrong;
    const claim = claimOn(input, undefined, entry, facts, rules);
    if (isRefusal(claim)) return claim;
    const agent = input.mandate === undefined ? null : facts.mandate;
    const { code, name: registrantName, region } = entry.registrant;
    const recorded = claimed(claim);
    return [
      {
        type: 'reg.RenewalFiled',
        data: {
          about: entry.caseId,
          registrant: code,
          validTo: entry.validTo,
          ...recorded.data,
          ...(agent ? { mandate: agent.caseId } : {}),
        },
        private: {
          about: {
            title: entry.title,
            code: entry.code,
            registrantName,
            region,
            ...(agent ? { agentName: actor.org?.name ?? '' } : {}),
          },
          ...recorded.private,
        },
      },
    ];
  },
});

export const notifyGaps = act({
  title: text('一次性告知补充', 'Notify gaps'),
  help: text(
    '须一次性告知全部需要补充的内容；不得再次告知。',
    'Tell everything that is wanted at once; it cannot be told a second time.',
  ),
  law: GAPS,
  by: [office('registrar.intake'), office('registrar.issue')],
  from: ['renewal_pending'],
  to: ['gap'],
  input: because('需要补充的全部内容 What to supply'),
  emits: ['reg.RenewalGapsNotified'],
  final: true,
  ready: (state) => (state.gaps ? toldBefore() : undefined),
  decide: ({ input }) => [
    { type: 'reg.RenewalGapsNotified', data: {}, private: { reasons: { text: input.reasons } } },
  ],
});

export const resubmit = act({
  title: text('补充后重新提交', 'Resubmit'),
  help: text(
    '只填需要补充或改动的项目，其余沿用原申请，仍算在续展期内提出。有效期届满后仍未补充的，可以不予续展，登记随即注销。',
    'Fill in only what is supplied; the rest stays, and so does the day it was filed. What is not supplied when the validity is over may be refused, and the entry is cancelled with it.',
  ),
  law: GAPS,
  by: filer,
  from: ['gap'],
  to: ['renewal_pending'],
  input: claimAgain,
  needs: ['entry', 'files', 'changeCase'],
  emits: ['reg.RenewalResubmitted'],
  decide({ state, input, facts, rules }) {
    const entry = inForce(facts.entry);
    if (isRefusal(entry)) return entry;
    if (Object.keys(input).length === 0) return nothingSupplied();
    const claim = claimOn(input, state.claim, entry, facts, rules);
    return isRefusal(claim) ? claim : [{ type: 'reg.RenewalResubmitted', ...claimed(claim) }];
  },
});

export const approve = act({
  title: text('准予续展', 'Approve the renewal'),
  help: text(
    '核对登记内容承诺、所提变更和授权终止日期。届满后才办结的，新的有效期仍自届满次日起算。',
    'Check the declaration, the change named and the end of the authorised term. The new term begins the day after the old one, even where this comes later.',
  ),
  law: LAW,
  by: [office('registrar.issue')],
  from: ['renewal_pending'],
  to: ['RENEWED'],
  input: z.strictObject({
    checked: z.literal(true).meta({
      title:
        '已核对承诺、变更和授权终止日期 The declaration, the change and the end of the authorised term are checked',
    }),
  }),
  needs: ['entry'],
  emits: ['reg.Renewed'],
  final: true,
  decide({ state, facts, rules }) {
    const entry = inForce(facts.entry);
    if (isRefusal(entry)) return entry;
    // Counted again: the authorised term on record may have been changed since.
    const term = renewedTerm(entry, state.claim, rules);
    if (isRefusal(term)) return term;
    const data = { about: state.about.caseId, validFrom: term.from, validTo: term.to };
    return [{ type: 'reg.Renewed', data }];
  },
});

export const refuseRenewal = act({
  title: text('不予续展', 'Refuse the renewal'),
  help: text(
    '已告知补充的，有效期届满前等待补充；届满后仍未补充的，可以不予续展，登记随即注销。',
    'After gaps were named the registrant has until the validity is over; then what was never supplied may be refused, and the entry is cancelled with it.',
  ),
  law: LAW,
  by: [office('registrar.issue')],
  from: OPEN,
  to: ['REFUSED'],
  input: because('不予续展的理由 Reasons'),
  emits: ['reg.RenewalRefused'],
  final: true,
  ready: (state, _actor, today) => (today ? suppliedYet(state, today) : undefined),
  decide({ state, input, today }) {
    const early = suppliedYet(state, today);
    if (early) return early;
    return [
      {
        type: 'reg.RenewalRefused',
        data: { about: state.about.caseId },
        private: { reasons: { text: input.reasons } },
      },
    ];
  },
});

/** What was named as wanted can be supplied until the validity is over. */
const suppliedYet = ({ status, validTo }: RenewalState, today: string): Refusal | undefined =>
  status === 'gap' && today <= validTo ? gapsStillOpen(validTo) : undefined;

export const withdrawRenewal = act({
  title: text('撤回续展申请', 'Withdraw'),
  help: text(
    '有效期届满后撤回的，该登记随即注销。',
    'Withdrawn after the validity is over, the entry is cancelled with it.',
  ),
  law: LAW,
  by: filer,
  from: OPEN,
  to: ['WITHDRAWN'],
  input: z.strictObject({ reasons: words(2000).meta({ title: '撤回原因 Reason' }) }),
  emits: ['reg.RenewalWithdrawn'],
  final: true,
  decide: ({ state, input }) => [
    {
      type: 'reg.RenewalWithdrawn',
      data: { about: state.about.caseId },
      private: { reasons: { text: input.reasons } },
    },
  ],
});

/** The mandate it was filed under is over: the renewal goes on with the registrant. */
export const endAgency = act({
  title: text('代理终止', 'End the agency'),
  law: ['BJ-REG-8e', 'BJ-REG-10(1)8', 'CQ-REG-9'],
  by: [system],
  from: OPEN,
  to: OPEN,
  input: z.strictObject({ mandate: z.uuid() }),
  emits: ['reg.AgencyEnded'],
  decide: ({ state, input }) =>
    state.agent?.mandate === input.mandate ? [{ type: 'reg.AgencyEnded', data: { ...input } }] : [],
});

export const endWithEntry = act({
  title: text('随登记终结', 'Close with the entry'),
  law: LAW,
  by: [system],
  from: OPEN,
  to: ['CLOSED'],
  input: z.strictObject({}),
  emits: ['reg.ClosedWithEntry'],
  decide: () => [{ type: 'reg.ClosedWithEntry', data: {} }],
});

const inForce = (entry: EntryFact | null): EntryFact | Refusal =>
  entryRefusal(entry, LAW) ?? (entry as EntryFact);
