import type { JsonObject } from '../../base/json.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import type { FileRef } from './dossier.ts';
import type { EntryFact } from './entry-fact.ts';
import type { Mandate, Organisation } from './first-state.ts';
import type { Paper } from './petition.ts';

/** What is asked for: a number of months, a word on the content, and the paper of the authorised
 *  term where there is a new one. */
export interface RenewalClaim {
  readonly months: number;
  /** Declared: what the register says is still right. */
  readonly unchanged: boolean;
  /** The change that puts it right, where it is not. */
  readonly changeCase: string | null;
  readonly agreementTo: string | null;
  readonly agreement: Paper | null;
  /** Last day of the term it would give, as counted when it was filed; null where an older record does
   *  not say. */
  readonly wouldEnd: string | null;
}

export interface RenewalState {
  readonly status: string;
  readonly about: { readonly caseId: string; readonly code: string; readonly title: string };
  readonly registrant: { readonly code: string; readonly name: string; readonly region: string };
  readonly agent: { readonly code: string; readonly name: string; readonly mandate: string } | null;
  /** Last day of the term to be followed. */
  readonly validTo: string;
  readonly claim: RenewalClaim;
  readonly filedOn: string;
  /** What was still wanted, told once. */
  readonly gaps: { readonly on: string; readonly text: string } | null;
  readonly resubmittedOn: string | null;
  readonly term: { readonly from: string; readonly to: string } | null;
  readonly ended: { readonly reasons: string; readonly on: string } | null;
}

/** What the acts of a renewal ask of the rest of the house. */
export interface RenewalFacts {
  readonly entry: EntryFact | null;
  readonly organisation: Organisation | null;
  readonly principal: Organisation | null;
  readonly mandate: Mandate | null;
  readonly files: Readonly<Record<string, FileRef>>;
  /** The case named as the change that puts the entry right. */
  readonly changeCase: {
    readonly caseId: string;
    readonly procedure: string;
    readonly status: string;
    /** The entry it hangs on. */
    readonly about: string | null;
    /** Out of its drafting, and not ended in vain. */
    readonly counts: boolean;
  } | null;
}

/** The fold of a renewal. */
export function evolveRenewal(state: RenewalState | undefined, event: RecordedEvent): RenewalState {
  if (event.type === 'reg.RenewalFiled') return filed(event);
  if (!state) throw new Error(`renewal begins with ${event.type}`);
  const on = event.at.slice(0, 10);
  const words = String(event.private?.['reasons']?.['text'] ?? '');
  const end = (status: string): RenewalState => ({
    ...state,
    status,
    ended: { reasons: words, on },
  });
  switch (event.type) {
    case 'reg.RenewalGapsNotified':
      return { ...state, status: 'gap', gaps: { on, text: words } };
    case 'reg.RenewalResubmitted':
      return { ...state, status: 'renewal_pending', claim: claimOf(event), resubmittedOn: on };
    case 'reg.Renewed':
      return { ...end('RENEWED'), term: termOf(event.data) };
    case 'reg.RenewalRefused':
      return end('REFUSED');
    case 'reg.RenewalWithdrawn':
      return end('WITHDRAWN');
    case 'reg.ClosedWithEntry':
      return end('CLOSED');
    case 'reg.AgencyEnded':
      return { ...state, agent: null };
    default:
      throw new Error(`renewal does not know ${event.type}`);
  }
}

function filed(event: RecordedEvent): RenewalState {
  const { data, private: secret } = event;
  const name = (key: string): string => String(secret?.['about']?.[key] ?? '');
  const mandate = stringOrNull(data['mandate']);
  return {
    status: 'renewal_pending',
    about: { caseId: String(data['about']), code: name('code'), title: name('title') },
    registrant: {
      code: String(data['registrant']),
      name: name('registrantName'),
      region: name('region'),
    },
    agent:
      mandate === null ? null : { code: event.actor.org ?? '', name: name('agentName'), mandate },
    validTo: String(data['validTo']),
    claim: claimOf(event),
    filedOn: event.at.slice(0, 10),
    gaps: null,
    resubmittedOn: null,
    term: null,
    ended: null,
  };
}

/** The claim as it goes on record: which change and which paper is for the parties, the rest is public. */
export const claimed = (
  claim: RenewalClaim,
): { readonly data: JsonObject; readonly private: Readonly<Record<string, JsonObject>> } => {
  const { months, unchanged, changeCase, agreementTo, agreement, wouldEnd } = claim;
  const apart = {
    ...(changeCase === null ? {} : { changeCase }),
    ...(agreement ? { agreement: { ...agreement } } : {}),
  };
  return {
    data: {
      months,
      unchanged,
      ...(agreementTo === null ? {} : { agreementTo }),
      ...(wouldEnd === null ? {} : { termTo: wouldEnd }),
    },
    private: Object.keys(apart).length > 0 ? { claim: apart } : {},
  };
};

const claimOf = ({ data, private: secret }: RecordedEvent): RenewalClaim => ({
  months: Number(data['months']),
  unchanged: data['unchanged'] === true,
  changeCase: stringOrNull(secret?.['claim']?.['changeCase']),
  agreementTo: stringOrNull(data['agreementTo']),
  agreement: (secret?.['claim']?.['agreement'] ?? null) as unknown as Paper | null,
  wouldEnd: stringOrNull(data['termTo']),
});

const stringOrNull = (value: JsonObject[string]): string | null =>
  typeof value === 'string' ? value : null;

const termOf = (data: JsonObject) => ({
  from: String(data['validFrom']),
  to: String(data['validTo']),
});
