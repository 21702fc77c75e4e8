import { does, opens, passTo, upload, uuid, type Case, type Office } from '../../../test/office.ts';
import { people, system } from '../../../test/office-people.ts';
import {
  accepted,
  clear,
  complete,
  gapOn,
  inNotice,
  passed,
  registered,
  reviewed,
  submitted,
  type Plan,
} from './dossier.fixtures.ts';

/** An objection by a citizen against a notice, with one piece of evidence. */
export const objected = (at: Office, parent: Case): Case =>
  opens(at, 'reg.objection', people.citizen, {
    parent: parent.id,
    interest: '本人为该停车场经营者',
    reason: '公示的数据来源与事实不符',
    evidence: [upload(at, people.citizen)],
  });

/** An objection whose registrant was told and did not answer in time. */
export function reviewing(at: Office, parent: Case): Case {
  const c = does(at, objected(at, parent), people.judge, 'notifyRegistrant');
  passTo(at, '2026-03-10');
  return c;
}

const reasons = '经核对确有此情形';

function openObjection(at: Office, plan?: Plan): Case {
  const c = inNotice(at, plan);
  objected(at, c);
  passTo(at, '2026-03-17');
  return c;
}

function terminated(at: Office, plan?: Plan): Case {
  const c = inNotice(at, plan);
  does(at, reviewing(at, c), people.judge, 'uphold', { reasons });
  return c;
}

const dispute = { ground: 'dispute', reasons };

/** A Beijing resource in every state a first registration knows. */
export const everyState: Readonly<Record<string, (at: Office, plan?: Plan) => Case>> = {
  draft: (at, plan) => complete(at, plan),
  reviewed: (at, plan) => reviewed(at, plan),
  submitted: (at, plan) => submitted(at, plan),
  intake_gap: (at, plan) =>
    does(at, submitted(at, plan), people.intake, 'notifyIntakeGaps', {
      gaps: [gapOn(at.rules, 'scenario')],
    }),
  in_review: (at, plan) => accepted(at, plan),
  review_gap: (at, plan) =>
    does(at, accepted(at, plan), people.review, 'notifyReviewGaps', {
      gaps: [gapOn(at.rules, 'scenario', 'review')],
    }),
  passed: (at, plan) => passed(at, plan),
  in_notice: (at, plan) => inNotice(at, plan),
  objection_open: openObjection,
  clear: (at, plan) => clear(at, plan),
  REGISTERED: (at, plan) => registered(at, plan),
  CANCELLED: (at, plan) =>
    does(at, registered(at, plan), system, 'cancelEntry', { by: uuid(), ground: 'other_by_law' }),
  REVOKED: (at, plan) =>
    does(at, registered(at, plan), system, 'revokeEntry', { by: uuid(), ground: 'other_by_law' }),
  NOT_ACCEPTED: (at, plan) =>
    does(at, submitted(at, plan), people.intake, 'refuseAcceptance', dispute),
  NOT_PASSED: (at, plan) => does(at, accepted(at, plan), people.review, 'failReview', dispute),
  TERMINATED: terminated,
  WITHDRAWN: (at, plan) => does(at, complete(at, plan), people.filer, 'withdraw', { reasons }),
};
