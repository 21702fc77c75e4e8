import { text } from '../../base/text.ts';
import type { ClockSpec, EventSpec } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { ACCEPTANCE } from './petition-acts.ts';
import { BOTH, type Petition } from './petition.ts';

const APPLICANT = ['applicant'];

/** The events of the taking-in. What passes between the office and the applicant is for those two:
 *  the registrant may be another, who is not to learn who asked. */
export const petitionEvents = (law: readonly string[]): Readonly<Record<string, EventSpec>> => ({
  'reg.IntakeDeficiencyNotified': {
    title: text('一次性告知补正', 'Gaps notified'),
    law: ['BJ-REG-11b', 'NAT-REG-10', 'CQ-REG-16'],
    groups: { gaps: APPLICANT },
    tells: APPLICANT,
  },
  'reg.ApplicationResubmitted': {
    title: text('补充后重新提交', 'Resubmitted'),
    law: ['BJ-REG-11b', 'NAT-REG-10', 'CQ-REG-16'],
    groups: { claim: BOTH, personal: ['registrant'] },
    tells: ['office'],
  },
  'reg.AcceptanceRefused': {
    title: text('不予受理', 'Acceptance refused'),
    law: ['BJ-REG-11c', 'NAT-REG-10', 'CQ-REG-16'],
    groups: { reasons: APPLICANT },
    tells: BOTH,
  },
  'reg.AcceptanceOverdue': {
    title: text('受理逾期', 'Acceptance overdue'),
    law: ACCEPTANCE,
    tells: ['office'],
  },
  'reg.ApplicationWithdrawn': {
    title: text('撤回申请', 'Withdrawn'),
    law: ['BJ-REG-9', 'NAT-REG-8', 'CQ-REG-16'],
    groups: { reasons: APPLICANT },
    tells: ['office', 'registrant'],
  },
  'reg.ClosedWithEntry': {
    title: text('随登记终结', 'Closed with the entry'),
    law,
    tells: ['office', ...BOTH],
  },
});

/** What ends a petition before it is decided: each of its clocks stops with these. */
export const LEFT = [
  'reg.AcceptanceRefused',
  'reg.ApplicationWithdrawn',
  'reg.ClosedWithEntry',
] as const;

/** The time to accept (BJ-REG-11a): from each filing, never past what ends it; late is not accepted. */
export const acceptanceClock = (
  filed: string,
  accepted: string,
): ClockSpec<Petition, RulePack> => ({
  title: text('受理期限', 'Time to accept'),
  law: ACCEPTANCE,
  // What the registrar began by itself waits for nobody's acceptance.
  length: (state, rules) =>
    state.applicant ? (rules.profile.clocks.acceptance?.length ?? null) : null,
  startsOn: [filed, 'reg.ApplicationResubmitted'],
  stopsOn: [accepted, 'reg.IntakeDeficiencyNotified', ...LEFT],
  onExpiry: 'flagAcceptanceOverdue',
  onExpiryText: text('标记受理逾期，不视为受理', 'flagged as overdue; never deemed accepted'),
});
