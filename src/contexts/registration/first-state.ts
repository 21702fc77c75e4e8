import type { JsonObject } from '../../base/json.ts';
import type { RulePack } from '../../law/types.ts';
import { actsOf } from '../../kernel/act.ts';
import type { DepositFact } from '../evidence/public.ts';
import type { Dossier, FileRef } from './dossier.ts';
import type { DutyCase, EarlierCase } from './first-origins.ts';
import type { Drift } from './entry-drift.ts';
import type { EntryDossier, EntryFact } from './entry-fact.ts';
import type { EntryLife } from './entry-life.ts';
import type { NationalNote } from './entry-national.ts';
import type { Acting, Registrar } from './registrar.ts';

export type ObjectKind = 'resource' | 'product' | 'service';

export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly region: string;
  readonly realName: string;
}

export interface CatalogueItem {
  readonly itemId: string;
  readonly department: string;
  readonly name: string;
  readonly summary: string;
  readonly formats: string;
  readonly digest: string;
}

/** An entry that looks like this one; `same` is a duplicate by rule (G59), the rest are hints. */
export interface Likeness {
  readonly caseId: string;
  readonly title: string;
  readonly holder: string;
  readonly status: string;
  readonly why: 'sameHolderAndDigest' | 'sameCatalogueItem' | 'sameHolderAndName' | 'similarName';
  readonly same: boolean;
  readonly score: number;
}

export interface Mandate {
  readonly caseId: string;
  readonly status: string;
  readonly principal: string;
  readonly principalName: string;
  readonly agent: string;
  readonly from: string;
  readonly to: string;
  /** What it is limited to; absent or null: every procedure, every object. */
  readonly procedures?: readonly string[] | null;
  readonly objectKinds?: readonly string[] | null;
}

/** What the acts of a first registration ask of the rest of the house. */
export interface FirstFacts {
  /** The organisation the actor acts for, as the organisation register has it. */
  readonly organisation: Organisation | null;
  /** The principal an agent files for. */
  readonly principal: Organisation | null;
  readonly mandate: Mandate | null;
  /** The duty that the application answers, and the ended case that it follows. */
  readonly dutyCase: DutyCase | null;
  readonly earlier: EarlierCase | null;
  readonly catalogueItem: CatalogueItem | null;
  /** The linked item as it was when it was linked; null: no longer known. */
  readonly catalogueLinked: CatalogueItem | null;
  readonly files: Readonly<Record<string, FileRef>>;
  readonly likeness: readonly Likeness[];
  /** The evidence deposit that an application says it rests on. */
  readonly deposit: DepositFact | null;
  /** The entry a change is about, with its dossier. */
  readonly entry: EntryFact | null;
  readonly entryDossier: EntryDossier | null;
  /** What a change or correction that was decided writes into the entry. */
  readonly revision: Revision;
  /** A code nobody has, drawn under a lock by the coding scheme of the pack, with a query code
   *  that cannot be guessed. */
  readonly newCode: { readonly scheme: string; readonly code: string; readonly queryCode: string };
  /** Who holds the registrar's office, where it is not the registrar of the pack. */
  readonly registrar?: Acting;
}

/** One gap named in a one-time notice. */
export interface Gap {
  /** `group` or `group.field`. */
  readonly item: string;
  readonly ground: string;
  readonly reason: string;
  readonly law: string;
}

/** The evidence deposit an application rests on; `deposit` where it was made here. A type, not an
 *  interface, so that it counts as JSON. */
export type Evidence = {
  readonly digest: string;
  readonly depositedOn: string;
  readonly deposit?: {
    readonly caseId: string;
    readonly mode: string;
    readonly provider: string | null;
    /** Found invalid after it was linked. */
    readonly lost: boolean;
  };
};

export interface GapNotice {
  readonly stage: 'intake' | 'review';
  readonly submission: number;
  readonly on: string;
  readonly gaps: readonly Gap[];
}

export interface Result {
  readonly code: string;
  readonly queryCode: string;
  readonly assignedOn: string;
  readonly issuedOn: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly kind: 'confirmation' | 'certificate';
  /** Who registered it, and who issued the present document, if somebody else did; absent: the registrar
   *  of the pack (decision 0035). */
  readonly registrar?: Registrar;
  readonly issuedBy?: Registrar;
}

/** Values to be written into an entry, what is personal by itself. */
export interface Revision {
  readonly material: JsonObject;
  readonly personal: JsonObject;
}

/** A change of a registered entry (变更登记): the same course as a first registration. */
export interface Change {
  /** The case of the entry. */
  readonly entry: string;
  readonly code: string;
  readonly triggers: readonly string[];
  /** The version of the entry it starts from, and its dossier: a change says what is different. */
  readonly version: number;
  readonly base: Dossier;
}

