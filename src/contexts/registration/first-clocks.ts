import type { Length } from '../../base/deadline.ts';
import { addDays, orThrowDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import type { ClockSpec } from '../../kernel/types.ts';
import type { ClockName, RulePack } from '../../law/types.ts';
import { renewalWindowStart } from '../../law/validity.ts';
import { EXTENDED } from './entry-events.ts';
import type { FirstState } from './first-state.ts';

type Clock = ClockSpec<FirstState, RulePack>;

const statutory =
  (name: ClockName): Clock['length'] =>
  (_state, rules) =>
    rules.profile.clocks[name]?.length ?? null;

const ENTRY_ENDS = ['entry.Cancelled', 'entry.Revoked', 'reg.CancelledOnExpiry'];

/** A clock fires when its last day is over, so the day before the window opens is its last. An entry
 *  that is valid for less than the window is in it from the first day. */
function dayBeforeWindow(state: FirstState, rules: RulePack): Length | null {
  const window = rules.profile.clocks.renewalWindow?.length;
  if (!state.result || window?.unit !== 'day') return null;
  const { validFrom, validTo } = state.result;
  const opens = renewalWindowStart(orThrowDate(validTo), window.n);
  const last = addDays(opens, -1);
  return { until: last < validFrom ? validFrom : last };
}

/** The clocks of a first registration; the numbers stand in the rule pack. */
export const firstClocks: Readonly<Record<string, Clock>> = {
  filingDuty: {
    title: text('申请登记期限', 'Time to file'),
    law: ['NAT-REG-9', 'BJ-REG-10(1)', 'CQ-REG-16'],
    length: statutory('filingDuty'),
    from: (state) => state.suppliedOn ?? undefined,
    startsOn: ['reg.FilingClockStarted'],
    stopsOn: ['reg.ApplicationSubmitted', 'reg.ApplicationWithdrawn'],
    onExpiry: 'flagFilingOverdue',
    onExpiryText: text(
      '标记为逾期未申请，提示登记主体',
      'flagged as overdue; the registrant is reminded',
    ),
  },
  acceptance: {
    title: text('受理期限', 'Time to accept'),
    law: ['NAT-REG-10', 'BJ-REG-11a', 'CQ-REG-16'],
    length: statutory('acceptance'),
    startsOn: ['reg.ApplicationSubmitted', 'reg.ApplicationResubmitted'],
    stopsOn: [
      'reg.ApplicationAccepted',
      'reg.AcceptanceRefused',
      'reg.IntakeDeficiencyNotified',
      'reg.ApplicationWithdrawn',
    ],
    onExpiry: 'flagAcceptanceOverdue',
    onExpiryText: text('标记受理逾期，不视为受理', 'flagged as overdue; never deemed accepted'),
  },
  formalReview: {
    title: text('审核期限', 'Time to review'),
    law: ['NAT-REG-11', 'BJ-REG-12a', 'CQ-REG-16'],
    length: statutory('formalReview'),
    startsOn: ['reg.ApplicationAccepted'],
    stopsOn: [
      'reg.FormalReviewPassed',
      'reg.FormalReviewFailed',
      'reg.ReviewDeficiencyNotified',
      'reg.ApplicationWithdrawn',
    ],
    onExpiry: 'flagReviewOverdue',
    onExpiryText: text(
      '标记审核逾期，须向登记主体说明原因',
      'flagged as overdue; the registrar must explain',
    ),
  },
  publicNotice: {
    title: text('公示期', 'Public notice'),
    law: ['NAT-REG-12', 'BJ-REG-13', 'CQ-REG-16'],
    length: statutory('publicNotice'),
    startsOn: ['reg.NoticePublished'],
    stopsOn: ['reg.RegistrationTerminated', 'reg.ApplicationWithdrawn'],
    onExpiry: 'closeNotice',
    onExpiryText: text(
      '公示期满；无未决异议的可以赋码',
      'the notice closes; without an open objection a code may be assigned',
    ),
  },
  validity: {
    title: text('登记结果有效期', 'Validity of the result'),
    law: ['NAT-REG-15', 'BJ-REG-18a', 'CQ-REG-17'],
    length: (state) => (state.result ? { until: state.result.validTo } : null),
    startsOn: ['reg.ValidityFixed', EXTENDED],
    stopsOn: ENTRY_ENDS,
    onExpiry: 'lapse',
    onExpiryText: text('期满未续展的由登记机构注销', 'if not renewed, the registrar cancels'),
  },
  renewalWindow: {
    title: text('距可以申请续展', 'Until renewal may be filed'),
    law: ['NAT-REG-15', 'BJ-REG-18b', 'CQ-REG-18'],
    length: dayBeforeWindow,
    startsOn: ['reg.ValidityFixed', EXTENDED],
    stopsOn: ENTRY_ENDS,
    onExpiry: 'openRenewalWindow',
    onExpiryText: text(
      '进入续展期，提示登记主体',
      'the renewal window opens and the registrant is told',
    ),
  },
};
