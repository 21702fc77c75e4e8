import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { evolveDrift } from './entry-drift.ts';
import { evolveEntry } from './entry-fold.ts';
import { begun, joined, overwritten } from './entry-life.ts';
import { evolveNational } from './entry-national.ts';
import { linkedEvidence, lostEvidence } from './first-evidence.ts';
import type { FirstState, GapNotice, ObjectKind, Result } from './first-state.ts';
import { registrarOn } from './registrar.ts';

/** A name that stands in the material of the first event; empty once that was erased. */
const named = (whole: unknown, secret: JsonObject, group: string, field: string): unknown => ({
  ...(whole as JsonObject),
  name: String((secret[group] as JsonObject | undefined)?.[field] ?? ''),
});

/** An application as it begins. */
export const opened = (data: JsonObject, secret: JsonObject, by: string): FirstState => ({
  status: 'draft',
  objectKind: data['objectKind'] as ObjectKind,
  inScope: data['inScope'] === true,
  duty: data['duty'] === 'must' ? 'must' : 'encouraged',
  suppliedOn: (data['suppliedOn'] as string | undefined) ?? null,
  dutyCase: null,
  after: null,
  registrant: named(data['registrant'], secret, 'subject', 'name') as FirstState['registrant'],
  agent: data['agent']
    ? (named(data['agent'], secret, 'agency', 'agentName') as FirstState['agent'])
    : null,
  dossier: { subject: {}, ...(secret as FirstState['dossier']) },
  editors: [by],
  importedFrom: null,
  anchor: null,
  drift: null,
  evidence: null,
  consents: [],
  declaredOn: null,
  internalReview: null,
  submissions: [],
  notices: [],
  seals: {},
  acceptedBy: null,
  acceptedOn: null,
  reviewedBy: null,
  overdue: {},
  delays: [],
  notice: null,
  objections: {},
  result: null,
  life: null,
  change: null,
  revision: null,
  ended: null,
});

