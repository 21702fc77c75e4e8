import { addDays, addMonths, orThrowDate, type PlainDate } from '../../base/plain-date.ts';
import { isRefusal, refuse, type Refusal } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import type { RulePack } from '../../law/types.ts';
import { endOfRenewal, renewalWindowStart } from '../../law/validity.ts';
import type { EntryFact } from './entry-fact.ts';

export const LAW = ['NAT-REG-15', 'BJ-REG-18b', 'CQ-REG-18'];

const MONTHS = 12;

/** The first day of the next term, where `validTo` is the last one of this. */
export const dayAfter = (validTo: string): PlainDate => addDays(orThrowDate(validTo), 1);

/** The longest renewal of a place. */
export const mostMonths = ({ validity }: RulePack['profile']): number =>
  validity.renewYears * MONTHS;

type Expiring = Pick<EntryFact, 'validTo' | 'objectKind' | 'authorisedTo'>;

/** The term that follows the present one, both days valid. It begins the day after the present one
 *  ends and nowhere else, so that two terms can neither overlap nor leave a gap. It ends on the day
 *  that corresponds `months` later, never after the years of the rule, and never after the last day
 *  of authorised operation: where that day falls into the last month asked for, it is the last. */
export function renewedTerm(
  entry: Expiring,
  asked: { readonly months: number; readonly agreementTo: string | null },
  rules: RulePack,
): { readonly from: PlainDate; readonly to: PlainDate } | Refusal {
  const { renewYears } = rules.profile.validity;
  const validTo = orThrowDate(entry.validTo);
  if (asked.months > renewYears * MONTHS) return tooLong(renewYears);
  const agreed = authorisedUntil(entry, asked.agreementTo, rules);
  if (isRefusal(agreed)) return agreed;
  if (agreed !== undefined && agreed <= validTo) return authorisationOver(agreed, validTo);
  const last = endOfRenewal(validTo, renewYears, agreed);
  if (addMonths(validTo, asked.months - 1) >= last) return beyondAuthorisation(last);
  const full = addMonths(validTo, asked.months);
  return { from: dayAfter(validTo), to: full < last ? full : last };
}

/** The last day of authorised operation that a renewal may not pass; undefined where none is asked
 *  for. A paper filed with the renewal is the newer one and goes before what the entry says. */
function authorisedUntil(
  entry: Expiring,
  filed: string | null,
  rules: RulePack,
): PlainDate | undefined | Refusal {
  const capped = rules.profile.validity.renewCap === 'authorisedTerm';
  if (entry.objectKind === 'resource' || !capped) return undefined;
  if (filed !== null) return orThrowDate(filed);
  const { authorisedTo } = entry;
  if (authorisedTo === null || authorisedTo <= entry.validTo) return agreementWanted(rules);
  return orThrowDate(authorisedTo);
}

/** Why a renewal cannot be filed today: only within the last calendar days of the validity that the
 *  rule names, the last valid day being one of them (G11). */
export function windowRefusal(
  validToText: string,
  rules: RulePack,
  today: string,
): Refusal | undefined {
  const length = rules.profile.clocks.renewalWindow?.length;
  if (length?.unit !== 'day') throw new Error('the renewal window is counted in calendar days');
  const validTo = orThrowDate(validToText);
  const first = renewalWindowStart(validTo, length.n);
  if (today < first) return tooEarly(first, validTo);
  return today > validTo ? tooLate(validTo) : undefined;
}

const tooEarly = (first: string, last: string): Refusal =>
  refuse(
    'RENEWAL_TOO_EARLY',
    text(
      `尚未到续展期：自${first}起至${last}可以申请续展。`,
      `It is too early: a renewal can be filed from ${first} to ${last}.`,
    ),
    LAW,
    'conflict',
    { from: first, to: last },
  );

const tooLate = (last: string): Refusal =>
  refuse(
    'RENEWAL_TOO_LATE',
    text(
      `有效期已于${last}届满，不能再续展，可以重新申请首次登记。`,
      `The validity ended on ${last}: it can no longer be renewed, only registered anew.`,
    ),
    LAW,
    'conflict',
  );

const tooLong = (years: number): Refusal =>
  refuse(
    'RENEWAL_TOO_LONG',
    text(
      `每次续展最长${years}年（${years * MONTHS}个月）。`,
      `A renewal is for ${years} years (${years * MONTHS} months) at most.`,
    ),
    LAW,
  );

const authorisationOver = (agreed: string, validTo: string): Refusal =>
  refuse(
    'AUTHORISATION_OVER',
    text(
      `授权运营期限到${agreed}止，不晚于现有效期的最后一日${validTo}，没有可以续展的期限。`,
      `The authorised term ends on ${agreed}, not after the present validity (${validTo}): nothing is left to renew.`,
    ),
    LAW,
  );

const beyondAuthorisation = (last: string): Refusal =>
  refuse(
    'RENEWAL_BEYOND_AUTHORISATION',
    text(
      `续展不得超过授权运营期限：最晚到${last}，请减少续展月数。`,
      `A renewal may not pass the authorised term: ${last} is the last possible day; ask for fewer months.`,
    ),
    LAW,
  );

const agreementWanted = ({ profile }: RulePack): Refusal => {
  const [zh, en] =
    profile.validity.termSource === 'agreement'
      ? ['授权协议', 'authorisation agreement']
      : ['授权文件', 'authorisation document'];
  return refuse(
    'AGREEMENT_WANTED',
    text(
      `登记的授权运营期限已不晚于现有效期，请提交新的${zh}并填写终止日期。`,
      `The authorised term on record ends with the present validity: file the new ${en} with its last day.`,
    ),
    LAW,
  );
};
