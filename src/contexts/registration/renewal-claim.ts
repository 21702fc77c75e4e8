import { z } from 'zod';
import { isRefusal, type Refusal } from '../../base/refusal.ts';
import type { RulePack } from '../../law/types.ts';
import type { EntryFact } from './entry-fact.ts';
import { day } from './inputs.ts';
import { paperUnknown } from './petition-refusals.ts';
import { papersOf } from './petition.ts';
import { agreementHalf, agreementNeedless, changeUnknown, undeclared } from './renewal-refusals.ts';
import type { RenewalClaim, RenewalFacts } from './renewal-state.ts';
import { LAW, renewedTerm } from './renewal-term.ts';

/** What is filed. How many months a renewal may have at most stands in the rule pack. */
export const claimFields = {
  months: z.int().min(1).max(600).meta({ title: '续展月数 Months' }),
  unchanged: z
    .boolean()
    .meta({ title: '承诺登记内容仍然真实、没有变化 The content is still right' }),
  changeCase: z
    .uuid()
    .optional()
    .meta({ title: '内容有变化的，已提交的变更登记 The change filed, if the content has changed' }),
  agreementTo: day
    .optional()
    .meta({ title: '新的授权运营终止日期 New end of the authorised term', 'x-for': 'authorised' }),
  agreement: z.uuid().optional().meta({
    title: '新的授权协议或授权文件 New authorisation',
    'x-file': true,
    'x-for': 'authorised',
  }),
};

/** The same when it is supplied again: what is left out stays as it was filed. */
export const claimAgain = z.strictObject(claimFields).partial();

/** What is asked for after this input, with `before` where it says nothing; or why it cannot be
 *  asked for this entry. */
export function claimOn(
  input: z.infer<typeof claimAgain>,
  before: RenewalClaim | undefined,
  entry: EntryFact,
  facts: Pick<RenewalFacts, 'files' | 'changeCase'>,
  rules: RulePack,
): RenewalClaim | Refusal {
  const given =
    input.agreement === undefined ? undefined : papersOf([input.agreement], facts.files);
  if (input.agreement !== undefined && !given) return paperUnknown(LAW);
  if ((input.agreement === undefined) !== (input.agreementTo === undefined)) return agreementHalf();
  if (given && entry.objectKind === 'resource') return agreementNeedless();
  const claim: RenewalClaim = {
    months: input.months ?? before?.months ?? 0,
    unchanged: input.unchanged ?? before?.unchanged ?? false,
    changeCase: input.changeCase ?? before?.changeCase ?? null,
    agreementTo: input.agreementTo ?? before?.agreementTo ?? null,
    agreement: given?.[0] ?? before?.agreement ?? null,
    wouldEnd: null,
  };
  if (!claim.unchanged && claim.changeCase === null) return undeclared();
  if (input.changeCase !== undefined && !changes(entry, facts.changeCase)) return changeUnknown();
  const term = renewedTerm(entry, claim, rules);
  return isRefusal(term) ? term : { ...claim, wouldEnd: term.to };
}

/** A change of this entry that was filed, and was neither withdrawn nor turned down. */
const changes = (entry: EntryFact, named: RenewalFacts['changeCase']): boolean =>
  named?.procedure === 'reg.change' && named.about === entry.caseId && named.counts;
