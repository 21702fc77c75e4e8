import { canonical } from '../../base/canonical-json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { GapNotice } from './first-state.ts';
import type { Claim, Petition } from './petition.ts';

const dayOf = (event: RecordedEvent): string => event.at.slice(0, 10);

/** A petition as its filing leaves it. What was asked and the words for the entry are one private
 *  group. Where the record names no organisation, who filed it stands in a group of its own, and is
 *  nobody once that was erased. */
export function beginPetition(event: RecordedEvent): Petition {
  const { data, private: secret } = event;
  const about = (secret?.['claim']?.['about'] ?? {}) as JsonObject;
  const identity = secret?.['identity'] ?? {};
  const name = (of: Json | undefined): string => (typeof of === 'string' ? of : '');
  return {
    status: 'filed',
    about: {
      caseId: String(data['about']),
      code: name(about['code']),
      title: name(about['title']),
    },
    registrant: {
      code: String(data['registrant']),
      name: name(about['registrantName']),
      region: name(about['region']),
    },
    applicant: {
      id: event.actor.org ?? name(identity['id']),
      name: name(identity['name'] ?? about['applicantName']),
    },
    claim: claimOf(event),
    submissions: [{ on: dayOf(event), changed: [] }],
    notices: [],
    acceptedBy: null,
    acceptedOn: null,
    overdue: {},
    ended: null,
  };
}

/** The events every petition knows; undefined where the event is none of these. */
export function evolvePetition<S extends Petition>(state: S, event: RecordedEvent): S | undefined {
  const on = dayOf(event);
  switch (event.type) {
    case 'reg.IntakeDeficiencyNotified':
      return { ...state, status: 'gap', notices: [...state.notices, noticeOf(state, event)] };
    case 'reg.ApplicationResubmitted':
      return resubmitted(state, event);
    case 'reg.AcceptanceOverdue':
      return { ...state, overdue: { ...state.overdue, acceptance: on } };
    case 'reg.AcceptanceRefused':
      return { ...state, status: 'NOT_ACCEPTED', ended: endOf(event) };
    case 'reg.ApplicationWithdrawn':
      return { ...state, status: 'WITHDRAWN', ended: endOf(event) };
    case 'reg.ClosedWithEntry':
      return { ...state, status: 'CLOSED', ended: endOf(event) };
    default:
      return undefined;
  }
}

/** Taken in: the officer who did it, and the day the registrar's own time runs from. */
export const takenIn = <S extends Petition>(state: S, event: RecordedEvent): S => ({
  ...state,
  status: 'accepted',
  acceptedBy: event.actor.account,
  acceptedOn: dayOf(event),
});

export const endOf = (event: RecordedEvent): Petition['ended'] => ({
  ground: String(event.data['ground'] ?? ''),
  reasons: String(event.private?.['reasons']?.['text'] ?? ''),
  on: dayOf(event),
});

/** The claim with its personal values, which are null once they were erased. */
function claimOf({ private: secret }: RecordedEvent): Claim {
  const asked = (secret?.['claim']?.['asked'] ?? {}) as JsonObject;
  const values = (secret?.['personal']?.['values'] ?? {}) as JsonObject;
  const { items } = asked;
  if (!Array.isArray(items)) return asked as Claim;
  const whole = (items as JsonObject[]).map((one) =>
    one['value'] === undefined ? { ...one, value: values[String(one['item'])] ?? null } : one,
  );
  return { ...asked, items: whole };
}

function resubmitted<S extends Petition>(state: S, event: RecordedEvent): S {
  const claim = claimOf(event);
  const fields = [...new Set([...Object.keys(state.claim), ...Object.keys(claim)])];
  const differs = (f: string): boolean =>
    canonical(state.claim[f] ?? null) !== canonical(claim[f] ?? null);
  const changed = fields.filter(differs).toSorted();
  // The time to accept counts anew: what was late before is on record, and not late now.
  const { acceptance: _before, ...overdue } = state.overdue;
  return {
    ...state,
    status: 'filed',
    claim,
    overdue,
    submissions: [...state.submissions, { on: dayOf(event), changed }],
  };
}

function noticeOf(state: Petition, event: RecordedEvent): GapNotice {
  const gaps = (event.private?.['gaps']?.['items'] ?? []) as unknown as GapNotice['gaps'];
  return { stage: 'intake', submission: state.submissions.length, on: dayOf(event), gaps };
}
