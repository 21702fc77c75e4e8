import type { JsonObject } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { cancelActs } from './cancel-acts.ts';
import { CANCELLATION } from './cancel-refusals.ts';
import { evolveCancel, type CancelState } from './cancel-state.ts';
import { acceptanceClock, LEFT, petitionEvents } from './petition-events.ts';
import { BOTH, headlineOf, partiesOfPetition, viewPetition } from './petition.ts';

/** Cancellation of a registration (注销登记): requirement map E4. Without notice (G9): accepted, then
 *  completed within the time of the pack, or flagged; the entry ends by what follows in its own case. */
export const cancel: Procedure<CancelState, RulePack> = {
  name: 'reg.cancel',
  title: text('注销登记', 'Cancellation'),
  law: CANCELLATION,
  states: {
    filed: { title: text('待受理', 'Awaiting acceptance') },
    gap: { title: text('待补正', 'Gaps named') },
    accepted: { title: text('已受理，办理中', 'Accepted') },
    CANCELLED: { title: text('已注销', 'Cancelled'), terminal: true },
    NOT_ACCEPTED: { title: text('不予受理', 'Not accepted'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
    CLOSED: { title: text('随登记终结', 'Closed with the entry'), terminal: true },
  },
  parties: {
    applicant: text('申请人', 'Applicant'),
    registrant: text('登记主体', 'Registrant'),
  },
  events: {
    'reg.CancellationFiled': {
      title: text('申请注销', 'Cancellation filed'),
      law: CANCELLATION,
      groups: { claim: BOTH },
      tells: ['office', 'registrant'],
    },
    'reg.CancellationAccepted': {
      title: text('受理', 'Accepted'),
      law: ['BJ-REG-11a', 'NAT-REG-10', 'CQ-REG-16'],
      tells: BOTH,
    },
    'reg.CancellationOverdue': {
      title: text('注销逾期', 'Cancellation overdue'),
      law: CANCELLATION,
      tells: ['office', 'applicant'],
    },
    'reg.EntryCancelled': {
      title: text('注销登记', 'Entry cancelled'),
      law: CANCELLATION,
      tells: BOTH,
      bindsOthers: true,
    },
    ...petitionEvents(CANCELLATION),
  },
  clocks: {
    acceptance: acceptanceClock('reg.CancellationFiled', 'reg.CancellationAccepted'),
    cancelCompletion: {
      title: text('办结注销期限', 'Time to complete'),
      law: CANCELLATION,
      length: (_state, rules) => rules.profile.clocks.cancelCompletion?.length ?? null,
      startsOn: ['reg.CancellationAccepted'],
      stopsOn: ['reg.EntryCancelled', ...LEFT],
      onExpiry: 'flagCompletionOverdue',
      onExpiryText: text(
        '标记注销逾期；仍应办结，不影响效力',
        'flagged as overdue; it is still to be completed, and valid',
      ),
    },
  },
  acts: cancelActs,
  evolve: evolveCancel,
  partiesOf: partiesOfPetition,
  headline: (state) => headlineOf(state, '注销'),
  parentOf: (state) => state.about.caseId,
  view: (state, _rules, _today, audience) =>
    ({
      ...viewPetition(state, audience),
      ground: state.ground,
      capacity: state.capacity,
      applicant: state.applicant,
    }) as unknown as JsonObject,
};
