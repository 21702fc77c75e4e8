import { z } from 'zod';
import type { JsonObject } from '../../base/json.ts';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { actsOf } from '../../kernel/act.ts';
import type { Who } from '../../kernel/types.ts';
import { office, system } from '../../kernel/who.ts';
import type { RulePack } from '../../law/types.ts';
import { INTAKE_GROUNDS, itemTwice, toldOnce } from './gaps.ts';
import { notified, refusal, refused } from './grounds.ts';
import type { Gap } from './first-state.ts';
import { reasons, words } from './inputs.ts';
import { nothingSupplied } from './petition-refusals.ts';
import { stoodBefore, type Claim, type Petition, type PetitionFacts } from './petition.ts';

export const ACCEPTANCE = ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'];
const GAPS = ['NAT-REG-10', 'BJ-REG-11b', 'CQ-REG-16'];
const REFUSAL = ['NAT-REG-10', 'BJ-REG-11c', 'CQ-REG-16'];
const none = z.strictObject({});
const GROUNDS = Object.keys(INTAKE_GROUNDS) as (keyof typeof INTAKE_GROUNDS)[];

/** What a procedure says of itself, so that its taking-in can be built. */
export interface PetitionPlan<S extends Petition, I> {
  /** The article under which it is asked for. */
  readonly law: readonly string[];
  readonly applicants: readonly Who[];
  /** Fields of the filing: what a notice may name. */
  readonly items: readonly [string, ...string[]];
  /** The same fields, each of them optional: what a re-submission may give. */
  readonly again: z.ZodType<I>;
  /** What reading them takes. */
  readonly needs: readonly ('files' | 'entryDossier')[];
  /** What is asked for after this input, with `before` where it says nothing; or why it cannot be. */
  claim(
    input: I,
    before: Claim,
    context: {
      readonly state: S;
      readonly rules: RulePack;
      readonly facts: Pick<PetitionFacts, 'files' | 'entryDossier'>;
    },
  ): Claim | Refusal;
  /** What of a claim is personal, and so a group of its own. */
  apart?(
    claim: Claim,
    rules: RulePack,
  ): { readonly asked: JsonObject; readonly personal?: JsonObject };
  /** The event of acceptance. */
  readonly accepted: string;
  /** States in which acceptance may be refused: 'filed', and others where the law has no later no. */
  readonly refusable: readonly string[];
  /** States that are no end. */
  readonly open: readonly string[];
  readonly hidesActor?: true;
}

