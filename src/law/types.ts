import type { Length } from '../base/deadline.ts';
import type { Text } from '../base/text.ts';
import type { RetentionClass } from './retention.ts';

/** SM state machine, CK clock, MC material check, PM permission, PB publication, RP report,
 *  IN integration, SE security, OR organisational only. */
export type ArticleKind = 'SM' | 'CK' | 'MC' | 'PM' | 'PB' | 'RP' | 'IN' | 'SE' | 'OR';

export interface Article {
  /** `BJ-REG-11`, `BJ-REG-10(1)7`, `BJ-REG-18b`: see the id convention in GLOSSARY.md. */
  readonly id: string;
  /** As printed: 第十一条. */
  readonly label: string;
  readonly kinds: readonly ArticleKind[];
  /** Our own one line; the official wording is not copied into the repository. */
  readonly summary: Text;
}

export type TextStatus = 'in-force' | 'draft' | 'trial';

/** One rule text, its standing and its articles. */
export interface RuleText {
  readonly id: string;
  readonly title: Text;
  readonly instrument: string | null;
  readonly issuer: Text;
  readonly issuedOn: string | null;
  readonly status: TextStatus;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly source: string;
  readonly notes: readonly Text[];
  readonly articles: readonly Article[];
}

/** When a rule of the pack applies to a dossier; `is` is a path into the facts of the dossier. */
export type Condition =
  | 'always'
  | 'optional'
  | { readonly is: string; readonly in: readonly (string | boolean)[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export type FieldType =
  | 'string'
  | 'text'
  | 'date'
  | 'bool'
  | 'int'
  | 'decimal'
  | 'enum'
  | 'enums'
  | 'file'
  | 'creditCode'
  | 'industry'
  | 'region'
  | 'organisations';

export interface Option {
  readonly value: string;
  readonly label: Text;
}

export type SealOf = 'registrant' | 'assessor' | 'provider' | 'principal' | 'agent';

export interface MaterialField {
  readonly id: string;
  readonly label: Text;
  readonly help?: Text;
  readonly example?: string;
  readonly type: FieldType;
  readonly options?: readonly Option[];
  /** `enums`: every one of these must be chosen. */
  readonly mustCover?: readonly string[];
  readonly required: Condition;
  /** Whose official seals the file must carry. */
  readonly seals?: readonly SealOf[];
  /** Other seals instead of `seals` when the condition holds (a third party signs its own report). */
  readonly sealsWhen?: { readonly condition: Condition; readonly seals: readonly SealOf[] };
  /** Media types a file may have. */
  readonly formats?: readonly string[];
  /** A template to download, by id. */
  readonly template?: string;
  readonly maxLength?: number;
  /** Said by the document, or added by us so that software can run. */
  readonly basis: 'text' | 'inf';
  /** Personal information: never public, never on the log. */
  readonly personal?: true;
}

export interface MaterialGroup {
  readonly id: string;
  readonly label: Text;
  readonly law: readonly string[];
  readonly required: Condition;
  readonly basis: 'text' | 'inf';
  /** The ground of a review-gap notice this group may be named under (BJ-REG-12). */
  readonly reviewGround?: string;
  readonly fields: readonly MaterialField[];
}

export interface Ground {
  readonly id: string;
  readonly label: Text;
  readonly law: readonly string[];
  /** Set where the pack's own text does not say it and the office's reading fills in. */
  readonly basis?: 'inf';
}

export interface StatutoryLength {
  readonly length: Exclude<Length, { until: string }>;
  readonly law: readonly string[];
  readonly basis: 'text' | 'inf';
  readonly note?: Text;
}

/** `acceptance`, `formalReview`, `publicNotice`, `objectionReply`, …; null: the text names no number. */
export type ClockTable = Readonly<Record<ClockName, StatutoryLength | null>>;

export type ClockName =
  | 'filingDuty'
  | 'filingTransition'
  | 'filingReminder'
  | 'mandateReminder'
  | 'acceptance'
  | 'formalReview'
  | 'publicNotice'
  | 'objectionReply'
  | 'objectionDecision'
  | 'coding'
  | 'cancelCompletion'
  | 'renewalWindow';

export type SubjectKind =
  | 'party_gov_organ'
  | 'public_institution'
  | 'enterprise'
  | 'utility_enterprise'
  | 'ministry'
  | 'unincorporated';

/** What can differ between two places, as typed data: the keys of a jurisdiction profile. */
export interface Profile {
  readonly scope: {
    readonly subjects: readonly SubjectKind[];
    /** Region codes (GB/T 2260 prefixes) a registrant must belong to; empty: the whole country. */
    readonly regions: readonly string[];
    readonly law: readonly string[];
  };
  readonly duty: {
    /** Subject kinds that must register resources within authorised operation. */
    readonly mandatoryFor: readonly SubjectKind[];
    readonly products: 'encouraged' | 'must';
    /** What was supplied before this day counts from it, and by `clocks.filingTransition`. */
    readonly operatingBefore: string;
    readonly law: readonly string[];
  };
  readonly prerequisites: {
    readonly evidenceDeposit: 'self' | 'third' | 'either' | 'notary';
    readonly evidenceLaw: readonly string[];
    /** Who deposits by themselves bears the burden of proof (CQ-REG-13). */
    readonly selfProofDuty: boolean;
    readonly catalogueOnChain: boolean;
    readonly catalogueLaw: readonly string[];
    readonly realNameAccount: boolean;
    readonly accountLaw: readonly string[];
    readonly internalReviewLaw: readonly string[];
  };
  readonly agents: {
    readonly allowed: boolean;
    readonly basis: 'text' | 'inf';
    readonly law: readonly string[];
  };
  readonly thirdParty: { readonly independence: 'block' | 'warn'; readonly law: readonly string[] };
  readonly steps: readonly { readonly key: string; readonly label: Text }[];
  readonly types: readonly {
    readonly key: string;
    readonly label: Text;
    readonly law: readonly string[];
  }[];
  readonly materials: { readonly first: readonly MaterialGroup[] };
  readonly clocks: ClockTable;
  /** Where a notice shows more than the national text asks. */
  readonly noticeFields: readonly { readonly id: NoticeFieldId; readonly label: Text }[];
  readonly noticeLaw: readonly string[];
  readonly noticePausesOnObjection: boolean;
  readonly objectionAfterIssue: boolean;
  readonly credential: {
    readonly kind: 'confirmation' | 'certificate';
    readonly title: Text;
    readonly codeScheme: string;
    readonly law: readonly string[];
  };
  readonly validity: {
    readonly years: number;
    readonly anchor: 'codeDay' | 'issueDay';
    /** Civil Code reading (corresponding day) or the stricter one (the day before). */
    readonly end: 'correspondingDay' | 'dayBefore';
    readonly cappedByAgreement: boolean;
    /** The paper the operation term is read from. */
    readonly termSource: 'agreement' | 'authorisationDocument';
    readonly renewYears: number;
    readonly renewCap: 'none' | 'authorisedTerm';
    readonly renewCapBasis: 'text' | 'inf';
    readonly law: readonly string[];
  };
  readonly onLapse: 'cancel' | 'cancelAndAnnounce';
  readonly onLapseLaw: readonly string[];
  readonly refusalGrounds: readonly Ground[];
  readonly reviewGrounds: readonly Ground[];
  readonly cancellationGrounds: readonly Ground[];
  readonly revocationGrounds: readonly Ground[];
  readonly registrarMisconduct: readonly Ground[];
  readonly registrar: { readonly creditCode: string; readonly name: Text };
  readonly platform: { readonly name: Text };
  readonly reviewName: Text;
  readonly registrarLaw: readonly string[];
  readonly fees: 'none';
  /** `inf`: the text only says that the budget pays. */
  readonly feesBasis: 'text' | 'inf';
  readonly feesLaw: readonly string[];
  /** May the registrar write its own detailed rules? */
  readonly businessRules: { readonly allowed: boolean; readonly law: readonly string[] };
  readonly statistics: 'open' | 'needsConsent';
  readonly statisticsLaw: readonly string[];
  readonly evaluation: 'yearly' | 'unstated';
  readonly evaluationAxes: readonly { readonly id: string; readonly label: Text }[];
  readonly evaluationLaw: readonly string[];
  /** Years after which what is kept may be proposed for erasure; null: kept for good. No text names any. */
  readonly retention: {
    readonly years: Readonly<Record<RetentionClass, number | null>>;
    readonly basis: 'text' | 'inf';
    readonly law: readonly string[];
  };
  readonly nationalSync: 'required' | 'optional';
}

export type NoticeFieldId =
  | 'registrantName'
  | 'registrationType'
  | 'dataName'
  | 'dataSummary'
  | 'industry'
  | 'registrar'
  | 'platform'
  | 'coOwnerNames';

/** A pack with everything it inherits filled in: what procedures are given as `rules`. */
export interface RulePack {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: Text;
  readonly refines: string | null;
  readonly text: RuleText;
  readonly profile: Profile;
  /** Which pack each value of the profile comes from: path of the value → id of the pack. */
  readonly provenance: Readonly<Record<string, string>>;
}
