import type { JsonObject } from '../../base/json.ts';
import { daysBetween, orThrowDate } from '../../base/plain-date.ts';
import { text } from '../../base/text.ts';
import type { EventSpec, Procedure } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { correctActs } from './correct-acts.ts';
import { CORRECTION } from './correct-refusals.ts';
import { consented, evolveCorrect, type CorrectState } from './correct-state.ts';
import { acceptanceClock, petitionEvents } from './petition-events.ts';
import { BOTH, headlineOf, partiesOfPetition, viewPetition } from './petition.ts';

const event = (
  zh: string,
  en: string,
  tells: readonly string[],
  groups?: EventSpec['groups'],
): EventSpec => ({ title: text(zh, en), law: CORRECTION, tells, ...(groups ? { groups } : {}) });

/** Correction of a registration (更正登记): requirement map E3. Without notice (G9). The text sets no
 *  time for the registrant's answer, nor for the decision: no clock runs, the days waited are shown. */
export const correct: Procedure<CorrectState, RulePack> = {
  name: 'reg.correct',
  title: text('更正登记', 'Correction'),
  law: CORRECTION,
  states: {
    filed: { title: text('待受理', 'Awaiting acceptance') },
    gap: { title: text('待补正', 'Gaps named') },
    accepted: { title: text('已受理', 'Accepted') },
    awaiting_consent: { title: text('待登记主体答复', 'Awaiting the registrant') },
    deciding: { title: text('待决定', 'Being decided') },
    CORRECTED: { title: text('已更正', 'Corrected'), terminal: true },
    REFUSED: { title: text('不予更正', 'Refused'), terminal: true },
    NOT_ACCEPTED: { title: text('不予受理', 'Not accepted'), terminal: true },
    WITHDRAWN: { title: text('已撤回', 'Withdrawn'), terminal: true },
    CLOSED: { title: text('随登记终结', 'Closed with the entry'), terminal: true },
  },
  parties: {
    applicant: text('申请人', 'Applicant'),
    registrant: text('登记主体', 'Registrant'),
  },
  events: {
    'reg.CorrectionFiled': event('申请更正', 'Correction filed', ['office'], {
      identity: ['applicant'],
      claim: BOTH,
      personal: ['registrant'],
    }),
    // The registrant hears of it before anything is decided, also where a paper of its is already there.
    'reg.CorrectionAccepted': event('受理', 'Accepted', BOTH),
    'reg.ConsentRequested': event('征求登记主体意见', 'Registrant asked', ['registrant']),
    'reg.ConsentGiven': event('登记主体同意', 'Consent given', ['office', 'applicant'], {
      consent: BOTH,
    }),
    'reg.ConsentDeclined': event('登记主体不同意', 'Consent declined', ['office', 'applicant'], {
      reasons: BOTH,
    }),
    'reg.CorrectionGranted': {
      ...event('准予更正', 'Correction granted', BOTH, {
        material: BOTH,
        personal: ['registrant'],
        finding: BOTH,
      }),
      bindsOthers: true,
    },
    'reg.CorrectionRefused': event('不予更正', 'Correction refused', BOTH, { finding: BOTH }),
    ...petitionEvents(CORRECTION),
  },
  clocks: { acceptance: acceptanceClock('reg.CorrectionFiled', 'reg.CorrectionAccepted') },
  acts: correctActs,
  evolve: evolveCorrect,
  partiesOf: partiesOfPetition,
  partyReaders: { applicant: ['applicant'] },
  headline: (state) => headlineOf(state, '更正'),
  parentOf: (state) => state.about.caseId,
  view: viewCorrect,
};

/** Who asks is known to the office and to whoever asks. Both sides read what is asked, what the
 *  registrant answered and how it was decided; others learn only that, and how it ended. */
function viewCorrect(
  state: CorrectState,
  _rules: RulePack,
  today: string,
  audience: readonly string[],
): JsonObject {
  const { own, consent, decision, applicant } = state;
  const inside = audience.some((a) => a === 'office' || BOTH.includes(a));
  const identified = audience.includes('office') || audience.includes('applicant');
  const waiting = state.status === 'awaiting_consent' && consent;
  const shown = {
    ...viewPetition(state, audience),
    own,
    ...(inside ? { consent, decision, consented: consented(state) } : {}),
    ...(inside && waiting
      ? { daysWaiting: daysBetween(orThrowDate(waiting.askedOn), orThrowDate(today)) }
      : {}),
    ...(identified ? { applicant } : {}),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}