export interface FirstState {
  readonly status: string;
  readonly objectKind: ObjectKind;
  readonly inScope: boolean;
  readonly duty: 'must' | 'encouraged';
  readonly suppliedOn: string | null;
  /** The duty it answers, whose clock runs there; the ended case it follows (G19). */
  readonly dutyCase: string | null;
  readonly after: string | null;
  readonly registrant: Omit<Organisation, 'realName'>;
  readonly agent: {
    readonly code: string;
    readonly name: string;
    readonly mandate: string;
    readonly to: string;
  } | null;
  readonly dossier: Dossier;
  /** Who typed the dossier since the last internal review: none of them may review it. */
  readonly editors: readonly string[];
  readonly importedFrom: { readonly itemId: string | null; readonly digest: string | null } | null;
  readonly anchor: { readonly itemId: string; readonly digest: string } | null;
  /** In what the catalogue has moved on since; null: in nothing. */
  readonly drift: Drift | null;
  readonly evidence: Evidence | null;
  readonly consents: readonly string[];
  /** When the registrant declared for an agent's filing; any edit takes it back. */
  readonly declaredOn: string | null;
  readonly internalReview: { readonly by: string; readonly on: string } | null;
  readonly submissions: readonly {
    readonly on: string;
    readonly items: Readonly<Record<string, string>>;
  }[];
  readonly notices: readonly GapNotice[];
  readonly seals: Readonly<
    Record<string, { readonly found: boolean; readonly by: string; readonly note: string }>
  >;
  readonly acceptedBy: string | null;
  readonly acceptedOn: string | null;
  readonly reviewedBy: string | null;
  readonly overdue: {
    readonly filing?: string;
    readonly acceptance?: string;
    readonly review?: string;
  };
  /** Each with the filing whose review was late: an explanation serves one review only. */
  readonly delays: readonly {
    readonly on: string;
    readonly reason: string;
    readonly submission: number;
  }[];
  readonly notice: { readonly from: string; readonly fields: JsonObject } | null;
  readonly objections: Readonly<Record<string, string>>;
  readonly result: Result | null;
  /** Absent until the national platform has answered. */
  readonly national?: NationalNote;
  /** Versions, terms and end of the entry, once it has a code. */
  readonly life: EntryLife | null;
  /** What a change is about, and why; null for a first registration. */
  readonly change: Change | null;
  /** What a change that was registered writes into its entry. */
  readonly revision: Revision | null;
  readonly ended: { readonly ground: string; readonly reasons: string; readonly on: string } | null;
}

export const act = actsOf<FirstState, RulePack, FirstFacts>();

/** States in which the applicant's side may edit. */
export const EDITING = ['draft', 'reviewed', 'intake_gap', 'review_gap'];

/** Ends without a registration. */
export const UNREGISTERED = ['NOT_ACCEPTED', 'NOT_PASSED', 'TERMINATED', 'WITHDRAWN'];

/** Items open for editing: everything in a draft, only what the last notice named in a gap. */
export function openItems(state: FirstState): 'all' | readonly string[] {
  if (state.status === 'draft' || state.status === 'reviewed') return 'all';
  if (state.status === 'intake_gap' || state.status === 'review_gap') {
    return state.notices.at(-1)?.gaps.map((g) => g.item) ?? [];
  }
  return [];
}

export function isOpenItem(state: FirstState, group: string, field: string): boolean {
  const open = openItems(state);
  return open === 'all' || open.includes(group) || open.includes(`${group}.${field}`);
}

/** Items whose content differs between two filings, counted from 1. */
export function changedItems(state: FirstState, from: number, to: number): string[] {
  const before = state.submissions[from - 1]?.items ?? {};
  const after = state.submissions[to - 1]?.items ?? {};
  const items = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...items].filter((item) => before[item] !== after[item]).toSorted();
}

/** Co-owners named in the dossier (共有主体). */
export function coOwners(
  state: Pick<FirstState, 'dossier'>,
): { name: string; creditCode: string }[] {
  const named = state.dossier['dataResource']?.['coOwners'];
  return Array.isArray(named) ? (named as { name: string; creditCode: string }[]) : [];
}

/** Facts beside the dossier that conditions of the material lists speak of. */
export function conditionFacts(state: FirstState, jurisdiction: string): JsonObject {
  return {
    objectKind: state.objectKind,
    registrationType: state.change ? 'change' : 'first',
    filedByAgent: state.agent !== null,
    hasCoOwners: coOwners(state).length > 0,
    jurisdiction,
  };
}

export const dossierText = (
  state: Pick<FirstState, 'dossier'>,
  group: string,
  field: string,
): string => {
  const value = state.dossier[group]?.[field];
  return typeof value === 'string' ? value : '';
};

/** The name the entry goes by: of the resource, or of the product made from it. */
export const dataName = (state: Pick<FirstState, 'dossier' | 'objectKind'>): string =>
  (state.objectKind === 'resource' ? '' : dossierText(state, 'product', 'name')) ||
  dossierText(state, 'dataResource', 'name');
