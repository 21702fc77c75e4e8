import type { z } from 'zod';
import type { Deadline, Length } from '../base/deadline.ts';
import type { JsonObject } from '../base/json.ts';
import type { Refusal } from '../base/refusal.ts';
import type { Text } from '../base/text.ts';

/** A person (or the system itself) at the door, as far as a rule may know them. */
export interface Actor {
  readonly kind: 'person' | 'system';
  readonly accountId: string;
  readonly name: string;
  /** Real-name verified (BJ-REG-14, CQ-REG-11). */
  readonly realName: boolean;
  /** The organisation the account acts for; null for a citizen and for the system. */
  readonly org: { readonly code: string; readonly name: string; readonly region: string } | null;
  readonly roles: readonly string[];
}

/** Who may take an act: a role, and where it stands towards this case.
 *  `party`: the actor's organisation (or the actor, for citizens) holds this place in the case.
 *  `office`: the actor's organisation is the registrar of the case's jurisdiction. */
export type Who =
  | { readonly role: string; readonly party: string }
  | { readonly role: string; readonly office: true }
  | { readonly role: string };

export interface Party {
  readonly key: string;
  /** Credit code of an organisation, `account:<id>` of a citizen, or `person:<id>` of somebody who stands
   *  for themselves alone. */
  readonly id: string;
  readonly name: string;
}

/** What an act decides. `data` is public and goes on the log; each group in `private` is only
 *  committed to, with its own salt, and can be erased later without breaking a proof. */
export interface DomainEvent {
  readonly type: string;
  readonly data: JsonObject;
  readonly private?: Readonly<Record<string, JsonObject>>;
}

/** An event as it was appended. */
export interface RecordedEvent extends DomainEvent {
  readonly caseId: string;
  readonly version: number;
  /** RFC 3339 instant with the offset of Asia/Shanghai. */
  readonly at: string;
  readonly act: string;
  readonly actor: { readonly account: string; readonly role: string; readonly org: string | null };
  readonly law: readonly string[];
  /** Clocks this event started, with the deadline as it was then counted. */
  readonly deadlines: readonly (Deadline & { readonly clock: string })[];
}

/** One running or finished clock of a case, folded from its events. */
export interface ClockRow extends Deadline {
  readonly name: string;
  readonly state: 'running' | 'stopped' | 'expired';
  /** The event version that started it, so that a restart is a new count. */
  readonly since: number;
}

export interface CaseState {
  readonly status: string;
}

export interface StateSpec {
  readonly title: Text;
  /** Before it is filed a case belongs to its parties alone; the office does not see it. */
  readonly unfiled?: true;
  /** A terminal state has its own public word (G63). */
  readonly terminal?: true;
}

export interface EventSpec {
  readonly title: Text;
  readonly law: readonly string[];
  /** Who may read each private group: party keys and roles. The office always may. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Whose inbox hears of it: party keys, or 'office'. The actor's own side is not told. */
  readonly tells?: readonly string[];
  /** Others than the parties may rely on it: final only once the log's witnesses have signed over it. */
  readonly bindsOthers?: true;
}

export interface ClockSpec<S extends CaseState, R> {
  readonly title: Text;
  readonly law: readonly string[];
  length(state: S, rules: R): Length | null;
  /** The day the period runs from, where it is not the day of the act. */
  from?(state: S): string | undefined;
  /** Event types that start (or restart) the clock, and those that stop it. */
  readonly startsOn: readonly string[];
  readonly stopsOn: readonly string[];
  /** The act taken by the system when the last day is over; absent: the clock only shows. */
  readonly onExpiry?: string;
  readonly onExpiryText: Text;
}

/** Everything a decision may look at. Rules own no clock: time, ids and chance come in here. */
export interface Context<S, I, F, R> {
  readonly state: S;
  readonly input: I;
  readonly facts: F;
  readonly rules: R;
  readonly actor: Actor;
  /** Instant of the act, and its day in Asia/Shanghai. */
  readonly at: string;
  readonly today: string;
  readonly caseId: string;
  readonly jurisdiction: string;
  /** A fresh random token of `bytes` bytes as lower-case hex; drawn by the edge. */
  random(bytes: number): string;
}