/** The acts by which a petition is taken in (art. 11), left by its applicant or ended with its entry. */
export function petitionActs<S extends Petition, I extends JsonObject>(plan: PetitionPlan<S, I>) {
  const act = actsOf<S, RulePack, PetitionFacts>();
  const hidden = plan.hidesActor ? { hidesActor: plan.hidesActor } : {};
  return {
    notifyIntakeGaps: act({
      title: text('一次性告知补正', 'Notify gaps'),
      help: text(
        '须一次性告知全部需要补充的事项；重新提交后不得就原有内容提出新的要求。',
        'Name everything at once; after re-submission nothing visible before may be demanded anew.',
      ),
      law: GAPS,
      by: [office('registrar.intake')],
      from: ['filed'],
      to: ['gap'],
      input: z.strictObject({ missing: missing(plan.items) }),
      emits: ['reg.IntakeDeficiencyNotified'],
      final: true,
      decide({ state, input, rules }) {
        const gaps = checked(state, input.missing, rules);
        return isRefusal(gaps) ? gaps : [notified('reg.IntakeDeficiencyNotified', gaps)];
      },
    }),
    resubmit: act({
      title: text('补充后重新提交', 'Resubmit'),
      help: text(
        '只填需要补充或改动的项目，其余沿用原申请。',
        'Fill in only what is supplied or altered; the rest stays as it was filed.',
      ),
      law: GAPS,
      by: plan.applicants,
      from: ['gap'],
      to: ['filed'],
      input: plan.again,
      needs: plan.needs,
      emits: ['reg.ApplicationResubmitted'],
      final: true,
      ...hidden,
      decide(context) {
        const { state, input } = context;
        if (Object.keys(input).length === 0) return nothingSupplied();
        const claim = plan.claim(input, state.claim, context);
        if (isRefusal(claim)) return claim;
        const data = { submission: state.submissions.length + 1 };
        const { asked, ...personal } = plan.apart?.(claim, context.rules) ?? {
          asked: { ...claim },
        };
        const groups = { claim: { asked }, ...personal };
        return [{ type: 'reg.ApplicationResubmitted', data, private: groups }];
      },
    }),
    refuseAcceptance: act({
      title: text('不予受理', 'Refuse acceptance'),
      help: text(
        '依列明的情形不予受理，写明理由；申请随即终结，登记不受影响。',
        'On a listed ground, with reasons; the application ends, the entry stands.',
      ),
      law: REFUSAL,
      by: [office('registrar.intake')],
      from: plan.refusable,
      to: ['NOT_ACCEPTED'],
      input: refusal,
      needs: ['petitions'],
      emits: ['reg.AcceptanceRefused'],
      final: true,
      decide: ({ input, rules, facts }) =>
        refused('reg.AcceptanceRefused', input, rules, facts.petitions),
    }),
    accept: act({
      title: text('受理', 'Accept'),
      law: ACCEPTANCE,
      by: [office('registrar.intake')],
      from: ['filed'],
      to: ['accepted'],
      input: none,
      emits: [plan.accepted],
      decide: () => [{ type: plan.accepted, data: {} }],
    }),
    flagAcceptanceOverdue: act({
      title: text('标记受理逾期', 'Flag acceptance as overdue'),
      law: ACCEPTANCE,
      by: [system],
      from: ['filed'],
      to: ['filed'],
      input: none,
      emits: ['reg.AcceptanceOverdue'],
      decide: () => [{ type: 'reg.AcceptanceOverdue', data: {} }],
    }),
    withdraw: act({
      title: text('撤回申请', 'Withdraw'),
      help: text(
        '办结之前可以撤回；登记不受影响，可以重新申请。',
        'Before it is decided; the entry stands, and it can be asked for anew.',
      ),
      law: ['NAT-REG-8', 'BJ-REG-9', 'CQ-REG-16'],
      by: plan.applicants,
      from: plan.open,
      to: ['WITHDRAWN'],
      input: z.strictObject({ reasons: words(2000).meta({ title: '撤回原因 Reason' }) }),
      emits: ['reg.ApplicationWithdrawn'],
      final: true,
      ...hidden,
      decide: ({ input }) => [
        {
          type: 'reg.ApplicationWithdrawn',
          data: {},
          private: { reasons: { text: input.reasons } },
        },
      ],
    }),
    endWithEntry: act({
      title: text('随登记终结', 'Close with the entry'),
      law: plan.law,
      by: [system],
      from: plan.open,
      to: ['CLOSED'],
      input: none,
      emits: ['reg.ClosedWithEntry'],
      decide: () => [{ type: 'reg.ClosedWithEntry', data: {} }],
    }),
  };
}

const missing = (items: readonly [string, ...string[]]) =>
  z
    .array(
      z.strictObject({
        item: z.enum(items).meta({ title: '申请项目 Item' }),
        ground: z.enum(GROUNDS).meta({ title: '情形 Ground' }),
        reason: reasons.meta({ title: '需要补充的内容 What to supply' }),
      }),
    )
    .min(1)
    .max(items.length)
    .meta({ title: '一次性告知的全部事项 Everything, once' });

/** A notice as the rule wants it: each item once, and nothing that stood there before (G13). */
function checked(
  state: Petition,
  named: readonly {
    readonly item: string;
    readonly ground: keyof typeof INTAKE_GROUNDS;
    readonly reason: string;
  }[],
  rules: RulePack,
): readonly Gap[] | Refusal {
  const twice = named.find((n, i) => named.findIndex((m) => m.item === n.item) !== i);
  if (twice) return itemTwice(twice.item);
  // The article of the place, which has each of its own under its own name.
  const own = rules.profile.registrarLaw[0]?.replace(/[^-]*$/, '') ?? '';
  const law = GAPS.find((id) => id.startsWith(own)) ?? 'NAT-REG-10';
  const gaps = named.map((n) => ({ ...n, law }));
  const late = stoodBefore(state, gaps);
  return late.length > 0 ? toldOnce(late) : gaps;
}