/** The fold of a first registration: each event moves the state in one way only. */
export function evolveFirst(state: FirstState | undefined, event: RecordedEvent): FirstState {
  const { data } = event;
  if (event.type === 'reg.DraftOpened') {
    return opened(data, event.private?.['material'] ?? {}, event.actor.account);
  }
  if (!state) throw new Error(`first registration begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const ended = (status: string): FirstState => ({
    ...state,
    status,
    ended: { ground: String(data['ground'] ?? ''), reasons: reasonsOf(event), on },
  });
  switch (event.type) {
    case 'reg.FilingClockStarted':
      return state;
    case 'reg.DraftLinked':
      return {
        ...state,
        dutyCase: (data['dutyCase'] as string | undefined) ?? null,
        after: (data['after'] as string | undefined) ?? null,
      };
    case 'reg.ContentImported':
      return { ...edited(state, event), importedFrom: imported(data) };
    case 'reg.MaterialAttached':
      return edited(state, event);
    case 'reg.CatalogueLinked':
      return {
        ...touched(state, event),
        anchor: { itemId: String(data['itemId']), digest: String(data['digest']) },
        drift: null,
      };
    case 'evid.Linked':
      return {
        ...touched(state, event),
        evidence: linkedEvidence(event),
      };
    case 'reg.EvidenceLost':
      return { ...state, evidence: lostEvidence(state.evidence, String(data['deposit'])) };
    case 'reg.CoRegistrantConsented':
      return {
        ...state,
        consents: [...new Set([...state.consents, String(data['organisation'])])],
      };
    case 'reg.CoRegistrantConsentWithdrawn': {
      const by = String(data['organisation']);
      return { ...state, consents: state.consents.filter((one) => one !== by) };
    }
    case 'reg.CoRegistrantsNamed':
      return state;
    case 'reg.DeclarationGiven':
      return { ...state, declaredOn: on };
    case 'reg.InternalReviewPassed':
      return {
        ...state,
        status: 'reviewed',
        editors: [],
        internalReview: { by: event.actor.account, on },
      };
    case 'reg.ApplicationSubmitted':
    case 'reg.ApplicationResubmitted':
      return {
        ...state,
        status: 'submitted',
        overdue: state.overdue.filing ? { filing: state.overdue.filing } : {},
        submissions: [
          ...state.submissions,
          { on, items: (event.private?.['digests'] ?? {}) as Readonly<Record<string, string>> },
        ],
      };
    case 'reg.IntakeDeficiencyNotified':
      return { ...noticed(state, event, 'intake', on), status: 'intake_gap' };
    case 'reg.ReviewDeficiencyNotified':
      return { ...noticed(state, event, 'review', on), status: 'review_gap' };
    case 'reg.AcceptanceRefused':
      return ended('NOT_ACCEPTED');
    case 'reg.ApplicationAccepted':
      return { ...state, status: 'in_review', acceptedBy: event.actor.account, acceptedOn: on };
    case 'reg.FilingOverdue':
      return { ...state, overdue: { ...state.overdue, filing: on } };
    case 'reg.AcceptanceOverdue':
      return { ...state, overdue: { ...state.overdue, acceptance: on } };
    case 'reg.ReviewOverdue':
      return { ...state, overdue: { ...state.overdue, review: on } };
    case 'reg.ReviewDelayExplained':
      return { ...state, delays: [...state.delays, delay(state, event, on)] };
    case 'reg.SealConfirmed':
      return { ...state, seals: sealed(state, event) };
    case 'reg.FormalReviewFailed':
      return ended('NOT_PASSED');
    case 'reg.FormalReviewPassed':
      return { ...state, status: 'passed', reviewedBy: event.actor.account };
    case 'reg.NoticePublished':
      return { ...state, status: 'in_notice', notice: notice(event) };
    case 'reg.ObjectionNoted':
      return { ...state, objections: { ...state.objections, [String(data['objection'])]: 'open' } };
    case 'reg.ObjectionSettled':
      return settled(state, data);
    case 'reg.NoticeClosed':
      return { ...state, status: anyOpen(state) ? 'objection_open' : 'clear' };
    case 'reg.RegistrationTerminated':
      return { ...ended('TERMINATED'), objections: mark(state, data, 'upheld') };
    case 'reg.ApplicationWithdrawn':
      return ended('WITHDRAWN');
    case 'reg.AgencyEnded':
      return { ...state, agent: null, declaredOn: null };
    case 'reg.CodeAssigned':
      return coded(state, event);
    case 'reg.ValidityFixed':
    case 'reg.ConfirmationIssued':
    case 'cert.Issued':
    case 'sync.Queued':
    case 'cat.CityCatalogueUpdated':
      return state;
    default:
      return (
        evolveEntry(state, event) ??
        evolveNational(state, event) ??
        evolveDrift(state, event) ??
        unknown(event)
      );
  }
}

const unknown = ({ type }: RecordedEvent): never => {
  throw new Error(`first registration does not know ${type}`);
};

function coded(state: FirstState, event: RecordedEvent): FirstState {
  const given = result(event);
  const life = begun(given.assignedOn, given.validFrom, given.validTo);
  return { ...state, status: 'REGISTERED', result: given, life };
}

const reasonsOf = (event: RecordedEvent): string =>
  String(event.private?.['reasons']?.['text'] ?? '');

const delay = (
  state: FirstState,
  event: RecordedEvent,
  on: string,
): FirstState['delays'][number] => ({
  on,
  reason: reasonsOf(event),
  submission: state.submissions.length,
});

/** Any edit of the dossier undoes the internal review, which covers what was reviewed (E1), and
 *  makes an editor of whoever did it. */
function touched(state: FirstState, event: RecordedEvent): FirstState {
  const editors = [...new Set([...state.editors, event.actor.account])];
  return state.status === 'reviewed'
    ? { ...state, editors, declaredOn: null, status: 'draft', internalReview: null }
    : { ...state, editors, declaredOn: null };
}

function edited(state: FirstState, event: RecordedEvent): FirstState {
  const { material, personal } = event.private ?? {};
  const dossier = overwritten(state.dossier, joined(material, personal));
  // A consent covers the list of co-owners it was given for.
  const relisted = 'coOwners' in ((material?.['dataResource'] as JsonObject | undefined) ?? {});
  return { ...touched(state, event), dossier, consents: relisted ? [] : state.consents };
}

function imported(data: JsonObject): FirstState['importedFrom'] {
  return {
    itemId: (data['itemId'] as string | undefined) ?? null,
    digest: (data['digest'] as string | undefined) ?? null,
  };
}

function noticed(
  state: FirstState,
  event: RecordedEvent,
  stage: GapNotice['stage'],
  on: string,
): FirstState {
  const gaps = (event.private?.['gaps']?.['items'] ?? []) as unknown as GapNotice['gaps'];
  const given: GapNotice = { stage, submission: state.submissions.length, on, gaps };
  return { ...state, notices: [...state.notices, given] };
}

function sealed(state: FirstState, event: RecordedEvent): FirstState['seals'] {
  const { data } = event;
  const note = String(event.private?.['note']?.['text'] ?? '');
  const found = data['found'] === true;
  return { ...state.seals, [String(data['file'])]: { found, by: event.actor.account, note } };
}

const notice = ({ data, private: secret }: RecordedEvent): FirstState['notice'] => ({
  from: String(data['from']),
  fields: secret?.['fields'] ?? {},
});

const mark = (state: FirstState, data: JsonObject, as: string): FirstState['objections'] => ({
  ...state.objections,
  [String(data['objection'])]: as,
});

function settled(state: FirstState, data: JsonObject): FirstState {
  const after = { ...state, objections: mark(state, data, String(data['outcome'])) };
  return state.status === 'objection_open' && !anyOpen(after)
    ? { ...after, status: 'clear' }
    : after;
}

export const anyOpen = (state: FirstState): boolean =>
  Object.values(state.objections).includes('open');

function result(event: RecordedEvent): Result {
  const { data } = event;
  const registrar = registrarOn(event);
  return {
    code: String(data['code']),
    queryCode: String(event.private?.['query']?.['code'] ?? ''),
    assignedOn: String(data['assignedOn']),
    issuedOn: String(data['issuedOn']),
    validFrom: String(data['validFrom']),
    validTo: String(data['validTo']),
    kind: data['kind'] === 'certificate' ? 'certificate' : 'confirmation',
    ...(registrar ? { registrar } : {}),
  };
}