export type Decision = readonly DomainEvent[] | Refusal;

export interface ActSpec<S extends CaseState, R, I = unknown, F = unknown> {
  readonly title: Text;
  readonly help?: Text;
  readonly law: readonly string[];
  readonly by: readonly Who[];
  /** States it may be taken in; 'new' opens a case. */
  readonly from: readonly string[] | 'new';
  /** Every state it may lead to. */
  readonly to: readonly string[];
  readonly input: z.ZodType<I>;
  readonly needs?: readonly string[];
  readonly emits: readonly string[];
  /** The act cannot be taken back by the one who takes it: the screen asks twice. */
  readonly final?: true;
  /** Recorded without account and organisation, because the record is public: who took it stands
   *  in a private group of its events alone. A word: recorded under it, where the role would say too much. */
  readonly hidesActor?: true | string;
  /** A reason known from the state, and where it is asked for a day, from the day, why the act is closed
   *  now. What depends on the day is decided again by the act itself. */
  ready?(state: S, actor: Actor, today?: string): Refusal | undefined;
  decide(context: Context<S, I, F, R>): Decision;
}

/** What a case shows in lists and finds in search. */
export interface Headline {
  readonly title: string;
  readonly registrant: string | null;
  readonly district: string | null;
  /** Text to search by; never private. */
  readonly search: string;
}

/** A statutory procedure: declared once, everything else derives from it. */
export interface Procedure<S extends CaseState = CaseState, R = unknown> {
  readonly name: string;
  readonly title: Text;
  readonly law: readonly string[];
  readonly states: Readonly<Record<string, StateSpec>>;
  readonly parties: Readonly<Record<string, Text>>;
  readonly events: Readonly<Record<string, EventSpec>>;
  readonly clocks: Readonly<Record<string, ClockSpec<S, R>>>;
  readonly acts: Readonly<Record<string, ActSpec<S, R>>>;
  evolve(state: S | undefined, event: RecordedEvent): S;
  partiesOf(state: S): readonly Party[];
  /** The registrar itself is the subject: its officers read at the place it holds as a party, and never
   *  as the office. */
  readonly aboutOffice?: true;
  /** Parties whose names only these places may read; the office always may. Unlisted: every reader. */
  readonly partyReaders?: Readonly<Record<string, readonly string[]>>;
  headline(state: S): Headline;
  /** The case this one hangs on, if any. */
  parentOf?(state: S): string | undefined;
  /** What a search for duplicates compares. */
  likenessOf?(state: S): LikenessKey | undefined;
  /** What strangers may see of it now; the only door to public pages. */
  publish?(state: S, rules: R, clocks: readonly ClockRow[]): Publication;
  /** What a reader holding these party keys and roles sees of the state: a whitelist. `acting`: who holds
   *  the registrar's office, where it is not the registrar of the rules. */
  view(
    state: S,
    rules: R,
    today: string,
    audience: readonly string[],
    acting?: { readonly code: string; readonly name: string } | null,
  ): JsonObject;
}

/** By what a case is compared with others: its holder, name, catalogue item and evidence. */
export interface LikenessKey {
  readonly holder: string;
  readonly name: string;
  readonly catalogueItem: string | null;
  readonly digest: string | null;
  /** Still on its way or in force: a duplicate of it is one by rule, not only by resemblance. */
  readonly live: boolean;
}

/** The public projections of a case: rows of the notice board and of the register. */
export interface Publication {
  readonly notice?: {
    readonly from: string;
    readonly to: string;
    readonly open: boolean;
    readonly fields: JsonObject;
  };
  readonly entry?: {
    readonly code: string;
    readonly queryCode: string;
    readonly status: string;
    readonly validFrom: string;
    readonly validTo: string;
    /** The day its lapse was put on the public board, where the place has one (CQ-REG-18). */
    readonly announced?: string;
    /** Versions, terms and ends, as strangers may read them. */
    readonly life: JsonObject;
    readonly fields: JsonObject;
    readonly search: string;
    readonly facets: {
      readonly industry: string;
      readonly objectKind: string;
      readonly district: string;
    };
  };
}
