import type { JsonObject } from '../../base/json.ts';
import { addMonths, daysBetween, orThrowDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { SUPERVISOR } from './first-view.ts';
import {
  approve,
  endAgency,
  endWithEntry,
  fileRenewal,
  notifyGaps,
  refuseRenewal,
  resubmit,
  withdrawRenewal,
} from './renewal-acts.ts';
import { evolveRenewal, type RenewalState } from './renewal-state.ts';
import { dayAfter, LAW, mostMonths } from './renewal-term.ts';

const FILERS = ['registrant', 'agent'];
const GAPS = ['BJ-REG-11b', 'NAT-REG-10', 'CQ-REG-16'];

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  more: Partial<EventSpec> = {},
): EventSpec => ({ title: text(zh, en), law: LAW, tells, ...more });
const reasons = { groups: { reasons: FILERS } };

/** Renewal of an entry (续展): requirement map E5. The rules set no time for the decision, so no clock
 *  runs for it; what happens to the entry meanwhile is the entry's (G10). */
export const renewal: Procedure<RenewalState, RulePack> = {
  name: 'reg.renew',
  title: text('续展', 'Renewal'),
  law: LAW,
  states: {
    renewal_pending: { title: text('续展待核定', 'Renewal pending') },
    gap: { title: text('待补充', 'Gaps named') },
    RENEWED: { title: text('已续展', 'Renewed'), terminal: true },
    REFUSED: { title: text('不予续展', 'Renewal refused'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
    CLOSED: { title: text('随登记终结', 'Closed with the entry'), terminal: true },
  },
  parties: { registrant: text('登记主体', 'Registrant'), agent: text('代理机构', 'Agent') },
  events: {
    'reg.RenewalFiled': event('申请续展', 'Filed', ['office', ...FILERS], {
      groups: { about: FILERS, claim: FILERS },
    }),
    'reg.RenewalGapsNotified': event('一次性告知补充', 'Gaps notified', FILERS, {
      ...reasons,
      law: GAPS,
    }),
    'reg.RenewalResubmitted': event('补充后重新提交', 'Resubmitted', ['office', ...FILERS], {
      groups: { claim: FILERS },
      law: GAPS,
    }),
    'reg.Renewed': event('准予续展', 'Renewed', FILERS, { bindsOthers: true }),
    'reg.RenewalRefused': event('不予续展', 'Refused', FILERS, reasons),
    'reg.RenewalWithdrawn': event('撤回续展申请', 'Withdrawn', ['office', ...FILERS], reasons),
    'reg.AgencyEnded': event('代理终止', 'Agency ended', FILERS, {
      law: ['BJ-REG-8e', 'BJ-REG-10(1)8', 'CQ-REG-9'],
    }),
    'reg.ClosedWithEntry': event('随登记终结', 'Closed with the entry', ['office', ...FILERS]),
  },
  clocks: {
    gapSupply: {
      title: text('补充的时间', 'Time to supply'),
      law: LAW,
      // Told after the validity was over, there is no day left to name.
      length: ({ gaps, validTo }) => (gaps && gaps.on <= validTo ? { until: validTo } : null),
      startsOn: ['reg.RenewalGapsNotified'],
      stopsOn: [
        'reg.RenewalResubmitted',
        'reg.RenewalRefused',
        'reg.RenewalWithdrawn',
        'reg.ClosedWithEntry',
      ],
      onExpiryText: text(
        '届满后仍未补充的，可以不予续展，登记随即注销',
        'what was never supplied may then be refused, and the entry is cancelled with it',
      ),
    },
  },
  acts: {
    fileRenewal,
    notifyGaps,
    resubmit,
    approve,
    refuse: refuseRenewal,
    withdraw: withdrawRenewal,
    endAgency,
    endWithEntry,
  },
  evolve: evolveRenewal,
  partiesOf: ({ registrant, agent }) => [
    { key: 'registrant', id: registrant.code, name: registrant.name },
    ...(agent ? [{ key: 'agent', id: agent.code, name: agent.name }] : []),
  ],
  headline: ({ about, registrant }) => ({
    title: `续展：${about.title}`,
    registrant: registrant.name,
    district: registrant.region || null,
    search: `${about.title} ${about.code} ${registrant.name}`,
  }),
  parentOf: (state) => state.about.caseId,
  view: viewRenewal,
};

/** The term to come, with what sets its end: the months asked for, or the last day of authorised
 *  operation before they are over. */
const wouldBe = (to: string, { validTo, claim }: RenewalState, { profile }: RulePack) => ({
  from: dayAfter(validTo),
  to,
  capped: addMonths(orThrowDate(validTo), claim.months) > to,
  mostMonths: mostMonths(profile),
});

/** Both filers and the office read the file; supervisors learn what was asked, how old it is and how
 *  it ended, not the paper and not the words. */
function viewRenewal(
  state: RenewalState,
  rules: RulePack,
  today: string,
  audience: readonly string[],
): JsonObject {
  const inside = audience.some((a) => a === 'office' || FILERS.includes(a));
  if (!inside && !audience.some((a) => SUPERVISOR.test(a))) return { status: state.status };
  const { status, about, registrant, agent, validTo, claim, filedOn, gaps, term, ended } = state;
  const until = ended?.on ?? today;
  const shown = {
    status,
    about,
    registrant,
    agent: agent && { code: agent.code, name: agent.name },
    validTo,
    /** What the decision would give, as long as there is one to take. */
    wouldBe: ended === null && claim.wouldEnd ? wouldBe(claim.wouldEnd, state, rules) : null,
    filedOn,
    ageDays: daysBetween(orThrowDate(filedOn), orThrowDate(until)),
    /** Filed in time and not decided: the entry stays in force beyond its last day (G10). */
    carriedOver: ended === null && today > validTo,
    months: claim.months,
    unchanged: claim.unchanged,
    agreementTo: claim.agreementTo,
    gapsOn: gaps?.on ?? null,
    resubmittedOn: state.resubmittedOn,
    term,
    endedOn: ended?.on ?? null,
    ...(inside
      ? {
          changeCase: claim.changeCase,
          agreement: claim.agreement,
          gaps: gaps?.text ?? null,
          reasons: ended?.reasons ?? null,
        }
      : {}),
  };
  return shown as JsonObject;
}
